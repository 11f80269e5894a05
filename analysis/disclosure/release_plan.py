"""The release plan: which groups of a tree may be shown, which stand together as one row, and which stay hidden."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.choice import hiding_order
from analysis.disclosure.tree import Counts, GroupTree
from analysis.tables import Minimums

Reason: TypeAlias = Literal["", "minimum", "single_team", "alike", "earlier_wave", "complementary", "parent_hidden"]
Tells: TypeAlias = Callable[[Counts], bool]
"""Says of the counts of few people whether their mean alone tells an answer."""

PlanRule: TypeAlias = Literal["minimum", "single_team", "alike", "complementary"]


@dataclass(frozen=True)
class MergedRow:
    """The hidden children of a shown parent as one row: all that is left of it beside its shown children.

    `members` are places in the tree; `has_direct` says that people of the parent without a group of their own are in
    it too.
    """

    parent: int
    members: tuple[int, ...]
    has_direct: bool
    counts: Counts


@dataclass(frozen=True)
class ReleasePlan:
    """What may be shown of one measure for one role.

    counts: (groups, values) how many people of a group gave each answer. reasons: why each group is hidden, "" where
    it is shown.
    """

    tree: GroupTree
    counts: Counts
    reasons: tuple[Reason, ...]
    merged: tuple[MergedRow, ...]

    def shown(self, place: int) -> bool:
        return self.reasons[place] == ""

    def n(self, place: int) -> int:
        return int(self.counts[place].sum())


class _Judge(NamedTuple):
    """Says of a set of people whether a figure of theirs may be known: from its counts, and in how many teams it is."""

    minimums: Minimums
    off: frozenset[PlanRule]
    teams_matter: bool
    tells: Tells | None

    def refusal(self, n: int, counts: Counts, teams: int) -> Reason:
        if n < self.minimums.score and "minimum" not in self.off:
            return "minimum"
        if teams == 1 and self.teams_matter and "single_team" not in self.off:
            return "single_team"
        return "alike" if n < self.minimums.distribution and "alike" not in self.off and self._alike(n, counts) else ""

    def _alike(self, n: int, counts: Counts) -> bool:
        # Judged by the mean alone: groups of few people have no interval.
        return counts.max(initial=0) >= n - 1 or (self.tells is not None and self.tells(counts))


def plan_release(
    tree: GroupTree,
    counts: Counts,
    minimums: Minimums,
    switched_off: Iterable[PlanRule] = (),
    barred: frozenset[int] = frozenset(),
    order: NDArray[np.intp] | None = None,
    tells: Tells | None = None,
) -> ReleasePlan:
    """Plan what is shown of one measure, from the organisation down.

    counts: (groups, values), whole groups. A group is hidden if it is below the score minimum, if all or all but one of
    fewer than the distribution minimum answer alike (or their mean `tells` an answer), or if it is one manager's team.
    Under a shown parent, what is left beside the shown children (hidden children and the parent's direct people) must
    be nobody, or a set that could itself be shown: else a shown child is hidden too, the first in `order`, and again
    (`hiding_order` of these counts, where none is given). Nothing under a hidden group is shown. Source:
    disconnect.md, section 3 (primary, complementary, differencing, homogeneity).

    `switched_off` leaves rules out, to prove that the attacker then finds what they hide.
    `barred` are places of groups that must not be known for a reason outside this wave; a group of the same people,
    and a rest of just them, is neither.
    """
    n = counts.sum(axis=1)
    # Of an organisation that is one team, every figure is that team's.
    judge = _Judge(minimums, frozenset(switched_off), int(tree.teams[0]) > 1, tells)
    if order is None:
        order = hiding_order(tree, n, minimums)
    barred = _with_parents_of_the_same(tree, n, barred)
    plan = _Plan(tree, counts, n.tolist(), judge, barred, order)
    reasons = plan.refusals()
    merged: list[MergedRow] = []
    for place, children in enumerate(tree.children):
        if children and reasons[place] == "":
            merged += plan.judge_rest(place, reasons)
        else:
            for child in children:
                reasons[child] = "minimum" if plan.n[child] < minimums.score else "parent_hidden"
    return ReleasePlan(tree, counts, tuple(reasons), tuple(merged))


def _with_parents_of_the_same(tree: GroupTree, n: Counts, barred: frozenset[int]) -> frozenset[int]:
    """The barred groups with every group above them, short of the organisation, that consists of the same people."""
    found = set(barred)
    for place in barred:
        above = tree.groups[place].parent
        while above > 0 and n[above] == n[place]:
            found.add(above)
            above = tree.groups[above].parent
    return frozenset(found)


class _Plan(NamedTuple):
    """What a plan is made from; n: how many are in each whole group."""

    tree: GroupTree
    counts: Counts
    n: list[int]
    judge: _Judge
    barred: frozenset[int]
    order: NDArray[np.intp]

    def refusals(self) -> list[Reason]:
        """Why each group may not be shown, whatever is shown beside it."""
        # A team's own row is for its manager, who may see it from the minimum up.
        teams = [
            0 if group.scope == "team" else number
            for group, number in zip(self.tree.groups, self.tree.teams.tolist(), strict=True)
        ]
        own = map(self.judge.refusal, self.n, self.counts, teams)
        return [reason or ("earlier_wave" if place in self.barred else "") for place, reason in enumerate(own)]

    def judge_rest(self, parent: int, reasons: list[Reason]) -> tuple[MergedRow, ...]:
        """Hide more children of a shown parent where the rest asks for it; returns the row of all that is hidden."""
        children = self.tree.children[parent]
        shown = [child for child in children if reasons[child] == ""]
        rest, teams = self._rest(parent, shown)
        # One child is enough, but where the mean of few people would tell an answer: then a second follows. Which ones
        # these are depends on nobody's answer.
        for child in sorted(shown, key=self.order.__getitem__):
            if "complementary" in self.judge.off or self._may_be_known(rest, teams, children):
                break
            reasons[child] = "complementary"
            shown.remove(child)
            rest, teams = rest + self.counts[child], teams + int(self.tree.teams[child])
        hidden = tuple(child for child in children if reasons[child])
        if not hidden or not shown or rest.sum() < self.judge.minimums.score:
            return ()
        return (MergedRow(parent, hidden, bool(self.tree.has_direct[parent]), np.asarray(rest)),)

    def _rest(self, parent: int, shown: list[int]) -> tuple[Counts, int]:
        rest = self.counts[parent] - self.counts[shown].sum(axis=0)
        return rest, int(self.tree.teams[parent] - self.tree.teams[shown].sum())

    def _may_be_known(self, rest: Counts, teams: int, children: tuple[int, ...]) -> bool:
        n = int(rest.sum())
        # A rest as large as a barred group within it is that group.
        is_barred = any(child in self.barred and self.n[child] == n for child in children) if self.barred else False
        return n == 0 or (not is_barred and self.judge.refusal(n, rest, teams) == "")
