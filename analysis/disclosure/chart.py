"""An organisation chart as the attacker knows it: which parts of the organisation each published group has."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from analysis.disclosure.attacker import Atoms
from analysis.disclosure.explain import no_label
from analysis.disclosure.tree import ORGANISATION, Path
from analysis.results import GroupFigure
from analysis.tables import SEGMENTS, Asked

Key = TypeVar("Key")


@dataclass(frozen=True)
class Chart:
    """One role's parts (atoms): everyone of one atom has the same region, leader and team.

    groups: a scope and label to its atoms. beside: a scope and the labels above it to the atoms without a label there.
    teams: the groups of which nobody may single out one; empty where they are not known.
    """

    paths: tuple[Path, ...]
    groups: Mapping[tuple[str, str], Atoms]
    beside: Mapping[tuple[str, Path], Atoms]
    teams: Mapping[str, Atoms]

    def people_of(self, figure: GroupFigure) -> Atoms:
        """The atoms of a published row, with those beside its members where it says so."""
        if not figure.merged:
            return self.groups[figure.scope, figure.group]
        labels = [label for label in figure.members if label != no_label(figure.scope)]
        members = frozenset[int]().union(*(self.groups[figure.scope, label] for label in labels))
        if len(labels) == len(figure.members):
            return members
        column = SEGMENTS.index(figure.scope)
        above = {self.paths[atom][:column] for atom in members}
        return members.union(*(self.beside.get((figure.scope, path), frozenset()) for path in above))


def asked_chart(asked: Asked, role: str) -> Chart:
    """The chart of one role, from everyone who was asked: what colleagues know of each other."""
    return _chart(set(paths_of(asked, role)), role)


def paths_of(asked: Asked, role: str) -> list[Path]:
    """Region, leader and team of each person asked of one role, in order."""
    return [*zip(*(asked.segments[scope][asked.roles == role].tolist() for scope in SEGMENTS), strict=True)]


def _chart(found: set[Path], role: str) -> Chart:
    paths = tuple(sorted(found))
    groups = {(ORGANISATION, ORGANISATION): set(range(len(paths)))}
    beside: dict[tuple[str, Path], set[int]] = {}
    for atom, path in enumerate(paths):
        for column, scope in enumerate(SEGMENTS):
            groups.setdefault((scope, path[column]), set()).add(atom)
            if not path[column]:
                beside.setdefault((scope, path[:column]), set()).add(atom)
    return Chart(paths, _frozen(groups), _frozen(beside), _teams(paths) if role == "rep" else {})


def _frozen(sets: Mapping[Key, set[int]]) -> dict[Key, Atoms]:
    return {key: frozenset(atoms) for key, atoms in sets.items()}


def _teams(paths: tuple[Path, ...]) -> dict[str, Atoms]:
    labels = [path[-1] for path in paths if path[-1]]
    if len(labels) != len(set(labels)) or len(paths) < 2:
        return {}
    return {path[-1]: frozenset({atom}) for atom, path in enumerate(paths) if path[-1]}
