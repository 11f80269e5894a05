"""Comments that people have put into classes by hand, to judge themes by."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

MANY_LABELS: Final = 30
"""A set with more labels than this is drawn from; a survey has fewer."""


class BenchmarkRefusal(Exception):  # noqa: N818  (not a fault: what to do, in one line)
    """What stands in the way of a measurement and what to do about it."""


@dataclass(frozen=True)
class LabelledSet:
    """n comments with one human label each; `labels` is empty where nobody has labelled them."""

    name: str
    comments: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many labels there are."""
        return len(set(self.labels))

    def take(self, rows: Sequence[int]) -> LabelledSet:
        return LabelledSet(
            self.name,
            tuple(self.comments[row] for row in rows),
            tuple(self.labels[row] for row in rows) if self.labels else (),
        )


def read_labelled(path: Path, text: str = "text", label: str | None = "label") -> LabelledSet:
    """Read a CSV file's comments and, unless `label` is None, their labels; rows that lack either are left out.

    Raises:
        BenchmarkRefusal: the file is missing or has no such column.
    """
    csv.field_size_limit(sys.maxsize)
    wanted = [text] if label is None else [text, label]
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            reader = csv.DictReader(lines)
            missing = [column for column in wanted if column not in (reader.fieldnames or ())]
            rows = [] if missing else [[row[column] or "" for column in wanted] for row in reader]
    except OSError as error:
        raise BenchmarkRefusal(f"{path} cannot be read: {error.strerror}.") from error
    if missing:
        raise BenchmarkRefusal(f"{path.name} has no column {missing[0]!r}. Name it with --text and --label.")
    full = [row for row in rows if all(value.strip() for value in row)]
    labels = () if label is None else tuple(row[1] for row in full)
    return LabelledSet(path.stem, tuple(row[0] for row in full), labels)


def draw(whole: LabelledSet, labels: int, rows: int, seed: int) -> LabelledSet:
    """Draw from a set by a seed: `labels` of its labels if it has many, then at most `rows` rows; 0 takes all."""
    random = Random(seed)
    chosen = range(len(whole.comments))
    if labels and whole.number > max(labels, MANY_LABELS):
        kept = set(random.sample(sorted(set(whole.labels)), labels))
        chosen_rows = [row for row in chosen if whole.labels[row] in kept]
    else:
        chosen_rows = list(chosen)
    if rows and len(chosen_rows) > rows:
        chosen_rows = sorted(random.sample(chosen_rows, rows))
    return whole.take(chosen_rows)
