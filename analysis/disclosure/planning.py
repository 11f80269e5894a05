"""From a wave table to its release plans: one per role and measure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analysis.disclosure.measures import Measure, role_measures
from analysis.disclosure.release_plan import PlanRule, ReleasePlan, plan_release
from analysis.disclosure.tree import GroupTree, group_tree
from analysis.scores.scales import Floats
from analysis.tables import ROLES, SEGMENTS, Minimums, WaveTable

PUBLISHED_SCOPES = ("region", "leader")
"""Scopes of the report. Teams are planned for their managers' own pages, and never stand in a report."""


@dataclass(frozen=True)
class PlannedMeasure:
    """A measure of one role with its plan; `values` are the distinct answers, one per column of the plan's counts."""

    role: str
    measure: Measure
    values: Floats
    plan: ReleasePlan


def plan_wave(
    table: WaveTable,
    minimums: Minimums,
    scopes: tuple[str, ...] = PUBLISHED_SCOPES,
    switched_off: Iterable[PlanRule] = (),
) -> tuple[PlannedMeasure, ...]:
    """Every release plan of a wave, in the order of the roles and their questions.

    What is above a scope never depends on the scopes below it, so pages with and without teams agree.
    """
    off = frozenset(switched_off)
    return tuple(planned for role in ROLES for planned in _plan_role(table, role, minimums, scopes, off))


def role_tree(table: WaveTable, role: str, scopes: tuple[str, ...] = PUBLISHED_SCOPES) -> GroupTree:
    """The groups of one role, from everyone asked; of a rep also in how many teams they are."""
    asked = [table.asked.segments[scope][table.asked.roles == role] for scope in SEGMENTS]
    answered = [table.segments[scope][table.roles == role] for scope in SEGMENTS]
    return group_tree(asked, answered, scopes, count_teams=role == "rep")


def _plan_role(
    table: WaveTable, role: str, minimums: Minimums, scopes: tuple[str, ...], off: frozenset[PlanRule]
) -> list[PlannedMeasure]:
    tree = role_tree(table, role, scopes)
    return [_plan_measure(role, measure, tree, minimums, off) for measure in role_measures(table, role)]


def _plan_measure(
    role: str, measure: Measure, tree: GroupTree, minimums: Minimums, off: frozenset[PlanRule]
) -> PlannedMeasure:
    there = ~np.isnan(measure.values)
    # Scores of one answer can differ in their last bits; a hundred-thousandth of a point is no other answer.
    values, codes = np.unique(np.round(measure.values[there], 5), return_inverse=True)
    direct = np.zeros((len(tree.groups), len(values)), dtype=np.int64)
    np.add.at(direct, (tree.places[there], codes), 1)
    return PlannedMeasure(role, measure, values, plan_release(tree, tree.summed(direct), minimums, off))
