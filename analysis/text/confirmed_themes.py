"""Themes that somebody put comments into: a classifier learns from these first, the rest is found as always."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import normalize

from analysis.text.corpus import Ids
from analysis.text.views import Counts, Points

STRENGTH: Final = 10.0
"""The inverse of the penalty on the classifier's weights, as the design found it on one employee survey."""
ENOUGH: Final = 3
"""Confirmed comments from which a theme stands for itself; with fewer, the found theme nearest to them helps."""
FOUND_AT_MOST: Final = 0.7
FOUND_FADES: Final = 5.0
"""How much the found themes weigh beside words and places: this over the root of the number of confirmed comments."""
OF_A_FOUND_THEME: Final = 60
"""The comments of a found theme that the classifier learns from."""


def confirmed_start(counts: Counts, points: Points, found: Ids, confirmed: Ids, random_state: int) -> Ids:
    """A start in which the confirmed themes come first, (comments,) ints.

    found: (comments,) themes that were found without help, 0..number-1. confirmed: (comments,) 0..themes-1 or -1, every
    theme with a comment. Each confirmed theme takes the place of the found one that lies nearest; a linear classifier
    (on TF-IDF, places and found themes) says where all other comments begin.
    """
    themes = int(confirmed.max()) + 1
    taken = _nearest(points, found, confirmed)
    number_of = np.full(int(found.max()) + 1, -1)
    free = np.setdiff1d(np.arange(len(number_of)), taken)
    number_of[free] = themes + np.arange(len(free))
    guessed = number_of[found]
    for theme, place in enumerate(taken):
        if place >= 0 and (confirmed == theme).sum() < ENOUGH:
            guessed[found == place] = theme
    known = np.where(confirmed >= 0, confirmed, _thinned(guessed))
    weight = min(FOUND_AT_MOST, FOUND_FADES / np.sqrt((confirmed >= 0).sum()))
    seen = _seen(counts, points, weight * np.eye(len(number_of), dtype=np.float32)[found])
    return np.where(confirmed >= 0, confirmed, _classified(seen, known, random_state))


def _nearest(points: Points, found: Ids, confirmed: Ids) -> Ids:
    """The found theme that each confirmed one replaces, (themes,); -1 where there are more confirmed than found."""
    alike = _directions(points, confirmed) @ _directions(points, found).T
    themes, places = linear_sum_assignment(-alike)
    taken = np.full(len(alike), -1)
    taken[themes] = places
    return taken


def _directions(points: Points, labels: Ids) -> NDArray[np.float32]:
    sums = [points[labels == theme].sum(axis=0) for theme in range(int(labels.max()) + 1)]
    return np.asarray(normalize(np.array(sums)), dtype=np.float32)


def _thinned(labels: Ids) -> Ids:
    """The labels of the first comments of each theme, -1 for the others."""
    kept = np.full(len(labels), -1)
    for theme in np.unique(labels[labels >= 0]):
        rows = np.flatnonzero(labels == theme)[:OF_A_FOUND_THEME]
        kept[rows] = theme
    return kept


def _seen(counts: Counts, points: Points, found: NDArray[np.float32]) -> Counts:
    """What the classifier learns from: words, places, and which theme was found, side by side."""
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    seen: Counts = sparse.hstack([weighted, sparse.csr_matrix(points), sparse.csr_matrix(found)], format="csr")
    return seen


def _classified(seen: Counts, known: Ids, random_state: int) -> Ids:
    """Where a linear classifier that learns from the known ones puts every comment, (comments,)."""
    rows = np.flatnonzero(known >= 0)
    if len(np.unique(known[rows])) < 2:
        return np.full(len(known), int(known[rows][0]))
    one = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=random_state)
    found = OneVsRestClassifier(one).fit(seen[rows], known[rows]).predict(seen)
    return np.asarray(found, dtype=np.int64)
