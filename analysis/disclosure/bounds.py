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


def sum_range(n: int, mean: float, rounding: float) -> Range:
    """The sum of `n` scores behind a mean that was rounded to `rounding` points."""
    return Range(n * (mean - rounding / 2), n * (mean + rounding / 2))


def squares_range(n: int, mean: float, interval: Interval | None, rounding: float, limits: Range) -> Range:
    """The sum of squares of `n` scores behind a rounded mean and Student's t interval, clipped to `limits`.

    The half width is `t s / sqrt(n)`, so `sum of squares = (n - 1) s^2 + n mean^2`.
    """
    if interval is None or n < 2:
        return UNKNOWN
    half = Range(0, math.inf)
    if interval.low > limits.low:
        half &= Range(mean - interval.low - rounding, mean - interval.low + rounding)
    if interval.high < limits.high:
        half &= Range(interval.high - mean - rounding, interval.high - mean + rounding)
    around = [(n - 1) * n * (max(end, 0) / _t(n - 1)) ** 2 for end in half]
    means = [abs(mean) - rounding / 2, abs(mean) + rounding / 2]
    return Range(around[0] + n * max(means[0], 0) ** 2, around[1] + n * means[1] ** 2)


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
    places = np.array([*combinations_with_replacement(range(len(support)), n)], dtype=np.intp)
    scores = np.asarray(support)[places]
    # In sorted answers all but one are alike exactly if the first and the last but one are, or the second and the last.
    alike = (places[:, 0] == places[:, -2]) | (places[:, 1] == places[:, -1])
    sums = scores.sum(axis=1)
    order = np.argsort(sums)
    return sums[order], (scores**2).sum(axis=1)[order], alike[order]
