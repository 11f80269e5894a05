"""What a wave's reports publish of each score, as sets of people with what their sum can be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from analysis.disclosure.attacker import Atoms, PublishedSet, distinct, subtracted
from analysis.disclosure.bounds import Range, squares_range, sum_range
from analysis.disclosure.chart import Chart, asked_chart
from analysis.disclosure.few import Support, gap_support
from analysis.disclosure.releases import group_figures, whole_figures
from analysis.disclosure.tree import ORGANISATION
from analysis.instruments import scale_of
from analysis.results import Figure, GroupFigure
from analysis.scores.scales import support_of
from analysis.tables import ROLES, Instrument, Release

ScoreKey: TypeAlias = tuple[str, str]
"""A question, or the two of a gap, and "mean" or "gap"."""


@dataclass(frozen=True)
class RoleSets:
    """One role of one wave: its chart, what is shown of each score, and the groups that every score hides.

    figures: how many scores are shown. shown: each set of people once, the smallest first. parts: what is left of each
    set without those within it. supports: every score that one answer can have.
    """

    role: str
    chart: Chart
    figures: int
    shown: Mapping[ScoreKey, Sequence[PublishedSet]]
    parts: Mapping[ScoreKey, Sequence[PublishedSet]]
    hidden: Mapping[ScoreKey, Mapping[str, Atoms]]
    supports: Mapping[ScoreKey, Support]


@dataclass(frozen=True)
class WaveSets:
    """What the reports of one wave say together, by role. `release`: one of them, for all that they share."""

    release: Release
    roles: tuple[RoleSets, ...]


def wave_sets(reports: Sequence[Release]) -> WaveSets:
    """All that the reports of one wave say, at least one report.

    Of what another report of the wave shows, nothing counts as hidden.
    """
    groups = [one for report in reports for one in group_figures(report.snapshot)]
    wholes = [one for report in reports for one in whole_figures(report.snapshot)]
    return WaveSets(reports[0], tuple(_role_sets(reports[0], role, groups, wholes) for role in ROLES))


def _role_sets(release: Release, role: str, groups: Iterable[GroupFigure], wholes: Iterable[Figure]) -> RoleSets:
    chart = asked_chart(release.asked, role)
    of_role = [((one.question, one.measure), one) for one in groups if one.role == role]
    of_everyone = [((one.question, "mean"), one) for one in wholes if one.role == role]
    supports = {key: support(release.instrument, role, key) for key in dict([*of_role, *of_everyone])}
    shown: dict[ScoreKey, list[PublishedSet]] = {}
    hidden: dict[ScoreKey, dict[str, Atoms]] = {}
    for key, one in of_role:
        if one.mean is not None:
            shown.setdefault(key, []).append(of_group(chart, one, supports[key]))
        elif one.scope != ORGANISATION:
            hidden.setdefault(key, {})[name_of(one)] = chart.people_of(one)
    for key, figure in of_everyone:
        shown.setdefault(key, []).append(_of_whole(chart, figure))
    sets = {key: distinct(published) for key, published in shown.items()}
    parts = {key: subtracted(published) for key, published in sets.items()}
    still = {key: _without(groups, shown.get(key, ())) for key, groups in hidden.items()}
    return RoleSets(role, chart, sum(map(len, shown.values())), sets, parts, still, supports)


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
