"""Comments with what identifies somebody marked by hand, and what a masked comment covered of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from analysis.text.normalise import clean_text
from benchmarks.labelled import BenchmarkRefusal

FILE: Final = Path(__file__).with_name("masking_labelled.txt")
PROMISED: Final = ("name", "misspelt", "email", "phone", "url", "address", "id")
NOT_PROMISED: Final = ("nickname", "initials", "stranger", "disguised")
"""Kinds of what a comment can hold; masking what is not promised is no mistake, and leaving it is none either."""

SPARE: Final = 2
"""Letters that a mask may hide beside a name: the s of "the Danas"."""

_MARKED = re.compile(r"\[\[(\w+):(.+?)\]\](?!\])")
_ORGANISATION = re.compile(r"^organisation: (.*)$", re.MULTILINE)
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_MASK = re.compile(r"\[(e-mail|phone|link|name|address|number)\]")


@dataclass(frozen=True)
class Marked:
    """What identifies somebody: its kind and where it begins and ends in the cleaned comment."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class LabelledComment:
    """A comment as somebody would write it; the masking was never changed because of one that is `held_out`."""

    language: str
    text: str
    marked: tuple[Marked, ...]
    held_out: bool


@dataclass(frozen=True)
class Organisation:
    """The people of a roster, and comments from among them."""

    roster: tuple[str, ...]
    comments: tuple[LabelledComment, ...]


@dataclass(frozen=True)
class Covered:
    """A mask: its kind, and which part of the cleaned comment it stands for."""

    kind: str
    start: int
    end: int


def read_organisations(path: Path = FILE) -> list[Organisation]:
    """Read the labelled file; its first lines say how it is written.

    Of the first organisation half is held out, by each line's checksum; of another all or nothing, as its line says.

    Raises:
        BenchmarkRefusal: the file is missing, or a line names a kind nobody knows.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise BenchmarkRefusal(f"{path} cannot be read: {error.strerror}.") from error
    parts = _ORGANISATION.split(text)
    return [_organisation(part, said) for part, said in zip(parts[::2], ["half", *parts[1::2]], strict=True)]


def _organisation(part: str, said: str) -> Organisation:
    lines = [line for line in part.splitlines() if line and not line.startswith("#")]
    roster = tuple(line.removeprefix("roster:").strip() for line in lines if line.startswith("roster:"))
    return Organisation(roster, tuple(_comment(line, said) for line in lines if not line.startswith("roster:")))


def _comment(line: str, said: str) -> LabelledComment:
    language, _, written = line.partition(" ")
    parts = _MARKED.split(_ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), written))
    marked: list[Marked] = []
    raw = parts[0]
    for kind, inside, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if kind not in PROMISED + NOT_PROMISED:
            raise BenchmarkRefusal(f"What is {kind!r}? {line}")
        marked.append(Marked(kind, len(clean_text(raw + "|")) - 1, len(clean_text(raw + inside))))
        raw += inside + after
    return LabelledComment(language, clean_text(raw), tuple(marked), _is_held_out(line, said))


def _is_held_out(line: str, said: str) -> bool:
    return bool(zlib.crc32(line.encode()) % 2) if said == "half" else said.endswith("held out")


def masks_of(text: str, masked: str) -> list[Covered]:
    """Find which part of a cleaned comment every mask of its masked form stands for.

    Raises:
        ValueError: the masked form is not the comment with parts of it replaced.
    """
    parts = _MASK.split(masked)
    found = re.fullmatch("(.+?)".join(map(re.escape, parts[::2])), text, re.DOTALL)
    if found is None:
        raise ValueError(f"{masked!r} is not {text!r} with parts of it masked")
    return [Covered(kind, *found.span(place)) for place, kind in enumerate(parts[1::2], 1)]


def is_covered(text: str, one: Marked, masks: Sequence[Covered]) -> bool:
    """Whether every letter and digit of what identifies somebody is masked."""
    places = [place for place in range(one.start, one.end) if text[place].isalnum()]
    return all(any(mask.start <= place < mask.end for mask in masks) for place in places)


def is_right(text: str, mask: Covered, marked: Sequence[Marked]) -> bool:
    """Whether a mask stands for something that identifies somebody, and for two other letters or digits at most."""
    places = [place for place in range(mask.start, mask.end) if text[place].isalnum()]
    identifying = sum(any(one.start <= place < one.end for one in marked) for place in places)
    return 0 < identifying >= len(places) - SPARE
