"""Fewer, broader themes or more, finer ones: nested levels of the same themes."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ids: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class MergeTree:
    """How the finest themes merge, two at a time.

    finest: (n,) the leaf of each comment, -1 for none. sizes: (leaves,) the clear comments of each. merges: (steps, 2)
    two leaves: the themes that hold them become one. Languages never merge, so that there may be fewer steps than
    leaves - 1.
    """

    finest: Ids
    sizes: Ids
    merges: Ids

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of themes that can be had, ascending."""
        leaves = len(self.sizes)
        return tuple(range(leaves - len(self.merges), leaves + 1)) if leaves else ()

    def groups(self, number: int) -> Ids:
        """The theme of each leaf, (leaves,), where there are `number` themes: 0 for the largest.

        A number that cannot be had gives the nearest one that can.
        """
        group = np.arange(len(self.sizes))
        for one, other in self.merges[: max(len(group) - number, 0)]:
            group[group == group[other]] = group[one]
        _, first, group = np.unique(group, return_index=True, return_inverse=True)
        order = np.lexsort((first, -np.bincount(group, self.sizes, len(first))))
        return np.asarray(np.argsort(order)[group], dtype=np.int64)

    def labels(self, number: int) -> Ids:
        """The theme of each comment, (n,), where there are `number` themes; -1 for none."""
        return np.append(self.groups(number), -1)[self.finest]
