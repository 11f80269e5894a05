"""Which figures of nested themes may be shown for one role in one wave, so that no small number can be worked out.

Themes of all levels of the merge tree are nested: what a broader theme has and a shown narrower one has not is a
figure too. Whatever may not stand exactly stands as a range that is at least ten people wide, or not at all.
Source: disconnect.md, section 3 (minimums, differencing, complementary).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from analysis.disclosure.rules import comments_allowed
from analysis.tables import Minimums

Leaves: TypeAlias = frozenset[int]
"""A theme as the finest parts it consists of."""
People: TypeAlias = frozenset[int]
Exactness: TypeAlias = Literal["exact", "range", "hidden"]

WHOLE: Final = Leaves()
"""Stands for everyone who wrote, whatever about."""
RANGE: Final = 10
"""Percentage points a range spans."""
STEP: Final = 5
MOST_TOLD: Final = 90
"""The percentage that "or more" follows at most: nobody reads "100 or more"."""
ALIKE: Final = 0.8
"""A share of an earlier theme's people from which a theme is that theme with a few more or less."""
MOSTLY: Final = 0.5
"""A share of its parts' people, and of its own, from which a theme was made of parts: a new fit moves some."""


@dataclass(frozen=True)
class Counted:
    """One role in one wave: everyone who wrote, and who wrote in each leaf.

    without_moved: the same without comments that somebody moved there one by one, so that moving does not fill a theme
    up to where it is shown. before: people of themes as they were before
    a merge or split, of which an earlier page may have shown the figure.
    """

    everyone: People
    leaves: Mapping[int, People]
    without_moved: Mapping[int, People]
    before: tuple[People, ...] = ()

    def people(self, theme: Leaves) -> People:
        """Who wrote about a theme."""
        return _joined(self.leaves, theme)


@dataclass(frozen=True)
class Cell:
    """What may stand of one theme: the count and share, a range of the share, or the reason why nothing does."""

    exactness: Exactness
    count: int | None = None
    share: int | None = None
    share_text: str = ""
    hidden: str = ""

    @property
    def order(self) -> tuple[int, int]:
        """Sorts the largest first by what is shown alone: among exact figures, a range stands at its lower end."""
        return -int(self.share_text.split()[0] if self.share_text else 0), -(self.count or 0)


@dataclass
class ThemePlan:
    """The figures of one role in one wave. Themes are planned one after the other: the first have precedence."""

    counted: Counted
    minimums: Minimums
    cells: dict[Leaves, Cell] = field(default_factory=dict)

    def plan(self, themes: Iterable[Leaves]) -> None:
        """Decide on more themes; what was decided before stays."""
        for theme in themes:
            if theme not in self.cells:
                self.cells[theme] = self._cell(theme)

    def shown(self, theme: Leaves) -> bool:
        """Whether a theme may be named for this role: at least its share's range is known."""
        return theme in self.cells and self.cells[theme].exactness != "hidden"

    def _cell(self, theme: Leaves) -> Cell:
        people, n = self.counted.people(theme), len(self.counted.everyone)
        own = _joined(self.counted.without_moved, theme)
        if not (self._enough(n) and self._enough(len(people)) and self._enough(len(own))):
            return Cell("hidden", hidden=few_sentence(self.minimums))
        if n - len(people) < self.minimums.comments:
            return self._range(theme, range_of_almost_all(n, self.minimums.comments))
        if self._gives_nothing_away(theme, people):
            share = math.floor(100 * len(people) / n + 0.5)
            return Cell("exact", len(people), share, str(share))
        if n * RANGE >= 100 * self.minimums.comments:
            low = RANGE * math.floor(100 * len(people) / (n * RANGE))
            return self._range(theme, f"{low} to {low + RANGE}")
        return Cell("hidden", hidden=few_sentence(self.minimums))

    def _range(self, theme: Leaves, text: str) -> Cell:
        """A range, where it is the only one between two exact figures: the ends of two may add up to a number.

        Outside all exact figures it also needs enough people in none of them, or it would say where the few are.
        """
        region = self._region(theme)
        if region in self._ranged() or not (region or self._rest_is_safe(WHOLE, self._exact())):
            return Cell("hidden", hidden=few_sentence(self.minimums))
        return Cell("range", share_text=text)

    def _exact(self) -> list[Leaves]:
        return [other for other, cell in self.cells.items() if cell.exactness == "exact"]

    def _ranged(self) -> set[Leaves]:
        """The regions in which there is a range."""
        return {self._region(other) for other, cell in self.cells.items() if cell.exactness == "range"}

    def _region(self, theme: Leaves) -> Leaves:
        """The smallest theme with an exact figure around a theme; WHOLE where there is none."""
        return min((other for other in self._exact() if other > theme), key=len, default=WHOLE)

    def _enough(self, count: int) -> bool:
        return comments_allowed(count, self.minimums)

    def _gives_nothing_away(self, theme: Leaves, people: People) -> bool:
        exact = self._exact()
        within = [other for other in exact if other < theme]
        around = [other for other in exact if other > theme]
        nested = all(self._apart(people, self.counted.people(other)) for other in (*within, *around))
        return (
            nested
            and self._rest_is_safe(theme, within)
            and all(self._rest_is_safe(other, [*(each for each in exact if each < other), theme]) for other in around)
            and (WHOLE not in self._ranged() or self._rest_is_safe(WHOLE, [*exact, theme]))
            and all(self._apart(people, before) for before in self.counted.before if _alike(people, before))
            and all(self._enough(len(part)) for part in _made_of(people, self.counted.before))
        )

    def _apart(self, one: People, other: People) -> bool:
        """Whether the difference of two counts is nothing, or enough people."""
        return one == other or self._enough(max(len(one - other), len(other - one)))

    def _rest_is_safe(self, theme: Leaves, within: Sequence[Leaves]) -> bool:
        """Whether those of a theme who are in no shown part of it are nobody, or enough people."""
        if not within:
            return True
        people = self.counted.everyone if theme == WHOLE else self.counted.people(theme)
        rest = people - self.counted.people(Leaves().union(*within))
        return not rest or self._enough(len(rest))


def few_sentence(minimums: Minimums) -> str:
    """Why a theme's figure is hidden: one sentence for all reasons, since the reason itself could say how many."""
    return f"Hidden to protect people: fewer than {minimums.comments}, or it would reveal fewer."


def smaller_together(people: int, themes: int, minimums: Minimums) -> int | None:
    """At least how many people are in themes that are not shown, in steps of five; None where these are few.

    A lower bound: two themes of fewer than ten with 18 people together would be nine each.
    """
    return STEP * (people // STEP) if themes > 1 and comments_allowed(people, minimums) else None


def _joined(leaves: Mapping[int, People], theme: Leaves) -> People:
    return People().union(*(leaves.get(leaf, People()) for leaf in theme))


def range_of_almost_all(n: int, minimum: int) -> str:
    """A share in words, "75 or more", that all counts from n - minimum + 1 to n reach: who is left is not told."""
    least = STEP * math.floor(100 * max(n - minimum + 1, minimum) / (n * STEP))
    return f"{min(least, MOST_TOLD)} or more"


def _made_of(people: People, before: Iterable[People]) -> list[People]:
    """The parts that a theme was merged from: of small ones, merges that are undone in turn would tell each.

    None for a broader theme that holds a merged one beside others.
    """
    parts = [part for part in before if part and len(part & people) >= MOSTLY * len(part)]
    return parts if len(People().union(*parts) & people) >= MOSTLY * len(people) else []


def _alike(one: People, other: People) -> bool:
    return bool(one) and bool(other) and len(one & other) >= ALIKE * min(len(one), len(other))
