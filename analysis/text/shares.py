"""How large a theme is in a group of writers, and whether it moved over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from analysis.scores.intervals import share_bounds, share_difference_bounds

MINIMUM: Final = 10
"""Comments a figure needs; fewer are not shown."""
PERCENT: Final = 0.01
"""A rounded share is a whole percent."""
DIRECTIONS: Final = ("rising", "fading", "no clear change")


@dataclass(frozen=True)
class Share:
    """A theme's share of one group's comments.

    group: its name. of: the group's comments. count, share, low, high: how many of them, 0..1, and the 95 % interval;
    None where `hidden` says why. The count alone is None where the share is a whole percent on purpose.
    """

    group: str
    of: int
    count: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: str = ""


def share_of(group: str, count: int, of: int) -> Share:
    """The share with Wilson's interval, or its reason to be hidden: a group of fewer than ten comments."""
    if of < MINIMUM:
        return Share(group, of, hidden=f"fewer than {MINIMUM} comments in all")
    bounds = share_bounds(count, of)
    return Share(group, of, count, count / of, bounds.low, bounds.high)


def direction(shares: Sequence[Share]) -> str:
    """Whether a theme's share moved between the earlier and the later half of the periods; "" where that is not known.

    The interval of the difference of the two pooled shares: rising or fading where it does not hold 0.
    """
    half = len(shares) // 2
    (before, of_before), (now, of_now) = _pooled(shares[: len(shares) - half]), _pooled(shares[len(shares) - half :])
    if min(of_before, of_now) < MINIMUM:
        return ""
    bounds = share_difference_bounds(now, of_now, before, of_before)
    return DIRECTIONS[0 if bounds.low > 0 else 1 if bounds.high < 0 else 2]


def _pooled(shares: Sequence[Share]) -> tuple[int, int]:
    shown = [share for share in shares if share.count is not None]
    return sum(share.count or 0 for share in shown), sum(share.of for share in shown)
