"""The four verdicts, and the number of people without which there is none."""

from analysis.results import Verdict
from analysis.scores.effects import MEDIUM
from analysis.scores.intervals import Bounds
from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE

PAIRED_MINIMUM = 6
"""People of a need gap: at 5 the smallest two-sided p of a sign flip is .0625."""
GIVERS_MINIMUM = 3
RECEIVERS_MINIMUM = 5


def verdict(effect: float | None, bounds: Bounds | None, q: float | None) -> Verdict:
    """What an effect of -1..1 with its interval and q says; no effect (the people are too few) says nothing.

    Disconnect: at least .33 and q <= .10. Watch: at least .33 only. Aligned: the whole interval inside .33 either way.
    """
    if effect is None or q is None:
        return "not_enough_evidence"
    if abs(effect) >= MEDIUM:
        return "disconnect" if q <= FALSE_DISCOVERY_RATE else "watch"
    inside = bounds is not None and bounds.low > -MEDIUM and bounds.high < MEDIUM
    return "aligned" if inside else "not_enough_evidence"


def enough_to_compare(givers: int, receivers: int) -> bool:
    """Whether a perception gap has its people: 3 on the giver's side, 5 on the receiver's."""
    return givers >= GIVERS_MINIMUM and receivers >= RECEIVERS_MINIMUM
