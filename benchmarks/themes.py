#!/usr/bin/env python3
"""Measure themes: agreement with human labels, names, stability, confirmed comments, time and memory.

Every measurement prints Markdown tables; --markdown leaves them in a file too. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks import names, quality, scale, speed, stability
from benchmarks.contestants import OURS, Mode, named_estimator, peers
from benchmarks.curation import curation_section
from benchmarks.labelled import BenchmarkRefusal, LabelledSet, read_labelled
from benchmarks.peers import PYTHON as PEERS_PYTHON
from benchmarks.sections import Section, document, leave
from benchmarks.trial import TrialFailedError

Measurement: TypeAlias = Callable[[argparse.Namespace], list[Section]]

EXAMPLES: Final = """\
examples:
  python benchmarks/themes.py quality --data answers.csv --k both
  python benchmarks/themes.py quality --data answers.csv --k true --estimator mine:Model --peers none
  python benchmarks/themes.py scale --data answers.csv --sizes 1000 10000
  python benchmarks/themes.py all --data a.csv b.csv --unlabelled c.csv --markdown tables.md
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one measurement; return its exit code: 0 done, 1 failed, 2 not understood."""
    chosen = parser().parse_args(arguments)
    try:
        tables = document(MEASUREMENTS[chosen.measurement](chosen))
    except (BenchmarkRefusal, TrialFailedError) as refusal:
        print(f"themes.py: {refusal}", file=sys.stderr)
        return 1
    print(tables)
    if chosen.markdown:
        leave(tables, chosen.markdown, "themes.py")
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="themes.py", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("measurement", choices=MEASUREMENTS, help="what to measure")
    _add_sources(top)
    top.add_argument("--k", choices=("true", "auto", "both"), default="both", help="tell the number of labels, or not")
    top.add_argument(
        "--estimator", nargs="+", metavar="MODULE:CLASS", default=[OURS.estimator], help="the first is ours"
    )
    top.add_argument("--peers", choices=("none", "simple", "all"), default="simple", help="who stands beside")
    top.add_argument("--peers-python", type=Path, metavar="PATH", help="a Python that has the packages of `all` peers")
    top.add_argument("--rounds", type=int, default=5, help="of what is timed (5)")
    top.add_argument("--sizes", nargs="+", type=int, default=scale.SIZES, metavar="N", help="of scale")
    top.add_argument("--markdown", type=Path, metavar="FILE", help="leave the tables here too")
    top.add_argument("--json", type=Path, metavar="FILE", help="leave the results of quality here")
    return top


def _add_sources(top: argparse.ArgumentParser) -> None:
    top.add_argument("--data", nargs="+", type=Path, required=True, metavar="FILE", help="labelled CSV files")
    top.add_argument("--unlabelled", nargs="*", type=Path, default=[], metavar="FILE", help="CSV files for stability")
    top.add_argument("--text", default="text", metavar="COLUMN", help="the comments' column (text)")
    top.add_argument("--label", default="label", metavar="COLUMN", help="the labels' column (label)")
    top.add_argument("--seeds", type=int, default=3, help="runs of each, every one with a draw of its own (3)")
    top.add_argument("--labels", type=int, default=20, help="drawn from a set with more than 30; 0: all (20)")
    top.add_argument("--rows", type=int, default=2_000, help="drawn from a set with more; 0: all (2000)")


def measure_quality(chosen: argparse.Namespace) -> list[Section]:
    contestants = [*map(named_estimator, chosen.estimator), *peers(chosen.peers)]
    modes: list[Mode] = ["true", "auto"] if chosen.k == "both" else [chosen.k]
    results = quality.measure(_labelled(chosen), contestants, modes, _settings(chosen))
    if chosen.json:
        quality.write_results(results, chosen.json)
    return quality.sections(results, contestants)


def measure_names(chosen: argparse.Namespace) -> list[Section]:
    found = names.measure_names(_labelled(chosen), _settings(chosen), chosen.estimator[0])
    return [names.names_section(found)]


def measure_stability(chosen: argparse.Namespace) -> list[Section]:
    sets = [read_labelled(path, chosen.text, None) for path in [*chosen.data, *chosen.unlabelled]]
    return [stability.stability_section(sets, max(chosen.seeds, 2), chosen.estimator[0])]


def measure_curation(chosen: argparse.Namespace) -> list[Section]:
    return [curation_section(_labelled(chosen), _settings(chosen))]


def measure_speed(chosen: argparse.Namespace) -> list[Section]:
    sets = [read_labelled(path, chosen.text, None) for path in [*chosen.data, *chosen.unlabelled]]
    return [speed.speed_section(sets, chosen.rounds, _peers_python(chosen))]


def measure_scale(chosen: argparse.Namespace) -> list[Section]:
    source = read_labelled([*chosen.unlabelled, *chosen.data][0], chosen.text, None)
    return [scale.scale_section(source, chosen.sizes, chosen.rounds)]


def measure_all(chosen: argparse.Namespace) -> list[Section]:
    """Every table, in the order of docs/themes.md; time beside BERTopic only where all peers stand beside."""
    chosen_measurements = [measure_quality, measure_names, measure_stability, measure_curation]
    timed = [measure_speed, measure_scale] if chosen.peers == "all" else [measure_scale]
    return [section for measurement in [*chosen_measurements, *timed] for section in measurement(chosen)]


def _labelled(chosen: argparse.Namespace) -> list[LabelledSet]:
    return [read_labelled(path, chosen.text, chosen.label) for path in chosen.data]


def _settings(chosen: argparse.Namespace) -> quality.Settings:
    python = _peers_python(chosen) if chosen.peers == "all" else None
    return quality.Settings(chosen.seeds, chosen.labels, chosen.rows, python)


def _peers_python(chosen: argparse.Namespace) -> Path:
    python: Path = chosen.peers_python or PEERS_PYTHON
    if not python.is_file():
        raise BenchmarkRefusal("BERTopic and MiniLM need an environment: python3 benchmarks/peers.py --setup makes it.")
    return python


MEASUREMENTS: Final[dict[str, Measurement]] = {
    "quality": measure_quality,
    "names": measure_names,
    "stability": measure_stability,
    "curation": measure_curation,
    "speed": measure_speed,
    "scale": measure_scale,
    "all": measure_all,
}


if __name__ == "__main__":
    sys.exit(main())
