"""Names for themes: the short phrases that set a theme's comments apart from all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.duplicates import hash_of
from analysis.text.phrase_words import Ids
from analysis.text.phrases import Phrases, alike, covers, read_phrases
from analysis.text.typical import Typical

NAME_AT_MOST: Final = 4_000
"""Comments that names are found in."""
TERMS: Final = 8
TURNED_TITLE: Final = 0.5
"""What "not care" is worth as a title: better second, after "poor management"."""
LEAST_COVERAGE: Final = 0.04
"""The share of a theme's comments that a second or third phrase needs."""
LEAST_SECOND: Final = 0.05
"""The share of the first phrase's worth that a second one needs."""
LONGEST_NAME: Final = 3
WORTH_NAMING: Final = 0.35
"""The share of the second phrase's worth that a third one needs."""
AT_HOME: Final = 0.5
"""A second or third phrase is worth at least this share of what it is worth to the theme it fits best."""


@dataclass(frozen=True)
class Name:
    """What a theme is called (2-3 phrases on one line), and up to eight phrases typical of it, with the z of each."""

    label: str
    terms: tuple[str, ...]
    weights: tuple[float, ...] = ()


def name_themes(
    comments: Sequence[str] | Phrases,
    labels: NDArray[np.int64],
    themes: int,
    fewest: int = 2,
    languages: str | Sequence[str] = "en",
) -> list[Name]:
    """A name for each of the themes 0..themes-1, from comments (n,) and the theme of each, -1 for none.

    Phrases rank by log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008) times the root of
    their coverage of the theme. A phrase that holds a typical word comes before the word where a sixth of its comments
    have it, things before what is said of them, and light words ("great", "people") name only where little else does.
    No two first phrases have the same words of content ("staff", "more staff"); where one's are among the other's, the
    name says something else besides, and a theme that nothing tells from another has a number. A phrase stands in at
    least `fewest` comments of its theme, or in all of a smaller one. From more than 4,000 comments, names come from a
    sample that does not depend on their order. To name several levels of one set, give
    `read_phrases(comments, languages)` instead of them.
    """
    labels = np.asarray(labels, dtype=np.int64)
    if not isinstance(comments, Phrases):
        rows = _sample(comments, labels)
        known = languages if isinstance(languages, str) else [languages[row] for row in rows]
        comments, labels = read_phrases([comments[row] for row in rows], known), labels[rows]
    found = Typical(comments, labels, themes, fewest)
    naming = _Naming(found)
    naming.choose()
    chosen = naming.chosen
    terms = [_fill(found, naming.pools[theme], places) for theme, places in enumerate(chosen)]
    written = comments.written({place for places in terms for place in places})
    return [
        _name([written[place] for place in places], found.z[theme, places], len(chosen[theme]), theme)
        for theme, places in enumerate(terms)
    ]


def _sample(comments: Sequence[str], labels: Ids) -> list[int]:
    if len(comments) <= NAME_AT_MOST:
        return list(range(len(comments)))
    return sorted(range(len(comments)), key=lambda row: (hash_of(comments[row]), labels[row]))[:NAME_AT_MOST]


class _Naming:
    """All names while they are chosen, so that a reader can tell any two themes apart."""

    def __init__(self, found: Typical) -> None:
        themes = range(len(found.sizes))
        self.found = found
        self.pools = [found.candidates(theme) for theme in themes]
        self.chosen: list[list[int]] = [[] for _ in themes]
        self.refused: list[set[int]] = [set() for _ in themes]
        best = [found.worth[theme].max(initial=0.0) for theme in themes]
        self.order = sorted(themes, key=lambda theme: (-best[theme], -found.sizes[theme], theme))
        self.at_home = AT_HOME * found.worth.max(axis=0, initial=0.0)
        self.core = cache(found.phrases.core)

    def choose(self) -> None:
        """Two or three phrases for each theme, the title first; the theme that a phrase fits best takes it."""
        for give in (self.give_title, self.give_second, self.give_third):
            for theme in self.order:
                give(theme)
        while pair := next((each for each in combinations(self.order, 2) if self._taken_for_one(*each)), None):
            self._tell_apart(*pair)

    def give_title(self, theme: int) -> None:
        """The phrase that would do alone, unless a reader knows another theme by the same words."""
        taken = [self.core(title) for title in self._titles()]
        worth = self.found.worth[theme] * np.where(self.found.turned, TURNED_TITLE, 1.0)
        pool = [place for place in self.pools[theme] if place not in self.refused[theme]]
        ranked = sorted(pool, key=lambda place: (-worth[place], place))
        free = (place for place in ranked if not any(_same(self.core(place), each) for each in taken))
        self.chosen[theme] = list(islice(free, 1))

    def _taken_for_one(self, one: int, other: int) -> bool:
        """Whether one theme's title is part of the other's ("staff", "friendly staff"), and nothing else differs."""
        if not self.chosen[one] or not self.chosen[other]:
            return False
        for short, long in ((one, other), (other, one)):
            if covers(self._title(short), self._title(long)):
                return not any(self._tells(place, long) for place in self.chosen[short][1:])
        return False

    def _title(self, theme: int) -> frozenset[str]:
        return self.core(self.chosen[theme][0])

    def _tells(self, place: int, theme: int) -> bool:
        """Whether a phrase shares no word with the name of a theme."""
        return not any(alike(self.found.stems[place], self.found.stems[each]) for each in self.chosen[theme])

    def _tell_apart(self, first: int, later: int) -> None:
        """Add what tells the shorter title's theme from the other; where nothing does, the later one is called anew."""
        short, long = (first, later) if covers(self._title(first), self._title(later)) else (later, first)
        telling = (place for place in self._fitting(short) if self._tells(place, long))
        added = list(islice(telling, 1 if len(self.chosen[short]) < LONGEST_NAME else 0))
        self.chosen[short] += added
        if not added:
            self.refused[later].add(self.chosen[later][0])
            self.chosen[later] = []
            self.give_title(later)
            self.give_second(later)

    def give_second(self, theme: int) -> None:
        """What adds most to the title; where that is little, what other names have beside their titles."""
        if not self.chosen[theme]:
            return
        fitting = self._fitting(theme)
        least = LEAST_SECOND * self.found.worth[theme, self.chosen[theme][0]]
        place, added = self._best(theme, fitting)
        if place is None or added < least:
            others = (each for each in fitting if each not in self._titles() and self.found.worth[theme, each] >= least)
            place = next(others, None)
        self.chosen[theme] += [place] if place is not None else []

    def give_third(self, theme: int) -> None:
        """One more, where it says much that the two do not."""
        if len(self.chosen[theme]) == 2:
            place, added = self._best(theme, self._fitting(theme))
            if place is not None and added >= WORTH_NAMING * self.found.worth[theme, self.chosen[theme][1]]:
                self.chosen[theme].append(place)

    def _titles(self) -> set[int]:
        return {places[0] for places in self.chosen if places}

    def _fitting(self, theme: int) -> list[int]:
        """Phrases that enough comments of the theme have, and that share no word with those chosen."""
        found, stems = self.found, [self.found.stems[place] for place in self.chosen[theme]]
        covering = [place for place in self.pools[theme] if found.coverage[theme, place] >= LEAST_COVERAGE]
        return [place for place in covering if not any(alike(found.stems[place], each) for each in stems)]

    def _best(self, theme: int, fitting: Sequence[int]) -> tuple[int | None, float]:
        """The free phrase that adds most, and how much: its worth times the root of the share of its comments for which
        no phrase of the name stands yet.
        """
        taken = {place for places in self.chosen for place in places}
        worth = self.found.worth[theme]
        best, most = None, 0.0
        named = self._named(theme)
        for place in fitting:
            if worth[place] <= most:
                break  # The others add no more than they are worth, which is less.
            if place not in taken and worth[place] >= self.at_home[place]:
                bare = 1 - named[self.found.rows_with(theme, place)].mean()
                added = round(float(worth[place] * np.sqrt(bare)), 9)
                best, most = (place, added) if added > most else (best, most)
        return best, most

    def _named(self, theme: int) -> NDArray[np.bool_]:
        """Which comments have a phrase of the theme's name, (n,)."""
        named = np.zeros(len(self.found.labels), dtype=np.bool_)
        for place in self.chosen[theme]:
            named[self.found.rows_with(theme, place)] = True
        return named


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return covers(one, other) and covers(other, one)


def _fill(found: Typical, pool: Sequence[int], chosen: Sequence[int]) -> list[int]:
    """The name's phrases, and after them what else is typical, up to eight."""
    terms = list(chosen)
    for place in pool:
        if len(terms) < TERMS and not any(alike(found.stems[place], found.stems[each]) for each in terms):
            terms.append(place)
    return terms


def _name(phrases: Sequence[str], weights: NDArray[np.float64], named: int, theme: int) -> Name:
    """The line a theme is called by. Without any phrase of its own it has a number, which claims nothing."""
    label = ", ".join(phrases[:named]) or f"Theme {theme + 1}"
    z = tuple(round(float(weight), 2) for weight in weights)
    return Name(label[:1].upper() + label[1:], tuple(phrases), z)
