"""Words and geometry together: a mixture in which a theme has its words and its direction."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp
from sklearn.preprocessing import normalize

from analysis.text.views import Counts, Points

STEPS: Final = 15
COSINE_WEIGHT: Final = 12.0
"""How much the direction counts beside the words; found on labelled comments, flat between 8 and 20."""
SMOOTHING: Final = 1.0
"""Counts a term that every theme starts with, shared out as all comments use the terms.

An equal count for every term would favour large themes where terms are many, until two or three swallow the others.
"""
SMOOTHED_THEMES: Final = 25
"""Themes from which on they share that count: of many themes each has few comments, which it would drown."""


@dataclass(frozen=True)
class Mixture:
    """K themes: log_words (K, terms), directions (K, dimensions) as unit rows, log_sizes (K,)."""

    log_words: NDArray[np.float32]
    directions: Points
    log_sizes: NDArray[np.float32]

    def log_joint(self, counts: Counts, points: Points) -> NDArray[np.float32]:
        """The log p of each comment and theme, up to a constant a comment: (comments, K)."""
        words = np.asarray(counts @ self.log_words.T)
        return np.asarray(words + self.log_sizes + COSINE_WEIGHT * points @ self.directions.T, dtype=np.float32)

    def posterior(self, counts: Counts, points: Points, softness: float = 1.0) -> NDArray[np.float32]:
        """The share of each theme in each comment, (comments, K), rows sum to 1."""
        joint = softness * self.log_joint(counts, points)
        return np.asarray(np.exp(joint - logsumexp(joint, axis=1, keepdims=True)), dtype=np.float32)

    def likeliest(self, counts: Counts, points: Points) -> NDArray[np.int64]:
        """The likeliest theme of each comment, (comments,)."""
        return np.asarray(self.log_joint(counts, points).argmax(axis=1), dtype=np.int64)

    def place(self, counts: Counts, points: Points) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The likeliest theme of each comment, (comments,), and how clear it is beside the others, 0..1."""
        shares = self.softened(counts, points)
        return shares.argmax(axis=1), shares.max(axis=1)

    def softened(self, counts: Counts, points: Points) -> NDArray[np.float64]:
        """The share of each theme in each comment, (comments, K), rows sum to 1: less sure than the posterior.

        Words of one comment are not independent, so the plain posterior is nearly always 1; dividing by the root of
        the comment's length keeps the order within a length and spreads it out.
        """
        lengths = np.maximum(np.asarray(counts.sum(axis=1)), 1)
        softened = np.asarray(self.log_joint(counts, points) / np.sqrt(lengths), dtype=np.float64)
        return np.asarray(np.exp(softened - logsumexp(softened, axis=1, keepdims=True)))

    def only(self, themes: NDArray[np.int64]) -> "Mixture":
        """The same mixture with these themes alone, in this order."""
        return Mixture(self.log_words[themes], self.directions[themes], self.log_sizes[themes])


@dataclass(frozen=True)
class Learning:
    """How a mixture learns. steps: of expectation and maximisation. softness: 0..1, what the log p are multiplied by.

    flat: whether every theme starts with the same count of each term, instead of with the corpus's own use of it.
    Soft and flat are better from a poor start, as labelled comments show; sharp and shaped by the corpus are better at
    the end, and safe where terms are many.
    """

    steps: int = STEPS
    softness: float = 1.0
    flat: bool = False


def fit_mixture(
    counts: Counts,
    points: Points,
    start: NDArray[Any],
    learning: Learning = Learning(),
    held: NDArray[np.int64] | None = None,
) -> Mixture:
    """Expectation and maximisation from hard labels `start`, (comments,) ints from 0.

    A mixture of multinomials over words (Nigam et al. 2000) joined with a direction a theme, weighted by the cosine.
    held: (comments,) the theme that a comment stays in whatever the mixture says, -1 for none.
    """
    prior = _prior(counts, int(start.max()) + 1, learning.flat)
    fixed = None if held is None else np.flatnonzero(held >= 0)
    mixture = _maximise(counts, points, _hard(start), prior)
    for _ in range(learning.steps):
        shares = mixture.posterior(counts, points, learning.softness)
        if held is not None:
            shares[fixed] = _hard(held, shares.shape[1])[fixed]
        mixture = _maximise(counts, points, shares, prior)
    return mixture


def first_mixture(counts: Counts, points: Points, labels: NDArray[Any], themes: int) -> Mixture:
    """The mixture of hard labels, (comments,) of 0..themes-1, before any step."""
    return _maximise(counts, points, _hard(labels, themes), _prior(counts, themes))


def _hard(labels: NDArray[Any], themes: int = 0) -> NDArray[np.float32]:
    return np.asarray(np.eye(themes or int(labels.max()) + 1, dtype=np.float32)[labels])


def _maximise(counts: Counts, points: Points, shares: NDArray[np.float32], prior: NDArray[np.float64]) -> Mixture:
    words = np.asarray((counts.T @ shares).T) + prior
    log_words = np.log(words) - np.log(words.sum(axis=1, keepdims=True))
    directions = np.asarray(normalize(shares.T @ points), dtype=np.float32)
    return Mixture(log_words.astype(np.float32), directions, np.log(shares.sum(axis=0) + 1).astype(np.float32))


def _prior(counts: Counts, themes: int, flat: bool = False) -> NDArray[np.float64]:
    """The counts that every theme starts with, (terms,): on average SMOOTHING a term, less where themes are many."""
    smoothing = SMOOTHING * min(1, SMOOTHED_THEMES / themes)
    if flat:
        return np.full(counts.shape[1], smoothing)
    used = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel() + 0.1
    return np.asarray(smoothing * len(used) * used / used.sum())
