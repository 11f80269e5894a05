"""What a set of themes is judged by: agreement with human labels, and how its words hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score

TOP_WORDS: Final = 10
WORDS: Final = r"(?u)\b[^\W\d_]{3,}\b"


@dataclass(frozen=True)
class Scores:
    """The measures of one run; `kept` is the share of comments that were compared at all."""

    ari: float
    ami: float
    nmi: float
    coherence: float
    diversity: float
    number: float
    unplaced: float
    kept: float


def score(
    comments: Sequence[str], labels: Sequence[str], themes: NDArray[np.int64], compared: NDArray[np.bool_]
) -> Scores:
    """Score the (n,) themes of n comments, -1 for none, against their labels.

    Agreement looks at the `compared` comments alone, and -1 is one class of its own; words and shares look at all.
    """
    human = np.asarray(labels)[compared]
    found = themes[compared]
    coherence, diversity = word_quality(comments, themes)
    return Scores(
        ari=float(adjusted_rand_score(human, found)),
        ami=float(adjusted_mutual_info_score(human, found)),
        nmi=float(normalized_mutual_info_score(human, found)),
        coherence=coherence,
        diversity=diversity,
        number=float(len(np.unique(themes[themes >= 0]))),
        unplaced=float(np.mean(themes < 0)),
        kept=float(np.mean(compared)),
    )


def mean_scores(runs: Sequence[Scores]) -> Scores:
    """The mean of each measure over runs."""
    return Scores(**{name: float(np.mean([getattr(run, name) for run in runs])) for name in Scores.__annotations__})


def word_quality(comments: Sequence[str], themes: NDArray[np.int64]) -> tuple[float, float]:
    """Coherence and diversity of the ten typical words of each theme, the same way for every estimator.

    Typical is a word by its class-based TF-IDF (Grootendorst 2022). Coherence is the mean normalised pointwise mutual
    information of a theme's pairs of words over these comments (Bouma 2009), -1 to 1; diversity the
    share of different words among all themes' words (Dieng, Ruiz, Blei 2020).
    """
    try:
        present = CountVectorizer(token_pattern=WORDS, stop_words="english", binary=True).fit_transform(comments)
    except ValueError:  # not one word
        return 0.0, 0.0
    chosen = [words for words in typical_words(present, themes) if len(words) > 1]
    if not chosen:
        return 0.0, 0.0
    diversity = len(set().union(*map(set, chosen))) / sum(map(len, chosen))
    return float(np.mean([pair_information(present, words) for words in chosen])), diversity


def typical_words(present: sparse.csr_matrix, themes: NDArray[np.int64]) -> list[list[int]]:
    """The columns of `present`, (n, words), that are most typical of each theme, at most ten, best first."""
    names = np.unique(themes[themes >= 0])
    members = sparse.csr_matrix((themes[:, None] == names).T.astype(float))
    counts = np.asarray((members @ present).todense())
    mean_words = counts.sum() / max(len(names), 1)
    weights = counts * np.log1p(mean_words / np.maximum(counts.sum(axis=0), 1))
    order = np.argsort(-weights, axis=1, kind="stable")[:, :TOP_WORDS]
    return [[int(word) for word in row if weights[theme, word] > 0] for theme, row in enumerate(order)]


def pair_information(present: sparse.csr_matrix, words: list[int]) -> float:
    """The mean normalised pointwise mutual information of pairs of words; pairs that never meet count -1."""
    chosen = present[:, words].astype(float)
    together = np.asarray((chosen.T @ chosen).todense()) / present.shape[0]
    alone = np.diag(together)
    upper = np.triu_indices(len(words), 1)
    both = together[upper]
    met = both > 0
    information = np.log(both[met] / np.outer(alone, alone)[upper][met])
    values = np.full(len(both), -1.0)
    values[met] = np.where(both[met] < 1, information / -np.log(np.minimum(both[met], 1 - 1e-12)), 1.0)
    return float(values.mean())
