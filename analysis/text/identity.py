"""Whether themes of a new fit are those of the one before: matched on the comments that both contain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Ids: TypeAlias = NDArray[np.int64]
MatchVerdict: TypeAlias = Literal["kept", "new", "split", "merged", "uncertain"]

FOUND_AGAIN: Final = 0.5
"""Jaccard from which a theme is found again whatever the others do (Hennig 2007)."""
SURELY_KEPT: Final = 0.75
"""Jaccard from which a theme is the same although a part left it or came to it."""
UPPER_HALF: Final = 1 / 3
"""Jaccard that is enough for a match in the upper half of all matches."""
SAME_AT_ALL: Final = 0.2
"""Jaccard below which a match gives no identity."""
MOST: Final = 0.5
PART: Final = 0.25
"""Of a theme's comments, the share that makes another theme mostly it, or a part of it."""


@dataclass(frozen=True)
class Match:
    """What a new theme is called on: its lasting id, and where it comes from.

    origins: old themes. kept: of the `had` comments of these that still have a theme, how many are in this one.
    similarity: Jaccard with the old theme of this id, 0 for a new id.
    """

    id: int
    verdict: MatchVerdict
    origins: tuple[int, ...] = ()
    kept: int = 0
    had: int = 0
    similarity: float = 0.0


@dataclass(frozen=True)
class Overlap:
    """Comments that have a theme in both fits: (old, new) counts, the ids of the old, sums and Jaccard."""

    both: NDArray[np.float64]
    old: tuple[int, ...]
    had: NDArray[np.float64] = field(init=False)
    has: NDArray[np.float64] = field(init=False)
    jaccard: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        had, has = self.both.sum(axis=1), self.both.sum(axis=0)
        either = np.maximum(had[:, None] + has[None, :] - self.both, 1)
        for name, value in (("had", had), ("has", has), ("jaccard", self.both / either)):
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, old: Ids, new: Ids, themes: int) -> "Overlap":
        """old: (n,) ids, 0 for none. new: (n,) 0..themes-1, -1 for none."""
        shared = (old > 0) & (new >= 0)
        ids, rows = np.unique(old[shared], return_inverse=True)
        both = np.zeros((len(ids), themes))
        np.add.at(both, (rows, new[shared]), 1)
        return cls(both, tuple(ids.tolist()))


def match_themes(
    old: Ids, new: Ids, themes: int, *, fixed: Mapping[int, int] | None = None, last_id: int = 0
) -> list[Match]:
    """A lasting id for each of the themes 0..themes-1 of a new fit, and how it came about.

    old: (n,) the id each comment had, 0 for none. new: (n,) its theme now, -1 for none. fixed: new themes whose id is
    known, since a person confirmed comments of theirs. last_id: the highest id ever given; new ids go on from there.

    One to one by Hungarian assignment (Kuhn 1955) on Jaccard's coefficient. A theme of several old ones was merged, and
    several of one old theme were split off it; else a match is kept where Jaccard is .5, or .33 and in the upper half
    of all matches, and the rest is uncertain.
    """
    fixed = fixed or {}
    overlap = Overlap.of(old, new, themes)
    pairs = _pairs(overlap, themes, fixed)
    middle = float(np.median([overlap.jaccard[pair] for pair in pairs.values()])) if pairs else 0.0
    found: list[Match] = []
    last_id = max([last_id, *overlap.old, *fixed.values()])
    for theme in range(themes):
        match = _fixed(overlap, theme, fixed[theme]) if theme in fixed else _judge(overlap, theme, pairs, middle)
        if not match.id:
            last_id += 1
            match = Match(last_id, match.verdict, match.origins, match.kept, match.had)
        found.append(match)
    return found


def found_again(old: Ids, new: Ids) -> float:
    """How well the old themes are found again: the mean Jaccard of the matches, by comments of the old; 0 to 1."""
    overlap = Overlap.of(old, new, int(new.max(initial=-1)) + 1)
    rows, columns = linear_sum_assignment(-overlap.jaccard)
    return float((overlap.had[rows] * overlap.jaccard[rows, columns]).sum() / max(overlap.had.sum(), 1))


def _pairs(overlap: Overlap, themes: int, fixed: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """New theme to (old, new) place in the overlap; only themes whose identity is open."""
    rows = [row for row, one in enumerate(overlap.old) if one not in fixed.values()]
    columns = [theme for theme in range(themes) if theme not in fixed]
    if not rows or not columns:
        return {}
    cost = -overlap.jaccard[np.ix_(rows, columns)]
    found = zip(*linear_sum_assignment(cost), strict=True)
    pairs = {columns[column]: (rows[row], columns[column]) for row, column in found}
    return {theme: pair for theme, pair in pairs.items() if overlap.jaccard[pair] > 0}


def _fixed(overlap: Overlap, theme: int, known: int) -> Match:
    """A theme that a person confirmed. One without a past was split off by them."""
    if known in overlap.old:
        row = overlap.old.index(known)
        return _match(overlap, theme, known, "kept", [row])
    parents = [row for row in range(len(overlap.old)) if overlap.both[row, theme] >= MOST * overlap.has[theme] > 0]
    return _match(overlap, theme, known, "split" if parents else "new", parents)


def _judge(overlap: Overlap, theme: int, pairs: Mapping[int, tuple[int, int]], middle: float) -> Match:
    pair = pairs.get(theme)
    similarity = float(overlap.jaccard[pair]) if pair else 0.0
    known = overlap.old[pair[0]] if pair and similarity >= SAME_AT_ALL else 0
    if similarity < SURELY_KEPT:
        if len(merged := _merged_from(overlap, theme)) > 1:
            return _match(overlap, theme, known, "merged", merged)
        if (parent := _split_from(overlap, theme)) is not None:
            return _match(overlap, theme, known, "split", [parent])
    if pair and (similarity >= FOUND_AGAIN or (similarity >= UPPER_HALF and similarity >= middle)):
        return _match(overlap, theme, known, "kept", [pair[0]])
    if not known and not (overlap.both[:, theme] >= PART * overlap.has[theme]).any(where=overlap.has[theme] > 0):
        return Match(0, "new")
    return _match(overlap, theme, known, "uncertain", [pair[0]] if pair else [])


def _merged_from(overlap: Overlap, theme: int) -> list[int]:
    """Old themes that went mostly into this one, each a good part of it."""
    column = overlap.both[:, theme]
    return np.flatnonzero(
        (column >= MOST * overlap.had) & (column >= PART * overlap.has[theme]) & (column > 0)
    ).tolist()


def _split_from(overlap: Overlap, theme: int) -> int | None:
    """The old theme that this one is mostly made of, where that went into several such themes."""
    mostly = overlap.both >= np.maximum(MOST * overlap.has, 1)[None, :]
    parts = mostly & (overlap.both >= PART * overlap.had[:, None])
    parents = [row for row in np.flatnonzero(parts[:, theme]) if parts[row].sum() > 1]
    return int(parents[0]) if parents else None


def _match(overlap: Overlap, theme: int, known: int, verdict: MatchVerdict, rows: list[int]) -> Match:
    origins = tuple(overlap.old[row] for row in rows)
    similarity = float(overlap.jaccard[overlap.old.index(known), theme]) if known in overlap.old else 0.0
    return Match(
        known, verdict, origins, int(overlap.both[rows, theme].sum()), int(overlap.had[rows].sum()), similarity
    )
