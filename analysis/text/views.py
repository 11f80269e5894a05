"""Comments as points, each the sum of its words': words that keep company lie close, and so do words spelt alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

Points: TypeAlias = NDArray[np.float32]
Counts: TypeAlias = "sparse.csr_matrix[np.float32]"

COMPANY: Final = 200
COMPANY_WORDS: Final = 6_000
COMPANY_FROM: Final = 6_000
"""Comments that words learn their company from."""
COMPANY_FEWEST: Final = 50
"""Words and comments below which words keep too little company to learn from."""
CONTEXT_POWER: Final = 0.75
LENGTH_POWER: Final = 0.5
"""How much the length of a word's vector counts; the length says how choosy the word is in its company."""
SPELLING: Final = 100
SPELLING_FROM: Final = 3_000
"""Comments that weigh the letters of words."""
LETTERS: Final = (3, 5)
COMMONEST_LETTERS: Final = 0.5
"""Letters in more than this share of the comments tell none of them apart."""
COMMON: Final = 0.0005
"""Over the square of the commonest word's share of comments: in more than this share a word is one of the common."""
RARITY_POWER: Final = 2


@dataclass(frozen=True)
class Views:
    """Where words lie, and by their length how much they weigh. company: (words, dimensions), None where there is too
    little to learn from. spelling: (words, dimensions). common: (1, dimensions), the direction of company that all
    comments share, which is taken out.
    """

    company: Points | None
    common: Points
    spelling: Points

    def points(self, counts: Counts) -> Points:
        """The place of each comment, (comments, dimensions) unit rows, from its counts: both views side by side."""
        words = counts[:, : len(self.spelling)]
        spelt = _unit_rows(words @ self.spelling)
        if self.company is None:
            return spelt
        together = _unit_rows(words @ self.company)
        return _unit_rows(np.hstack([_unit_rows(together - together @ self.common.T @ self.common), spelt]))


def fit_views(counts: Counts, words: Sequence[str], random_state: int) -> Views:
    """Learn both views from (comments, terms) counts, of which the first columns are the `words`.

    TF-IDF of words, as a third view, adds nothing on our labelled sets.
    """
    singles = counts[:, : len(words)]
    weights = _weights(singles)
    spelling = weights * _spelling(singles[:SPELLING_FROM], words, random_state)
    few = singles[:COMPANY_FROM]
    if min(few.shape) < COMPANY_FEWEST:
        return Views(None, np.empty((1, 0), dtype=np.float32), spelling)
    company = weights * _company(few, random_state)
    common = TruncatedSVD(1, random_state=random_state).fit(_unit_rows(few @ company)).components_
    return Views(company, common.astype(np.float32), spelling)


def _unit_rows(rows: Any) -> Points:
    return np.asarray(normalize(rows), dtype=np.float32)


def _weights(words: Counts) -> Points:
    """How much each word weighs, (words, 1): the rarer the more (inverse document frequency), common ones all the same.

    What counts as common depends on the commonest word. Where a third of the people write "staff", common words are
    what they talk about; where no word is in more than a tenth, as on web pages, the common ones say little.
    """
    shares = np.asarray(words.sign().sum(axis=0)).reshape(-1, 1) / words.shape[0]
    common = COMMON / shares.max(initial=COMMON) ** 2
    return np.asarray((1 - np.log(np.minimum(shares, common))) ** RARITY_POWER, dtype=np.float32)


def _company(words: Counts, random_state: int) -> Points:
    """(words, dimensions) from which words stand in the same comments; zero for the rarest and for those alone.

    A truncated SVD of positive pointwise mutual information (Levy, Goldberg & Dagan 2015).
    """
    presence = words.sign()
    frequency = np.asarray(presence.sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-frequency, kind="stable")[:COMPANY_WORDS])
    svd = TruncatedSVD(min(COMPANY, len(kept) - 1), random_state=random_state)
    reduced = svd.fit_transform(_mutual_information(presence[:, kept]))
    lengths = np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)
    vectors = np.zeros((words.shape[1], reduced.shape[1]), dtype=np.float32)
    vectors[kept] = reduced * lengths ** (LENGTH_POWER - 1)
    return vectors


def _mutual_information(presence: Counts) -> Counts:
    """Positive pointwise mutual information of words in one comment, contexts smoothed (Levy et al. 2015)."""
    together = (presence.T @ presence).tocoo()
    apart = together.row != together.col
    rows, columns, joint = together.row[apart], together.col[apart], together.data[apart]
    totals = np.bincount(rows, joint, presence.shape[1])
    context = totals**CONTEXT_POWER
    expected = totals[rows] * context[columns] / context.sum()
    values = np.log(np.maximum(joint / expected, 1)).astype(np.float32)
    return sparse.csr_matrix((values, (rows, columns)), shape=together.shape)


def _spelling(counts: Counts, words: Sequence[str], random_state: int) -> Points:
    """(words, dimensions) from their runs of three to five letters, weighted by idf and reduced over the comments."""
    runs = CountVectorizer(analyzer="char_wb", ngram_range=LETTERS, dtype=np.float32).fit_transform(words)
    comments = counts.shape[0]
    found = np.asarray((counts.sign() @ runs).sign().sum(axis=0)).ravel()
    kept = np.flatnonzero((found >= min(2, comments)) & (found <= max(COMMONEST_LETTERS * comments, 2)))
    if not len(kept):
        kept = np.arange(len(found))
    weighted = runs[:, kept] @ sparse.diags_array((np.log((1 + comments) / (1 + found[kept])) + 1).astype(np.float32))
    seen = normalize(counts @ weighted)
    size = min(SPELLING, min(seen.shape) - 1)
    if size < 2:
        return np.asarray(weighted.toarray(), dtype=np.float32)
    components = TruncatedSVD(size, random_state=random_state).fit(seen).components_
    return np.asarray(weighted @ components.T, dtype=np.float32)
