"""Words to stems: one Snowball stem per word type and language, and the function words that carry no theme."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from analysis.data import read_lines

if TYPE_CHECKING:
    from nltk.stem.snowball import SnowballStemmer

LANGUAGES: Final = ("en", "de", "es", "fr")
"""The languages we stem and know the function words of, as ISO 639-1 codes. The first is the one we fall back on."""
SHORTEST_WORD: Final = 2
REMEMBERED: Final = 100_000
"""Words whose forms are kept in memory: the vocabulary of a large file."""
SPARE: Final = "~"
"""Stands before a function word that is kept because its comment has hardly another."""

_SNOWBALL: Final = {"en": "english", "de": "german", "es": "spanish", "fr": "french"}
_RUN = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_ELIDED = re.compile(r"(?:[ldjnmtsc]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")
# Keys that lie side by side, as no word of the four languages has them, and one to three letters over and over.
_MASHED = re.compile(
    r"asdf|sdfg|dfgh|fghj|ghjk|hjkl|jkl[oö]|lkjh|kjhg|jhgf|fdsa|qwer|rtyu|tyui|rtzu|zxcv|yxcv|xcvb|cvbn|vbnm|mnbv|poiu"
    r"|^(\w{1,3})\1{2,}\w?$"
)
_NO_VOWEL = re.compile(r"[b-df-hj-np-tv-xz]{7,}")


@cache
def _stemmer(language: str) -> "SnowballStemmer":
    # nltk takes half a second to import, and only reading comments needs it.
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer(_SNOWBALL[language])


@cache
def stop_words(language: str = "en") -> frozenset[str]:
    """Function words of a language, less the negations and amounts that turn a comment around."""
    return word_list(f"stop_words_{language}.txt")


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list that holds several on a line."""
    return frozenset(word for line in read_lines(name) for word in line.split())


def folded(word: str) -> str:
    """A word without capitals, with a plain apostrophe."""
    return word.casefold().replace("\u2019", "'")


def squeezed(word: str) -> str:
    """A word with no letter more than twice in a row: "coooool" is "cool", and the function word "sooo" is "so"."""
    if not _LONG_RUN.search(word):
        return word
    shortest = _RUN.sub(r"\1", word)
    return shortest if shortest in _function_words() else _LONG_RUN.sub(r"\1\1", word)


@cache
def _function_words() -> frozenset[str]:
    """Function words and negations of all languages."""
    return frozenset().union(*(stop_words(code) | word_list(f"negations_{code}.txt") for code in LANGUAGES))


@lru_cache(REMEMBERED)
def stem_of(word: str, language: str = "en") -> str:
    """The stem of a word as written: "Coaching", "coached" and "coach" share one."""
    return str(_stemmer(language).stem(_plain(word, language)))


@lru_cache(REMEMBERED)
def is_content_word(word: str, language: str = "en") -> bool:
    """Whether a word as written can carry a theme: two letters or more, no function word, no letters at random."""
    plain = _plain(word, language)
    return len(plain) >= SHORTEST_WORD and not _is_function_word(word, plain, language) and not is_mashed(plain)


@lru_cache(REMEMBERED)
def content_stem(word: str, language: str) -> str:
    """The stem of a word that can carry a theme, "" for any other. In a language we do not read, words are stems."""
    if len(word) < SHORTEST_WORD or is_mashed(word):
        return ""
    if language not in LANGUAGES:
        return word
    return stem_of(word, language) if is_content_word(word, language) else ""


@lru_cache(REMEMBERED)
def is_mashed(word: str) -> bool:
    """Whether a word in small letters is a keyboard struck at random ("asdfgh") or a sound ("hahaha")."""
    return bool(_MASHED.search(word) or _NO_VOWEL.fullmatch(word))


@lru_cache(REMEMBERED)
def spare_word(word: str, language: str) -> str:
    """A function word as it stands in the corpus for comments that say little else, "" for any other word."""
    plain = len(word) >= SHORTEST_WORD and not is_mashed(word)
    return corpus_word(SPARE + word, language) if plain and not content_stem(word, language) else ""


def corpus_word(stem: str, language: str) -> str:
    """How a stem stands in a corpus: English ones as they are, others as "de:kund", so that languages share none."""
    return stem if language == LANGUAGES[0] else f"{language}:{stem}"


def _plain(word: str, language: str) -> str:
    plain = folded(word)
    if language == "fr":
        return squeezed(_ELIDED.sub("", plain))
    return squeezed(plain.removesuffix("'s") if language == "en" else plain)


def _is_function_word(word: str, plain: str, language: str) -> bool:
    known = stop_words(language)
    return plain in known or folded(word) in known
