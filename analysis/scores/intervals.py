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
CERTAIN = 1e-12
"""An effect this close to 1 is 1."""


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
    """Cliff's asymmetric interval around the steadied delta; nothing where |delta| is 1 or a side has one person.

    `(d - d^3 +- t s sqrt((1 - d^2)^2 + t^2 s^2)) / (1 - d^2 + t^2 s^2)`: Cliff (1996), Feng and Cliff (2004). They
    take the plain delta, its unbiased variance and t with m + n - 2 df, which covers too little where one side has few;
    the steadied delta and variance (`Dominance.steadied`) with 2 (m + n) df hold (docs/statistics.md).
    """
    m, n = len(found.by_x), len(found.by_y)
    if abs(found.delta) > 1 - CERTAIN or min(m, n) < 2:
        return None
    effect, variance = found.steadied()
    rest, spread = 1.0 - effect**2, t_quantile(2 * (m + n)) * math.sqrt(variance)
    half = spread * math.sqrt(rest**2 + spread**2)
    low, high = ((effect * rest + side * half) / (rest + spread**2) for side in (-1, 1))
    # Of very many people nearly all of whom differ, the steadied interval can end a hair before the delta itself.
    return Bounds(min(low, found.delta), max(high, found.delta))


def within_person_bounds(signs: Floats) -> Bounds | None:
    """The adjusted interval of d_w; signs: (n,) of -1, 0, 1. Nothing where all are 1, all are -1, or n < 2.

    Bonett and Price (2012): one person more on either side, `p = (count + 1) / (n + 2)`, then
    `p+ - p- +- z sqrt((p+ + p- - (p+ - p-)^2) / (n + 2))`. It holds at every n; Cliff's (1993) does not.
    """
    n = len(signs)
    if n < 2 or abs(float(signs.mean())) > 1 - CERTAIN:
        return None
    more, less = (float(np.sum(signs == sign) + 1) / (n + 2) for sign in (1, -1))
    half = Z * math.sqrt((more + less - (more - less) ** 2) / (n + 2))
    return Bounds(max(more - less - half, -1.0), min(more - less + half, 1.0))


def share_bounds(count: int, n: int) -> Bounds:
    """Wilson's score interval of a share of 0..1 (1927): `(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)`."""
    share, square = count / n, Z**2 / n
    half = Z * math.sqrt((share * (1 - share) + square / 4) / n)
    low, high = ((share + square / 2 + side * half) / (1 + square) for side in (-1, 1))
    return Bounds(0.0 if count == 0 else low, 1.0 if count == n else high)


def share_difference_bounds(count: int, n: int, count_before: int, n_before: int) -> Bounds:
    """The interval of the difference of two independent shares: Agresti and Caffo (2000).

    `p1 - p2 +- z sqrt(p1 (1 - p1) / (n1 + 2) + p2 (1 - p2) / (n2 + 2))` with one person more on either side of each,
    `p = (count + 1) / (n + 2)`. Newcombe's (1998) covers too little between a share near 0 and one near 1.
    """
    (share, variance), (share_before, variance_before) = (
        ((of + 1) / (people + 2), (of + 1) * (people - of + 1) / (people + 2) ** 3)
        for of, people in ((count, n), (count_before, n_before))
    )
    half = Z * math.sqrt(variance + variance_before)
    return Bounds(max(share - share_before - half, -1.0), min(share - share_before + half, 1.0))


def difference_bounds(now: float, bounds: Bounds, before: float, bounds_before: Bounds) -> Bounds:
    """The interval of `now - before` for independent estimates from the interval of each (Zou and Donner 2008)."""
    return sum_bounds(now, bounds, -before, Bounds(-bounds_before.high, -bounds_before.low), correlation=0.0)


def sum_bounds(one: float, bounds: Bounds, other: float, bounds_other: Bounds, *, correlation: float) -> Bounds:
    """The interval of `one + other` from the interval of each and the correlation of the two estimates.

    `sum -+ sqrt(a^2 + b^2 + 2 r a b)`, a and b how far each reaches on that side: Zou (2007), Zou and Donner (2008).
    """
    low, high = (
        math.sqrt(max(a**2 + b**2 + 2 * correlation * a * b, 0.0))
        for a, b in ((one - bounds.low, other - bounds_other.low), (bounds.high - one, bounds_other.high - other))
    )
    return Bounds(one + other - low, one + other + high)


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
