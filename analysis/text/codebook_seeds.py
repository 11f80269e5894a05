"""The codebook's seeds: what we write down about each construct, compiled, and where it stands in comments."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

CLAUSE_MARKS: Final = ",.;!?"
_GAP: Final = rf"(?: [^ {CLAUSE_MARKS}]+){{0,4}}? "
_ITEM_STARTS: Final = rf"(?:(?<![^{CLAUSE_MARKS}] )|(?<= and )|(?<= or ))"
_ITEM_ENDS: Final = rf"(?= [{CLAUSE_MARKS}]| and | or |$)"


class Strength(IntEnum):
    """What a seed does: carry a construct, add weight, or stand for something else that only looks like it."""

    STRONG = 0
    WEAK = 1
    TRAP = 2


class Seed(NamedTuple):
    """One compiled seed: its construct's place, its strength, what it was written as, and the pattern."""

    construct: int
    strength: Strength
    written: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Codebook:
    """The seeds file as read.

    constructs: codes in the file's order. names, supports: by code. seeds_by_start: seeds by how their first word
    starts. concepts: word or "word*" -> the places of the concepts it belongs to. concept_names: those concepts.
    support_patterns: a pattern per support's key.
    """

    constructs: tuple[str, ...]
    names: Mapping[str, str]
    supports: Mapping[str, str]
    seeds_by_start: Mapping[str, tuple[Seed, ...]]
    concepts: Mapping[str, tuple[int, ...]]
    concept_names: tuple[str, ...]
    support_patterns: Mapping[str, re.Pattern[str]]


@cache
def codebook() -> Codebook:
    """The shipped codebook, read once."""
    written = tomllib.loads(files("analysis.data").joinpath("codebook_en.toml").read_text(encoding="utf-8"))
    constructs: dict[str, dict[str, Any]] = written["constructs"]
    parts: dict[str, str] = written["parts"]
    return Codebook(
        tuple(constructs),
        {code: entry["name"] for code, entry in constructs.items()},
        {code: entry["support"] for code, entry in constructs.items()},
        _by_start(_seeds(constructs.values(), parts)),
        _concepts(written["concepts"]),
        tuple(written["concepts"]),
        {key: _any_of(seeds, parts) for key, seeds in written["supports"].items()},
    )


def _seeds(constructs: Iterable[dict[str, Any]], parts: Mapping[str, str]) -> Iterable[tuple[Seed, frozenset[str]]]:
    for place, entry in enumerate(constructs):
        for strength in Strength:
            key = {Strength.STRONG: "strong", Strength.WEAK: "weak", Strength.TRAP: "traps"}[strength]
            for written in entry.get(key, ()):
                source = pattern_of(written, parts)
                yield Seed(place, strength, written, re.compile(source)), starts_of(written, parts)


def _by_start(seeds: Iterable[tuple[Seed, frozenset[str]]]) -> dict[str, tuple[Seed, ...]]:
    found: dict[str, list[Seed]] = {}
    for seed, starts in seeds:
        for start in sorted(starts):
            found.setdefault(start, []).append(seed)
    return {start: tuple(entries) for start, entries in found.items()}


def _concepts(written: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for place, words in enumerate(written.values()):
        for word in dict.fromkeys(words.replace("-", " ").split()):
            found[word] = (*found.get(word, ()), place)
    return found


def _any_of(seeds: Iterable[str], parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("(?<![^ ])(?:" + "|".join(pattern_of(seed, parts) for seed in seeds) + ")")


def pattern_of(written: str, parts: Mapping[str, str]) -> str:
    """A seed as a regular expression over words parted by single spaces, clause marks being words of their own."""
    return _compiled(_with_parts(written, parts)) + "(?![^ ])"


def _with_parts(written: str, parts: Mapping[str, str]) -> str:
    plain = written.replace("-", " ").replace(":", " ")
    return re.sub(r"\{(\w+)\}", lambda found: _with_parts(parts[found[1]], parts), plain)


def _compiled(plain: str) -> str:
    spaced = re.sub(r" *\.\. *", "\x00", plain)
    spaced = re.sub(r"\[([^\]]+)\] ", r"(\1 )?", spaced)
    spaced = spaced.replace(" )*", " ){0,3}").replace("*", "[^ ]*").replace("~", " ?").replace("(", "(?:")
    spaced = re.sub(r"^\^(.*)\$$", rf"{_ITEM_STARTS}\1{_ITEM_ENDS}", spaced)
    return spaced.replace("\x00", _GAP)


def starts_of(written: str, parts: Mapping[str, str]) -> frozenset[str]:
    """How the first word of a match may start: letters that every match begins with, one entry per alternative."""
    return frozenset(_starts(_with_parts(written, parts)))


def _starts(plain: str) -> Iterable[str]:
    plain = plain.lstrip(" ^")
    if plain.startswith("["):
        inside, _, rest = plain[1:].partition("]")
        yield from _starts(inside)
        yield from _starts(rest)
    elif plain.startswith("("):
        inside, rest = _inside(plain)
        for option in _options(inside):
            yield from _starts(option)
        if rest.startswith(("?", "*")):
            yield from _starts(rest[1:])
    else:
        yield re.split(r"[ ~*(\[|$]", plain, maxsplit=1)[0]


def _inside(plain: str) -> tuple[str, str]:
    depth = 0
    for place, letter in enumerate(plain):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return plain[1:place], plain[place + 1 :]
    message = f"A bracket of the seed {plain!r} never closes. Close it in codebook_en.toml."
    raise ValueError(message)


def _options(inside: str) -> Iterable[str]:
    depth, start = 0, 0
    for place, letter in enumerate(inside):
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and not depth:
            yield inside[start:place]
            start = place + 1
    yield inside[start:]
