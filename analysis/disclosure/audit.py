"""The audit: everything that a survey's reports publish, given to the attacker together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from analysis.disclosure.attacker import Leak, derive_leaks
from analysis.disclosure.plain_leaks import plain_leaks
from analysis.disclosure.published_sets import WaveSets, wave_sets
from analysis.disclosure.two_waves import between
from analysis.tables import Release


@dataclass(frozen=True)
class Audit:
    """What was tried, and what an attacker would learn.

    figures: published scores read; sums: sets of people whose sum follows from them, each of which was judged.
    """

    waves: int
    reports: int
    figures: int
    sums: int
    leaks: tuple[Leak, ...]


def audit_releases(releases: Sequence[Release]) -> Audit:
    """Try to work out hidden figures and single answers from all reports of one survey together.

    Within a wave all of its reports are taken together, and each wave beside the one before it.
    """
    reports = sorted(releases, key=_order)
    waves = [list(group) for _, group in groupby(reports, key=_order)]
    sets = [wave_sets(wave) for wave in waves]
    alone = [leak for wave in sets for leak in _wave_leaks(wave)]
    plain = [leak for release in reports for leak in plain_leaks(release)]
    beside = [told.leak for wave, later in pairwise(sets) for told in between(later, wave)]
    roles = [one for wave in sets for one in wave.roles]
    return Audit(
        waves=len(waves),
        reports=len(releases),
        figures=sum(one.figures for one in roles),
        sums=sum(len(parts) for one in roles for parts in one.parts.values()),
        leaks=tuple(dict.fromkeys([*alone, *plain, *beside])),
    )


def _order(release: Release) -> int:
    return release.order


def _wave_leaks(wave: WaveSets) -> Iterator[Leak]:
    for one in wave.roles:
        teams = {f"team {team} ({one.role}s)": atoms for team, atoms in one.chart.teams.items()}
        for key, parts in one.parts.items():
            hidden = {**one.hidden.get(key, {}), **teams}
            yield from derive_leaks(parts, hidden, one.supports[key], wave.release.minimums)
