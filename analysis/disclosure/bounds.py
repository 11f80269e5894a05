"""Integer bounds: which answers are possible behind a published n, mean and interval."""

import math
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.results import Interval
from analysis.scores.intervals import t_quantile

SLACK = 1e-3
"""Scores carry five decimals, so sums of them agree to about this much."""
ROUNDING = 0.5
"""Means and the ends of intervals are whole points: so far is each from what it was."""

_t = lru_cache(maxsize=None)(t_quantile)


class Range(NamedTuple):
    """What a number can be, both ends included."""

    low: float
    high: float

    def __sub__(self, other: "Range") -> "Range":
        return Range(self.low - other.high, self.high - other.low)

    def __and__(self, other: "Range") -> "Range":
        return Range(max(self.low, other.low), min(self.high, other.high))


UNKNOWN = Range(-math.inf, math.inf)


def exactly(number: float) -> Range:
    """The range of a number that is known."""
    return Range(number, number)


def sum_range(n: int, mean: float, limits: Range) -> Range:
    """The sum of `n` scores, each within `limits`, behind a mean in whole points."""
    return Range(n * (mean - ROUNDING), n * (mean + ROUNDING)) & Range(n * limits.low, n * limits.high)


def squares_range(n: int, mean: float, interval: Interval | None, limits: Range) -> Range:
    """The sum of squares of `n` scores behind a mean and Student's t interval in whole points, clipped to `limits`.

    The half width is `t s / sqrt(n)`, so `sum of squares = (n - 1) s^2 + n mean^2`.
    """
    if interval is None or n < 2:
        return UNKNOWN
    half = Range(0, math.inf)
    if interval.low > limits.low:
        half &= Range(mean - interval.low - 2 * ROUNDING, mean - interval.low + 2 * ROUNDING)
    if interval.high < limits.high:
        half &= Range(interval.high - mean - 2 * ROUNDING, interval.high - mean + 2 * ROUNDING)
    around = [(n - 1) * n * (end / _t(n - 1)) ** 2 for end in half]
    return Range(around[0] + n * max(abs(mean) - ROUNDING, 0) ** 2, around[1] + n * (abs(mean) + ROUNDING) ** 2)


def surely_alike(n: int, total: Range, squares: Range, support: tuple[float, ...]) -> bool:
    """Whether all, or all but one, of `n` people must have answered alike.

    support: every score an answer can have. True also where no answers fit at all: then something that is published
    is wrong, and should not be.
    """
    sums, powers, alike = _all_answers(n, support)
    first, last = np.searchsorted(sums, [total.low - SLACK, total.high + SLACK])
    fits = (powers[first:last] >= squares.low - 1) & (powers[first:last] <= squares.high + 1)
    return bool(alike[first:last][fits].all())


@lru_cache(maxsize=64)
def _all_answers(
    n: int, support: tuple[float, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Of every way `n` people can answer, by sum: sum, sum of squares, whether all or all but one are alike."""
    places = np.array([*combinations_with_replacement(range(len(support)), n)])
    scores = np.asarray(support)[places]
    # In sorted answers all but one are alike exactly if the first and the last but one are, or the second and the last.
    alike = (places[:, 0] == places[:, -2]) | (places[:, 1] == places[:, -1])
    sums = scores.sum(axis=1)
    order = np.argsort(sums)
    return sums[order], (scores**2).sum(axis=1)[order], alike[order]
