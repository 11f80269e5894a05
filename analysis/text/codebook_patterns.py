"""How a seed is written, as a regular expression, and which words must stand in a comment for it to match."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.errors import AnalysisError

CLAUSE_MARKS: Final = ",.;!?"
_GAP: Final = rf"(?: [^ {CLAUSE_MARKS}]+){{0,4}}? "
_ITEM_STARTS: Final = rf"(?:(?<![^{CLAUSE_MARKS}] )|(?<= and )|(?<= or ))"
_ITEM_ENDS: Final = rf"(?= [{CLAUSE_MARKS}]| and | or |$)"
_PART = re.compile(r"\{(\w+)\}")
_FIRST_LETTERS = re.compile(r"[^ ~*(\[|$)]*")


def pattern_of(written: str, parts: Mapping[str, str]) -> str:
    """A seed as a regular expression over words parted by single spaces, clause marks being words of their own."""
    spaced = re.sub(r" *\.\. *", "\x00", with_parts(written, parts))
    spaced = re.sub(r"\[([^\]]+)\] ", r"(\1 )?", spaced)
    spaced = spaced.replace(" )*", " ){0,3}").replace("*", "[^ ]*").replace("~", " ?").replace("(", "(?:")
    spaced = re.sub(r"^\^(.*)\$$", rf"{_ITEM_STARTS}\1{_ITEM_ENDS}", spaced)
    return spaced.replace("\x00", _GAP) + "(?![^ ])"


def with_parts(written: str, parts: Mapping[str, str]) -> str:
    """A seed with its named parts put in, hyphens and colons as the spaces they are read as."""
    plain = written.replace("-", " ").replace(":", " ")
    return _PART.sub(lambda found: with_parts(parts[found[1]], parts), plain)


def starts_of(plain: str) -> frozenset[str]:
    """Letters that the first word of every match begins with, one entry per alternative."""
    return frozenset(_starts(plain))


def needs_of(plain: str) -> frozenset[str]:
    """Letters of which every match has a word beginning with one: those of its last element that may not be missing."""
    elements = [element for element in _elements(plain.strip("^$ ")) if not _may_be_missing(element)]
    return starts_of(elements[-1]) if elements else starts_of(plain)


def _elements(plain: str) -> Iterator[str]:
    """What stands between spaces outside brackets."""
    depth, start = 0, 0
    for place, letter in enumerate(plain):
        depth += (letter in "([") - (letter in ")]")
        if letter == " " and not depth:
            yield plain[start:place]
            start = place + 1
    yield plain[start:]


def _may_be_missing(element: str) -> bool:
    return element in {"", ".."} or element.endswith((")?", " )*", "]"))


def _starts(plain: str) -> Iterator[str]:
    plain = plain.lstrip(" ^")
    if plain.startswith("["):
        inside, _, rest = plain[1:].partition("]")
        yield from _starts(inside)
        yield from _starts(rest)
    elif plain.startswith("("):
        inside, rest = _inside(plain)
        for option in _options(inside):
            yield from _starts(option)
        if rest.startswith(("?", "*")) and rest.strip("?*$ "):
            yield from _starts(rest[1:].lstrip("?"))
    else:
        yield _letters(plain)


def _letters(plain: str) -> str:
    found = _FIRST_LETTERS.match(plain)
    letters = found[0] if found else ""
    if not letters:
        message = f"A seed of codebook_en.toml may start with anything: {plain!r}. Write its first letters."
        raise AnalysisError(message)
    return letters


def _inside(plain: str) -> tuple[str, str]:
    depth = 0
    for place, letter in enumerate(plain):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return plain[1:place], plain[place + 1 :]
    message = f"A bracket never closes in the seed {plain!r} of codebook_en.toml. Close it."
    raise AnalysisError(message)


def _options(inside: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, letter in enumerate(inside):
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and not depth:
            yield inside[start:place]
            start = place + 1
    yield inside[start:]
