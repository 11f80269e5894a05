"""Whether a word that is also an ordinary one (Will, Mark, König, Flores, Petit) is a name where it stands."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final

from analysis.text.masking_spelling import letters_key, spelled_out
from analysis.text.words import LANGUAGES, stop_words, word_list

TITLE: Final = re.compile(
    r"(?:\b(?i:mr|mrs|ms|mx|miss|mister|sir|madam|dr|prof|professor|herrn?|frau|herr\s+dr|frau\s+dr|se\u00f1ora?|se\u00f1orita|sra?|srta"
    r"|don|do\u00f1a|mme|mlle|monsieur|madame|mademoiselle)|\bM)\.?\s+$"
)
STRANGER: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Herrn?|Frau|Se\u00f1ora?|se\u00f1ora?|Srta|Sra|Mme|Mlle|Monsieur|Madame)\.?\s+(?:Dr\.?\s+)?"
    r"(?P<name>[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:-[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+)?)"
)
"""A title, and a name that need not be on any roster."""

_MONTHS: Final = frozenset(
    {
        "april",
        "may",
        "june",
        "july",
        "august",
        "mai",
        "juni",
        "juli",
        "abril",
        "mayo",
        "agosto",
        "avril",
        "aout",
        "mars",
    }
    | {"marzo", "noel"}
)
_SHORT_MONTHS: Final = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez"}
)
_TIMES: Final = _MONTHS | frozenset(
    {"day", "days", "noon", "spring", "summer", "summers", "autumn", "winter", "winters", "sunday", "year", "years"}
)
_IN_A_MONTH = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|from|of|to|last|next|early|mid|late|seit|bis|im|ab|en|desde|hasta|de|depuis|avant|\u00e0|pour|d\u00e8s|vers)"
    r"[\s-]+|\d\s*)$",
    re.IGNORECASE,
)
_IN_A_SHORT_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|early|mid|late|last|next|end of|seit|im|ende)[\s-]+|\d\s*)$", re.IGNORECASE
)
_MONTH_GOES_ON = re.compile(r"\.?\s?\d|\.?\s*(?:[-\u2013/]|to\b|until\b|till\b|bis\b)\s*\w")

_SENTENCE_START = re.compile(
    r"(?:[.!?:;\u2026]|\s[-\u2013\u2014])[\s\"'\u201c\u2018(*\u2022\u00a1\u00bf-]*$|^[\s\"'\u201c\u2018(*\u2022\u00a1\u00bf-]*$"
)
_ROLE = re.compile(
    r"\b(?i:manager|boss|coach|lead|leader|director|vp|ceo|executive|colleague|mentor|chef|chefin|jefe|jefa|responsable)s?\W{1,3}(?:is\s+|was\s+)?$"
)
_TOLD = re.compile(
    r"\b(?:told|tell|tells|asked|according to|spoke (?:to|with)|talked (?:to|with)|sagte|fragte|laut)\s+$",
    re.IGNORECASE,
)

_ARTICLES: Final = {
    "en": "an?|the|this|that|these|my|our|your|his|her|their|every|each|no|any|more|less|much|some",
    "de": "de[rsmn]|das|die|eine?[rsmn]?|keine?[rsmn]?|unsere?[rsmn]?|mein(?:e[rsmn]?)?|sein(?:e[rsmn]?)?|ihre?[rsmn]?"
    "|jede[rsmn]?|vom|zum|zur|am|im",
    "es": "el|la|los|las|una?|unos|unas|del|al|mis?|sus?|nuestr[oa]s?|este|esta|cada|otr[oa]|m\u00e1s|sin",
    "fr": "le|la|les|une?|des|du|aux?|mon|ma|mes|son|sa|ses|notre|nos|leurs?|ce|cette|ces|chaque|plus|sans|en",
}
# What somebody does and a thing hardly: what may also be a noun ("frank talks") needs a word behind it.
_SPEAKS = (
    r"said|says|told|tells|asked|asks|knows|knew|thinks|thought|wants|wanted|listens|listened|talked|speaks|spoke|joins|joined"
    r"|comes|came|left|leaves|coached|explains|explained|answered|called|writes|wrote|decides|decided|interrupts|interrupted"
    r"|promised|forwards|forwarded|keeps|shared|insists|refuses|refused|agrees|agreed|disagrees|understands|cares|cancels"
    r"|cancelled|canceled|swoops|jumps|jumped|reviewed|supported|helped|never\s+[a-z]+|who"
    r"|(?:talks|calls|reviews|supports|reads|coaches|answers|trains|shares|promises|walks|runs|leads)"
    r"(?:\s+(?:to|with|too|me|us|our|my|about|it|every|each|the|only|for|all)|(?=[,.;!]))|(?:gave|sent|taught|showed|brought|offered|lent|saved|backed|trusted)\s+(?:me|us|my|our)"
    r"|and\s+(?:I|me|we|us|my)|(?:is|was)\s+(?:leaving|gone|away|back|sick|late|my|our|someone|always\s+[a-z]+ing"
    r"|the\s+(?:one|only\s+(?:one|person)|best\s+(?:manager|boss))"
    r"|an?\s+(?:good|great|bad|fair|poor|kind|nice)\s+(?:manager|boss|coach|leader|listener|person))"
)
_ACTS = (
    rf"{_SPEAKS}|is|was|has|had|does|did|gives|gave|helps|takes|took|makes|made"
    r"|(?:always|never|often|really|usually|rarely|sometimes|also)(?!\s+be\b)"
    r"|[a-z]{2,}(?:s|ed)\s+(?:the|an?|our|my|me|us|his|her|their|your|it|with|to|at|every|each|all|too|up|out|over|what|when|how|that|well)"
)
_ACTS_ELSEWHERE: Final = {
    "de": r"sagt|sagte|hat|fragt|fragte|hilft|kommt|ruft|will|macht|gibt|ist|war|wei\u00df|h\u00f6rt|entscheidet|nimmt"
    r"|schreibt|und\s+ich",
    "es": r"dice|dijo|es|est\u00e1|era|fue|nos|me|siempre|nunca|ha|tiene|hace|sabe|ayuda|pregunta|entra|decide|cambia"
    r"|escucha|y\s+yo"
    r"|prepara|viene|habla|responde|contesta|conoce|deja|acepta|firma|toma|llega"
    r"|no\s+(?:me|nos|sabe|escucha|contesta|responde|ayuda|viene|da|deja|conoce|quiere|tiene|hace|est\u00e1|es)",
    "fr": r"dit|est|\u00e9tait|ne|nous|me|toujours|jamais|sait|aide|demande|d\u00e9cide|\u00e9coute|fait|prend|et\s+moi"
    r"|pr\u00e9pare|vient|parle"
    r"|r\u00e9pond|conna\u00eet|laisse|refuse|accepte|signe|change|a\s+\w+[\u00e9ist]",
}
_POSSESSIVE = re.compile(r"['\u2019]s\b", re.IGNORECASE)
_TITLE_CASE = re.compile(r"[ -][A-Z][a-z]+")


def ordinary_words(language: str) -> frozenset[str]:
    """The keys of words that are names too, of function words and negations of a language."""
    return _known_words(language)


@cache
def _known_words(language: str) -> frozenset[str]:
    lists = (
        word_list(f"names_that_are_words_{language}.txt"),
        word_list(f"negations_{language}.txt"),
        stop_words(language),
    )
    return _keys(word for words in lists for word in words)


@cache
def any_ordinary_words() -> frozenset[str]:
    """The keys of words that are ordinary ones in any of our languages."""
    return frozenset(_SHORT_MONTHS.union(*map(_known_words, LANGUAGES)))


@cache
def _things() -> frozenset[str]:
    return _keys(word_list("names_that_are_things_en.txt"))


@cache
def _german_nouns() -> frozenset[str]:
    """What has a capital in German wherever it stands: nouns, and the polite forms of you."""
    return _keys((*word_list("names_that_are_words_de.txt"), "sie", "ihr", "ihre", "ihnen"))


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(letters_key(way) for word in words for way in (word, spelled_out(word)))


@cache
def _function_words(language: str) -> frozenset[str]:
    return _keys(stop_words(language))


def is_function_word(key: str) -> bool:
    """Whether a key is that of a function word in any of our languages."""
    return any(key in _function_words(language) for language in LANGUAGES)


def follows_article(text: str, start: int) -> bool:
    """Whether an article or the like of any of our languages stands before a place."""
    return bool(_after_article(LANGUAGES).search(text, max(0, start - 40), start))


def languages_of(keys: Collection[str]) -> tuple[str, ...]:
    """The languages a comment may be in, from the keys of its words: those with nearly the most function words."""
    distinct = frozenset(keys)
    counts = {language: len(distinct & _function_words(language)) for language in LANGUAGES}
    most = max(counts.values())
    return tuple(language for language, count in counts.items() if 2 * count >= most)


def stands_as_name(text: str, start: int, end: int, languages: tuple[str, ...]) -> bool:
    """Whether the word at start..end, an ordinary one in some language, is a name where it stands."""
    word, before = text[start:end], text[max(0, start - 40) : start]
    key = letters_key(word)
    if before.endswith("@") or TITLE.search(before):
        return True
    if key in _SHORT_MONTHS:
        return not (_IN_A_SHORT_MONTH.search(before) or _MONTH_GOES_ON.match(text, end))
    spoken = [language for language in languages if key in _known_words(language)]
    if not spoken:
        return True
    if (key in _MONTHS and _IN_A_MONTH.search(before)) or _after_article(tuple(spoken)).search(before):
        return False
    if not word[0].isupper():
        return _small_letters_name(text, end, before, key, spoken)
    return _capital_name(text, start, end, before, key, spoken)


def _small_letters_name(text: str, end: int, before: str, key: str, spoken: Sequence[str]) -> bool:
    """In small letters only beside a word of speech: "i told grace", "mark said"; "will" and "may" never."""
    if any(key in _function_words(language) for language in spoken):
        return False
    between_commas = _ROLE.search(before) and text[end : end + 1] == ","
    return bool(between_commas or _TOLD.search(before) or _verbs("said|says|told|tells|asked|asks").match(text, end))


def _capital_name(text: str, start: int, end: int, before: str, key: str, spoken: Sequence[str]) -> bool:
    if _ROLE.search(before):
        return True
    if "de" in spoken and "en" not in spoken and key in _german_nouns():
        return text[end : end + 1] == " " and bool(_verbs(_ACTS_ELSEWHERE["de"]).match(text, end))
    shouted = end - start > 1 and text[start:end].isupper()
    if not (shouted or _SENTENCE_START.search(before)):
        return not _TITLE_CASE.match(text, end)
    if _POSSESSIVE.match(text, end):
        return key not in _TIMES
    return bool(_opening(key, tuple(spoken)).match(text, end))


@cache
def _opening(key: str, spoken: tuple[str, ...]) -> re.Pattern[str]:
    """What follows a name that opens a sentence."""
    english = [_SPEAKS if key in _things() else _ACTS] if "en" in spoken else []
    return _verbs("|".join([*english, *(_ACTS_ELSEWHERE[language] for language in spoken if language != "en")]))


@cache
def _verbs(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"[\"'\u201d\u2019)]?,?\s+(?i:{verbs})\b")


@cache
def _after_article(spoken: tuple[str, ...]) -> re.Pattern[str]:
    articles = "|".join(_ARTICLES[language] for language in spoken)
    return re.compile(rf"\b(?:{articles})\s+$", re.IGNORECASE)
