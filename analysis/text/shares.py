"""How large a theme is in each group of writers, and which of these figures may stand on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.scores.intervals import share_bounds, share_difference_bounds

MINIMUM: Final = 10
"""Comments a figure needs; fewer are not shown."""
PERCENT: Final = 0.01
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


def shares_by_role(counts: Sequence[int], sizes: Sequence[int], groups: Sequence[str]) -> tuple[Share, ...]:
    """One theme's share of each role, hidden where fewer than ten comments of a role have it.

    Where one is hidden, the others are whole percents without their count: with the theme's total, exact counts would
    give it away. Where whole percents are exact enough to do so, the smallest shown is hidden too.
    """
    hidden = hidden_cells(counts, sizes)
    shares = [share_of(group, count, of) for group, count, of in zip(groups, counts, sizes, strict=True)]
    if not hidden.any():
        return tuple(shares)
    return tuple(_hidden(share) if cell else _coarse(share) for share, cell in zip(shares, hidden, strict=True))


def hidden_cells(counts: Sequence[int], sizes: Sequence[int]) -> NDArray[np.bool_]:
    """Which counts of one total may not be shown, (groups,): those under ten, and more until they cannot be worked out.

    They can where fewer than ten are hidden together, and the shown ones are known to less than ten when rounded.
    """
    values, of = np.asarray(counts), np.asarray(sizes)
    hidden = values < MINIMUM
    while 0 < hidden.sum() < len(values) and values[hidden].sum() < MINIMUM and PERCENT * of[~hidden].sum() < MINIMUM:
        shown = np.flatnonzero(~hidden)
        hidden[shown[values[shown].argmin()]] = True
    return np.asarray(hidden, dtype=np.bool_)


def _hidden(share: Share) -> Share:
    if share.hidden:
        return share
    small = share.count is not None and share.count < MINIMUM
    reason = f"under {MINIMUM} of {share.of:,}" if small else "it would give a smaller one away"
    return Share(share.group, share.of, hidden=reason)


def _coarse(share: Share) -> Share:
    """The share in whole percents, without its count."""
    if share.share is None or share.low is None or share.high is None:
        return share
    return Share(share.group, share.of, None, round(share.share, 2), round(share.low, 2), round(share.high, 2))


def direction(shares: Sequence[Share]) -> str:
    """Whether a theme's share moved between the earlier and the later half of the periods; "" where that is not known.

    Newcombe's interval of the difference of the two pooled shares: rising or fading where it does not hold 0.
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
