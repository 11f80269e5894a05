"""One cross: groups of a scope that lies across the tree, such as leaders with people in several regions.

Only margins are shown, no cells: every score by region, and every score by leader. What follows from them is every
weighted sum of both. Regions and leaders are the points of a graph, with as many lines between two as people belong to
both, and a weighted sum gives a line the sum of its two points' weights. Where that is not 0 on some line, take the
points with the weight of its region, or with minus that weight if they are leaders: every line between these points and
the others is weighted, and the first one is among them. So a sum that says anything speaks of everybody on a cut of the
graph, at least; where no cut has fewer than ten lines, whatever is added or subtracted speaks of ten people or more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.cuts import all_cuts_reach
from analysis.disclosure.release_plan import Reason, ReleasePlan
from analysis.disclosure.tree import Counts, Group, GroupTree
from analysis.scores.scales import Floats
from analysis.tables import Minimums, Texts


@dataclass(frozen=True)
class Cells:
    """Who is where: a cell for each group of the tree (its own people) and each label across it.

    people: (groups, labels + 1) how many; the last column has those without a label. teams: the same shape, in how many
    teams they are; one that is in several cells counts in each with its part. Where teams do not matter, as many as
    people.
    """

    people: Counts
    teams: Floats


@dataclass(frozen=True)
class CrossPlan:
    """What is shown of the crossing scope: counts (labels, values) as in a plan, and why each label is hidden."""

    scope: str
    labels: tuple[str, ...]
    counts: Counts
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Crossing:
    """The people of one role and the scope that lies across its tree, for cells of any of them.

    labels: in order; order: their places, those of most people first. places, label, team: (n,) of each response, as
    integers; a label is len(labels) where there is none. teams: whether one team may not be singled out.
    """

    scope: str
    labels: tuple[str, ...]
    order: tuple[int, ...]
    places: NDArray[np.intp]
    label: NDArray[np.intp]
    team: NDArray[np.intp]
    teams: bool

    @classmethod
    def of(cls, tree: GroupTree, scope: str, labels: Texts, teams: Texts) -> "Crossing":
        """labels, teams: (n,) of every response of the role; "" for none."""
        found = sorted({*labels.tolist()} - {""})
        index = {label: place for place, label in enumerate(found)} | {"": len(found)}
        codes = np.array([index[label] for label in labels.tolist()], dtype=np.intp)
        sizes = np.bincount(codes, minlength=len(found) + 1)
        order = tuple(sorted(range(len(found)), key=lambda place: (-sizes[place], found[place])))
        known, team = np.unique(teams, return_inverse=True)
        return cls(scope, tuple(found), order, tree.places, codes, team, len(known) > 1)

    def groups(self) -> tuple[Group, ...]:
        """The labels as groups; their places follow those of the tree."""
        return tuple(Group(self.scope, label, 0) for label in self.labels)

    def plan(
        self,
        plan: ReleasePlan,
        there: NDArray[np.bool_],
        codes: NDArray[np.intp],
        minimums: Minimums,
        barred: frozenset[int],
    ) -> CrossPlan:
        """Plan the labels beside a plan of the same measure; there: (n,) who answered, codes: (answered,) what."""
        shown = crossing_labels(plan, self.cells(there, len(plan.tree.groups)), self.order, minimums, barred)
        counts = np.zeros((len(self.labels) + 1, plan.counts.shape[1]), dtype=np.int64)
        np.add.at(counts, (self.label[there], codes), 1)
        return CrossPlan(self.scope, self.labels, counts[:-1], shown)

    def cells(self, there: NDArray[np.bool_], n_groups: int) -> Cells:
        """The cells of those who gave an answer, `there` (n,)."""
        shape = (n_groups, len(self.labels) + 1)
        cell = np.ravel_multi_index((self.places[there], self.label[there]), shape)
        people = np.bincount(cell, minlength=n_groups * shape[1]).reshape(shape)
        if not self.teams:
            return Cells(people, people.astype(np.float64))
        pairs = np.unique(np.column_stack([self.team[there], cell]), axis=0)
        _, of_team, times = np.unique(pairs[:, 0], return_inverse=True, return_counts=True)
        teams = np.bincount(pairs[:, 1], weights=1 / times[of_team], minlength=n_groups * shape[1])
        return Cells(people, teams.astype(np.float64).reshape(shape))


def crossing_labels(
    plan: ReleasePlan, cells: Cells, order: Sequence[int], minimums: Minimums, barred: frozenset[int] = frozenset()
) -> tuple[Reason, ...]:
    """Why each label is hidden beside what `plan` shows, "" where it is shown.

    order: labels to try, one after the other; each is shown while no cut is below the distribution minimum. Labels with
    people in a group of the tree that is smaller than that are left out. None of it depends on any answer.
    """
    fewest = max(minimums.distribution, minimums.score)
    sizes = cells.people.sum(axis=0)[:-1]
    reasons: list[Reason] = ["minimum" if n < minimums.score else "complementary" for n in sizes]
    for place in barred:
        reasons[place] = "earlier_wave" if reasons[place] == "complementary" else reasons[place]
    if not plan.shown(0):
        return tuple("parent_hidden" if reason == "complementary" else reason for reason in reasons)
    lines, rows = _lines(plan, cells, fewest)
    small = rows < fewest
    allowed = [place for place in order if sizes[place] >= fewest and place not in barred]
    allowed = [place for place in allowed if not lines[small, place].any()]
    for place in _held_together(lines[~small], allowed, fewest):
        reasons[place] = ""
    return tuple(reasons)


def _lines(plan: ReleasePlan, cells: Cells, fewest: int) -> tuple[Floats, Counts]:
    """The lines between each part of the tree that is known and each label, (parts, labels + 1), and the parts' sizes.

    A part is a shown group without the shown groups in it. One team is worth half of the lines that a cut needs.
    """
    part: list[int] = []
    for place, group in enumerate(plan.tree.groups):
        part.append(place if plan.shown(place) else part[group.parent])
    parts, rows = np.unique(part, return_inverse=True)
    people, teams = (np.zeros((len(parts), cells.people.shape[1])) for _ in range(2))
    np.add.at(people, rows, cells.people)
    np.add.at(teams, rows, cells.teams)
    sizes = np.asarray(people.sum(axis=1), dtype=np.int64)
    return np.minimum(people, fewest / 2 * teams), sizes


def _held_together(lines: Floats, allowed: list[int], fewest: int) -> list[int]:
    """The labels, from the first on, that can be shown together; what cannot be joins those without a label."""
    if all_cuts_reach(_graph(lines, allowed), fewest):
        return allowed
    kept: list[int] = []
    for place in allowed:
        if all_cuts_reach(_graph(lines, [*kept, place]), fewest):
            kept.append(place)
    return kept


def _graph(lines: Floats, shown: list[int]) -> Floats:
    """The graph as a symmetric matrix: parts, then shown labels, then all others as one."""
    others = np.setdiff1d(np.arange(lines.shape[1]), shown)
    sides = np.column_stack([lines[:, shown], lines[:, others].sum(axis=1)])
    n = sum(sides.shape)
    graph = np.zeros((n, n))
    graph[: len(sides), len(sides) :] = sides
    return graph + graph.T
