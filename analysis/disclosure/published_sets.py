"""What a wave's reports publish of each score, as sets of people with what their sum can be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from analysis.disclosure.attacker import Atoms, PublishedSet
from analysis.disclosure.bounds import Range, squares_range, sum_range
from analysis.disclosure.chart import Chart, asked_chart
from analysis.disclosure.few import Support, gap_support
from analysis.disclosure.releases import group_figures, whole_figures
from analysis.disclosure.tree import ORGANISATION
from analysis.instruments import scale_of
from analysis.results import Figure, GroupFigure
from analysis.scores.scales import support_of
from analysis.tables import Instrument, Release

ScoreKey: TypeAlias = tuple[str, str]
"""A question, or the two of a gap, and "mean" or "gap"."""


@dataclass(frozen=True)
class RoleSets:
    """One role of one wave: its chart, what is shown of each score, and the groups that every score hides."""

    role: str
    chart: Chart
    shown: Mapping[ScoreKey, tuple[PublishedSet, ...]]
    hidden: Mapping[ScoreKey, Mapping[str, Atoms]]


def role_sets(releases: Iterable[Release], role: str) -> RoleSets:
    """All that the reports of one wave, the same wave in each, say of one role together.

    releases: at least one. Of what another report of the wave shows, nothing counts as hidden.
    """
    reports = list(releases)
    chart = asked_chart(reports[0].asked, role)
    shown: dict[ScoreKey, list[PublishedSet]] = {}
    hidden: dict[ScoreKey, dict[str, Atoms]] = {}
    for release in reports:
        for one in group_figures(release.snapshot):
            key = (one.question, one.measure)
            if one.role == role and one.mean is not None and one.n is not None:
                shown.setdefault(key, []).append(of_group(chart, one, support(release.instrument, role, key)))
            elif one.role == role and one.scope != ORGANISATION:
                hidden.setdefault(key, {})[name_of(one)] = chart.people_of(one)
        for figure in whole_figures(release.snapshot):
            if figure.role == role:
                shown.setdefault((figure.question, "mean"), []).append(_of_whole(chart, figure))
    still = {key: _without(groups, shown.get(key, ())) for key, groups in hidden.items()}
    return RoleSets(role, chart, {key: tuple(sets) for key, sets in shown.items()}, still)


def _without(hidden: Mapping[str, Atoms], shown: Iterable[PublishedSet]) -> dict[str, Atoms]:
    names = {one.name for one in shown}
    return {name: atoms for name, atoms in hidden.items() if name not in names}


def support(instrument: Instrument, role: str, key: ScoreKey) -> Support:
    """Every score that one answer can have."""
    question, measure = key
    scores = support_of(scale_of(instrument, role, question.split("-")[0]))
    return gap_support(scores) if measure == "gap" else scores


def name_of(figure: GroupFigure) -> str:
    """Whose figure it is, for a sentence."""
    who = figure.group if figure.scope == ORGANISATION else f"{figure.scope} {figure.group}"
    return f"{who} ({figure.role}s, {figure.question})"


def of_group(chart: Chart, one: GroupFigure, scores: Support) -> PublishedSet:
    """The people of a group's figure, and what the sum and the sum of squares of their `scores` can be."""
    n, mean = one.n or 0, one.mean or 0.0
    limits = Range(scores[0], scores[-1])
    squares = squares_range(n, mean, one.interval, limits)
    return PublishedSet(name_of(one), chart.people_of(one), n, sum_range(n, mean, limits), squares)


def _of_whole(chart: Chart, one: Figure) -> PublishedSet:
    everyone = chart.groups[ORGANISATION, ORGANISATION]
    n, mean = one.n or 0, one.mean or 0.0
    total = sum_range(n, mean, Range(0, 100))
    return PublishedSet(f"{ORGANISATION} ({one.role}s, {one.question})", everyone, n, total)
