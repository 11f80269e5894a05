"""The disconnect index of one construct: need beyond support and belief beyond experience, in one number."""

from typing import NamedTuple

import numpy as np

from analysis.scores.effects import dominance, within_person_dominance
from analysis.scores.intervals import Bounds, two_sample_jackknife
from analysis.scores.scales import Floats


class DisconnectIndex(NamedTuple):
    """DI of -100..100 with its interval; it orders a list and is never a headline."""

    value: float
    bounds: Bounds | None


def disconnect_index(need: Floats, received: Floats, given: Floats) -> DisconnectIndex:
    """DI = 50 (d_w + delta) with a delete-one jackknife interval over people; need, received: (n,) paired; given: (m,).

    Leaving a person out is worked from the sums, not by repeating the whole: O((m + n) log n).
    """
    found, signs = dominance(given, received), np.sign(need - received)
    within, delta = within_person_dominance(need, received), found.delta
    n, m = len(need), len(given)
    without_manager = (within * n - signs) / (n - 1) + (delta * n - found.by_y) / (n - 1)
    without_giver = within + (delta * m - found.by_x) / (m - 1)
    value = 50.0 * (within + delta)
    return DisconnectIndex(value, two_sample_jackknife(value, 50.0 * without_manager, 50.0 * without_giver))
