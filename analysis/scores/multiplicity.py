"""Many tests in one report: the share of false findings among those named is held, not that of each test."""

from collections.abc import Sequence

from scipy import stats

FALSE_DISCOVERY_RATE = 0.10


def q_values(p_values: Sequence[float]) -> tuple[float, ...]:
    """Benjamini and Hochberg's (1995) adjusted p, in the order given; q <= .10 holds false discoveries to 10 %."""
    return tuple(float(q) for q in stats.false_discovery_control(p_values))
