"""The codebook's seeds: what we write down about each construct, read and compiled."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from analysis.text.codebook_patterns import needs_of, pattern_of, starts_of, with_parts


class Strength(IntEnum):
    """What a seed does: carry a construct, add weight, or stand for something else that only looks like it."""

    STRONG = 0
    WEAK = 1
    TRAP = 2


_KEYS: Final = {Strength.STRONG: "strong", Strength.WEAK: "weak", Strength.TRAP: "traps"}


class Seed(NamedTuple):
    """One compiled seed: its construct's place, its strength, how it is written, and the pattern."""

    construct: int
    strength: Strength
    written: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Codebook:
    """The seeds file as read.

    constructs: codes in the file's order. names, supports: by code. seeds: all of them. starts, needs: letters -> the
    seeds, as bits, that a word beginning with them may start, and those it may be the needed word of. concepts: word
    or "word*" -> the places of the concepts it belongs to. concept_names: those. support_patterns: by support's key.
    """

    constructs: tuple[str, ...]
    names: Mapping[str, str]
    supports: Mapping[str, str]
    seeds: tuple[Seed, ...]
    starts: Mapping[str, int]
    needs: Mapping[str, int]
    concepts: Mapping[str, tuple[int, ...]]
    concept_names: tuple[str, ...]
    support_patterns: Mapping[str, re.Pattern[str]]


@cache
def codebook() -> Codebook:
    """The shipped codebook, read once.

    Raises:
        AnalysisError: a seed is not written as the file's head says.
    """
    written = tomllib.loads(files("analysis.data").joinpath("codebook_en.toml").read_text(encoding="utf-8"))
    constructs: dict[str, dict[str, Any]] = written["constructs"]
    parts: dict[str, str] = written["parts"]
    seeds = tuple(_seeds(constructs.values(), parts))
    plain = [with_parts(seed.written, parts) for seed in seeds]
    return Codebook(
        tuple(constructs),
        {code: entry["name"] for code, entry in constructs.items()},
        {code: entry["support"] for code, entry in constructs.items()},
        seeds,
        _as_bits([starts_of(seed) for seed in plain]),
        _as_bits([needs_of(seed) for seed in plain]),
        _concepts(written["concepts"]),
        tuple(written["concepts"]),
        {key: _any_of(entries, parts) for key, entries in written["supports"].items()},
    )


def _seeds(constructs: Iterable[dict[str, Any]], parts: Mapping[str, str]) -> Iterator[Seed]:
    for place, entry in enumerate(constructs):
        for strength, key in _KEYS.items():
            for written in dict.fromkeys(entry.get(key, ())):
                yield Seed(place, strength, written, re.compile(pattern_of(written, parts)))


def _as_bits(letters_of: Sequence[frozenset[str]]) -> dict[str, int]:
    """Letters -> a number whose bit n is set where seed n has them."""
    found: dict[str, int] = {}
    for place, entries in enumerate(letters_of):
        for letters in entries:
            found[letters] = found.get(letters, 0) | 1 << place
    return found


def _concepts(written: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for place, words in enumerate(written.values()):
        for word in dict.fromkeys(words.replace("-", " ").split()):
            found[word] = (*found.get(word, ()), place)
    return found


def _any_of(seeds: Iterable[str], parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("(?<![^ ])(?:" + "|".join(pattern_of(seed, parts) for seed in seeds) + ")")
