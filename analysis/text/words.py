"""Words to stems: one Snowball stem per word type, and the stop words that carry no theme."""

from enum import IntFlag
from functools import cache
from typing import TYPE_CHECKING, Final

from analysis.data import read_lines

if TYPE_CHECKING:
    from nltk.stem.snowball import SnowballStemmer

SHORTEST_WORD: Final = 2


@cache
def _stemmer() -> "SnowballStemmer":
    # nltk takes seconds to import cold, and only reading comments needs it.
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")


@cache
def stop_words() -> frozenset[str]:
    """English stop words (stopwords-iso), less the negations, amounts and words of work that we keep."""
    from stopwordsiso import stopwords

    return frozenset(stopwords("en")) - frozenset(read_lines("words_kept_en.txt"))


@cache
def stem_of(word: str) -> str:
    """The stem of a word as written: "Coaching", "coached" and "coach" share one."""
    plain = word.casefold().replace("\u2019", "'")
    return str(_stemmer().stem(plain)) if plain.isascii() else plain.removesuffix("'s")


@cache
def is_content_word(word: str) -> bool:
    """Whether a word as written can carry a theme: two letters or more and no stop word."""
    plain = word.casefold().replace("\u2019", "'").removesuffix("'s")
    return len(plain) >= SHORTEST_WORD and plain not in stop_words()


class NameRole(IntFlag):
    """What a word may do in a theme's name."""

    INSIDE = 0
    STARTS = 1
    ENDS = 2
    NAMES = 4


@cache
def name_role(word: str) -> NameRole:
    """Whether a word as written may start or end a phrase, and whether it can carry one.

    "hours" does all three; "long" only starts or ends ("long hours", "all day long"); "not" only starts.
    """
    plain = word.casefold().replace("\u2019", "'")
    if plain in read_lines("negations_en.txt"):
        return NameRole.STARTS
    if plain in read_lines("light_words_en.txt"):
        return NameRole.STARTS | NameRole.ENDS
    return NameRole.STARTS | NameRole.ENDS | NameRole.NAMES if is_content_word(word) else NameRole.INSIDE
