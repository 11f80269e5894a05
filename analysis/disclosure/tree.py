"""The groups of an organisation as a tree: organisation > region > leader > team."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.tables import SEGMENTS, Texts

Counts: TypeAlias = NDArray[np.int64]
Path: TypeAlias = tuple[str, ...]

ORGANISATION = "organisation"


@dataclass(frozen=True)
class Group:
    """A group: its scope, its label, and the place of its parent in the tree (-1 for the organisation)."""

    scope: str
    label: str
    parent: int


@dataclass(frozen=True)
class GroupTree:
    """The groups of one role, parents before children and siblings by label.

    places: (n,) the deepest group of each response. has_direct: (groups,) whether people were asked who belong to no
    child. teams: (groups,) in how many teams its people are; 0 everywhere where that is not known. tangled: scopes left
    out because a group of theirs lies in several groups above.
    """

    groups: tuple[Group, ...]
    children: tuple[tuple[int, ...], ...]
    places: NDArray[np.intp]
    has_direct: NDArray[np.bool_]
    teams: Counts
    tangled: tuple[str, ...]

    def summed(self, direct: Counts) -> Counts:
        """Counts of whole groups from counts of the people directly in them; (groups, ...) in and out."""
        totals = direct.copy()
        for place in range(len(self.groups) - 1, 0, -1):
            totals[self.groups[place].parent] += totals[place]
        return totals


def group_tree(
    asked: Sequence[Texts], answered: Sequence[Texts], scopes: Sequence[str], *, count_teams: bool
) -> GroupTree:
    """Grow the tree of `scopes` from the labels of everyone asked and of the responses.

    asked, answered: for each of SEGMENTS an array of labels, (asked,) and (n,). A person without a label at one scope
    belongs directly to the group above it. Scopes that do not nest in those above are left out and named in `tangled`.
    """
    rows = [*zip(*(labels.tolist() for labels in asked), strict=True)]
    n_asked = len(rows)
    rows += zip(*(labels.tolist() for labels in answered), strict=True)
    kept, tangled = _nesting(set(rows), scopes)
    paths = [_path(row, kept) for row in rows]
    index = _index(paths)
    places = np.array([index[path] for path in paths], dtype=np.intp)
    groups = tuple(_group(path, kept, index) for path in index)
    children = _children(groups)
    direct_teams = _teams(rows, places, len(groups)) if count_teams else np.zeros(len(groups), dtype=np.int64)
    has_direct = np.zeros(len(groups), dtype=np.bool_)
    has_direct[places] = True
    tree = GroupTree(groups, children, places[n_asked:], has_direct, direct_teams, tangled)
    return GroupTree(groups, children, places[n_asked:], has_direct, tree.summed(direct_teams), tangled)


def _nesting(rows: set[Path], scopes: Sequence[str]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    kept: list[int] = []
    tangled: list[str] = []
    for scope in scopes:
        column = SEGMENTS.index(scope)
        labels = {row[column] for row in rows if row[column]}
        pairs = {tuple(row[above] for above in [*kept, column]) for row in rows if row[column]}
        if labels and len(pairs) == len(labels):
            kept.append(column)
        elif labels:
            tangled.append(scope)
    return tuple(kept), tuple(tangled)


def _path(row: Path, kept: tuple[int, ...]) -> Path:
    labels = [row[column] for column in kept]
    return tuple(labels[: labels.index("")] if "" in labels else labels)


def _index(paths: Iterable[Path]) -> dict[Path, int]:
    found = {path[:depth] for path in set(paths) for depth in range(len(path) + 1)} | {()}
    return {path: place for place, path in enumerate(sorted(found, key=lambda path: (len(path), path)))}


def _group(path: Path, kept: tuple[int, ...], index: dict[Path, int]) -> Group:
    if not path:
        return Group(ORGANISATION, ORGANISATION, -1)
    return Group(SEGMENTS[kept[len(path) - 1]], path[-1], index[path[:-1]])


def _children(groups: tuple[Group, ...]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in groups]
    for place, group in enumerate(groups[1:], start=1):
        found[group.parent].append(place)
    return tuple(map(tuple, found))


def _teams(rows: Sequence[Path], places: NDArray[np.intp], n_groups: int) -> Counts:
    """How many teams are directly in each group, where those without a team count as one more.

    Zeros where there are no teams, or one lies in two groups.
    """
    pairs = {(row[-1], int(place)) for row, place in zip(rows, places, strict=True)}
    teams = [team for team, _ in pairs if team]
    if not teams or len(teams) != len(set(teams)):
        return np.zeros(n_groups, dtype=np.int64)
    return np.bincount([place for _, place in pairs], minlength=n_groups).astype(np.int64)
