"""The release plan: which groups of a tree may be shown, which stand together as one row, and which stay hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from analysis.disclosure.tree import Counts, GroupTree
from analysis.tables import Minimums

Reason: TypeAlias = Literal["", "minimum", "single_team", "alike", "earlier_wave", "complementary", "parent_hidden"]
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


@dataclass(frozen=True)
class _Judge:
    """Says of a set of people whether a figure of theirs may be known: from its counts, and in how many teams it is."""

    minimums: Minimums
    off: frozenset[PlanRule]
    teams_matter: bool

    def refusal(self, counts: Counts, teams: int) -> Reason:
        n = int(counts.sum())
        if n < self.minimums.score and "minimum" not in self.off:
            return "minimum"
        if teams == 1 and self.teams_matter and "single_team" not in self.off:
            return "single_team"
        if n < self.minimums.distribution and "alike" not in self.off and counts.max(initial=0) >= n - 1:
            return "alike"
        return ""


def plan_release(
    tree: GroupTree,
    counts: Counts,
    minimums: Minimums,
    switched_off: Iterable[PlanRule] = (),
    barred: frozenset[int] = frozenset(),
) -> ReleasePlan:
    """Plan what is shown of one measure, from the organisation down.

    counts: (groups, values), whole groups. A group is hidden if it is below the score minimum, if all or all but one of
    fewer than the distribution minimum answer alike, or if it is one manager's team. Under a shown parent, what is left
    beside the shown children (hidden children and the parent's direct people) must be nobody, or a set that could
    itself be shown: else the smallest shown child is hidden too, and again; equal sizes go by label. Nothing under a
    hidden group is shown. Source: disconnect.md, section 3 (primary, complementary, differencing, homogeneity).
    `switched_off` leaves rules out, to prove that the attacker then finds what they hide. `barred` are places of groups
    that must not be known for a reason outside this wave; a group of the same people, and a rest of just them, is
    neither.
    """
    # Of an organisation that is one team, every figure is that team's.
    judge = _Judge(minimums, frozenset(switched_off), teams_matter=int(tree.teams[0]) > 1)
    reasons: list[Reason] = ["parent_hidden"] * len(tree.groups)
    barred = _with_parents_of_the_same(tree, counts, barred)
    reasons[0] = _refusal(tree, counts, 0, judge, barred)
    merged: list[MergedRow] = []
    for place, children in enumerate(tree.children):
        if reasons[place] == "":
            _judge_children(tree, counts, place, judge, barred, reasons)
            merged += _merged(tree, counts, place, reasons, minimums)
        else:
            for child in children:
                reasons[child] = "minimum" if counts[child].sum() < minimums.score else "parent_hidden"
    return ReleasePlan(tree, counts, tuple(reasons), tuple(merged))


def _with_parents_of_the_same(tree: GroupTree, counts: Counts, barred: frozenset[int]) -> frozenset[int]:
    """The barred groups with every group above them, short of the organisation, that consists of the same people."""
    found = set(barred)
    for place in sorted(barred, reverse=True):
        above = tree.groups[place].parent
        while above > 0 and counts[above].sum() == counts[place].sum():
            found.add(above)
            above = tree.groups[above].parent
    return frozenset(found)


def _refusal(tree: GroupTree, counts: Counts, place: int, judge: _Judge, barred: frozenset[int]) -> Reason:
    teams = _teams_that_matter(tree, place) if place else int(tree.teams[0])
    return judge.refusal(counts[place], teams) or ("earlier_wave" if place in barred else "")


def _judge_children(
    tree: GroupTree, counts: Counts, parent: int, judge: _Judge, barred: frozenset[int], reasons: list[Reason]
) -> None:
    children = tree.children[parent]
    barred_sizes = {int(counts[child].sum()) for child in children if child in barred}
    for child in children:
        reasons[child] = _refusal(tree, counts, child, judge, barred)
    shown = sorted(
        (c for c in children if reasons[c] == ""), key=lambda c: (int(counts[c].sum()), tree.groups[c].label)
    )
    rest = counts[parent] - counts[shown].sum(axis=0)
    teams = int(tree.teams[parent] - tree.teams[shown].sum())
    for child in shown:
        # A rest as large as a barred group within it is that group.
        allowed = judge.refusal(rest, teams) == "" and int(rest.sum()) not in barred_sizes
        if "complementary" in judge.off or not rest.any() or allowed:
            return
        reasons[child] = "complementary"
        rest = rest + counts[child]
        teams += int(tree.teams[child])


def _teams_that_matter(tree: GroupTree, place: int) -> int:
    # A team's own row is for its manager, who may see it from the minimum up.
    return 0 if tree.groups[place].scope == "team" else int(tree.teams[place])


def _merged(
    tree: GroupTree, counts: Counts, parent: int, reasons: list[Reason], minimums: Minimums
) -> tuple[MergedRow, ...]:
    hidden = tuple(child for child in tree.children[parent] if reasons[child])
    shown = [child for child in tree.children[parent] if not reasons[child]]
    rest = counts[parent] - counts[shown].sum(axis=0)
    if not hidden or not shown or rest.sum() < minimums.score:
        return ()
    return (MergedRow(parent, hidden, bool(tree.has_direct[parent]), np.asarray(rest)),)
