"""How a name may be written: without accents or capitals, in look-alike letters, with a slip of the keys."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_MASK = r"\[(?:e-mail|phone|link|name|address|number)\]"
LETTERS: Final = re.compile(rf"{_MASK}|(?:[^\W\d_][{_MARKS}]*)+")
"""A run of letters with their marks; or a mask, whole."""
PLAIN_LETTERS: Final = re.compile(rf"{_MASK}|[a-zA-Z]+")
"""The same for text in ASCII, which is quicker."""
OTHER_SCRIPTS: Final = re.compile("[\u0590-\u1cff\u3040-\ud7ff\U00020000-\U0003ffff]")
"""Letters of scripts where a name may stand without a space beside it, or with marks between its letters."""

_UNSEEN = re.compile(
    "(?<=\\w)[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\uffa0]+(?=\\w)"
)
_BEFORE_OTHER_SCRIPTS: Final = "\u0590"
_SPELLED: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"}
_WITHOUT_STROKE: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Cyrillic and Greek small letters that look like Latin ones, or whose capitals do. Roster and comment are read alike.
_LOOK_ALIKE: Final = str.maketrans(
    "авеікмнорстухјѕԁһӏԛԝαβεζηικμνορτυχ",
    "abeikmhopctyxjsdhlqwabezhikmnoptyx",
)
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"


def without_unseen(text: str) -> str:
    """The text without characters one cannot see inside its words; in scripts that need some of them they stay."""
    if text.isascii():
        return text
    return _UNSEEN.sub(_unless_needed, text)


def _unless_needed(found: re.Match[str]) -> str:
    return "" if found.string[found.start() - 1] < _BEFORE_OTHER_SCRIPTS else found.group()


@lru_cache(100_000)
def letters_key(word: str) -> str:
    """A word without capitals, accents, width and strokes, look-alike letters as Latin ones: "JOSÉ" finds "Jose"."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold().translate(_WITHOUT_STROKE)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return bare.translate(_LOOK_ALIKE)


def spelled_out(name: str) -> str:
    """A name with its umlauts as two letters, as in Mueller; itself where it has none."""
    return name if name.isascii() else "".join(_SPELLED.get(letter, letter) for letter in name.casefold())


def one_slip(key: str) -> Iterator[str]:
    """Every word that one slip makes into this one: any letter but the first missing, needless, wrong or misplaced."""
    for at in range(1, len(key) + 1):
        before, after = key[:at], key[at:]
        if after:
            shorter = before + after[1:]
            yield shorter
            yield from (shorter[:to] + after[0] + shorter[to:] for to in range(1, len(key)))
        for letter in _ALPHABET:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def has_slip_of(key: str, wanted: Callable[[str], bool]) -> bool:
    """Whether one slip of the keys leads from a wanted word to this one."""
    return any(map(wanted, one_slip(key)))
