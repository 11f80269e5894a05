"""The pipeline of our design notes, as they tell it step by step: the floor that ours has to stand above on any set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from nltk.stem.snowball import SnowballStemmer
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import logsumexp
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfTransformer, TfidfVectorizer
from sklearn.neighbors import kneighbors_graph
from sklearn.preprocessing import normalize

Counts: TypeAlias = Any
Points: TypeAlias = NDArray[np.float32]
Labels: TypeAlias = NDArray[np.int64]

STOP_WORDS: Final = ENGLISH_STOP_WORDS - {"not", "no", "never", "nor", "none", "without", "more", "less", "nothing"}
WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
MEMBERS: Final = 24
MEMBERS_FROM: Final = 3_000
STEPS: Final = 15
COSINE_WEIGHT: Final = 12.0
NEIGHBOURS: Final = 30
GRAPH_FROM: Final = 2_000
SMALLEST: Final = 0.005
COMPANY_WORDS: Final = 8_000
RARITY: Final = 1e-3


class DesignPrototype:
    """Words of three views, 24 members, what they agree on, then words and geometry together."""

    def __init__(self, n_themes: int | Literal["auto"] = "auto", random_state: int = 0) -> None:
        self.n_themes = n_themes
        self.random_state = random_state

    def fit_predict(self, comments: Sequence[str]) -> Labels:
        """Return the (n,) theme of each comment."""
        counts, words = _counted(comments)
        spectral, company, letters = _spectral(counts), _company(counts, len(words)), _letters(counts, words)
        two, three = _beside(spectral, company), _beside(spectral, company, letters)
        number = _number(three, self.random_state) if self.n_themes == "auto" else self.n_themes
        start = _agreed(counts, [two, three, spectral, company], number, self.random_state)
        return np.asarray(_mixed(counts, three, start, COSINE_WEIGHT).argmax(axis=1), dtype=np.int64)


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stem(word))


@cache
def _stemmer() -> SnowballStemmer:
    return SnowballStemmer("english")


def _counted(comments: Sequence[str]) -> tuple[Counts, list[str]]:
    """Stems in 2 comments to 60 %, then pairs of them in 3: (comments, terms), and the stems in order."""
    stems = [[_stem(word) for word in WORD.findall(text.lower()) if word not in STOP_WORDS] for text in comments]
    pairs = [list(pairwise(each)) for each in stems]
    words, of_words = _columns(stems, 2, 0.6 * len(stems))
    _, of_pairs = _columns(pairs, 3, 0.6 * len(stems))
    return sparse.hstack([of_words, of_pairs]).tocsr(), words


def _columns(texts: Sequence[Iterable[Any]], fewest: int, most: float) -> tuple[list[Any], Counts]:
    held = Counter(term for text in texts for term in set(text))
    terms = sorted(term for term, comments in held.items() if fewest <= comments <= most)
    place = {term: at for at, term in enumerate(terms)}
    found = [(row, place[term]) for row, text in enumerate(texts) for term in text if term in place]
    rows, columns = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return terms, sparse.csr_matrix(
        (np.ones(len(found), dtype=np.float32), (rows, columns)), shape=(len(texts), len(terms))
    )


def _reduced(rows: Any, size: int) -> Points:
    found = TruncatedSVD(min(size, min(rows.shape) - 1), random_state=0).fit_transform(rows)
    return np.asarray(found, dtype=np.float32)


def _beside(*views: Points) -> Points:
    return np.asarray(normalize(np.hstack(views)))


def _spectral(counts: Counts) -> Points:
    return np.asarray(normalize(_reduced(TfidfTransformer(sublinear_tf=True).fit_transform(counts), 100)))


def _company(counts: Counts, words: int) -> Points:
    """Positive pointwise mutual information of stems in one comment, summed with weights by rarity."""
    presence = counts[:, :words].sign()
    frequency = np.asarray(presence.sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-frequency, kind="stable")[:COMPANY_WORDS])
    together = (presence[:, kept].T @ presence[:, kept]).tocoo()
    apart = together.row != together.col
    rows, columns, joint = together.row[apart], together.col[apart], together.data[apart]
    totals = np.bincount(rows, joint, len(kept))
    context = totals**0.75
    values = np.log(np.maximum(joint * context.sum() / (totals[rows] * context[columns]), 1))
    vectors = _reduced(sparse.csr_matrix((values, (rows, columns)), shape=together.shape), 200)
    return _summed(counts[:, kept], vectors, frequency[kept])


def _letters(counts: Counts, words: Sequence[str]) -> Points:
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True).fit_transform(words)
    frequency = np.asarray(counts[:, : len(words)].sign().sum(axis=0)).ravel()
    return _summed(counts[:, : len(words)], _reduced(runs, 50), frequency)


def _summed(counts: Counts, vectors: Points, frequency: NDArray[np.float32]) -> Points:
    """Sums weighted by smooth inverse frequency, less their first component (Arora, Liang & Ma 2017)."""
    weights = RARITY / (RARITY + frequency / frequency.sum())
    points = normalize(counts @ (vectors * weights[:, None]))
    first = TruncatedSVD(1, random_state=0).fit(points).components_
    return np.asarray(normalize(points - points @ first.T @ first), dtype=np.float32)


def _number(points: Points, seed: int) -> int:
    """Louvain on the graph of 30 nearest neighbours, communities of half a percent and more."""
    from sknetwork.clustering import Louvain

    graph = kneighbors_graph(points[:GRAPH_FROM], min(NEIGHBOURS, len(points) - 1), mode="distance")
    graph.data = np.maximum(1 - graph.data**2 / 2, 0)
    communities = np.bincount(Louvain(random_state=seed).fit_predict(graph.maximum(graph.T)))
    return max(int((communities >= SMALLEST * graph.shape[0]).sum()), 1)


def _agreed(counts: Counts, views: Sequence[Points], number: int, seed: int) -> Labels:
    """K-means of what 24 members say beside the first view; comments beyond the first 3,000 follow a mixture."""
    few, near = counts[:MEMBERS_FROM], [view[:MEMBERS_FROM] for view in views]
    shares = []
    for member in range(MEMBERS):
        view = near[member % len(near)]
        start = KMeans(number, n_init=1, random_state=100 * seed + member).fit_predict(view)
        shares.append(_shares(_mixed(few, view, start, 0.0)) / np.sqrt(MEMBERS))
    agreed = normalize(_reduced(np.hstack([near[0], *shares]), 50))
    labels = KMeans(number, n_init=10, random_state=seed).fit_predict(agreed)
    return np.asarray(labels if few.shape[0] == counts.shape[0] else _followed(counts, few, labels), dtype=np.int64)


def _followed(counts: Counts, few: Counts, labels: Labels) -> Labels:
    log_words, log_sizes = _learnt(few, np.eye(int(labels.max()) + 1, dtype=np.float32)[labels])
    return np.asarray((counts @ log_words.T + log_sizes).argmax(axis=1), dtype=np.int64)


def _mixed(counts: Counts, points: Points, start: Labels, weight: float) -> Points:
    """The log p of each comment and theme after 15 steps of multinomials, joined with directions by `weight`."""
    joint = _joint(counts, points, np.eye(int(start.max()) + 1, dtype=np.float32)[start], weight)
    for _ in range(STEPS):
        joint = _joint(counts, points, _shares(joint), weight)
    return joint


def _joint(counts: Counts, points: Points, shares: Points, weight: float) -> Points:
    log_words, log_sizes = _learnt(counts, shares)
    directions = normalize(shares.T @ points)
    return np.asarray(counts @ log_words.T + log_sizes + weight * points @ directions.T, dtype=np.float32)


def _learnt(counts: Counts, shares: Points) -> tuple[Points, Points]:
    words = np.asarray((counts.T @ shares).T) + 1
    log_words = np.log(words) - np.log(words.sum(axis=1, keepdims=True))
    return log_words.astype(np.float32), np.log(shares.sum(axis=0) + 1).astype(np.float32)


def _shares(joint: Points) -> Points:
    return np.asarray(np.exp(joint - logsumexp(joint, axis=1, keepdims=True)), dtype=np.float32)
