"""Scores by group: what the release plan shows of each region and leader, and what it hides and why."""

import math
from collections.abc import Iterator
from typing import Literal, cast

import numpy as np

from analysis.disclosure.cost import cost_sentences, plan_cost
from analysis.disclosure.explain import (
    hidden_because,
    merged_label,
    no_label,
    suppression_of,
    suppression_of_merged,
    suppressions_of_cross,
)
from analysis.disclosure.planning import NONE_BARRED, Barred, PlannedMeasure, plan_wave
from analysis.disclosure.release_plan import MergedRow
from analysis.disclosure.rules import distribution_allowed
from analysis.disclosure.sentences import explained
from analysis.disclosure.tree import Counts
from analysis.results import GroupFigure, Interval, Role, Suppression
from analysis.scores.intervals import mean_bounds
from analysis.tables import Minimums, WaveSettings, WaveTable

Scope = Literal["organisation", "region", "leader", "team"]


def group_figures(
    table: WaveTable, settings: WaveSettings, barred: Barred = NONE_BARRED
) -> tuple[tuple[GroupFigure, ...], tuple[Suppression, ...], tuple[str, ...]]:
    """The figures of every group of the release plan, the suppression log, and what is hidden in plain sentences.

    Means are whole points. A 95 % interval (Student's t, whole points) stands beside means of the distribution minimum
    or more: with fewer people, mean and interval together give away how many chose each answer. `barred` names the
    groups that an earlier report forbids to show.
    """
    planned = plan_wave(table, settings.minimums, barred=barred, cross=settings.cross)
    figures = tuple(figure for one in planned for figure in measure_figures(one, settings.minimums))
    log = tuple(line for one in planned for line in _suppressions(one, table, settings.minimums))
    cost = cost_sentences(plan_cost(planned), settings.minimums)
    return figures, log, (*explained(planned, settings.minimums), *cost)


def measure_figures(planned: PlannedMeasure, minimums: Minimums) -> tuple[GroupFigure, ...]:
    """One row for every group, and for every merged rest, of one role and measure: the organisation first."""
    rows = [_group_row(planned, place, minimums) for place in range(len(planned.plan.tree.groups))]
    merged = [_merged_row(planned, row, minimums) for row in planned.plan.merged]
    return (*rows, *merged, *_cross_rows(planned, minimums))


def _cross_rows(planned: PlannedMeasure, minimums: Minimums) -> Iterator[GroupFigure]:
    if (cross := planned.cross) is None:
        return
    for label, counts, reason in zip(cross.labels, cross.counts, cross.reasons, strict=True):
        hidden = hidden_because(reason, minimums)
        yield _row(planned, cross.scope, label, None if hidden else counts, minimums, hidden=hidden)


def _group_row(planned: PlannedMeasure, place: int, minimums: Minimums) -> GroupFigure:
    plan = planned.plan
    group, hidden = plan.tree.groups[place], hidden_because(plan.reasons[place], minimums)
    return _row(planned, group.scope, group.label, None if hidden else plan.counts[place], minimums, hidden=hidden)


def _merged_row(planned: PlannedMeasure, row: MergedRow, minimums: Minimums) -> GroupFigure:
    groups = planned.plan.tree.groups
    scope = groups[row.members[0]].scope
    names = (*(groups[member].label for member in row.members), *([no_label(scope)] if row.has_direct else []))
    return _row(planned, scope, merged_label(planned.plan.tree, row), row.counts, minimums, members=names)


def _row(
    planned: PlannedMeasure,
    scope: str,
    label: str,
    counts: Counts | None,
    minimums: Minimums,
    *,
    members: tuple[str, ...] = (),
    hidden: str = "",
) -> GroupFigure:
    """A row of the people who gave these `counts`; without figures where there are no counts to tell."""
    n = None if counts is None else int(counts.sum())
    return GroupFigure(
        scope=cast("Scope", scope),
        group=label,
        merged=bool(members),
        members=members,
        role=cast("Role", planned.role),
        question=planned.measure.question,
        construct=planned.measure.construct,
        measure=planned.measure.measure,
        n=n,
        mean=_whole(float(counts @ planned.values) / n) if counts is not None and n else None,
        interval=None if counts is None else _interval(planned, counts, minimums),
        hidden=hidden,
    )


def _interval(planned: PlannedMeasure, counts: Counts, minimums: Minimums) -> Interval | None:
    if not distribution_allowed(int(counts.sum()), minimums):
        return None
    bounds = mean_bounds(np.repeat(planned.values, counts), planned.measure.low, planned.measure.high)
    return None if bounds is None else Interval(_whole(bounds.low), _whole(bounds.high))


def _whole(points: float) -> float:
    return float(math.floor(points + 0.5))


def _suppressions(planned: PlannedMeasure, table: WaveTable, minimums: Minimums) -> list[Suppression]:
    plan = planned.plan
    name = table.instrument.get("constructs", {}).get(planned.measure.construct, planned.measure.measure)
    what = f"{planned.role}s, {name} ({planned.measure.question})"
    places = [place for place in range(len(plan.reasons)) if not plan.shown(place)]
    hidden = [suppression_of(plan, place, what, minimums) for place in places]
    merged = [suppression_of_merged(plan, row, what) for row in plan.merged]
    return [*hidden, *merged, *suppressions_of_cross(planned.cross, what, minimums)]
