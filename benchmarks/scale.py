"""Seconds and memory from a thousand comments to a million: sentences of a real file in new company.

`python -m benchmarks.scale COMMENTS PREDICTED SEED` is the child that measures: comments on the first file's lines.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from analysis.text.themes import ThemeModel
from benchmarks.labelled import LabelledSet
from benchmarks.sections import Section, seconds, tell
from benchmarks.trial import ROOT, TrialFailedError, peak_memory, settings

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
PREDICTED: Final = 10_000
MOST_SECONDS: Final = {1_000: (2, 1), 10_000: (6, 3), 100_000: (12, 6), 1_000_000: (60, 30)}
MOST_MEMORY: Final = {100_000: (700, 600), 1_000_000: (1_200, 900)}
"""Floor and aim, s and MB."""
MOST_PREDICT_SECONDS: Final = 0.2
MEGABYTES: Final = 2**20 / 1e6
SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?;])\s+|\s*\n\s*")
SENTENCES: Final = (2, 3, 4)
"""How many sentences a comment is made of: with one alone, most of a million would be repeats."""


@dataclass(frozen=True)
class Fit:
    """One fit: seconds to read the lines is not in it. Memory is the process's, MiB, before the fit and at most."""

    comments: int
    themes: int
    fit_seconds: float
    predict_seconds: float
    memory_before: float
    peak_memory: float


def scale_section(source: LabelledSet, sizes: Sequence[int], rounds: int) -> Section:
    """Fit every size once a round, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        files = {size: _write(Path(folder), source, size) for size in sizes}
        fits = [_measured(files, turn) for turn in range(rounds)]
    rows = [_row([turn[place] for turn in fits]) for place in range(len(sizes))]
    text = (
        f"Comments of {SENTENCES[0]} to {SENTENCES[-1]} sentences of {source.name}, recombined by a seed; number "
        f"unknown; medians of {rounds} rounds, a fresh process each. Memory is the whole process's, the comments "
        f"included; `predict` is of {PREDICTED:,} others, in {MOST_PREDICT_SECONDS:g} s at most."
    )
    header = (
        "comments",
        "seconds",
        "floor, aim",
        "MB with comments read",
        "MB at most",
        "floor, aim",
        "predict",
        "found",
    )
    return Section("Scale", text, header, rows)


def _measured(files: dict[int, Path], turn: int) -> list[Fit]:
    fits = [measure(path, others(size), turn) for size, path in files.items()]
    tell(f"scale, round {turn + 1}: {[f'{fit.comments:,}: {fit.fit_seconds:.1f} s' for fit in fits]}")
    return fits


def _row(fits: Sequence[Fit]) -> list[str]:
    size = fits[0].comments
    return [
        f"{size:,}",
        seconds(median(fit.fit_seconds for fit in fits)),
        _goal(MOST_SECONDS, size),
        f"{median(fit.memory_before for fit in fits) * MEGABYTES:.0f}",
        f"{max(fit.peak_memory for fit in fits) * MEGABYTES:.0f}",
        _goal(MOST_MEMORY, size),
        seconds(median(fit.predict_seconds for fit in fits)),
        str(fits[0].themes),
    ]


def _goal(goals: dict[int, tuple[int, int]], size: int) -> str:
    return "{}, {}".format(*goals[size]) if size in goals else ""


def _write(folder: Path, source: LabelledSet, size: int) -> Path:
    """Write comments, one a line, and after them the ones to predict."""
    path = folder / f"{size}.txt"
    with path.open("w", encoding="utf-8") as lines:
        number = size + others(size)
        lines.writelines(f"{comment}\n" for comment in recombined(source.comments, number, seed=size))
    return path


def others(size: int) -> int:
    """How many comments are predicted after a fit of `size`."""
    return min(PREDICTED, 10 * size)


def recombined(comments: Sequence[str], number: int, seed: int) -> Iterator[str]:
    """Yield `number` comments, each of two to four sentences drawn from all comments' sentences."""
    random = Random(seed)
    sentences = [part.strip() for comment in comments for part in SENTENCE_ENDS.split(comment) if part.strip()]
    for _ in range(number):
        yield " ".join(random.choices(sentences, k=random.choice(SENTENCES)))


def measure(path: Path, predicted: int, seed: int) -> Fit:
    """Fit the comments of a file but its last `predicted`, in a process of its own.

    Raises:
        TrialFailedError: the process failed.
    """
    command = [sys.executable, "-m", "benchmarks.scale", str(path), str(predicted), str(seed)]
    done = subprocess.run(command, cwd=ROOT, env=settings(), check=False, capture_output=True, text=True)
    if done.returncode:
        raise TrialFailedError(f"Fitting {path.name} failed: {' '.join(done.stderr.splitlines()[-3:])}")
    return Fit(**json.loads(done.stdout))


def main(path: Path, predicted: int, seed: int) -> None:
    """Be the child."""
    with path.open(encoding="utf-8") as lines:
        comments = [line.rstrip("\n") for line in lines]
    unseen = comments[-predicted:]
    del comments[-predicted:]
    before = peak_memory()
    started = time.perf_counter()
    model = ThemeModel(random_state=seed).fit(comments)
    fit_seconds, peak = time.perf_counter() - started, peak_memory()
    predict_seconds = median(_timed_predict(model, unseen) for _ in range(3))
    fit = Fit(len(comments), len(model.themes_), fit_seconds, predict_seconds, before, peak)
    print(json.dumps(vars(fit)))


def _timed_predict(model: ThemeModel, comments: Sequence[str]) -> float:
    started = time.perf_counter()
    model.predict(comments)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
