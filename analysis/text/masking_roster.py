"""What a roster's names may look like: their parts, whole, turned round, in one word, with initials."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from analysis.text.masking_context import any_ordinary_words
from analysis.text.masking_spelling import LETTERS, OTHER_SCRIPTS, letters_key, spelled_out

LONGEST_NAME: Final = 7
"""Words of a name: what is longer on a roster is learned by its first seven."""
PARTICLES: Final = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le"}
    | {"mac", "mc", "san", "st", "te", "ten", "ter", "van", "von"}
)
_TITLES: Final = frozenset(
    {"dr", "prof", "mr", "mrs", "ms", "herr", "frau", "jr", "sr", "ii", "iii", "iv", "phd", "mba", "dipl", "ing"}
)


class Roster:
    """The names of a roster as keys of their words.

    parts: every word of a name that is no particle. phrases: two and more words of a name in order. turned: names that
    begin in their middle ("Farrant, Robin"). joined: names in one word. initials: a part, and the initial of another.
    longest: how many words a phrase may have, by its first. unspaced: parts in scripts without spaces, as written.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.parts: set[str] = set()
        self.phrases: set[tuple[str, ...]] = set()
        self.turned: set[tuple[str, ...]] = set()
        self.joined: set[str] = set()
        self.initials: set[tuple[str, str]] = set()
        self.unspaced: set[str] = set()
        for name in names:
            self._learn(name)
        self.longest: dict[str, int] = {}
        for phrase in self.phrases | self.turned:
            self.longest[phrase[0]] = max(len(phrase), self.longest.get(phrase[0], 0))

    def is_sure(self, key: str) -> bool:
        """Whether a key is a part of a name, of three letters or more, and no ordinary word."""
        return key in self.parts and len(key) > 2 and key not in any_ordinary_words()

    def unspaced_names(self) -> re.Pattern[str]:
        """Every part in a script without spaces, the longest first."""
        return re.compile("|".join(map(re.escape, sorted(self.unspaced, key=len, reverse=True))))

    def _learn(self, name: str) -> None:
        for written in {name, spelled_out(name)}:
            groups = [tuple(map(letters_key, LETTERS.findall(group))) for group in written.split()]
            groups = [group for group in groups if group and group[0] not in _TITLES]
            runs = tuple(key for group in groups for key in group)[:LONGEST_NAME]
            self._learn_runs(runs, groups)
        self.unspaced |= {word for word in name.split() if OTHER_SCRIPTS.search(word) and len(word) > 1}

    def _learn_runs(self, runs: tuple[str, ...], groups: Sequence[tuple[str, ...]]) -> None:
        parts = [run for run in runs if len(run) > 1 and run not in PARTICLES]
        self.parts.update(parts)
        number = len(runs)
        if number < 2:
            return
        self.phrases.update(
            runs[first:last]
            for first in range(number)
            for last in range(first + 2, number + 1)
            if _may_end(runs[last - 1])
        )
        self.phrases.add((runs[0], runs[-1]))
        self.turned.update(runs[cut:] + runs[:cut] for cut in range(1, number))
        self.turned.add((runs[-1], runs[0]))
        self.joined.update("".join(group) for group in [runs, *groups] if len(group) > 1)
        self.joined |= {runs[0] + runs[-1], runs[-1] + runs[0]}
        if len(runs[-1]) > 4 and runs[-1] not in any_ordinary_words():
            self.joined.add(runs[0][0] + runs[-1])
        self.initials.update((part, other[0]) for part in parts for other in runs if other != part)


def _may_end(run: str) -> bool:
    return len(run) > 1 and run not in PARTICLES
