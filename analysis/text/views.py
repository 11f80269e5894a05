"""Comments as points: what they say through the words that tell them apart, and through words that keep company."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import normalize

Points: TypeAlias = NDArray[np.float32]
Counts: TypeAlias = "sparse.csr_matrix[np.float32]"

LATENT: Final = 100
COMPANY: Final = 100
COMPANY_WORDS: Final = 4_000
COMPANY_FEWEST: Final = 50
"""Words and comments below which words keep too little company to learn from."""
CONTEXT_POWER: Final = 0.75
RARE_WEIGHT: Final = 1e-3


@dataclass(frozen=True)
class LatentView:
    """TF-IDF with sublinear counts, reduced by a truncated SVD (latent semantic analysis; Deerwester et al. 1990)."""

    weights: TfidfTransformer
    svd: TruncatedSVD | None

    def points(self, counts: Counts) -> Points:
        weighted = self.weights.transform(counts)
        return _unit_rows(weighted.toarray() if self.svd is None else self.svd.transform(weighted))


def fit_latent_view(counts: Counts, random_state: int) -> LatentView:
    """Learn from (comments, terms) counts; without reduction where there are fewer than four of either."""
    weights = TfidfTransformer(sublinear_tf=True)
    weighted = weights.fit_transform(counts)
    size = min(LATENT, min(weighted.shape) - 1)
    return LatentView(weights, TruncatedSVD(size, random_state=random_state).fit(weighted) if size > 2 else None)


@dataclass(frozen=True)
class CompanyView:
    """Word vectors from this corpus alone: words that stand in the same comments lie close.

    vectors: (words, dimensions), weighted by how rare the word is. common: (1, dimensions), the direction that all
    comments share, which is taken out (smooth inverse frequency; Arora, Liang & Ma 2017).
    """

    vectors: Points
    common: Points

    def points(self, counts: Counts) -> Points:
        sums = _sums(counts, self.vectors)
        return _unit_rows(sums - sums @ self.common.T @ self.common)


def fit_company_view(counts: Counts, singles: int, random_state: int) -> CompanyView | None:
    """Learn from the first `singles` columns of the counts; None where there are too few words or comments for it."""
    if min(singles, counts.shape[0]) < COMPANY_FEWEST:
        return None
    vectors = _word_vectors(counts[:, :singles], random_state)
    common = TruncatedSVD(1, random_state=random_state).fit(_sums(counts, vectors)).components_
    return CompanyView(vectors, common.astype(np.float32))


@dataclass(frozen=True)
class Views:
    """Both views side by side as unit rows."""

    latent: LatentView
    company: CompanyView | None

    def points(self, counts: Counts) -> Points:
        """The place of each comment, (comments, dimensions), from its counts."""
        latent = self.latent.points(counts)
        return latent if self.company is None else _unit_rows(np.hstack([latent, self.company.points(counts)]))

    def each(self, counts: Counts) -> list[Points]:
        """Both together, then each view alone."""
        alone = [] if self.company is None else [self.latent.points(counts), self.company.points(counts)]
        return [self.points(counts), *alone]


def fit_views(counts: Counts, singles: int, random_state: int) -> Views:
    """Learn both views; `singles` columns of the counts are single words, the others pairs."""
    return Views(fit_latent_view(counts, random_state), fit_company_view(counts, singles, random_state))


def _unit_rows(rows: Any) -> Points:
    return np.asarray(normalize(rows), dtype=np.float32)


def _sums(counts: Counts, vectors: Points) -> Points:
    return _unit_rows(counts[:, : len(vectors)] @ vectors)


def _word_vectors(words: Counts, random_state: int) -> Points:
    """(words, dimensions): the vector of each word, weighted by how rare it is; zero for the rarest."""
    presence = words.sign()
    frequency = np.asarray(presence.sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-frequency, kind="stable")[:COMPANY_WORDS])
    svd = TruncatedSVD(min(COMPANY, len(kept) - 1), random_state=random_state)
    reduced = _unit_rows(svd.fit_transform(_mutual_information(presence[:, kept])))
    probability = frequency[kept] / frequency.sum()
    vectors = np.zeros((words.shape[1], reduced.shape[1]), dtype=np.float32)
    vectors[kept] = reduced * (RARE_WEIGHT / (RARE_WEIGHT + probability))[:, None]
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
