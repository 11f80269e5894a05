"""Which shares of nested themes may stand on a page by group, so that no small one can be worked out from the others.

A theme's comments in a group are part of three sums that a reader knows: the theme's own size over all groups, the
group's comments over all themes, and the broader theme's comments in the group. A count under ten is hidden; so much
of what stands around it is hidden too, and all else rounded, that at least five counts remain possible for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.text.shares import MINIMUM, PERCENT, Share, share_of

Counts: TypeAlias = NDArray[np.int64]
Reach: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64]]
"""The least and the most that each count can be, (themes, groups) each, from what is shown."""

NO_PARENT: Final = -1
POSSIBLE: Final = 5
"""Counts that have to remain possible for one that is hidden."""
ROUNDS: Final = 60
TIE: Final = 1e-9
"""So that a count at the very edge of what rounds to a percent is among those that do."""


class Shown(IntEnum):
    """How exactly a share stands on the page."""

    EXACT = 0
    PERCENT = 1
    HIDDEN = 2


@dataclass(frozen=True)
class NestedCounts:
    """How many comments of each theme each group wrote.

    counts: (themes, groups). totals: (themes,) over all groups, and over comments of no group. parents: (themes,) the
    next broader theme of each, -1 for the broadest. sizes: (groups,) comments of each group that say something, with
    and without a theme. total: the same over all, with or without a group.
    """

    counts: Counts
    totals: Counts
    parents: Counts
    sizes: Counts
    total: int

    def table(self) -> "Table":
        """All that adds up: with one more row for no clear theme, one for everything, and a column for no group."""
        top = self.parents == NO_PARENT
        rest = np.append(self.sizes - self.counts[top].sum(axis=0), 0)
        rest[-1] = self.total - self.totals[top].sum() - rest.sum()
        inner = np.column_stack([self.counts, self.totals - self.counts.sum(axis=1)])
        everything = np.append(self.sizes, self.total - self.sizes.sum())
        parents = np.append(np.where(top, len(self.parents) + 1, self.parents), [len(self.parents) + 1, NO_PARENT])
        return Table(np.vstack([inner, rest, everything]).astype(np.int64), parents.astype(np.int64))


@dataclass(frozen=True)
class Table:
    """Counts that add up, (themes + 2, groups + 1), and the row of the theme that each is part of, (themes + 2,).

    The last row but one has no clear theme, the last is everything. The last column has no group.
    """

    counts: Counts
    parents: Counts

    @property
    def on_page(self) -> NDArray[np.bool_]:
        """Which of the counts a page shows if it may."""
        shown = np.zeros(self.counts.shape, dtype=bool)
        shown[:-2, :-1] = True
        return shown


def nested_shares(nested: NestedCounts, groups: Sequence[str]) -> list[tuple[Share, ...]]:
    """The share of each group in each theme, (themes, groups), as it may be shown."""
    shown = what_may_be_shown(nested)
    return [
        tuple(
            _as_shown(share_of(group, int(count), int(of)), Shown(how))
            for group, count, of, how in zip(groups, counts, nested.sizes, row, strict=True)
        )
        for counts, row in zip(nested.counts, shown, strict=True)
    ]


def what_may_be_shown(nested: NestedCounts) -> NDArray[np.int8]:
    """How each count may be shown, (themes, groups) of Shown.

    Where no count is under ten all are exact. Else these are hidden and all others are whole percents, since an exact
    count on one level would undo the rounding on another. While too few values remain possible for one that is hidden,
    the smallest is hidden that it can be worked out from.
    """
    table = nested.table()
    small = (nested.counts < MINIMUM) | (nested.sizes < MINIMUM)
    shown = np.where(table.on_page, Shown.PERCENT if small.any() else Shown.EXACT, Shown.HIDDEN).astype(np.int8)
    shown[-1] = Shown.EXACT
    shown[:-2, :-1][small] = Shown.HIDDEN
    enough = _enough(table)
    for _ in range(ROUNDS * len(shown)):
        known = reach(table, shown)
        found_out = np.argwhere(known[1] - known[0] < enough)
        hid = [_protect(shown, table, known, *cell) for cell in found_out.tolist()]
        if True not in hid:
            break
    return shown[:-2, :-1]


def reach(table: Table, shown: NDArray[np.int8]) -> Reach:
    """What every sum of themes and of groups lets a reader conclude, by propagating bounds until nothing changes."""
    least, most = _as_published(table.counts, shown)
    parents, totals = table.parents, table.counts.sum(axis=1).astype(float)
    families = [(parent, np.flatnonzero(parents == parent)) for parent in np.unique(parents[parents != NO_PARENT])]
    for _ in range(ROUNDS):
        before = float((most - least).sum())
        for parent, children in families:
            _narrow_family(least, most, int(parent), children)
        _narrow_rows(least, most, totals)
        if float((most - least).sum()) >= before:
            break
    return least, most


def _enough(table: Table) -> NDArray[np.float64]:
    """How far apart the least and the most of each small count have to be, (themes, groups); 0 for a larger count.

    Five values, or as many as there are where no group is shown at all: a theme of three comments has no more.
    """
    nothing = np.full(table.counts.shape, Shown.HIDDEN, dtype=np.int8)
    nothing[-1] = Shown.EXACT
    least, most = reach(table, nothing)
    return np.where(table.on_page & (table.counts < MINIMUM), np.minimum(most - least, POSSIBLE - 1), 0)


def _protect(shown: NDArray[np.int8], table: Table, known: Reach, theme: int, group: int) -> bool:
    """Hide one thing around a count; False where nothing is left to be hidden."""
    for sum_of in _sums_with(table, known, theme, group):
        around = sum_of & table.on_page & (shown < Shown.HIDDEN)
        if around.any():
            smallest = np.where(around, table.counts, table.counts.max() + 1).argmin()
            shown[np.unravel_index(smallest, shown.shape)] = Shown.HIDDEN
            return True
    return False


def _sums_with(table: Table, known: Reach, theme: int, group: int) -> list[NDArray[np.bool_]]:
    """What a count can be worked out from, the sum that tells more first: its theme's groups, or its family's parts.

    What is hidden there already may be known from sums of its own: then all groups of the family's themes follow. The
    broader theme comes after them, since it tells a reader more than its parts, and at last anything on the page.
    """
    row, family, parent = (np.zeros(table.counts.shape, dtype=bool) for _ in range(3))
    row[theme, :], family[table.parents == table.parents[theme], group] = True, True
    parent[table.parents[theme], group] = True
    row[theme, group] = family[theme, group] = False
    whole = np.array([table.counts[theme].sum()] * 2)
    broader = np.array([known[0][parent].sum(), known[1][parent].sum()])
    by_row, by_family = _room(whole, known, row), _room(broader, known, family)
    first = [row, family] if by_row < by_family else [family, row]
    all_groups, anything = np.zeros_like(family), np.ones_like(family)
    all_groups[np.flatnonzero(table.parents == table.parents[theme])] = True
    return [*first, all_groups, parent, anything]


def _room(whole: NDArray[np.float64], known: Reach, others: NDArray[np.bool_]) -> float:
    """How many values a count may take, given what it and the `others` are together: at least, at most."""
    least, most = whole[0] - known[1][others].sum(), whole[1] - known[0][others].sum()
    return float(most - max(least, 0))


def _as_published(counts: Counts, shown: NDArray[np.int8]) -> Reach:
    """The counts that each share stands for: itself, all that round to the same percent, or any at all."""
    sizes = np.broadcast_to(counts[-1], counts.shape).astype(float)
    percents = whole_percents(counts, sizes)
    least, most = counts.astype(float), counts.astype(float)
    rounded, hidden = shown == Shown.PERCENT, shown == Shown.HIDDEN
    least[rounded] = np.ceil(((percents - PERCENT / 2) * sizes)[rounded] - TIE)
    most[rounded] = np.floor(((percents + PERCENT / 2) * sizes)[rounded] + TIE)
    least[hidden], most[hidden] = 0, sizes[hidden]
    return np.maximum(least, 0), np.minimum(most, sizes)


def whole_percents(counts: NDArray[Any] | float, sizes: NDArray[Any] | float) -> NDArray[np.float64]:
    """Shares in whole percents, 0..1: rounded in one way where they are shown and where it is asked what they tell."""
    return np.asarray(np.round(counts / np.maximum(sizes, 1), 2), dtype=np.float64)


def _narrow_family(
    least: NDArray[np.float64], most: NDArray[np.float64], parent: int, children: NDArray[np.int64]
) -> None:
    """A theme holds what its parts hold together, in every group."""
    low, high = least[children].sum(axis=0), most[children].sum(axis=0)
    least[parent], most[parent] = np.maximum(least[parent], low), np.minimum(most[parent], high)
    lower = np.maximum(least[children], least[parent] - (high - most[children]))
    most[children] = np.minimum(most[children], most[parent] - (low - least[children]))
    least[children] = lower


def _narrow_rows(least: NDArray[np.float64], most: NDArray[np.float64], totals: NDArray[np.float64]) -> None:
    """The groups of a theme make up its size."""
    low, high = least.sum(axis=1, keepdims=True), most.sum(axis=1, keepdims=True)
    lower = np.maximum(least, totals[:, None] - (high - most))
    most[:] = np.minimum(most, totals[:, None] - (low - least))
    least[:] = lower


def _as_shown(share: Share, how: Shown) -> Share:
    if how == Shown.EXACT or share.hidden:
        return share
    if how == Shown.PERCENT:
        return _rounded(share)
    small = share.count is not None and share.count < MINIMUM
    reason = f"under {MINIMUM} of {share.of:,}" if small else "to keep a smaller one hidden"
    return Share(share.group, share.of, hidden=reason)


def _rounded(share: Share) -> Share:
    """The share in whole percents without its count; its interval is that of the rounded share, and says no more."""
    percent = float(whole_percents(share.share or 0.0, 1))
    again = share_of(share.group, round(percent * share.of), share.of)
    return Share(share.group, share.of, None, percent, round(again.low or 0.0, 2), round(again.high or 0.0, 2))
