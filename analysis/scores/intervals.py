"""95 % intervals: of a mean, of an effect, of a share, of a difference. No percentile bootstrap: n is small."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.scores.effects import Dominance
from analysis.scores.scales import Floats

CONFIDENCE = 0.95
Z = float(stats.norm.ppf(0.5 + CONFIDENCE / 2))
"""The upper 2.5 % point of the normal distribution."""


class Bounds(NamedTuple):
    """The two ends of an interval, in the units of what it belongs to."""

    low: float
    high: float


@lru_cache(maxsize=4096)
def t_quantile(df: float) -> float:
    """The upper 2.5 % point of Student's t."""
    return float(stats.t.ppf(0.5 + CONFIDENCE / 2, df))


def mean_bounds(values: Floats, low: float = -math.inf, high: float = math.inf) -> Bounds | None:
    """Student's t interval of a mean, clipped to what is possible; values: (n,). Nothing for n < 2 or all equal.

    For a need gap the values are the differences within each person, which makes it the paired t interval.
    """
    if len(values) < 2 or np.ptp(values) == 0:
        return None
    half = t_quantile(len(values) - 1) * float(values.std(ddof=1)) / math.sqrt(len(values))
    mean = float(values.mean())
    return Bounds(max(mean - half, low), min(mean + half, high))


def delta_bounds(found: Dominance) -> Bounds | None:
    """Cliff's asymmetric interval of a delta, t with m + n - 2 df; nothing where |delta| is 1.

    `(d - d^3 +- t s sqrt((1 - d^2)^2 + t^2 s^2)) / (1 - d^2 + t^2 s^2)`: Cliff (1996), Feng and Cliff (2004).
    """
    return asymmetric_bounds(found.delta, found.variance, len(found.by_x) + len(found.by_y) - 2)


def asymmetric_bounds(effect: float, variance: float, df: int) -> Bounds | None:
    """Cliff's asymmetric interval of any dominance effect with a variance and df; nothing where |effect| is 1."""
    rest = 1.0 - effect**2
    if rest <= 1e-12 or df < 1:
        return None
    spread = t_quantile(df) * math.sqrt(variance)
    half = spread * math.sqrt(rest**2 + spread**2)
    below = rest + spread**2
    return Bounds((effect - effect**3 - half) / below, (effect - effect**3 + half) / below)


def within_person_bounds(signs: Floats) -> Bounds | None:
    """Cliff's asymmetric interval of d_w, n - 1 df; signs: (n,) of -1, 0, 1. Nothing where all are 1 or all are -1.

    The variance of d_w is that of a mean of signs (Cliff 1993, section on dependent data), floored as for delta at
    (1 - d^2) / (n - 1), so that signs that all agree on "no difference" do not claim certainty.
    """
    n, effect = len(signs), float(signs.mean())
    if n < 2:
        return None
    variance = max(float(signs.var(ddof=1)) / n, (1.0 - effect**2) / (n * n - 1))
    return asymmetric_bounds(effect, variance, n - 1)


def share_bounds(count: int, n: int) -> Bounds:
    """Wilson's score interval of a share of 0..1 (1927): `(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)`."""
    share, square = count / n, Z**2 / n
    half = Z * math.sqrt((share * (1 - share) + square / 4) / n)
    low, high = ((share + square / 2 + side * half) / (1 + square) for side in (-1, 1))
    return Bounds(0.0 if count == 0 else low, 1.0 if count == n else high)


def share_difference_bounds(count: int, n: int, count_before: int, n_before: int) -> Bounds:
    """The interval of the difference of two independent shares: Newcombe's hybrid score (1998, method 10)."""
    now, before = share_bounds(count, n), share_bounds(count_before, n_before)
    return difference_bounds(count / n, now, count_before / n_before, before)


def difference_bounds(now: float, bounds: Bounds, before: float, bounds_before: Bounds) -> Bounds:
    """The interval of `now - before` for independent estimates from the interval of each (Zou and Donner 2008)."""
    low = math.hypot(now - bounds.low, bounds_before.high - before)
    high = math.hypot(bounds.high - now, before - bounds_before.low)
    return Bounds(now - before - low, now - before + high)


class Welch(NamedTuple):
    """A difference of two means of different people: its standard error and Satterthwaite's df (Welch 1947)."""

    difference: float
    error: float
    df: float

    @property
    def bounds(self) -> Bounds:
        """The 95 % interval."""
        half = t_quantile(self.df) * self.error
        return Bounds(self.difference - half, self.difference + half)

    @property
    def p(self) -> float:
        """The two-sided p of no difference."""
        return float(2 * stats.t.sf(abs(self.difference) / self.error, self.df))


def welch(now: Floats, before: Floats) -> Welch | None:
    """Welch's comparison of two means; (m,) and (n,). Nothing where fewer than 2 or where neither side varies."""
    if min(len(now), len(before)) < 2 or np.ptp(now) + np.ptp(before) == 0:
        return None
    parts = [float(values.var(ddof=1)) / len(values) for values in (now, before)]
    total = sum(parts)
    df = total**2 / sum(part**2 / (len(values) - 1) for part, values in zip(parts, (now, before), strict=True))
    return Welch(float(now.mean() - before.mean()), math.sqrt(total), df)


def two_sample_jackknife(estimate: float, without_x: Floats, without_y: Floats) -> Bounds | None:
    """An interval from leaving out one person at a time, of two groups, with Satterthwaite's df.

    without_x: (m,) and without_y: (n,) estimates with that person left out (Efron and Tibshirani 1993, chapter 11).
    """
    m, n = len(without_x), len(without_y)
    from_x = (m - 1) ** 2 / m * float(without_x.var(ddof=1))
    from_y = (n - 1) ** 2 / n * float(without_y.var(ddof=1))
    if from_x + from_y <= 0:
        return None
    df = (from_x + from_y) ** 2 / (from_x**2 / (m - 1) + from_y**2 / (n - 1))
    half = t_quantile(df) * math.sqrt(from_x + from_y)
    return Bounds(estimate - half, estimate + half)
