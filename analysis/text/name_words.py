"""What a word may do in the name of a theme: start a phrase, end one, carry one, or none of these."""

from enum import IntEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from analysis.data import read_lines
from analysis.text.words import LANGUAGES, REMEMBERED, is_content_word, stem_of


class Weight(IntEnum):
    """How much a word adds to a phrase: a phrase that names something weighs at least one content word."""

    NOTHING = 0
    ENDING = 1
    LIGHT = 2
    CONTENT = 8


class NameRole(NamedTuple):
    """What a word may do: start a phrase, end one, join two others, be left out; and what it adds.

    A word that points stands before a thing, as "the" and "my" do; one that denies stands before what is none: "very".
    """

    starts: bool = False
    ends: bool = False
    joins: bool = False
    skipped: bool = False
    points: bool = False
    denies: bool = False
    weight: Weight = Weight.NOTHING


FILLER: Final = NameRole()
_ROLES: Final = {
    "skipped": NameRole(skipped=True, points=True),
    "degree": NameRole(skipped=True, denies=True),
    "article": NameRole(joins=True, points=True),
    "being": NameRole(joins=True, denies=True),
    "doing": NameRole(denies=True),
    "amount": NameRole(starts=True, ends=True, weight=Weight.ENDING),
    "joining": NameRole(joins=True),
    "turning": NameRole(starts=True),
    "ending": NameRole(ends=True, weight=Weight.ENDING),
    "light": NameRole(starts=True, ends=True, weight=Weight.LIGHT),
    "filler": FILLER,
}
_CONTENT: Final = NameRole(starts=True, ends=True, weight=Weight.CONTENT)


@lru_cache(REMEMBERED)
def name_role(word: str, language: str = "en") -> NameRole:
    """The role of a word as written, by the lists of its language.

    "hours" does all; "long" needs another ("long hours"); "not" only starts; "of" only joins; "the" is left out.
    """
    plain, known = folded(word), _known(language)
    listed = _listed(known).get(plain)
    if listed is not None:
        return listed
    if len(set(plain)) < 2 or not is_content_word(word.removesuffix("-"), known):
        return FILLER
    return _ROLES["light"] if stem_of(word.removesuffix("-"), known) in _light_stems(known) else _CONTENT


@lru_cache(REMEMBERED)
def name_stem(word: str, language: str = "en") -> str:
    """The stem a word has in a phrase; "don't", "cannot" and "wont" have that of "not"."""
    plain = folded(word)
    negates = name_role(word, language).starts and not name_role(word, language).ends
    if negates and language == "en" and plain.removesuffix("t").endswith(("n", "n'", "no")):
        return "not"
    return stem_of(word.removesuffix("-"), _known(language))


def _known(language: str) -> str:
    """The language itself where we have its lists, else English."""
    return language if language in LANGUAGES else LANGUAGES[0]


def folded(word: str) -> str:
    """The word in small letters without a possessive's ending or the hyphen that ties it to the next."""
    return word.casefold().replace("\u2019", "'").removesuffix("-").removesuffix("'s")


@cache
def _listed(language: str) -> dict[str, NameRole]:
    lines = [line.partition(":") for line in read_lines(f"name_words_{language}.txt")]
    return {word: _ROLES[role] for role, _, words in lines for word in words.split()}


@cache
def _light_stems(language: str) -> frozenset[str]:
    return frozenset(stem_of(word, language) for word, role in _listed(language).items() if role.weight == Weight.LIGHT)
