"""Finding the names of a roster in a comment, however they are written."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final, TypeVar

from analysis.text.masking_context import (
    STRANGER,
    any_ordinary_words,
    follows_article,
    is_function_word,
    languages_of,
    stands_as_name,
)
from analysis.text.masking_roster import PARTICLES, Roster
from analysis.text.masking_spelling import LETTERS, OTHER_SCRIPTS, PLAIN_LETTERS, has_slip_of, letters_key

T = TypeVar("T")

NAME: Final = "[name]"
FIRST_PART: Final = 4
"""Words within which a name has a part that is no particle: "van de la Cruz"."""
LONE_SLIPS: Final = 2_000
"""Up to so many different words on a roster a slip of the keys is seen; with more, too many other words are near."""
SHORTEST_SLIP, SHORTEST_BESIDE = 6, 4
"""Letters of a name for a slip in it to be seen alone, and beside another name."""
REMEMBERED: Final = 200_000

_COUPLES: Final = frozenset({"and", "und", "y", "e", "et", "or", "oder", "ou", "o"})
_BESIDE = re.compile(r"\s*['\u2019-]?\s*|[._/]|,\s*")
_WITHIN = re.compile(r"\s*['\u2019-]?\s*|[._]")
_TURNED = re.compile(r"\s*,?\s*|[._]")
_INITIAL_AFTER = re.compile(r"\s|_|\.")
_INITIAL_BEFORE = re.compile(r"\s|\.\s?|_")
_HUMPS = re.compile(r"[A-Z][a-z\u00df-\u00ff]+|[a-z\u00df-\u00ff]+")
_HAS_HUMPS = re.compile(r"[a-z\u00df-\u00ff][A-Z]")
_BETWEEN_NAMES = re.compile(r"\[name\](?:[\s-]+(?:[A-Z]\.\s*)?\[name\])+")


class Sort(IntEnum):
    """What a word may be by itself: no name, also an ordinary word, a name however it stands."""

    NOTHING = 0
    WORD = 1
    NAME = 2


@dataclass(frozen=True)
class Words:
    """The words of one comment: where they stand, their keys, and what each may be by itself."""

    text: str
    spans: Sequence[tuple[int, int]]
    keys: Sequence[str]
    sorts: Sequence[Sort]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return languages_of(self.keys)

    def gap(self, place: int) -> str:
        """What stands between the word at `place` and the next."""
        return self.text[self.spans[place][1] : self.spans[place + 1][0]]

    def beginnings(self) -> list[int]:
        """Where a name may begin: at a part of one, or at an initial, a particle or a slip before it."""
        parts = [place for place, sort in enumerate(self.sorts) if sort]
        return sorted({place - back for place in parts for back in range(min(FIRST_PART, place + 1))})

    def has_capital(self, place: int) -> bool:
        return self.text[self.spans[place][0]].isupper()


class _Remembered(dict[str, T]):
    """What a function says of every word, asked once."""

    def __init__(self, judge: Callable[[str], T]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, word: str) -> T:
        if len(self) >= REMEMBERED:
            self.clear()
        judged = self[word] = self._judge(word)
        return judged


class NameFinder:
    """Knows the names of a roster: whole, by their parts, turned round, in one word, with initials and slips."""

    def __init__(self, names: Iterable[str]) -> None:
        self._roster = Roster(names)
        self._few = len(self._roster.parts) <= LONE_SLIPS
        self._sorts = _Remembered(self.sort_of)
        self._slips = _Remembered(self._has_slip)
        self._unspaced = self._roster.unspaced_names() if self._roster.unspaced else None

    def mask(self, text: str) -> str:
        """The text with every name replaced."""
        if self._unspaced and OTHER_SCRIPTS.search(text):
            text = self._unspaced.sub(NAME, text)
        pattern = PLAIN_LETTERS if text.isascii() else LETTERS
        written = pattern.findall(text)
        sorts = list(map(self._sorts.__getitem__, written))
        if not any(sorts):
            return text
        spans = [found.span() for found in pattern.finditer(text)]
        words = Words(text, spans, list(map(letters_key, written)), sorts)
        return _BETWEEN_NAMES.sub(NAME, self._replaced(words))

    def sort_of(self, word: str) -> Sort:
        """What a word as written may be by itself."""
        key = letters_key(word)
        if key in self._roster.parts:
            return Sort.WORD if key in any_ordinary_words() else Sort.NAME
        return Sort.NAME if self._is_form(word, key) else Sort.NOTHING

    def _is_form(self, word: str, key: str) -> bool:
        """Whether a word is a name in another form: in one word, of a team, several or a genitive, a slip."""
        if key in any_ordinary_words() or len(key) < 4:
            return False
        if (
            key in self._roster.joined
            or (key.startswith("team") and key[4:] in self._roster.parts)
            or self._roster.is_sure(key.removesuffix("s"))
        ):
            return True
        if _HAS_HUMPS.search(word) and any(self._roster.is_sure(letters_key(hump)) for hump in _HUMPS.findall(word)):
            return True
        return self._few and len(key) >= SHORTEST_SLIP and word[0].isupper() and has_slip_of(key, self._is_long)

    def _is_long(self, key: str) -> bool:
        return len(key) >= SHORTEST_SLIP and self._roster.is_sure(key)

    def _is_not_short(self, key: str) -> bool:
        return len(key) >= SHORTEST_BESIDE and key in self._roster.parts

    def _replaced(self, words: Words) -> str:
        result, done, free = [], 0, 0
        for place in words.beginnings():
            taken = self._taken(words, place) if place >= free else 0
            if taken:
                result += [words.text[done : words.spans[place][0]], NAME]
                free, done = place + taken, words.spans[place + taken - 1][1]
        return "".join([*result, words.text[done:]])

    def _taken(self, words: Words, place: int) -> int:
        """How many words from `place` on are a name: 0 for none."""
        whole = self._whole_name(words, place) or self._after_initial(words, place)
        if whole:
            return whole
        sort = words.sorts[place]
        if sort == Sort.NAME or (sort == Sort.WORD and self._is_name_here(words, place)):
            return 1 + self._more(words, place)
        return 2 if sort == Sort.NOTHING and self._is_slip_before_name(words, place) else 0

    def _whole_name(self, words: Words, place: int) -> int:
        for length in range(min(self._roster.longest.get(words.keys[place], 0), len(words.keys) - place), 1, -1):
            keys = tuple(words.keys[place : place + length])
            allowed = _WITHIN if keys in self._roster.phrases else _TURNED if keys in self._roster.turned else None
            if allowed and self._is_written_as_name(words, place, length, allowed):
                return length
        return 0

    def _is_written_as_name(self, words: Words, place: int, length: int, allowed: re.Pattern[str]) -> bool:
        """Whether only what stands within names is between the words; ordinary ones alone must read as a name."""
        places = range(place, place + length)
        gaps = all(
            allowed.fullmatch(words.gap(at)) or (len(words.keys[at]) == 1 and words.gap(at).strip() == ".")
            for at in places[:-1]
        )
        bearing = [at for at in places if words.keys[at] not in PARTICLES]
        ordinary = all(words.keys[at] in any_ordinary_words() for at in bearing)
        return gaps and (not ordinary or all(words.has_capital(at) for at in bearing) or self._is_small(words, bearing))

    def _is_small(self, words: Words, places: Sequence[int]) -> bool:
        """Two ordinary words that are a name in small letters: "ray bright", but not "may price", "the rich field"."""
        if len(places) != 2 or tuple(words.keys[at] for at in places) not in self._roster.phrases:
            return False
        return not any(is_function_word(words.keys[at]) for at in places) and not follows_article(
            words.text, words.spans[places[0]][0]
        )

    def _after_initial(self, words: Words, place: int) -> int:
        """R. Farrant, r.farrant: an initial before a name, both with a capital or nothing but a dot between."""
        after = place + 1
        if len(words.keys[place]) > 1 or after == len(words.keys) or not _INITIAL_BEFORE.fullmatch(words.gap(place)):
            return 0
        as_written = words.gap(place) in {".", "_"} or (words.has_capital(place) and words.has_capital(after))
        return 2 if as_written and (words.keys[after], words.keys[place]) in self._roster.initials else 0

    def _more(self, words: Words, place: int) -> int:
        """One more word where an initial follows the name (Robin F.), or a part of a name with a slip."""
        after = place + 1
        if after == len(words.keys):
            return 0
        if (words.keys[place], words.keys[after]) in self._roster.initials and _INITIAL_AFTER.fullmatch(
            words.gap(place)
        ):
            return int(words.has_capital(after) or words.gap(place) == "_")
        return int(self._is_slip(words, after) and words.gap(place) in {" ", "-"})

    def _is_name_here(self, words: Words, place: int) -> bool:
        """Whether an ordinary word is a name here: beside one, by its initial, or by what stands around it."""
        after = place + 1
        if (
            words.has_capital(place)
            and after < len(words.keys)
            and words.has_capital(after)
            and words.gap(place) == " "
        ):
            with_initial = (words.keys[place], words.keys[after]) in self._roster.initials
            beside_one = with_initial or words.sorts[after] == Sort.NAME
        else:
            beside_one = False
        return beside_one or self._is_coupled(words, place) or self._stands(words, place)

    def _stands(self, words: Words, place: int) -> bool:
        return stands_as_name(words.text, *words.spans[place], words.languages)

    def _is_coupled(self, words: Words, place: int) -> bool:
        """Christian and Ruby: both with a capital, both on the roster."""
        if place + 2 >= len(words.keys) or words.keys[place + 1] not in _COUPLES:
            return False
        return words.sorts[place + 2] != Sort.NOTHING and words.has_capital(place) and words.has_capital(place + 2)

    def _is_slip_before_name(self, words: Words, place: int) -> bool:
        after = place + 1
        if after == len(words.keys) or words.sorts[after] != Sort.NAME or words.gap(place) != " ":
            return False
        return self._is_slip(words, place)

    def _is_slip(self, words: Words, place: int) -> bool:
        return words.has_capital(place) and self._slips[words.keys[place]]

    def _has_slip(self, key: str) -> bool:
        return len(key) >= SHORTEST_BESIDE and key not in any_ordinary_words() and has_slip_of(key, self._is_not_short)


def mask_strangers(text: str) -> str:
    """Replace a name behind a title, whoever it is: "Mr. Halvorsen"."""
    return STRANGER.sub(lambda found: found.group()[: found.start("name") - found.start()] + NAME, text)
