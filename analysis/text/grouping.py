"""Columns that comments are grouped by, and how many comments each group has."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.text.shares import Share


@dataclass(frozen=True)
class Grouping:
    """A column that comments are grouped by: the group of each comment, "" for none, and the groups in their order."""

    values: Sequence[str] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grouped:
    """A grouping over the comments that say something.

    numbers: (rows,) the place of each comment's group in `names`, -1 for none. sizes: (groups,) comments of each.
    base: all comments that say something, of a group or of none.
    """

    names: tuple[str, ...]
    numbers: NDArray[np.int64]
    sizes: NDArray[np.int64]
    base: int

    @classmethod
    def of(cls, grouping: Grouping, base: NDArray[np.bool_]) -> "Grouped":
        """Count a grouping's groups; `base` (rows,) says which comments count."""
        place = {name: number for number, name in enumerate(grouping.names)}
        numbers = np.full(len(base), -1)
        if grouping.names:
            numbers[:] = [place.get(value, -1) for value in grouping.values]
        numbers[~base] = -1
        sizes = np.bincount(numbers[numbers >= 0], minlength=len(grouping.names))
        return cls(grouping.names, numbers, sizes, int(base.sum()))

    def counts_by(self, leaves: NDArray[np.int64], number: int) -> NDArray[np.int64]:
        """How many comments a group has in each of `number` leaves, (leaves, groups); leaves: (rows,), -1 for none."""
        both = (leaves >= 0) & (self.numbers >= 0)
        groups = len(self.names)
        cells = leaves[both] * groups + self.numbers[both]
        return np.bincount(cells, minlength=number * groups).reshape(number, groups).astype(np.int64)

    def groups(self) -> tuple[Share, ...]:
        """Each group's own share of the comments that name a group."""
        total = int(self.sizes.sum())
        return tuple(Share(name, total, int(size)) for name, size in zip(self.names, self.sizes, strict=True))
