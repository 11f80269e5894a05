"""Which themes some groups write about more than others, and which words set them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE, q_values
from analysis.text.contrast import share_p
from analysis.text.duplicates import hash_of
from analysis.text.grouping import Grouped
from analysis.text.levels import NestedTheme
from analysis.text.shares import MINIMUM, Share
from analysis.text.word_contrast import WordContrasts, contrast_words

ALL_OTHERS: Final = "all others"
PAIRS_UP_TO: Final = 3
"""Groups that are compared two by two; of more, the three largest are each compared with all others."""
WORDS: Final = 10
READ_AT_MOST: Final = 1_000
"""Comments of a group whose words are compared; of more, these are drawn in a way that needs no order of the rows."""


@dataclass(frozen=True)
class Difference:
    """Which group writes most about a theme and which least, of those that are shown.

    q: the permutation p of equal shares, corrected over the themes of a level (Benjamini & Hochberg 1995). clear: it
    holds false discoveries to a tenth.
    """

    more: str
    less: str
    q: float

    @property
    def clear(self) -> bool:
        """Whether the groups differ by more than chance."""
        return self.q <= FALSE_DISCOVERY_RATE


def group_differences(
    nested: Sequence[NestedTheme],
    shares: Sequence[Sequence[Share]],
    counts: NDArray[np.int64],
    level: int,
) -> list[Difference | None]:
    """The difference between the groups of each theme, corrected on the level nearest to `level`.

    counts: (themes, groups). None where fewer than two groups are shown.
    """
    p_values = [_p(theme, row) for theme, row in zip(shares, counts, strict=True)]
    qs: dict[tuple[int, int], float] = {}
    for number in {number for theme in nested for number in theme.ranks}:
        tested = [place for place, theme in enumerate(nested) if number in theme.ranks and p_values[place] is not None]
        found = q_values([p_values[place] or 0.0 for place in tested])
        qs |= {(place, number): q for place, q in zip(tested, found, strict=True)}
    return [
        _difference(shares[place], qs[place, theme.nearest_level(level)]) if p_values[place] is not None else None
        for place, theme in enumerate(nested)
    ]


def word_contrasts(comments: Sequence[str], groups: Grouped, languages: Sequence[str]) -> list[WordContrasts]:
    """The words that set groups apart: of up to three groups each pair, of more the three largest against all others.

    comments: (rows,) masked. groups: of the same rows. languages: (rows,) ISO codes.
    """
    large = [place for place in np.argsort(-groups.sizes, kind="stable").tolist() if groups.sizes[place] >= MINIMUM]
    pairs: list[tuple[int, int | None]] = (
        [(one, other) for one, other in combinations(sorted(large), 2)]
        if len(large) <= PAIRS_UP_TO
        else [(one, None) for one in large[:PAIRS_UP_TO]]
    )
    found = [_words(comments, groups, languages, one, other) for one, other in pairs]
    return [each for each in found if each.words]


def _p(shares: Sequence[Share], counts: NDArray[np.int64]) -> float | None:
    shown = [place for place, share in enumerate(shares) if not share.hidden]
    if len(shown) < 2:
        return None
    sizes = np.array([shares[place].of for place in shown], dtype=np.int64)
    return share_p(counts[shown], sizes)


def _difference(shares: Sequence[Share], q: float) -> Difference:
    ranked = sorted((share for share in shares if not share.hidden), key=lambda share: -(share.share or 0.0))
    return Difference(ranked[0].group, ranked[-1].group, q)


def _words(
    comments: Sequence[str], groups: Grouped, languages: Sequence[str], one: int, other: int | None
) -> WordContrasts:
    """The words of one group beside those of another, or of all others."""
    inside = groups.numbers == one
    outside = (groups.numbers >= 0) & ~inside if other is None else groups.numbers == other
    names = groups.names[one], ALL_OTHERS if other is None else groups.names[other]
    drawn = [_drawn(comments, np.flatnonzero(side)) for side in (inside, outside)]
    rows = [row for side in drawn for row in side]
    sides = [name for name, side in zip(names, drawn, strict=True) for _ in side]
    spoken = [languages[row] for row in rows]
    return contrast_words([comments[row] for row in rows], sides, *names, WORDS, languages=spoken)


def _drawn(comments: Sequence[str], rows: NDArray[np.int64]) -> list[int]:
    if len(rows) <= READ_AT_MOST:
        return [int(row) for row in rows]
    return sorted(rows.tolist(), key=lambda row: hash_of(comments[row]))[:READ_AT_MOST]
