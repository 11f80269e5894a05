"""How far two mixes of picks lie apart beyond what chance alone gives."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.scores.scales import Floats

DRAWS = 10_000
FEWEST_DRAWS = 2_000
MOST_NUMBERS = 5_000_000
"""Numbers drawn at once: with many different answer patterns there are fewer draws, and memory stays bounded."""
Picks = NDArray[np.bool_]


class Mismatch(NamedTuple):
    """`raw` is T of 0..100 and misleads alone; `excess` is the percent above chance, `p` how often chance reaches T."""

    raw: float
    by_chance: float
    excess: float
    p: float


def picked_by(picks: Picks) -> Picks:
    """The people who picked anything; picks: (n, choices)."""
    return picks[picks.any(axis=1)]


def paired_mismatch(wanted: Picks, got: Picks, random_state: int = 0) -> Mismatch:
    """Two mixes of the same people: chance swaps the two within a person; both (n, choices), n at least 1, none empty.

    People who answered alike are drawn together (a binomial count of swaps), so that time does not grow with n.
    """
    patterns, counts = np.unique(np.hstack([wanted, got]).astype(np.int64), axis=0, return_counts=True)
    left, right = np.hsplit(patterns, 2)
    swapped = np.random.default_rng(random_state).binomial(counts, 0.5, size=(_draws(len(counts)), len(counts)))
    moved = swapped @ (right - left)
    totals_left, totals_right = counts @ left, counts @ right
    return _mismatch(_distance(totals_left, totals_right), _distance(totals_left + moved, totals_right - moved))


def unpaired_mismatch(one: Picks, other: Picks, random_state: int = 0) -> Mismatch:
    """Two mixes of different people: chance deals people out anew; (m, choices) and (n, choices), neither empty."""
    together = np.vstack([one, other]).astype(np.int64)
    patterns, counts = np.unique(together, axis=0, return_counts=True)
    rng = np.random.default_rng(random_state)
    dealt = rng.multivariate_hypergeometric(counts, len(one), size=_draws(len(counts)), method="marginals") @ patterns
    observed = _distance(one.sum(axis=0), other.sum(axis=0))
    return _mismatch(observed, _distance(dealt, together.sum(axis=0) - dealt))


def _draws(patterns: int) -> int:
    return min(DRAWS, max(FEWEST_DRAWS, MOST_NUMBERS // patterns))


def _distance(one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
    """T = 50 sum |w_k - g_k| over shares of all picks: 0 for equal mixes, 100 for mixes with nothing in common."""
    shares = [mix / np.maximum(mix.sum(axis=-1, keepdims=True), 1) for mix in (one, other)]
    return np.asarray(50.0 * np.abs(shares[0] - shares[1]).sum(axis=-1), dtype=np.float64)


def _mismatch(observed: Floats, drawn: Floats) -> Mismatch:
    raw, by_chance = float(observed), float(drawn.mean())
    excess = 0.0 if by_chance >= 100 else max(0.0, (raw - by_chance) / (100.0 - by_chance))
    p = (int(np.sum(drawn >= raw - 1e-9)) + 1) / (len(drawn) + 1)
    return Mismatch(raw, by_chance, 100.0 * excess, p)
