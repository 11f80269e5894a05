"""Where a theme's share of people went: beside the wave before, and over all waves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, TypeVar

from analysis.disclosure.rules import comments_allowed, hidden_sentence
from analysis.scores.intervals import share_bounds, share_difference_bounds
from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE, q_values
from analysis.scores.trends import share_change_p
from analysis.tables import Minimums, Role
from analysis.theme_counts import ThemeCounts
from analysis.theme_plan import Leaves, ThemePlan, few_sentence
from analysis.theme_results import Direction, SharePoint
from analysis.wording import whole

NOTICEABLE: Final = 0.10
"""A share that moved by less, and not clearly, is steady; by more, and not clearly, tentative."""

Key = TypeVar("Key")
Told: TypeAlias = Literal["exact", "at most", "hidden"]


@dataclass(frozen=True)
class Change:
    """People of one role who wrote about a theme, and who wrote at all, in this wave and the one before.

    told: whether both figures of the theme are shown, or fewer wrote before than may be shown and `size_before` is the
    most that these can be, or a figure is hidden or a range. A direction says no more than what is told: after a wave
    of ten people "steady" would be a hidden figure itself.
    """

    size: int
    n: int
    size_before: int
    n_before: int
    told: Told = "exact"

    @property
    def p(self) -> float:
        """The p of no change of the share."""
        return share_change_p(self.size, self.n, self.size_before, self.n_before)


def change_of(counts: ThemeCounts, role: Role, theme: Leaves) -> Change:
    """What a theme was and is for a role; a first wave has nobody before it."""
    now = counts.plans[role, counts.written.now]
    size, n = _people(now, theme)
    if counts.written.now == 0:
        return Change(size, n, 0, 0)
    before = counts.plans[role, counts.written.now - 1]
    size_before, n_before = _people(before, theme)
    few = size_before < before.minimums.comments
    if now.cells[theme].count is None or (before.cells[theme].count is None and not few):
        return Change(size, n, size_before, n_before, "hidden")
    if few and size_before > 0 and n_before >= before.minimums.comments:
        return Change(size, n, before.minimums.comments - 1, n_before, "at most")
    return Change(size, n, size_before, n_before)


def _people(plan: ThemePlan, theme: Leaves) -> tuple[int, int]:
    return len(plan.people(theme)), len(plan.counted.everyone)


def directions(changes: Mapping[Key, Change], minimums: Minimums) -> dict[Key, Direction]:
    """Where each share went; a false discovery rate over all whose role wrote enough before."""
    enough = {key: each for key, each in changes.items() if comments_allowed(each.n_before, minimums)}
    judged = {key: each for key, each in enough.items() if each.told != "hidden"}
    qs = dict(zip(judged, q_values([each.p for each in judged.values()]), strict=True))
    new = {key for key, each in changes.items() if not each.n_before or (key in enough and not each.size_before)}
    return {key: "new" if key in new else _direction(each, qs.get(key)) for key, each in changes.items()}


def _direction(change: Change, q: float | None) -> Direction:
    """Rising, fading or steady; tentative where too few wrote then or it may not be told, or it may be chance."""
    if q is None:
        return "tentative"
    direction = _judged(change, q)
    return direction if change.told == "exact" or direction == "rising" else "tentative"


def _judged(change: Change, q: float) -> Direction:
    bounds = share_difference_bounds(change.size, change.n, change.size_before, change.n_before)
    if q <= FALSE_DISCOVERY_RATE and not bounds.low <= 0 <= bounds.high:
        return "rising" if bounds.low > 0 else "fading"
    moved = abs(change.size / change.n - change.size_before / change.n_before)
    return "steady" if moved < NOTICEABLE else "tentative"


def share_points(counts: ThemeCounts, role: Role, theme: Leaves) -> tuple[SharePoint, ...]:
    """A theme's share of a role's people in every wave with Wilson's interval, hidden where it could make out few."""
    return tuple(_point(counts, role, theme, wave) for wave in range(len(counts.written.waves)))


def _point(counts: ThemeCounts, role: Role, theme: Leaves, wave: int) -> SharePoint:
    plan, name = counts.plans[role, wave], counts.written.waves[wave]
    n = len(plan.counted.everyone)
    if not comments_allowed(n, plan.minimums):
        return SharePoint(name, hidden=hidden_sentence("comments", plan.minimums))
    cell = plan.cells[theme]
    if cell.count is None:
        return SharePoint(name, hidden=cell.hidden or few_sentence(plan.minimums))
    bounds = share_bounds(cell.count, n)
    return SharePoint(name, cell.share, whole(100 * bounds.low), whole(100 * bounds.high))
