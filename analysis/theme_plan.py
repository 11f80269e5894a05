"""Which figures of nested themes may be shown for one role in one wave, so that no small number can be worked out.

Themes of all levels of the merge tree are nested: what a broader theme has and a shown narrower one has not is a
figure too. Whatever may not stand exactly stands as a range that is at least ten people wide, or not at all.
Source: disconnect.md, section 3 (minimums, differencing, complementary).
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
class Told:
    """Whom a figure counted that an earlier page or report had, and how that told it, if at all."""

    people: People
    how: Exactness


@dataclass(frozen=True)
class Counted:
    """One role in one wave: everyone who wrote, and who wrote in each leaf.

    without_moved: the same without comments that somebody moved there one by one, so that moving does not fill a theme
    up to where it is shown. before: people of themes as they were before
    a merge or split, of which an earlier page may have shown the figure. told: all figures that earlier ones had.
    """

    everyone: People
    leaves: Mapping[int, People]
    without_moved: Mapping[int, People]
    before: tuple[People, ...] = ()
    told: tuple[Told, ...] = ()

    def people(self, theme: Leaves) -> People:
        """Who wrote about a theme."""
        return _joined(self.leaves, theme)

    def found(self, theme: Leaves) -> People:
        """Who wrote about a theme without any comment that was moved there."""
        return _joined(self.without_moved, theme)


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
    """The figures of one role in one wave. Themes are planned one after the other: the first have precedence.

    A figure that was told stands until enough people make it another: what a new fit, an edit or the move of one
    comment changes by a few would otherwise be these few. Themes of the very same people have the same figure, so that
    whoever was counted once is told in one way, also once an edit is undone.
    """

    counted: Counted
    minimums: Minimums
    cells: dict[Leaves, Cell] = field(default_factory=dict)
    _told: dict[Leaves, Told | None] = field(default_factory=dict)

    def plan(self, themes: Iterable[Leaves]) -> None:
        """Decide on more themes; what was decided before stays."""
        for theme in themes:
            if theme not in self.cells:
                self.cells[theme] = self._cell(theme)

    def shown(self, theme: Leaves) -> bool:
        """Whether a theme may be named for this role: at least its share's range is known."""
        return theme in self.cells and self.cells[theme].exactness != "hidden"

    def people(self, theme: Leaves) -> People:
        """Whom a figure of a theme counts: those of the figure that was told, where it stands, else who wrote."""
        told = self.told(theme)
        return told.people if told else self.counted.people(theme)

    def is_enough(self, theme: Leaves) -> bool:
        """Whether enough people wrote about a theme, whatever was moved there or away since its figure was told."""
        told = self.told(theme)
        return self._enough(len(told.people if told and told.how != "hidden" else self.counted.found(theme)))

    def told(self, theme: Leaves) -> Told | None:
        """The figure of a theme that an earlier page had and that stands, since fewer people differ than may be known.

        One of the very same people stands before all others, hidden or not; of others, the one that was told first and
        not hidden. So what is told between an edit and its undoing changes no figure that stood before.
        """
        if theme not in self._told:
            people = self.counted.people(theme)
            near = list(self._near(people))
            same = [each for each in near if each.people == people]
            self._told[theme] = next(iter([*same, *(each for each in near if each.how != "hidden")]), None)
        return self._told[theme]

    def _near(self, people: People) -> Iterator[Told]:
        """The earlier figures of mostly the same people, from whom too few differ."""
        for each in self.counted.told:
            same_size = abs(len(people) - len(each.people)) < self.minimums.comments
            if same_size and _alike(people, each.people, MOSTLY) and self._too_near(people, each.people):
                yield each

    def new_figures(self) -> list[Told]:
        """The figures of this plan that no earlier one had."""
        new = {theme: self.counted.people(theme) for theme in self.cells if self.told(theme) is None}
        return [Told(people, self.cells[theme].exactness) for theme, people in new.items() if people]

    def _cell(self, theme: Leaves) -> Cell:
        told = self.told(theme)
        return self._as_told(told) if told else self._of_the_same(theme) or self._new_cell(theme)

    def _new_cell(self, theme: Leaves) -> Cell:
        people, n = self.counted.people(theme), len(self.counted.everyone)
        own = self.counted.found(theme)
        if not (self._enough(n) and self._enough(len(people)) and self._enough(len(own))):
            return Cell("hidden", hidden=few_sentence(self.minimums))
        if n - len(people) < self.minimums.comments:
            return self._range(theme, self._range_of(people))
        if self._gives_nothing_away(theme, people):
            return self._exactly(people)
        if n * RANGE >= 100 * self.minimums.comments:
            return self._range(theme, self._range_of(people))
        return Cell("hidden", hidden=few_sentence(self.minimums))

    def _of_the_same(self, theme: Leaves) -> Cell | None:
        """What stands of another theme of the very same people."""
        people = self.counted.people(theme)
        same = (cell for other, cell in self.cells.items() if people and self.counted.people(other) == people)
        return next(same, None)

    def _as_told(self, told: Told) -> Cell:
        if told.how == "hidden":
            return Cell("hidden", hidden=few_sentence(self.minimums))
        return (
            self._exactly(told.people) if told.how == "exact" else Cell("range", share_text=self._range_of(told.people))
        )

    def _exactly(self, people: People) -> Cell:
        share = math.floor(100 * len(people) / len(self.counted.everyone) + 0.5)
        return Cell("exact", len(people), share, str(share))

    def _range_of(self, people: People) -> str:
        n = len(self.counted.everyone)
        if n - len(people) < self.minimums.comments:
            return range_of_almost_all(n, self.minimums.comments)
        low = RANGE * math.floor(100 * len(people) / (n * RANGE))
        return f"{low} to {low + RANGE}"

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
        nested = all(self._apart(people, self.people(other)) for other in (*within, *around))
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

    def _too_near(self, one: People, other: People) -> bool:
        """Whether two counts are of the same people, or their difference is of fewer than may be known."""
        return one == other or not self._apart(one, other)

    def _rest_is_safe(self, theme: Leaves, within: Sequence[Leaves]) -> bool:
        """Whether those of a theme who are in no shown part of it are nobody, or enough people."""
        if not within:
            return True
        people = self.counted.everyone if theme == WHOLE else self.people(theme)
        rest = people - People().union(*(self.people(each) for each in within))
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


def _alike(one: People, other: People, share: float = ALIKE) -> bool:
    return bool(one) and bool(other) and len(one & other) >= share * min(len(one), len(other))
