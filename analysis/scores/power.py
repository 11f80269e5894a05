"""How often a report of this size would find a difference that is there."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from analysis.scores.effects import LARGE, MEDIUM
from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE
from analysis.scores.permutation import EXACT_SIGNS, sign_flip_p
from analysis.scores.scales import Floats

SIMULATIONS = 1_000
MOST_PEOPLE = 200
"""More people on a side than this find a large difference all the time; the simulation stops there."""


@lru_cache(maxsize=256)
def power_of_delta(givers: int, receivers: int, n_tests: int, effect: float = LARGE) -> float:
    """How often 0..1 a true Cliff's delta of `effect` on a five-point question becomes a disconnect.

    A seeded simulation: answers of both sides from five points a shift apart, judged as the verdict does: at least .33,
    and first among `n_tests` under Benjamini and Hochberg when nothing else differs (p <= .10 / n_tests). p by the
    Mann-Whitney normal approximation with tie correction, which stands in for the permutation test.
    """
    m, n = min(givers, MOST_PEOPLE), min(receivers, MOST_PEOPLE)
    rng, chances = np.random.default_rng(0), five_points_apart(effect)
    x, y = (rng.multinomial(size, chance, size=SIMULATIONS) for size, chance in zip((m, n), chances, strict=True))
    return _found(_deltas(x, y) / (m * n), _approximate_p(x, y), n_tests)


@lru_cache(maxsize=256)
def power_of_need(people: int, n_tests: int, effect: float = LARGE) -> float:
    """How often 0..1 a true d_w of `effect` between need and support on a five-point question becomes a disconnect.

    As `power_of_delta`, within people: need and support of each from five points a shift apart, independent. p by the
    sign flip: exact for at most 14 people, else by its normal approximation.
    """
    n, rng = min(people, MOST_PEOPLE), np.random.default_rng(0)
    need, support = (rng.choice(5, size=(SIMULATIONS, n), p=chance) for chance in five_points_apart(effect))
    gaps = (need - support).astype(np.float64)
    p = np.array([sign_flip_p(gap) for gap in gaps]) if n <= EXACT_SIGNS else _flip_p(gaps)
    return _found(np.sign(gaps).mean(axis=1), p, n_tests)


def _found(effects: Floats, ps: Floats, n_tests: int) -> float:
    return float(np.mean((np.abs(effects) >= MEDIUM) & (ps <= FALSE_DISCOVERY_RATE / max(n_tests, 1))))


def _flip_p(gaps: Floats) -> Floats:
    """The sign flip's p of many samples (samples, n) by the normal distribution; 1 where nobody differs."""
    spread = np.sqrt(np.maximum((gaps**2).sum(axis=1), 1.0))
    return np.asarray(2 * stats.norm.sf(np.abs(gaps.sum(axis=1)) / spread), dtype=np.float64)


def five_points_apart(effect: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Chances of the five points on either side, cut from two normal curves whose shift gives the effect."""
    cuts = stats.norm.ppf([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])

    def chances(shift: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        up, down = (np.diff(stats.norm.cdf(cuts + sign * shift / 2)) for sign in (-1, 1))
        return np.asarray(up), np.asarray(down)

    def away_from_effect(shift: float) -> float:
        x, y = chances(shift)
        return float(x @ np.sign(np.subtract.outer(np.arange(5), np.arange(5))) @ y) - effect

    return chances(float(optimize.brentq(away_from_effect, -0.1, 6.0)))


def _deltas(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.float64]:
    signs = np.sign(np.subtract.outer(np.arange(5), np.arange(5)))
    return np.asarray(np.einsum("si,ij,sj->s", x, signs, y), dtype=np.float64)


def _approximate_p(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.float64]:
    m, n, tied = int(x[0].sum()), int(y[0].sum()), x + y
    total = m + n
    ties = (tied**3 - tied).sum(axis=1) / (total * (total - 1))
    spread = np.sqrt(np.maximum(m * n / 12 * (total + 1 - ties), 1e-12))
    return np.asarray(2 * stats.norm.sf((np.abs(_deltas(x, y)) / 2) / spread), dtype=np.float64)


def times_in_ten(power: float) -> str:
    """A power in words: "about 6 times in 10"."""
    tenths = math.floor(power * 10 + 0.5)
    if tenths == 0:
        return "less than 1 time in 10"
    return "nearly always" if tenths == 10 else f"about {tenths} time{'s' * (tenths > 1)} in 10"
