"""What scikit-learn's own examples would do with comments, for a given number of themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

LSA_WIDTH: Final = 100


class SimplePeer:
    """One of scikit-learn's examples with `fit_predict`; a subclass says how."""

    def __init__(self, n_themes: int, random_state: int = 0) -> None:
        self.n_themes = n_themes
        self.random_state = random_state

    def fit_predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        raise NotImplementedError


class TfidfKMeans(SimplePeer):
    def fit_predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        """Return the (n,) k-means clusters of TF-IDF rows."""
        kmeans = KMeans(self.n_themes, max_iter=100, n_init=5, random_state=self.random_state)
        return np.asarray(kmeans.fit_predict(_tfidf().fit_transform(comments)), dtype=np.int64)


class LsaKMeans(SimplePeer):
    def fit_predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        """Return the (n,) k-means clusters of latent semantic analysis: scikit-learn's text clustering example."""
        weights = _tfidf().fit_transform(comments)
        width = min(LSA_WIDTH, min(weights.shape) - 1)
        reduce = make_pipeline(TruncatedSVD(width, random_state=self.random_state), Normalizer(copy=False))
        kmeans = KMeans(self.n_themes, max_iter=100, n_init=5, random_state=self.random_state)
        return np.asarray(kmeans.fit_predict(reduce.fit_transform(weights)), dtype=np.int64)


class Nmf(SimplePeer):
    def fit_predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        """Return the (n,) strongest component of a non-negative factorisation of TF-IDF."""
        parts = NMF(self.n_themes, init="nndsvda", random_state=self.random_state, max_iter=400, tol=1e-3)
        return _strongest(parts.fit_transform(_tfidf().fit_transform(comments)))


class Lda(SimplePeer):
    def fit_predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        """Return the (n,) likeliest part of latent Dirichlet allocation on word counts."""
        counts = CountVectorizer(max_df=0.5, min_df=2, stop_words="english").fit_transform(comments)
        parts = LatentDirichletAllocation(self.n_themes, max_iter=20, random_state=self.random_state)
        return _strongest(parts.fit_transform(counts))


def _tfidf() -> TfidfVectorizer:
    return TfidfVectorizer(max_df=0.5, min_df=2, stop_words="english")


def _strongest(weights: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.asarray(weights.argmax(axis=1), dtype=np.int64)
