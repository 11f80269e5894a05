"""One question in two waves: the people are not linked, so two independent samples, judged as two roles are."""

from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.scores.effects import Dominance, dominance
from analysis.scores.intervals import Bounds, Z, delta_bounds, difference_bounds, welch
from analysis.scores.permutation import delta_p
from analysis.scores.scales import Floats


class Difference(NamedTuple):
    """Now minus before, in the units of what is compared, with its interval and p."""

    value: float
    bounds: Bounds
    p: float


class Shift(NamedTuple):
    """How a score moved between two waves: in points, and as Cliff's delta of now over before with its p."""

    points: Difference
    delta: float
    delta_bounds: Bounds | None
    p: float


def mean_change(now: Floats, before: Floats) -> Difference | None:
    """The change of a mean (of scores, or of gaps within people) by Welch's t; nothing where there is no interval."""
    found = welch(now, before)
    return None if found is None else Difference(found.difference, found.bounds, found.p)


def shift(now: Floats, before: Floats, random_state: int = 0) -> Shift | None:
    """How one audience's scores moved between two waves; now: (m,), before: (n,)."""
    points = mean_change(now, before)
    if points is None:
        return None
    found = dominance(now, before)
    return Shift(points, found.delta, delta_bounds(found), delta_p(now, before, random_state))


def delta_change(now: Dominance, before: Dominance) -> Difference | None:
    """The change of a perception gap between two waves; nothing where one has no interval, its |delta| being 1."""
    bounds, bounds_before = delta_bounds(now), delta_bounds(before)
    if bounds is None or bounds_before is None:
        return None
    return effect_change(now.delta, bounds, before.delta, bounds_before)


def effect_change(now: float, bounds: Bounds, before: float, bounds_before: Bounds) -> Difference:
    """The change of an effect of different people from the interval of each (Zou and Donner 2008).

    p says how far the interval would have to reach to end at 0, as of a normal distribution: it is below .05 exactly
    where the interval leaves 0 out. From the width of the interval, or from both standard errors, p is too small where
    an effect is large, since the interval is longer towards 0 there (docs/statistics.md, false changes).
    """
    value, found = now - before, difference_bounds(now, bounds, before, bounds_before)
    reach = value - found.low if value > 0 else found.high - value
    return Difference(value, found, float(2 * stats.norm.sf(Z * abs(value) / reach)))


def share_change_p(count: int, n: int, count_before: int, n_before: int) -> float:
    """The two-sided p of two equal shares of different people: Fisher's exact test (1935)."""
    table = np.array([[count, n - count], [count_before, n_before - count_before]])
    return float(stats.fisher_exact(table).pvalue)
