"""One estimator in a process of its own: its labels, seconds and peak memory.

The parent sends runs through `EstimatorProcess`; the child, `python -m benchmarks.trial MODULE:CLASS`, sees comments
and a number, never a label. It needs numpy only, so that it runs in the peers' environment too.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Final, Self

ROOT: Final = Path(__file__).resolve().parent.parent
LEAST_CLEAR: Final = 0.2
"""Our model's lowest fifth by confidence: what the product shows as "no clear theme"."""
NUMBER_NAMES: Final = ("n_themes", "n_clusters", "n_components", "n_topics")
THREADS: Final = "2"
THREAD_SETTINGS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
PATIENT: Final = {"OMP_WAIT_POLICY": "PASSIVE"}
"""Waiting threads sleep: on a busy machine torch's would otherwise burn the time they wait for."""
OFFLINE_SETTINGS: Final = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK")


class TrialFailedError(Exception):
    """An estimator's process ended without an answer; the message holds its own last words."""


@dataclass(frozen=True)
class Run:
    """Comments to find themes in; `number` None where the estimator has to find it."""

    comments: Sequence[str]
    number: int | None
    seed: int


@dataclass(frozen=True)
class Answer:
    """What one run gave.

    labels: by reading: "all", and where the estimator offers them "clear" and "nearest"; in "clear", None marks a
    comment that is left out of the comparison. themes: label and terms of each, if it names them. peak_memory: the
    most its process has held so far, MiB.
    """

    labels: dict[str, list[int | None]]
    seconds: float
    peak_memory: float
    themes: list[dict[str, Any]] = field(default_factory=list)


class EstimatorProcess:
    """A process that holds `module:Class` and answers one run after the other; its imports are done before the first.

    Raises:
        TrialFailedError: from `run`, when the process failed.
    """

    def __init__(self, estimator: str, python: Path | None = None) -> None:
        self._estimator = estimator
        self._errors = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115  (closed with the process)
        self._process = subprocess.Popen(
            [str(python or sys.executable), "-m", "benchmarks.trial", estimator],
            cwd=ROOT,
            env=settings(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def run(self, run: Run) -> Answer:
        told, heard = self._process.stdin, self._process.stdout
        assert told is not None
        assert heard is not None
        try:
            told.write(json.dumps(asdict(run)) + "\n")
            told.flush()
        except BrokenPipeError:
            raise self._failure() from None
        line = heard.readline()
        if not line:
            raise self._failure()
        return Answer(**json.loads(line))

    def _failure(self) -> TrialFailedError:
        self._process.wait()
        self._errors.seek(0)
        return TrialFailedError(f"{self._estimator} failed: {' '.join(self._errors.read().splitlines()[-3:])}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()
        if error[0] is not None:
            self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._errors.close()


def run_trial(estimator: str, runs: Sequence[Run], python: Path | None = None) -> list[Answer]:
    """Run `module:Class` on each of the runs in one fresh process.

    Raises:
        TrialFailedError: the process failed.
    """
    with EstimatorProcess(estimator, python) as process:
        return [process.run(run) for run in runs]


def settings() -> dict[str, str]:
    """The environment of every estimator: two threads, nothing fetched, no project path of another environment."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return kept | PATIENT | dict.fromkeys(THREAD_SETTINGS, THREADS) | dict.fromkeys(OFFLINE_SETTINGS, "1")


def main(name: str, asked: IO[str], answers: IO[str]) -> None:
    """Be the child: answer runs, one JSON line each, until there are no more."""
    module, _, class_name = name.partition(":")
    estimator = getattr(importlib.import_module(module), class_name)
    for line in asked:
        answers.write(json.dumps(asdict(answer(estimator, Run(**json.loads(line))))) + "\n")
        answers.flush()


def answer(estimator: type[Any], run: Run) -> Answer:
    """Fit one estimator and read what it offers."""
    model = estimator(**arguments(estimator, run))
    started = time.perf_counter()
    labels = [int(label) for label in model.fit_predict(list(run.comments))]
    seconds = time.perf_counter() - started + getattr(model, "seconds_spared_", 0.0)
    themes = [{"label": theme.label, "terms": list(theme.terms)} for theme in getattr(model, "themes_", ())]
    return Answer(readings(model, labels), seconds, peak_memory(), themes)


def arguments(estimator: type[Any], run: Run) -> dict[str, int]:
    """What to give the estimator: the number, by whichever name it has for it, and the seed."""
    names = inspect.signature(estimator).parameters
    number_name = next((name for name in NUMBER_NAMES if name in names), None)
    given = {number_name: run.number} if number_name and run.number is not None else {}
    return given | ({"random_state": run.seed} if "random_state" in names else {})


def readings(model: Any, labels: list[int]) -> dict[str, list[int | None]]:
    """The labels, and what of them the estimator itself calls unclear or has two answers for."""
    found: dict[str, list[int | None]] = {"all": list(labels)}
    if hasattr(model, "confidence_"):
        clear = [float(value) >= LEAST_CLEAR for value in model.confidence_]
        found["clear"] = [label if kept else None for label, kept in zip(labels, clear, strict=True)]
    if hasattr(model, "nearest_labels_"):
        found["nearest"] = [int(label) for label in model.nearest_labels_]
    return found


def peak_memory() -> float:
    """The most memory this process held, MiB.

    Linux hands a parent's figure on to its child through getrusage, so the kernel's own count comes first.
    """
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    held = next((float(line.split()[1]) for line in lines if line.startswith("VmHWM")), None)
    if held is not None:
        return held / 1024
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)  # what an estimator prints is no answer
        main(sys.argv[1], sys.stdin, answers)
