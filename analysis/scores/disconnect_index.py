"""The disconnect index of one construct: need beyond support and belief beyond experience, in one number."""

import math
from typing import NamedTuple

import numpy as np

from analysis.scores.effects import Dominance, dominance
from analysis.scores.intervals import Bounds, delta_bounds, sum_bounds, within_person_bounds
from analysis.scores.scales import Floats


class DisconnectIndex(NamedTuple):
    """DI of -100..100 with its interval; it orders a list and is never a headline."""

    value: float
    bounds: Bounds | None


def disconnect_index(need: Floats, received: Floats, given: Floats) -> DisconnectIndex:
    """DI = 50 (d_w + delta); need, received: (n,) paired, at least 2; given: (m,). Time and memory grow with m + n.

    Its interval comes from those of its two parts and their correlation (`sum_bounds`): a delete-one jackknife covers
    too little with few givers (docs/statistics.md). Nothing where a part has none, being 1 or -1.
    """
    signs, found = np.sign(need - received), dominance(given, received)
    within, between = within_person_bounds(signs), delta_bounds(found)
    effect = float(signs.mean())
    value = 50.0 * (effect + found.delta)
    if within is None or between is None:
        return DisconnectIndex(value, None)
    low, high = sum_bounds(effect, within, found.delta, between, correlation=_correlation(signs, found))
    return DisconnectIndex(value, Bounds(50.0 * low, 50.0 * high))


def _correlation(signs: Floats, found: Dominance) -> float:
    """How d_w and delta vary together over the (n,) people who are in both; 0 where one of them is certain."""
    n, delta = len(signs), found.delta
    together = float(signs @ (found.by_y - delta)) / n**2
    of_givers = float(np.sum((found.by_x - delta) ** 2)) / len(found.by_x) ** 2
    of_receivers = float(np.sum((found.by_y - delta) ** 2)) / n**2
    scale = math.sqrt(float(signs.var()) / n * (of_givers + of_receivers))
    return together / scale if scale > 0 else 0.0
