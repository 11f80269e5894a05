"""Seconds and memory of a large wave: 15 constructs, three roles, hundreds of groups.

`python -m benchmarks.statistics_scale PEOPLE GROUPS` is the child that measures; memory is its whole process's.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Final

from analysis import WaveSettings, analyse_wave
from analysis.groups import group_figures
from analysis.tables import Minimums
from benchmarks.disclosure_plan import Size, random_wave
from benchmarks.sections import Section, seconds, tell
from benchmarks.trial import ROOT, TrialFailedError, peak_memory, settings

REGIONS: Final = 20
MEGABYTES: Final = 2**20 / 1e6
MOST_SECONDS, MOST_MEMORY = 60, 1_000


@dataclass(frozen=True)
class Measured:
    """Seconds of the groups alone and of the whole analysis; MiB before, the wave included, and at most."""

    groups: int
    figures: int
    group_seconds: float
    analysis_seconds: float
    later_seconds: float
    memory_before: float
    peak_memory: float


def scale_section(people: int, groups: int) -> Section:
    tell(f"a wave of {people:,} people in {groups:,} groups")
    found = measure(people, groups)
    row = [
        f"{people:,}",
        f"{found.groups:,}",
        f"{found.figures:,}",
        *map(seconds, (found.group_seconds, found.analysis_seconds, found.later_seconds)),
        *(f"{memory * MEGABYTES:.0f}" for memory in (found.memory_before, found.peak_memory)),
    ]
    text = (
        f"Fifteen constructs that each of three roles is asked, in regions and leaders; no comments. At most "
        f"{MOST_SECONDS} s and {MOST_MEMORY:,} MB. Seconds of the scores by group alone, of the whole analysis, and of "
        "one with a wave before it; memory of the process with both waves read, and at most."
    )
    header = (
        "people",
        "groups",
        "scores by group",
        "groups, s",
        "analysis, s",
        "with changes, s",
        "MB read",
        "MB most",
    )
    return Section("A large wave", text, header, [row])


def measure(people: int, groups: int) -> Measured:
    """Analyse a wave of so many people in a process of its own.

    Raises:
        TrialFailedError: the process failed.
    """
    command = [sys.executable, "-m", "benchmarks.statistics_scale", str(people), str(groups)]
    done = subprocess.run(command, cwd=ROOT, env=settings(), check=False, capture_output=True, text=True)
    if done.returncode:
        raise TrialFailedError(f"A wave of {people:,} failed: {' '.join(done.stderr.splitlines()[-3:])}")
    return Measured(**json.loads(done.stdout))


def main(people: int, groups: int) -> None:
    """Be the child."""
    regions = min(REGIONS, max(groups // 4, 1))
    size = Size(people, regions, max(groups // regions - 1, 1))
    table, previous = random_wave(size, 0), random_wave(size, 1)
    before = peak_memory()
    started = time.perf_counter()
    figures, _, _ = group_figures(table, WaveSettings(minimums=Minimums()))
    grouped = time.perf_counter()
    analyse_wave(table)
    analysed = time.perf_counter()
    analyse_wave(table, WaveSettings(previous=previous, previous_name="the wave before"))
    later = time.perf_counter()
    n_groups = len({(figure.scope, figure.group) for figure in figures if not figure.merged}) - 1
    took = (grouped - started, analysed - grouped, later - analysed)
    print(json.dumps(asdict(Measured(n_groups, len(figures), *took, before, peak_memory()))))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
