"""From a wave table to its release plans: one per role and measure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.choice import hiding_order
from analysis.disclosure.cross import Crossing, CrossPlan
from analysis.disclosure.few import Support, mean_tells
from analysis.disclosure.measures import Measure, role_measures
from analysis.disclosure.release_plan import PlanRule, ReleasePlan, Tells, plan_release
from analysis.disclosure.tree import Counts, Group, GroupTree, group_tree
from analysis.scores.scales import Floats
from analysis.tables import ROLES, SEGMENTS, Minimums, WaveTable

PUBLISHED_SCOPES = ("region", "leader")
"""Scopes of the report. Teams are planned for their managers' own pages, and never stand in a report."""

Barred: TypeAlias = Mapping[tuple[str, str, str], frozenset[int]]
"""A role, question and measure to the places, in the role's tree, of groups that an earlier report forbids to show."""

NONE_BARRED: Barred = MappingProxyType({})


@dataclass(frozen=True)
class PlannedMeasure:
    """A measure of one role with its plan; `values` are the distinct answers, one per column of the plan's counts.

    cross: the plan of the scope across the tree that was declared before launch, where there is one.
    """

    role: str
    measure: Measure
    values: Floats
    plan: ReleasePlan
    cross: CrossPlan | None = None


def plan_wave(
    table: WaveTable,
    minimums: Minimums,
    scopes: tuple[str, ...] = PUBLISHED_SCOPES,
    switched_off: Iterable[PlanRule] = (),
    barred: Barred = NONE_BARRED,
    cross: str = "",
) -> tuple[PlannedMeasure, ...]:
    """Every release plan of a wave, in the order of the roles and their questions.

    What is above a scope never depends on the scopes below it, so pages with and without teams agree. `cross` is the
    one scope that was declared before launch to be shown also where it lies across the others.
    """
    off = frozenset(switched_off)
    planned: list[PlannedMeasure] = []
    for role in ROLES:
        tree = role_tree(table, role, scopes)
        crossing = role_crossing(table, role, tree, cross)
        measures = role_measures(table, role)
        counted = [_counted(measure, tree) for measure in measures]
        order = _role_order(tree, [counts for _, counts in counted], minimums)
        for measure, (values, counts) in zip(measures, counted, strict=True):
            places = barred.get((role, measure.question, measure.measure), frozenset())
            within = frozenset(place for place in places if place < len(tree.groups))
            plan = plan_release(tree, counts, minimums, off, within, order, tells_of(measure, values))
            beside = None if crossing is None else _cross_plan(crossing, plan, measure, values, minimums, places)
            planned.append(PlannedMeasure(role, measure, values, plan, beside))
    return tuple(planned)


def role_tree(table: WaveTable, role: str, scopes: tuple[str, ...] = PUBLISHED_SCOPES) -> GroupTree:
    """The groups of one role, from everyone asked; of a rep also in how many teams they are."""
    asked = [table.asked.segments[scope][table.asked.roles == role] for scope in SEGMENTS]
    answered = [table.segments[scope][table.roles == role] for scope in SEGMENTS]
    return group_tree(asked, answered, scopes, count_teams=role == "rep")


def role_crossing(table: WaveTable, role: str, tree: GroupTree, cross: str) -> Crossing | None:
    """The declared scope, where it lies across the tree of a role; None where it is part of the tree, or is not there.

    Its groups have the places after those of the tree.
    """
    of_role = table.roles == role
    if cross not in tree.tangled:
        return None
    return Crossing.of(tree, cross, table.segments[cross][of_role], table.segments[SEGMENTS[-1]][of_role])


def role_groups(table: WaveTable, role: str) -> tuple[Group, ...]:
    """The groups of a role's tree, then those of a scope across it: a group's place is its place here."""
    tree = role_tree(table, role)
    crossing = role_crossing(table, role, tree, tree.tangled[0]) if tree.tangled else None
    return (*tree.groups, *(crossing.groups() if crossing else ()))


def _cross_plan(
    crossing: Crossing,
    plan: ReleasePlan,
    measure: Measure,
    values: Floats,
    minimums: Minimums,
    barred: frozenset[int],
) -> CrossPlan:
    there = ~np.isnan(measure.values)
    codes = np.searchsorted(values, np.round(measure.values[there], 5))
    before = len(plan.tree.groups)
    return crossing.plan(plan, there, codes, minimums, frozenset(place - before for place in barred if place >= before))


def tells_of(measure: Measure, values: Floats) -> Tells:
    """Whether the mean of few people tells an answer, from how many gave each of `values`; each case judged once."""
    scores = tuple(values.tolist())
    return lambda counts: _tells(tuple(counts.tolist()), scores, measure.support)


@lru_cache(maxsize=65_536)
def _tells(counts: tuple[int, ...], scores: tuple[float, ...], support: Support) -> bool:
    return mean_tells(np.array(scores), np.array(counts), support)


def _role_order(tree: GroupTree, counted: Sequence[Counts], minimums: Minimums) -> NDArray[np.intp]:
    """One order for all questions of a role, by who answered at all: the same group is then hidden throughout."""
    people = tree.summed(np.bincount(tree.places, minlength=len(tree.groups)))
    few = (counts.sum(axis=1) < minimums.score for counts in counted)
    return hiding_order(tree, people, minimums, often=sum(few, start=np.zeros(len(tree.groups), dtype=np.int64)))


def _counted(measure: Measure, tree: GroupTree) -> tuple[Floats, Counts]:
    """The distinct answers to a measure, and how many people of each whole group gave each of them."""
    there = ~np.isnan(measure.values)
    # Scores of one answer can differ in their last bits; a hundred-thousandth of a point is no other answer.
    values, codes = np.unique(np.round(measure.values[there], 5), return_inverse=True)
    direct = np.zeros((len(tree.groups), len(values)), dtype=np.int64)
    np.add.at(direct, (tree.places[there], codes), 1)
    return values, tree.summed(direct)
