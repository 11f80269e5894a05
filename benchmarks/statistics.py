#!/usr/bin/env python3
"""Measure the statistics: what intervals hold, false flags and power of a report, seconds and memory of a large wave.

Every measurement prints Markdown tables; --markdown leaves them in a file too. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks import statistics_scale
from benchmarks.sections import Section, document, leave
from benchmarks.simulation import FAMILIES, Family
from benchmarks.simulation_changes import CHANGES, change_flags
from benchmarks.simulation_intervals import TIMES_ANEW, TIMES_CHEAP, Cell, Held, Size, cells
from benchmarks.simulation_reports import CONSTRUCTS, flags, power
from benchmarks.trial import TrialFailedError

Measurement: TypeAlias = Callable[[argparse.Namespace], list[Section]]

LOWEST, HIGHEST, MOST_FLAGS = 0.92, 0.98, 0.10

EXAMPLES: Final = """\
examples:
  python benchmarks/statistics.py coverage --rounds 200
  python benchmarks/statistics.py all --markdown docs/statistics.md
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one measurement; return its exit code: 0 done, 1 failed, 2 not understood."""
    chosen = parser().parse_args(arguments)
    try:
        tables = document(MEASUREMENTS[chosen.measurement](chosen))
    except TrialFailedError as failure:
        print(f"statistics.py: {failure}", file=sys.stderr)
        return 1
    print(tables)
    if chosen.markdown:
        leave(tables, chosen.markdown, "statistics.py")
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="statistics.py", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("measurement", choices=MEASUREMENTS, help="what to measure")
    top.add_argument("--rounds", type=int, default=300, metavar="N", help="draws of each case of an interval (300)")
    top.add_argument("--reports", type=int, default=500, metavar="N", help="reports of each kind (500)")
    top.add_argument("--people", type=int, default=100_000, metavar="N", help="of the large wave (100000)")
    top.add_argument("--groups", type=int, default=400, metavar="N", help="of the large wave (400)")
    top.add_argument("--markdown", type=Path, metavar="FILE", help="leave the tables here too")
    return top


def measure_coverage(chosen: argparse.Namespace) -> list[Section]:
    found = list(cells(chosen.rounds))
    return [coverage_section(found, chosen.rounds), defined_section(found)]


def coverage_section(found: Sequence[Cell], rounds: int) -> Section:
    """One row an interval and size: the mean over cases in each family, and the case that is held least."""
    text = (
        f"How often a 95 % interval holds what is true, in percent: the mean over the cases of a family, {rounds:,} "
        f"draws of a case ({rounds * TIMES_CHEAP:,} of Student's t and of effects within people), shares exactly. The "
        f"bar is {LOWEST:.0%} to {HIGHEST:.0%}; ! is outside. Then the case that is held least, drawn anew "
        f"{TIMES_ANEW} times as often, and how often there is an interval at all."
    )
    rows = [_coverage_row(group) for group in _rows(found)]
    return Section("Coverage", text, ("interval", "people", *FAMILIES, "lowest", "printed", "held least"), rows)


def _rows(found: Iterable[Cell]) -> list[list[Cell]]:
    rows: dict[tuple[str, Size], list[Cell]] = {}
    for cell in found:
        rows.setdefault((cell.interval, cell.size), []).append(cell)
    return [*rows.values()]


def _coverage_row(group: Sequence[Cell]) -> list[str]:
    lowest = min(group, key=lambda cell: cell.ours.lowest)
    printed = min(cell.printed for cell in group)
    case = f"{lowest.family}: {lowest.ours.lowest_case}"
    return [*_cells({cell.family: cell.ours for cell in group}, group[0]), _percent(printed), case]


def _cells(by_family: dict[Family, Held], one: Cell) -> list[str]:
    means = [_judged(by_family[family].mean) if family in by_family else "" for family in FAMILIES]
    return [one.interval, " v ".join(map(str, one.size)), *means, _percent(min(h.lowest for h in by_family.values()))]


def _judged(share: float) -> str:
    return _percent(share) + ("" if LOWEST <= round(share, 3) <= HIGHEST else " !")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def defined_section(found: Sequence[Cell]) -> Section:
    """The same draws with the intervals that the definitions name, where another is printed."""
    text = "The same draws with the definitions' formulas, where another is printed: mean, and the case held least."
    groups = [[cell for cell in group if cell.defined] for group in _rows(found)]
    rows = [
        _cells({cell.family: cell.defined for cell in group if cell.defined}, group[0]) for group in groups if group
    ]
    return Section("By the definitions' formulas", text, ("interval", "people", *FAMILIES, "lowest"), rows)


def measure_flags(chosen: argparse.Namespace) -> list[Section]:
    rows = [
        [str(one.organisation), one.answers, _flagged(one.disconnect), _percent(one.watch), _percent(one.raw)]
        for one in flags(chosen.reports)
    ]
    text = (
        f"Percent of {chosen.reports:,} reports of {CONSTRUCTS} constructs without any difference that name one: "
        f"as a disconnect ({MOST_FLAGS:.0%} at most), as something to watch, and what a raw p below .05 would name. "
        "People are executives, managers, reps."
    )
    header = ("people", "both sides answer", "disconnect", "watch", "raw p < .05")
    return [Section("False flags", text, header, rows), changes_section(chosen.reports)]


def changes_section(reports: int) -> Section:
    """One row a size: how often a report says of an unchanged gap that it changed."""
    rows = [
        [f"{one.givers} v {one.receivers}", _flagged(one.named), _percent(one.raw)] for one in change_flags(reports)
    ]
    text = (
        f"Percent of {reports:,} reports of {CHANGES} perception gaps, the same in both waves, that say of one that it "
        f"changed ({MOST_FLAGS:.0%} at most), and what a raw p below .05 would say. Up to nine people: as printed."
    )
    return Section("False changes", text, ("people", "changed", "raw p < .05"), rows)


def _flagged(share: float) -> str:
    return _percent(share) + ("" if share <= MOST_FLAGS else " !")


def measure_power(chosen: argparse.Namespace) -> list[Section]:
    rows = [
        [str(one.organisation), one.comparison, f"{one.effect:g}", *map(_percent, (one.found, one.told, one.aligned))]
        for one in power(chosen.reports)
    ]
    text = (
        f"Percent of {chosen.reports:,} reports that name a true effect as a disconnect, eleven other constructs not "
        "differing; what the method box says for the same people; and how often it is called aligned."
    )
    header = ("people", "comparison", "true effect", "named", "method box", "aligned")
    return [Section("Power", text, header, rows)]


def measure_scale(chosen: argparse.Namespace) -> list[Section]:
    return [statistics_scale.scale_section(chosen.people, chosen.groups)]


def measure_all(chosen: argparse.Namespace) -> list[Section]:
    """Every table, in the order of docs/statistics.md."""
    measurements = (measure_coverage, measure_flags, measure_power, measure_scale)
    return [section for measurement in measurements for section in measurement(chosen)]


MEASUREMENTS: Final[dict[str, Measurement]] = {
    "coverage": measure_coverage,
    "flags": measure_flags,
    "power": measure_power,
    "scale": measure_scale,
    "all": measure_all,
}


if __name__ == "__main__":
    sys.exit(main())
