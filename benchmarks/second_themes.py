#!/usr/bin/env python3
"""How often a comment's second theme is right, on comments made of two with different human labels.

Every tenth comment is two of a set, joined; the others stay as they are. A theme's label is that of most of its single
comments. A second theme is right where its label is one of the comment's own and not that of its best theme.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from analysis.text.second_themes import second_themes
from analysis.text.themes import ThemeModel
from benchmarks.labelled import BenchmarkRefusal, LabelledSet, draw, read_labelled
from benchmarks.sections import Section, document, leave, percent, tell

LABELS: Final = 20
ROWS: Final = 2_000
JOINED_EACH: Final = 10
HEADER: Final = (
    *("set", "best theme right", "have a second", "of the joined", "of the others", "right", "right of the joined"),
    "right by share",
)


@dataclass(frozen=True)
class Judged:
    """One comment: whether it was joined of two, its best theme right, a second one said, and that one right.

    share, by_share: how much of the second-best theme is in it as a whole, and whether that one is right.
    """

    joined: bool
    best: bool
    said: bool
    right: bool
    share: float
    by_share: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every file; return its exit code: 0 done, 1 not measurable."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="CSV files with columns text and label")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--markdown", type=Path, help="write the table to this file, between its marks if it has them")
    chosen = parser.parse_args(arguments)
    try:
        section = second_section([read_labelled(path) for path in chosen.data], chosen.seeds)
    except BenchmarkRefusal as refusal:
        tell(str(refusal))
        return 1
    tables = document([section])
    sys.stdout.write(tables)
    if chosen.markdown:
        leave(tables, chosen.markdown, "second_themes.py")
    return 0


def second_section(sets: Sequence[LabelledSet], seeds: int) -> Section:
    """One row a set, over all its seeds."""
    rows = []
    for whole in sets:
        judged = [each for seed in range(seeds) for each in judge(draw(whole, LABELS, ROWS, seed), seed)]
        rows.append([whole.name, *cells(judged)])
        tell(" ".join(rows[-1]))
    text = (
        "Every tenth comment is two of different labels, joined. “Right”: the second theme's label is one of the "
        "comment's and not that of its best theme. The last column names the second-best theme of equally many "
        "comments instead, those with most of it in the whole comment."
    )
    return Section("Second themes", text, HEADER, rows)


def judge(drawn: LabelledSet, seed: int) -> list[Judged]:
    """Fit a set with every tenth comment joined, and judge the second themes of all that have a theme."""
    comments, labels = joined(drawn, seed)
    model = ThemeModel(random_state=seed).fit(comments)
    first = model.labels_
    second, shares = second_themes(model, comments, first), model.predict_proba(comments)
    label_of = [most_common(labels, np.flatnonzero(first == theme).tolist()) for theme in range(model.n_themes_)]
    found = []
    for row in np.flatnonzero(first >= 0).tolist():
        own, best, next_best = labels[row], label_of[first[row]], int(np.argsort(shares[row])[-2])
        right = [label_of[theme] in own and label_of[theme] != best for theme in (second[row], next_best)]
        said = bool(second[row] >= 0)
        share = float(shares[row, next_best])
        found.append(Judged(len(own) > 1, best in own, said, said and right[0], share, right[1]))
    return found


def joined(drawn: LabelledSet, seed: int) -> tuple[list[str], list[frozenset[str]]]:
    """The comments of a set with every tenth made of two that have different labels, and the labels of each."""
    rows = list(range(len(drawn.comments)))
    Random(seed).shuffle(rows)
    comments: list[str] = []
    labels: list[frozenset[str]] = []
    while rows:
        row = rows.pop()
        other = rows[-1] if rows and len(comments) % JOINED_EACH == 0 else row
        text, own = drawn.comments[row].rstrip(), frozenset({drawn.labels[row], drawn.labels[other]})
        if len(own) > 1:
            text = f"{text}{'' if text[-1] in '.!?' else '.'} {drawn.comments[rows.pop()]}"
        comments.append(text)
        labels.append(own)
    return comments, labels


def most_common(labels: Sequence[frozenset[str]], rows: Sequence[int]) -> str:
    """The label of most single comments among the rows, "" where there are none."""
    counted = Counter(label for row in rows if len(labels[row]) == 1 for label in labels[row])
    return min(counted, key=lambda label: (-counted[label], label), default="")


def cells(judged: Sequence[Judged]) -> list[str]:
    """The figures of a set."""
    said = [each for each in judged if each.said]
    by_share = sorted(judged, key=lambda each: -each.share)[: len(said)]
    doubles = [each for each in judged if each.joined]
    return [
        of(judged, [each for each in judged if each.best]),
        of(judged, said),
        of(doubles, [each for each in doubles if each.said]),
        of([each for each in judged if not each.joined], [each for each in said if not each.joined]),
        of(said, [each for each in said if each.right]),
        of([each for each in said if each.joined], [each for each in said if each.joined and each.right]),
        of(by_share, [each for each in by_share if each.by_share]),
    ]


def of(whole: Sequence[Judged], part: Sequence[Judged]) -> str:
    """How large a part is."""
    return percent(len(part) / len(whole)) if whole else "-"


if __name__ == "__main__":
    raise SystemExit(main())
