"""The gate: no analysis is published before the attacker has tried it, and found nothing."""

from collections.abc import Sequence

import numpy as np

from analysis.disclosure.attacker import Leak, PublishedSet, derive_leaks
from analysis.disclosure.audit import audit_releases
from analysis.disclosure.bounds import Range, exactly, squares_range, sum_range
from analysis.disclosure.chart import Chart, role_chart
from analysis.disclosure.measures import Measure, role_measures
from analysis.disclosure.tree import ORGANISATION
from analysis.disclosure.whole import whole_leaks
from analysis.errors import AnalysisError
from analysis.results import GroupFigure, WaveAnalysis
from analysis.tables import ROLES, Minimums, Release, WaveSettings, WaveTable

ROUNDING = 1.0
"""Group means and intervals are whole points."""


class DisclosureError(AnalysisError):
    """What was about to be published would reveal someone's answers; the message names what."""


def assert_safe(analysis: WaveAnalysis, table: WaveTable, settings: WaveSettings) -> None:
    """Let the attacker try an analysis before it is stored: alone, and beside the reports that are published already.

    Raises:
        DisclosureError: something hidden follows from what is shown.
    """
    minimums = settings.minimums
    now = Release(settings.wave_name, settings.order, analysis.snapshot(), table.instrument, table.asked, minimums)
    leaks = [
        *find_leaks(table, minimums, analysis.groups),
        *whole_leaks(analysis.comparisons, analysis.cascades, analysis.groups, minimums),
        *audit_releases([*settings.beside, now]).leaks,
    ]
    if leaks:
        sentences = [*dict.fromkeys(leak.sentence for leak in leaks)]
        more = f"; and {len(sentences) - 3} more" if len(sentences) > 3 else ""
        told = "; ".join(sentences[:3])
        raise DisclosureError(f"This report is not published, because it would reveal people: {told}{more}.")


def find_leaks(table: WaveTable, minimums: Minimums, groups: Sequence[GroupFigure]) -> tuple[Leak, ...]:
    """What an attacker derives from the figures of groups, of the role they belong to, and of the whole.

    The attacker is given more than the page: which parts each group has, and the organisation's sums exactly, since the
    whole is printed in other places too.
    """
    found: list[Leak] = []
    figures: dict[tuple[str, str, str], list[GroupFigure]] = {}
    for one in groups:
        figures.setdefault((one.role, one.question, one.measure), []).append(one)
    for role in ROLES:
        chart = role_chart(table, role)
        for measure in role_measures(table, role):
            published = figures.get((role, measure.question, measure.measure), [])
            found += _measure_leaks(chart, measure, published, minimums)
    return tuple(found)


def _measure_leaks(
    chart: Chart, measure: Measure, figures: Sequence[GroupFigure], minimums: Minimums
) -> tuple[Leak, ...]:
    there = np.round(measure.values[~np.isnan(measure.values)], 5)
    support = tuple(np.unique(np.round([*measure.support, *there], 5)).tolist())
    shown = [_published(chart, measure, one) for one in figures if one.mean is not None and one.n is not None]
    if shown:
        sums = [exactly(float((there**power).sum())) for power in (1, 2)]
        shown.append(PublishedSet("the whole", chart.groups[ORGANISATION, ORGANISATION], len(there), *sums))
    hidden = {_name(one): chart.people_of(one) for one in figures if one.mean is None and one.scope != ORGANISATION}
    hidden |= {f"team {team} (reps, {measure.question})": atoms for team, atoms in chart.teams.items()}
    return derive_leaks(shown, hidden, support, minimums)


def _published(chart: Chart, measure: Measure, figure: GroupFigure) -> PublishedSet:
    n, mean = figure.n or 0, figure.mean or 0.0
    squares = squares_range(n, mean, figure.interval, ROUNDING, Range(measure.low, measure.high))
    possible = Range(n * measure.low, n * measure.high)
    total = sum_range(n, mean, ROUNDING) & possible
    return PublishedSet(_name(figure), chart.people_of(figure), n, total, squares)


def _name(figure: GroupFigure) -> str:
    who = figure.group if figure.scope == ORGANISATION else f"{figure.scope} {figure.group}"
    return f"{who} ({figure.role}s, {figure.question})"
