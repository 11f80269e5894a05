"""Words to stems: one Snowball stem per word type, and the stop words that carry no theme."""

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

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


class NameRole(NamedTuple):
    """What a word may do in a theme's name: start a phrase, end one, carry one by itself."""

    starts: bool
    ends: bool
    carries: bool


@cache
def name_role(word: str) -> NameRole:
    """The role of a word as written: "hours" does all; "long" starts or ends ("long hours"); "not" only starts."""
    plain = word.casefold().replace("\u2019", "'")
    if plain in read_lines("negations_en.txt"):
        return NameRole(starts=True, ends=False, carries=False)
    if plain in read_lines("light_words_en.txt"):
        return NameRole(starts=True, ends=True, carries=False)
    content = is_content_word(word)
    return NameRole(content, content, content)
