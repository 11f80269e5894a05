"""The gate: no analysis is published before the attacker has tried it, and found nothing."""

from collections.abc import Sequence

import numpy as np

from analysis.disclosure.attacker import Leak, PublishedSet, derive_leaks, distinct, subtracted
from analysis.disclosure.audit import audit_releases
from analysis.disclosure.bounds import exactly
from analysis.disclosure.chart import Chart, asked_chart
from analysis.disclosure.measures import Measure, role_measures
from analysis.disclosure.published_sets import name_of, of_group
from analysis.disclosure.tree import ORGANISATION
from analysis.errors import AnalysisError
from analysis.results import GroupFigure, WaveAnalysis
from analysis.tables import ROLES, Minimums, Release, WaveSettings, WaveTable


class DisclosureError(AnalysisError):
    """What was about to be published would reveal someone's answers; the message names what."""


def assert_safe(analysis: WaveAnalysis, table: WaveTable, settings: WaveSettings) -> None:
    """Let the attacker try an analysis before it is stored: alone, and beside the reports that are published already.

    Raises:
        DisclosureError: something hidden follows from what is shown.
    """
    minimums = settings.minimums
    now = Release(settings.wave_name, settings.order, analysis.snapshot(), table.instrument, table.asked, minimums)
    leaks = [*find_leaks(table, minimums, analysis.groups), *audit_releases([*settings.beside, now]).leaks]
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
        chart = asked_chart(table.asked, role)
        for measure in role_measures(table, role):
            published = figures.get((role, measure.question, measure.measure), [])
            found += _measure_leaks(chart, measure, published, minimums)
    return tuple(found)


def _measure_leaks(
    chart: Chart, measure: Measure, figures: Sequence[GroupFigure], minimums: Minimums
) -> tuple[Leak, ...]:
    there = measure.values[~np.isnan(measure.values)]
    shown = [of_group(chart, one, measure.support) for one in figures if one.mean is not None]
    if shown:
        sums = [exactly(float((there**power).sum())) for power in (1, 2)]
        shown.append(PublishedSet("the whole", chart.groups[ORGANISATION, ORGANISATION], len(there), *sums))
    hidden = {name_of(one): chart.people_of(one) for one in figures if one.mean is None and one.scope != ORGANISATION}
    hidden |= {f"team {team} (reps, {measure.question})": atoms for team, atoms in chart.teams.items()}
    return derive_leaks(subtracted(distinct(shown)), hidden, measure.support, minimums)
