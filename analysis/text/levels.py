"""The levels a reader can choose from, few broad themes to many fine ones, and every theme that stands on one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.merge_tree import MergeTree

STEP: Final = 1.5
"""Each level has about half as many themes again as the one before it."""
BROADER: Final = 4
FINER: Final = 3
"""How many levels there are at most on either side of the suggested one."""
FEWEST: Final = 2
COMMENTS_A_THEME: Final = 20
"""Comments a theme needs on average for a level to be worth showing."""


@dataclass(frozen=True)
class NestedTheme:
    """A theme that stands on one or more levels.

    leaves: the parts of the merge tree it holds. ranks: by level, its place there, 0 for the largest. parent: the place
    in the list of the theme it is part of on the next broader level, -1 for none.
    """

    leaves: frozenset[int]
    ranks: dict[int, int]
    parent: int = -1

    def nearest_level(self, to: int) -> int:
        """The level it stands on that is nearest to another one."""
        return min(self.ranks, key=lambda number: (abs(number - to), number))


def chosen_levels(available: Sequence[int], suggested: int, comments: int) -> tuple[int, ...]:
    """The numbers of themes to offer, ascending, among those `available`: the suggested one, and some to each side.

    comments: how many have a clear theme.
    """
    finest = max(suggested, comments // COMMENTS_A_THEME)
    broader = [round(suggested / STEP**step) for step in range(1, BROADER + 1)]
    finer = [round(suggested * STEP**step) for step in range(1, FINER + 1)]
    wanted = [number for number in broader if number >= FEWEST] + [number for number in finer if number <= finest]
    return tuple(sorted({suggested, *(set(wanted) & set(available))}))


def nested_themes(tree: MergeTree, numbers: Iterable[int]) -> list[NestedTheme]:
    """Every theme of the levels `numbers` that has a clear comment, each once, the largest first."""
    found: dict[frozenset[int], NestedTheme] = {}
    for number in sorted(numbers):
        for rank, leaves in enumerate(themes_of_leaves(tree.groups(number))):
            known = found.get(leaves, NestedTheme(leaves, {}))
            found[leaves] = replace(known, ranks=known.ranks | {number: rank})
    sizes = {leaves: int(tree.sizes[sorted(leaves)].sum()) for leaves in found}
    kept = [leaves for leaves in found if sizes[leaves]]
    ordered = sorted(kept, key=lambda leaves: (-sizes[leaves], -len(leaves), min(leaves)))
    return [replace(found[leaves], parent=_parent(leaves, ordered)) for leaves in ordered]


def themes_of_leaves(groups: NDArray[np.int64]) -> list[frozenset[int]]:
    """The leaves of each theme of a level, from the theme of each leaf, (leaves,)."""
    return [frozenset(np.flatnonzero(groups == theme).tolist()) for theme in range(int(groups.max(initial=-1)) + 1)]


def _parent(leaves: frozenset[int], ordered: Sequence[frozenset[int]]) -> int:
    """The smallest theme that holds all of these leaves and more."""
    holders = [place for place, other in enumerate(ordered) if leaves < other]
    return min(holders, key=lambda place: len(ordered[place]), default=-1)
