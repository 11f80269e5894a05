"""The audit: everything that a survey's reports publish, given to the attacker together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from analysis.disclosure.attacker import Leak, derive_leaks, distinct, subtracted
from analysis.disclosure.plain_leaks import plain_leaks
from analysis.disclosure.published_sets import RoleSets, role_sets, support
from analysis.disclosure.two_waves import told_of_role
from analysis.tables import ROLES, Release


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
    waves = [list(group) for _, group in groupby(sorted(releases, key=_order), key=_order)]
    sets = [[role_sets(wave, role) for role in ROLES] for wave in waves]
    alone = [leak for wave, roles in zip(waves, sets, strict=True) for leak in _wave_leaks(wave, roles)]
    beside = [
        told.leak
        for (wave, roles), (later, later_roles) in pairwise(zip(waves, sets, strict=True))
        for one, other in zip(later_roles, roles, strict=True)
        for told in told_of_role(one, other, later[0], wave[0])
    ]
    shown = [published for roles in sets for one in roles for published in one.shown.values()]
    n_sums = sum(len(subtracted(distinct(published))) for published in shown)
    leaks = tuple(dict.fromkeys([*alone, *beside]))
    return Audit(len(waves), len(releases), sum(map(len, shown)), n_sums, leaks)


def _order(release: Release) -> int:
    return release.order


def _wave_leaks(wave: Sequence[Release], roles: Sequence[RoleSets]) -> Iterator[Leak]:
    first = wave[0]
    for one in roles:
        teams = {f"team {team} ({one.role}s)": atoms for team, atoms in one.chart.teams.items()}
        for key, published in one.shown.items():
            hidden = {**one.hidden.get(key, {}), **teams}
            yield from derive_leaks(published, hidden, support(first.instrument, one.role, key), first.minimums)
    for release in wave:
        yield from plain_leaks(release)
