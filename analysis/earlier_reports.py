"""What a wave holds back because, beside the reports of other waves, it would tell what a few people answered."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np

from analysis.cascade import cascades
from analysis.comparison_plan import planned_comparisons
from analysis.disclosure.attacker import Atoms
from analysis.disclosure.chart import Chart, asked_chart
from analysis.disclosure.planning import plan_wave, role_groups
from analysis.disclosure.published_sets import wave_sets
from analysis.disclosure.release_plan import PlanRule
from analysis.disclosure.rules import hidden_sentence
from analysis.disclosure.tree import ORGANISATION
from analysis.disclosure.two_waves import Told, between
from analysis.groups import measure_figures
from analysis.measured import figures_of, values_of
from analysis.results import Figure, GroupFigure, WaveAnalysis
from analysis.tables import Release, WaveSettings, WaveTable

Questions: TypeAlias = frozenset[tuple[str, str]]
"""Roles with a question each."""

MOST_ROUNDS = 60
"""Groups of one question hidden one after another; then it is held back as a whole."""


@dataclass(frozen=True)
class HeldBack:
    """A table without the `questions` that nothing may be shown of, and the groups `barred` from the release plan."""

    table: WaveTable
    barred: Mapping[tuple[str, str, str], frozenset[int]]
    questions: Questions


def hold_back(table: WaveTable, settings: WaveSettings) -> HeldBack:
    """Hide one group after another until nothing follows from this wave's scores and those of the waves beside it."""
    held = HeldBack(table, {}, frozenset())
    waves = [wave_sets(list(group)) for _, group in groupby(settings.beside, key=lambda release: release.order)]
    for turn in range(MOST_ROUNDS + 1 if waves and len(table.asked.people) else 0):
        now = draft(held, settings)
        drafted = wave_sets([now])
        told = [one for wave in waves for one in between(drafted, wave)]
        if not told:
            break
        for one in {(each.role, each.key): each for each in told}.values():
            held = _without(held, one, now, all_groups=turn == MOST_ROUNDS)
    return held


def draft(held: HeldBack, settings: WaveSettings, switched_off: Iterable[PlanRule] = ()) -> Release:
    """The scores of this wave as its report would publish them, and nothing else of it.

    `switched_off` leaves rules of the release plan out, to prove that an audit then finds what they hide.
    """
    table, minimums = held.table, settings.minimums
    planned = plan_wave(table, minimums, switched_off=switched_off, barred=held.barred, cross=settings.cross)
    groups = [_row(figure) for one in planned for figure in measure_figures(one, minimums)]
    compared = [
        {"figures": [_row(one) for one in figures_of(plan, values_of(plan, table), table, minimums)]}
        for plan in planned_comparisons(table.instrument)
    ]
    told = [asdict(one) for one in cascades(table, minimums)]
    snapshot = {"groups": groups, "cascades": [*compared, *told]}
    return Release(settings.wave_name, settings.order, snapshot, table.instrument, table.asked, minimums)


def _row(one: Figure | GroupFigure) -> dict[str, Any]:
    """The same as `asdict`, which copies every value and takes ten times as long."""
    return {**vars(one), "interval": None if one.interval is None else {**vars(one.interval)}}


def _without(held: HeldBack, told: Told, now: Release, *, all_groups: bool) -> HeldBack:
    """Hold back a little more: a group, or where no group would help, the question."""
    group = None if all_groups else _group_to_hide(told, now)
    if group is None:
        questions = {(told.role, question) for question in told.key[0].split("-")}
        return replace(held, table=_silenced(held.table, questions), questions=held.questions | questions)
    groups = role_groups(held.table, told.role)
    place = next(place for place, one in enumerate(groups) if (one.scope, one.label) == (group.scope, group.group))
    key = (told.role, *told.key)
    return replace(held, barred={**held.barred, key: held.barred.get(key, frozenset()) | {place}})


def _group_to_hide(told: Told, now: Release) -> GroupFigure | None:
    """The group itself; of what is left beside shown groups, the smallest of these. None for everyone of a role."""
    chart = asked_chart(now.asked, told.role)
    shown = {chart.people_of(one): one for one in _shown_groups(told, now) if not one.merged}
    if told.now.atoms in shown:
        return shown[told.now.atoms]
    around = min((atoms for atoms in _sets(told, now, chart) if atoms > told.now.atoms), key=len, default=frozenset())
    within = [one for atoms, one in shown.items() if atoms < around and not atoms & told.now.atoms]
    return min(within, key=lambda one: (one.n or 0, one.group), default=None)


def _sets(told: Told, now: Release, chart: Chart) -> list[Atoms]:
    everyone = chart.groups[ORGANISATION, ORGANISATION]
    return [everyone, *(chart.people_of(one) for one in _shown_groups(told, now))]


def _shown_groups(told: Told, now: Release) -> list[GroupFigure]:
    return [
        GroupFigure(**row)
        for row in now.snapshot["groups"]
        if (row["role"], (row["question"], row["measure"])) == (told.role, told.key)
        and row["mean"] is not None
        and row["scope"] != ORGANISATION
    ]


def _silenced(table: WaveTable, questions: set[tuple[str, str]]) -> WaveTable:
    """The table as if nobody of the role had answered the question."""
    positions, apart = dict(table.positions), dict(table.apart)
    for role, question in questions:
        of_role = table.roles == role
        if question in positions:
            positions[question] = np.where(of_role, np.nan, positions[question])
        if question in apart:
            apart[question] = np.where(of_role, "", apart[question])
    return replace(table, positions=positions, apart=apart)


def explained(analysis: WaveAnalysis, questions: Questions) -> WaveAnalysis:
    """The same analysis, with the reason in the place of every figure that was held back."""
    if not questions:
        return analysis
    reason = hidden_sentence("earlier_wave")

    def told(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(replace(one, hidden=reason) if (one.role, one.question) in questions else one for one in figures)

    def why(figures: tuple[Figure, ...], hidden: str) -> str:
        return reason if any((one.role, one.question) in questions for one in figures[:2]) else hidden

    return replace(
        analysis,
        comparisons=tuple(
            replace(one, figures=told(one.figures), hidden=why(one.figures, one.hidden)) for one in analysis.comparisons
        ),
        cascades=tuple(replace(one, figures=told(one.figures)) for one in analysis.cascades),
        groups=tuple(
            replace(one, hidden=reason) if (one.role, one.question) in questions else one for one in analysis.groups
        ),
    )
