"""The intervals as the definitions first had them, to stand beside those that are printed.

Cliff's interval with the unbiased variance and t with m + n - 2 df; the same of signs within people; the jackknife of
the index. What is printed instead, and why, is in docs/statistics.md.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import stats

from analysis.scores.effects import Dominance, dominance
from analysis.scores.intervals import Bounds, difference_bounds
from analysis.scores.scales import Floats


def cliffs_bounds(x: Floats, y: Floats) -> Bounds | None:
    """Cliff (1996), Feng and Cliff (2004): the asymmetric interval; nothing where |delta| is 1."""
    found = dominance(x, y)
    return _asymmetric(found.delta, unbiased_variance(found, _ties(x, y)), len(x) + len(y) - 2)


def unbiased_variance(found: Dominance, ties: int) -> float:
    """Feng and Cliff (2004), formula 3, floored at (1 - d^2) / (mn - 1); `ties`: how many pairs are equal."""
    m, n, delta = len(found.by_x), len(found.by_y), found.delta
    rows, columns = n**2 * np.sum((found.by_x - delta) ** 2), m**2 * np.sum((found.by_y - delta) ** 2)
    spread = m * n - ties - m * n * delta**2
    return max(float(rows + columns - spread) / (m * n * (m - 1) * (n - 1)), (1 - delta**2) / (m * n - 1))


def cliffs_change_bounds(now: tuple[Floats, Floats], before: tuple[Floats, Floats]) -> Bounds | None:
    """The change of a delta from Cliff's interval of each wave."""
    bounds, bounds_before = cliffs_bounds(*now), cliffs_bounds(*before)
    if bounds is None or bounds_before is None:
        return None
    return difference_bounds(dominance(*now).delta, bounds, dominance(*before).delta, bounds_before)


def sign_bounds(signs: Floats) -> Bounds | None:
    """Cliff's interval of d_w, n - 1 df; nothing where all are 1 or all are -1."""
    n, effect = len(signs), float(signs.mean())
    return _asymmetric(effect, max(float(signs.var(ddof=1)) / n, (1 - effect**2) / (n * n - 1)), n - 1)


def jackknife_bounds(need: Floats, received: Floats, given: Floats) -> Bounds | None:
    """The index's delete-one jackknife over people, with Satterthwaite's df (Efron and Tibshirani 1993, chapter 11)."""
    found, signs = dominance(given, received), np.sign(need - received)
    n, m, within, delta = len(need), len(given), float(signs.mean()), found.delta
    without_manager = 50 * ((within * n - signs) / (n - 1) + (delta * n - found.by_y) / (n - 1))
    without_giver = 50 * (delta * m - found.by_x) / (m - 1)
    from_managers = (n - 1) ** 2 / n * float(without_manager.var(ddof=1))
    from_givers = (m - 1) ** 2 / m * float(without_giver.var(ddof=1))
    if from_managers + from_givers <= 0:
        return None
    df = (from_managers + from_givers) ** 2 / (from_managers**2 / (n - 1) + from_givers**2 / (m - 1))
    half = float(stats.t.ppf(0.975, df)) * math.sqrt(from_managers + from_givers)
    return Bounds(50 * (within + delta) - half, 50 * (within + delta) + half)


def _asymmetric(effect: float, variance: float, df: int) -> Bounds | None:
    rest = 1 - effect**2
    if rest <= 1e-12:
        return None
    spread = float(stats.t.ppf(0.975, df)) * math.sqrt(variance)
    half, below = spread * math.sqrt(rest**2 + spread**2), rest + spread**2
    return Bounds((effect * rest - half) / below, (effect * rest + half) / below)


def _ties(x: Floats, y: Floats) -> int:
    ordered = np.sort(y)
    return int((np.searchsorted(ordered, x, side="right") - np.searchsorted(ordered, x)).sum())
