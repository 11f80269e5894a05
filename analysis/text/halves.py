"""The two parts a theme would fall into, should it be split."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.text.reading import read_comments
from analysis.text.terms import find_terms

Ids: TypeAlias = NDArray[np.int64]

SMALLEST: Final = 10
"""Comments below which a theme is not looked at for parts."""
TURNS: Final = 60


def halves_of(texts: Sequence[str], theme: Ids, leaf: Ids, levels: Mapping[int, Ids]) -> Ids:
    """Which half of its theme each comment is in, (n,) of 0 and 1; all 0 where a theme does not fall into two.

    theme, leaf: (n,), -1 for none. The halves are those of the next finer level of the tree; a theme that is a single
    leaf is parted along its own main direction.
    """
    half = np.zeros(len(theme), dtype=np.int64)
    for each in range(int(theme.max(initial=-1)) + 1):
        rows = np.flatnonzero((theme == each) & (leaf >= 0))
        if len(rows) >= SMALLEST:
            half[rows] = _by_tree(leaf[rows], levels)
            if not half[rows].any():
                half[rows] = _parted([texts[row] for row in rows.tolist()])
    return half


def _by_tree(leaf: Ids, levels: Mapping[int, Ids]) -> Ids:
    for number in sorted(levels):
        groups = levels[number][leaf]
        if (groups != groups[0]).any():
            return np.asarray(groups != np.bincount(groups).argmax(), dtype=np.int64)
    return np.zeros(len(leaf), dtype=np.int64)


def _parted(texts: Sequence[str]) -> Ids:
    """The side of the first principal component of TF-IDF that a comment is on (Boley 1998); the larger side is 0."""
    order = sorted(range(len(texts)), key=lambda place: texts[place])
    rows = _tf_idf([texts[place] for place in order])
    if rows is None:
        return np.zeros(len(texts), dtype=np.int64)
    middle = np.asarray(rows.mean(axis=0)).ravel()
    direction = middle + np.linspace(1, 2, rows.shape[1])
    for _ in range(TURNS):
        along = rows @ direction - middle @ direction
        direction = rows.T @ along
        direction /= max(float(np.linalg.norm(direction)), 1e-12)
    side = np.round(rows @ direction - middle @ direction, 9) > 0
    half = np.zeros(len(texts), dtype=np.int64)
    half[order] = side if side.sum() * 2 <= len(side) else ~side
    return half


def _tf_idf(texts: Sequence[str]) -> sparse.csr_matrix | None:
    from sklearn.feature_extraction.text import TfidfTransformer

    corpus = read_comments(texts).corpus
    terms = find_terms(corpus, commonest=1.0)
    if not len(terms):
        return None
    return sparse.csr_matrix(TfidfTransformer(sublinear_tf=True).fit_transform(terms.count(corpus)))
