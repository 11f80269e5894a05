"""Taking out of a comment what leads to a person: e-mail addresses, phone numbers, links, and names on the roster."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, TypeAlias

from analysis.text.normalise import clean_text
from analysis.text.pasted import may_be_pasted, without_pasted
from analysis.text.words import stop_words, word_list

E_MAIL: Final = "[e-mail]"
PHONE: Final = "[phone]"
LINK: Final = "[link]"
NAME: Final = "[name]"
SOFT_HYPHEN: Final = "\u00ad"

_Span: TypeAlias = tuple[int, int]

_E_MAIL = re.compile(r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ENDINGS = "com|org|net|edu|gov|info|biz|app|dev|io|ai|co|uk|de|fr|es|it|nl|eu|ca|au|jp|ch|se|dk|fi|pl|ie|nz|br|mx|za"
_LINK = re.compile(
    rf"(?:https?://|ftp://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]'\u2019]"
    rf"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?![\w.-]*[\w@])(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]'\u2019])?",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\.[^\s.]")
_DIGITS = re.compile(r"\d[\s().\u2010-\u2013/-]{0,3}\d")
_NUMBER = re.compile(r"(?<![\w.,:/$\u20ac\u00a3-])\+?\(?\d(?:[\s().\u2010-\u2013/-]{0,3}\d){5,16}(?![\w%]|[.,:]\d)")
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{2}|\d{4})|\d{4}[\s/\u2013-]{1,3}\d{4}")
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[.\s]\d{3})+|\d{5}-\d{4}")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:[.!?:;\u2026]|\s[-\u2013\u2014])[\s\"'\u201c\u2018(*\u2022-]*$")
_AFTER_A_NAME = re.compile(
    r"(?:['\u2019]s\b|,?\s+(?i:is|was|has|had|does|did|says|said|asks|asked|tells|told|gives|gave|helps|helped|knows|knew|"
    r"takes|took|makes|made|always|never|often|really|usually|rarely|sometimes|also|and\s+(?:I|me|we|us|my)|who)\b)"
)
_NO_NAME_AFTER = re.compile(
    r"\b(?:an?|the|this|that|these|my|our|your|his|her|their|every|each|no|any|more)\s+$", re.IGNORECASE
)
_MONTHS: Final = frozenset({"april", "may", "june", "august"})
_IN_A_MONTH = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|from|of|to|last|next|early|mid|late)[\s-]+|\d\s*)$", re.IGNORECASE
)
_WITHIN_A_NAME = re.compile(r"\s*[,-]?\s*")
_SPELLED: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"}
_APOSTROPHE = re.compile("['\u2019]")
_BETWEEN_NAMES = re.compile(r"\[name\](?:[\s-]+(?:[A-Z]\.\s*)?\[name\])+")
_PARTICLES: Final = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le"}
    | {"mac", "mc", "san", "st", "te", "ten", "ter", "van", "von"}
)


class Masker:
    """Masks comments. `names` are full names as on the roster; only these can be known as names.

    A word that is also an ordinary one (Will, Mark, Grace) counts as a name where it stands with the rest of the name,
    or is capitalised where a sentence would not capitalise it, or opens a sentence as its subject ("Will is ...").
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._full: dict[str, list[tuple[str, ...]]] = {}
        self._parts: set[str] = set()
        for name in names:
            for written in _ways_to_write(clean_text(name)):
                self._learn(tuple(_key(word) for word in _NAME_WORD.findall(written)))

    def mask(self, comment: str) -> str:
        """The comment, cleaned, without the mail it was pasted with, and with what leads to a person replaced.

        Masking twice changes nothing.
        """
        text = clean_text(without_pasted(comment) if may_be_pasted(comment) else comment).replace(SOFT_HYPHEN, "")
        if "@" in text:
            text = _E_MAIL.sub(E_MAIL, text)
        if "://" in text or _DOTTED.search(text):
            text = _LINK.sub(LINK, text)
        if _DIGITS.search(text):
            text = _NUMBER.sub(_mask_phone, text)
        return _BETWEEN_NAMES.sub(NAME, self._mask_names(text)) if self._full else text

    def _learn(self, words: tuple[str, ...]) -> None:
        if not words:
            return
        for order in {words, words[::-1], (words[0], words[-1])}:
            self._full.setdefault(order[0], []).append(order)
        self._parts |= {word for word in words if len(word) > 1 and word not in _PARTICLES}

    def _mask_names(self, text: str) -> str:
        words = [match.span() for match in _NAME_WORD.finditer(text)]
        keys = [_key(text[start:end]) for start, end in words]
        if self._full.keys().isdisjoint(keys) and self._parts.isdisjoint(keys):
            return text
        result, done, place = [], 0, 0
        while place < len(words):
            taken = self._name_at(text, words, keys, place)
            if taken:
                start, end = words[place][0], words[place + taken - 1][1]
                result += [text[done:start], NAME, _possessive(text[start:end])]
                done = end
            place += max(taken, 1)
        return "".join([*result, text[done:]])

    def _name_at(self, text: str, words: Sequence[_Span], keys: Sequence[str], place: int) -> int:
        """How many words from `place` on are a name: 0 for none."""
        start, end = words[place]
        if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
            return 0
        candidates = [full for full in self._full.get(keys[place], []) if len(full) > 1]
        whole = max((len(full) for full in candidates if _is_whole(full, text, words, keys, place)), default=0)
        if whole:
            return whole
        if keys[place] not in self._parts:
            return 0
        return 1 if keys[place] not in _ordinary_words() or _stands_as_name(text, start, end) else 0


def mask_comments(comments: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """Every comment masked, in the same order."""
    masker = Masker(names)
    return [masker.mask(comment) for comment in comments]


@cache
def _ordinary_words() -> frozenset[str]:
    return word_list("names_that_are_words_en.txt") | word_list("negations_en.txt") | stop_words("en")


def _is_whole(full: tuple[str, ...], text: str, words: Sequence[_Span], keys: Sequence[str], place: int) -> bool:
    """Whether a full name stands at `place`, its words apart by spaces, a comma, a hyphen or an initial's dot."""
    last = place + len(full) - 1
    if tuple(keys[place : last + 1]) != full:
        return False
    gaps = [(words[at][1], words[at + 1][0], len(keys[at])) for at in range(place, last)]
    return all(
        _WITHIN_A_NAME.fullmatch(text, end, start) or (before == 1 and text[end:start].strip() == ".")
        for end, start, before in gaps
    )


def _stands_as_name(text: str, start: int, end: int) -> bool:
    """Whether an ordinary word is used as a name here: capitalised, and not only because a sentence starts."""
    word, before = text[start:end], text[max(0, start - 20) : start]
    if not word[0].isupper() or _NO_NAME_AFTER.search(before):
        return False
    if _key(word) in _MONTHS and _IN_A_MONTH.search(before):
        return False
    shouted = len(word) > 1 and word.isupper()
    opens = shouted or start == 0 or bool(_SENTENCE_START.search(before))
    return not opens or bool(_possessive(word) or _AFTER_A_NAME.match(text, end))


def _ways_to_write(name: str) -> set[str]:
    """A name as on the roster, with its double names apart and in one word, and its umlauts spelled out."""
    spelled = "".join(_SPELLED.get(letter, letter) for letter in name.casefold())
    ways = {name, spelled}
    ways |= {way.replace("-", between) for way in ways for between in (" ", "")}
    return ways | {_APOSTROPHE.sub("", way) for way in ways}


@lru_cache(100_000)
def _key(word: str) -> str:
    """A word without case, accents and the possessive's s, so that "José's" finds "Jose"."""
    plain = word.casefold().replace("\u2019", "'").removesuffix("'s")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _possessive(name: str) -> str:
    return name[-2:] if name[-2:].casefold() in {"'s", "\u2019s"} else ""


def _mask_phone(found: re.Match[str]) -> str:
    """A number that is written as a phone number: not a date, a span of years, an amount or a postcode."""
    number = found.group()
    digits = sum(c.isdigit() for c in number)
    if _DATE.fullmatch(number) or _AMOUNT.fullmatch(number) or digits > 15:
        return number
    written_as_phone = number[0] in "+(" or (number[0] == "0" and digits >= 8)
    return PHONE if (written_as_phone and digits >= 7) or digits >= 10 or _local(number) else number


def _local(number: str) -> bool:
    """Seven or more digits in groups, as in 555-0199 or 555 01 99."""
    groups = re.findall(r"\d+", number)
    return 2 <= len(groups) <= 5 and sum(map(len, groups)) >= 7 and len(groups[-1]) in {2, 3, 4} and "," not in number
