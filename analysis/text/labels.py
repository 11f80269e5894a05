"""Names for themes: the short phrases that set a theme's comments apart from all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.duplicates import hash_of
from analysis.text.name_words import Weight
from analysis.text.phrases import Ids, Phrases, alike, read_phrases
from analysis.text.typical import Typical

NAME_AT_MOST: Final = 4_000
"""Comments that names are found in."""
TERMS: Final = 8
TERM_BONUS: Final = 1.3
"""How much more a phrase of several words is worth than one word, among the terms that stand beside the name."""
LIGHT_TERM: Final = 0.3
PAIR_TITLE: Final = 1.5
"""How much more a phrase of several words is worth first than in second place."""
TURNED_TITLE: Final = 0.5
"""What "not care" is worth as a title: better second, after "poor management"."""
LEAST_COVERAGE: Final = 0.04
"""The share of a theme's comments that a second or third phrase needs."""
LEAST_SECOND: Final = 0.05
"""The share of the first phrase's worth that a second one needs."""
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
    their coverage of the theme. Pairs of words come before single ones, and light words ("great", "people") name only
    where little else does. No two themes share a first phrase. A phrase stands in at least `fewest` comments
    of its theme, or in all of a smaller one. From more than 4,000 comments, names come from a sample that does not
    depend on their order. To name several levels of one set, give `read_phrases(comments, languages)` instead of them.
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
    terms = [_fill(found, theme, naming.pools[theme], places) for theme, places in enumerate(chosen)]
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
    """All names while they are chosen, so that no two themes take the same phrase."""

    def __init__(self, found: Typical) -> None:
        themes = range(len(found.sizes))
        self.found = found
        self.pools = [found.candidates(theme) for theme in themes]
        self.chosen: list[list[int]] = [[] for _ in themes]
        best = [found.worth[theme].max(initial=0.0) for theme in themes]
        self.order = sorted(themes, key=lambda theme: (-best[theme], -found.sizes[theme], theme))
        self.at_home = AT_HOME * found.worth.max(axis=0, initial=0.0)

    def choose(self) -> None:
        """Two or three phrases for each theme, the title first; the theme that a phrase fits best takes it."""
        for give in (self.give_title, self.give_second, self.give_third):
            for theme in self.order:
                give(theme)

    def give_title(self, theme: int) -> None:
        """The phrase that would do alone."""
        free = [place for place in self.pools[theme] if place not in self._titles()]
        if free:
            worth = self.found.worth[theme] * self._as_title(theme)
            self.chosen[theme] = [max(free, key=lambda place: (worth[place], -place))]

    def _as_title(self, theme: int) -> NDArray[np.float64]:
        """What the place of the title makes of each phrase's worth, (phrases,): pairs say more there than one word."""
        found = self.found
        pair = (found.lengths > 1) & (found.coverage[theme] >= LEAST_COVERAGE)
        return np.where(found.turned, TURNED_TITLE, np.where(pair, PAIR_TITLE, 1.0))

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
        """The free phrase that adds most, and how much."""
        taken = {place for places in self.chosen for place in places}
        free = [each for each in fitting if each not in taken and self.found.worth[theme, each] >= self.at_home[each]]
        named = np.concatenate([self.found.rows_with(theme, place) for place in self.chosen[theme]])
        added = {place: self._added(theme, place, named) for place in free}
        best = max(added, key=lambda place: (added[place], -place), default=None)
        return best, 0.0 if best is None else added[best]

    def _added(self, theme: int, place: int, named: Ids) -> float:
        """A phrase's worth times the root of the share of its comments that no phrase of the name stands for yet."""
        bare = np.mean(~np.isin(self.found.rows_with(theme, place), named))
        return round(float(self.found.worth[theme, place] * np.sqrt(bare)), 9)


def _fill(found: Typical, theme: int, pool: Sequence[int], chosen: Sequence[int]) -> list[int]:
    """The name's phrases, and after them what else is typical, up to eight."""
    several, light = found.lengths > 1, found.phrases.weights < Weight.CONTENT
    typical = found.plain[theme] * np.where(several, TERM_BONUS, 1.0) * np.where(light, LIGHT_TERM, 1.0)
    terms = list(chosen)
    for place in sorted(pool, key=lambda place: (-round(typical[place], 9), place)):
        if len(terms) < TERMS and not any(alike(found.stems[place], found.stems[each]) for each in terms):
            terms.append(place)
    return terms


def _name(phrases: Sequence[str], weights: NDArray[np.float64], named: int, theme: int) -> Name:
    """The line a theme is called by. Without any phrase of its own it has a number, which claims nothing."""
    label = ", ".join(phrases[:named]) or f"Theme {theme + 1}"
    z = tuple(round(float(weight), 2) for weight in weights)
    return Name(label[:1].upper() + label[1:], tuple(phrases), z)
