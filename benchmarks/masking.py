#!/usr/bin/env python3
"""Measure masking: what of everything that identifies somebody is found, what is masked needlessly, and the time.

`quality` reads benchmarks/masking_labelled.txt, `mistakes` shows what went wrong in its development half, `speed` masks
many comments. --markdown leaves the tables in a file too.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

import numpy as np

from analysis.text.masking import Masker
from benchmarks.labelled import BenchmarkRefusal
from benchmarks.masking_labels import (
    FILE,
    NOT_PROMISED,
    PROMISED,
    Covered,
    LabelledComment,
    Organisation,
    is_covered,
    is_right,
    masks_of,
    read_organisations,
)
from benchmarks.sections import Section, document, leave, percent, seconds

RECALL: Final = 0.95
PRECISION: Final = 0.9
"""What the masking is held to, on the half that was not looked at while it was improved."""
Parts: TypeAlias = list[tuple[str, list["Judged"]]]
SENTENCES: Final = (2, 3, 4)
WITH_MARKS: Final = 0.1
SENTENCES_FILE: Final = Path(__file__).parents[1] / "survey_service" / "demo" / "comments.toml"
CHOICE: Final = re.compile(r"\{([^{}]*)\}")
ROSTERS: Final = (54, 1_000, 20_000)


@dataclass(frozen=True)
class Judged:
    """One comment: its masked form, what masks stand for, what stayed readable, and what was masked needlessly."""

    comment: LabelledComment
    masked: str
    found: tuple[str, ...]
    missed: tuple[str, ...]
    right: tuple[str, ...]
    needless: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one measurement; return its exit code: 0 done, 1 the file cannot be used, 2 not understood."""
    chosen = parser().parse_args(arguments)
    try:
        labelled = read_organisations(chosen.file)
    except BenchmarkRefusal as refusal:
        print(f"masking.py: {refusal}", file=sys.stderr)
        return 1
    if chosen.measurement == "mistakes":
        print("\n".join(mistakes(of_half(judge(labelled), held_out=False))))
        return 0
    tables = document(_sections(labelled, chosen))
    print(tables)
    if chosen.markdown:
        leave(tables, chosen.markdown, "masking.py")
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="masking.py", description=__doc__)
    top.add_argument("measurement", choices=("quality", "mistakes", "speed", "all"), help="what to measure")
    top.add_argument("--file", type=Path, default=FILE, help="another labelled file")
    top.add_argument("--comments", type=int, default=100_000, help="of speed (100000)")
    top.add_argument("--rounds", type=int, default=5, help="of speed (5)")
    top.add_argument("--markdown", type=Path, metavar="FILE", help="leave the tables here too")
    return top


def _sections(labelled: Sequence[Organisation], chosen: argparse.Namespace) -> list[Section]:
    found = [quality_section(labelled)] if chosen.measurement != "speed" else []
    if chosen.measurement == "quality":
        return found
    return [*found, speed_section(labelled, chosen.comments, chosen.rounds)]


def judge(labelled: Sequence[Organisation]) -> list[Judged]:
    """Mask every comment with its organisation's roster, and compare with what was marked by hand."""
    maskers = [(Masker(each.roster), each.comments) for each in labelled]
    return [_judged(comment, masker.mask(comment.text)) for masker, comments in maskers for comment in comments]


def _judged(comment: LabelledComment, masked: str) -> Judged:
    masks = masks_of(comment.text, masked)
    covered = {one: is_covered(comment.text, one, masks) for one in comment.marked}
    right = {mask: is_right(comment.text, mask, comment.marked) for mask in masks}
    return Judged(
        comment,
        masked,
        found=tuple(one.kind for one, whole in covered.items() if whole),
        missed=tuple(one.kind for one, whole in covered.items() if not whole),
        right=_kinds(right, wanted=True),
        needless=_kinds(right, wanted=False),
    )


def _kinds(right: dict[Covered, bool], *, wanted: bool) -> tuple[str, ...]:
    return tuple(mask.kind for mask, is_one in right.items() if is_one is wanted)


def recall(judged: Sequence[Judged], kinds: Sequence[str] = PROMISED) -> tuple[int, int]:
    """How many of what is marked as one of these kinds are masked whole, and how many there are."""
    found = sum(kind in kinds for one in judged for kind in one.found)
    return found, found + sum(kind in kinds for one in judged for kind in one.missed)


def precision(judged: Sequence[Judged]) -> tuple[int, int]:
    """How many masks stand for something that identifies somebody, and how many masks there are."""
    right = sum(len(one.right) for one in judged)
    return right, right + sum(len(one.needless) for one in judged)


def of_half(judged: Sequence[Judged], *, held_out: bool) -> list[Judged]:
    return [one for one in judged if one.comment.held_out is held_out]


def parts_of(labelled: Sequence[Organisation]) -> Parts:
    """What is told apart: what the masking was improved on, the half held out beside it, and other people held out."""
    first, others = judge(labelled[:1]), judge(labelled[1:])
    return [
        ("development", of_half([*first, *others], held_out=False)),
        ("held out", of_half(first, held_out=True)),
        ("held out, other people", of_half(others, held_out=True)),
    ]


def mistakes(judged: Sequence[Judged]) -> list[str]:
    """What is left of each comment with a mistake."""
    wrong = [one for one in judged if one.missed or one.needless]
    return [f"missed {one.missed} needless {one.needless}: {one.comment.text!r} -> {one.masked!r}" for one in wrong]


def quality_section(labelled: Sequence[Organisation]) -> Section:
    """Recall of every kind and of all promised, precision of all masks, for every part of the file."""
    parts = parts_of(labelled)
    rows = [[kind, *(_share(*recall(part, [kind])) for _, part in parts)] for kind in PROMISED]
    rows.append(["all that is promised: recall", *(_share(*recall(part)) for _, part in parts)])
    rows.append(["masks that were right: precision", *(_share(*precision(part)) for _, part in parts)])
    rows += [[f"not promised: {kind}", *(_share(*recall(part, [kind])) for _, part in parts)] for kind in NOT_PROMISED]
    comments = [comment for each in labelled for comment in each.comments]
    marked = sum(bool(comment.marked) for comment in comments)
    text = (
        f"{len(comments)} invented comments, {marked} of them with something to mask, and rosters of "
        f"{', '.join(str(len(each.roster)) for each in labelled)} people. Found means that no letter or digit of it is "
        "left. The masking was not changed because of what is held out; the bar there is "
        f"{RECALL:g} recall, {PRECISION:g} precision."
    )
    return Section("Masking", text, ("what", *(name for name, _ in parts)), rows)


def _share(part: int, whole: int) -> str:
    return f"{percent(part / whole)} ({part} of {whole})" if whole else "none"


def speed_section(labelled: Sequence[Organisation], comments: int, rounds: int) -> Section:
    """Seconds of the processor to mask many comments with rosters of several sizes."""
    texts = made_comments(labelled, comments)
    rows = []
    for size in ROSTERS:
        names = made_roster(labelled[0].roster, size)
        taken = [_timed(names, texts) for _ in range(rounds)]
        usual = float(np.median(taken))
        rows.append([f"{size:,} people", seconds(usual), f"{comments / usual:,.0f}"])
    text = (
        f"{comments:,} comments of two to four sentences, one sentence in ten with something to mask; seconds "
        f"of one core, medians of {rounds} rounds."
    )
    return Section("Time to mask", text, ("roster", "seconds", "comments a second"), rows)


def _timed(names: Sequence[str], texts: Sequence[str]) -> float:
    begun = time.process_time()
    masker = Masker(names)
    for text in texts:
        masker.mask(text)
    return time.process_time() - begun


def made_comments(labelled: Sequence[Organisation], number: int) -> list[str]:
    """Comments of two to four sentences of the demo's, one in ten from the labelled file with something to mask."""
    random = Random(1)
    themes = tomllib.loads(SENTENCES_FILE.read_text("utf-8"))["theme"]
    plain = [sentence for theme in themes for sentence in theme["sentences"]]
    marked = [comment.text for each in labelled for comment in each.comments if comment.marked]

    def sentence() -> str:
        written = random.choice(marked if random.random() < WITH_MARKS else plain)
        return CHOICE.sub(lambda found: random.choice(found.group(1).split("|")), written)

    return [" ".join(sentence() for _ in range(random.choice(SENTENCES))) for _ in range(number)]


def made_roster(roster: Sequence[str], size: int) -> list[str]:
    """The roster, filled up with people whose names are made of syllables."""
    random = Random(2)
    syllables = [first + vowel for first in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "ar", "en", "il")]

    def word() -> str:
        return "".join(random.choice(syllables) for _ in range(random.choice((2, 3, 4)))).capitalize()

    return [*roster[:size], *(f"{word()} {word()}" for _ in range(size - len(roster)))]


if __name__ == "__main__":
    sys.exit(main())
