#!/usr/bin/env python3
"""Change one thing at a time in a module and see whether its tests notice.

Works on a copy of the tree in a temporary folder. A change that makes a test fail, or makes the tests take ten times
as long, is killed; one that no test notices survives and is printed. Tests run without conftest.py: what is measured
here, the analysis, needs no application. An argument of --tests is what pytest takes, the quickest to fail first.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import pytest

from benchmarks.labelled import BenchmarkRefusal
from benchmarks.mutants import Mutant, mutants
from benchmarks.sections import Section, document, leave, percent, tell

ROOT: Final = Path(__file__).resolve().parents[1]
COPIED: Final = ("analysis", "benchmarks", "survey_service", "templates", "tests", "docs", "pyproject.toml")
SLOW_TO_IMPORT: Final = (
    *("numpy", "scipy.optimize", "scipy.stats", "hypothesis.internal.conjecture.engine", "nltk.stem.snowball"),
    *("sklearn.cluster", "sklearn.feature_extraction.text", "sklearn.linear_model", "sknetwork.clustering"),
)
PYTEST: Final = ("-x", "-q", "--noconftest", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin")
MOST_TIMES: Final = 10
LEAST_SECONDS: Final = 10

EXAMPLES: Final = """\
examples:
  python benchmarks/mutation.py analysis/scores/effects.py --tests tests/analysis/scores/test_effects.py
  python benchmarks/mutation.py analysis/scores/*.py --tests tests/analysis/scores
"""


@dataclass(frozen=True)
class Outcome:
    """A module, how many mutants were tried, and which of them survived."""

    module: str
    tried: int
    survivors: tuple[Mutant, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the mutants of every module; return its exit code: 0 done, 1 not measurable, 2 not understood."""
    chosen = parser().parse_args(arguments)
    try:
        tables = document(sections(measure(chosen.modules, chosen.tests, chosen.most)))
    except BenchmarkRefusal as refusal:
        print(f"mutation.py: {refusal}", file=sys.stderr)
        return 1
    print(tables)
    if chosen.markdown:
        leave(tables, chosen.markdown, "mutation.py")
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="mutation.py", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("modules", nargs="+", metavar="MODULE", help="files of the project")
    top.add_argument("--tests", nargs="+", required=True, metavar="TEST", help="what should notice, as pytest takes it")
    top.add_argument("--most", type=int, metavar="N", help="mutants of a module, drawn by a seed; without it, all")
    top.add_argument("--markdown", type=Path, metavar="FILE", help="leave the tables here too")
    return top


def measure(modules: Sequence[str], tests: Sequence[str], most: int | None = None, root: Path = ROOT) -> list[Outcome]:
    """Try the mutants of each module against the tests, the module's own test file first where the tests hold it.

    Raises:
        BenchmarkRefusal: a module is missing, or the tests fail without any change.
    """
    for name in SLOW_TO_IMPORT:
        importlib.import_module(name)
    with _copy(root) as tree:
        return [_tried(tree, _within(module, root), tests, most) for module in modules]


def _within(module: str, root: Path) -> Path:
    path = (root / module).resolve()
    if not path.is_file() or not path.is_relative_to(root):
        raise BenchmarkRefusal(f"{module} is no file of the project. Name one as in analysis/scores/effects.py.")
    return path.relative_to(root)


@contextmanager
def _copy(root: Path) -> Iterator[Path]:
    """A copy of what tests need, without what was compiled from it."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        tree = Path(folder).resolve() / "tree"
        tree.mkdir()
        for name in COPIED:
            if (root / name).is_dir():
                shutil.copytree(root / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif (root / name).is_file():
                shutil.copy(root / name, tree / name)
        yield tree


def _tried(tree: Path, module: Path, tests: Sequence[str], most: int | None) -> Outcome:
    path, source = tree / module, (tree / module).read_text("utf-8")
    chosen, ordered = _drawn(mutants(source), most), _own_first(tree, module, tests)
    limit = _limit(tree, module, ordered)
    survivors = []
    for mutant in chosen:
        path.write_text(mutant.source, encoding="utf-8")
        if _pass(tree, ordered, limit):
            survivors.append(mutant)
    path.write_text(source, encoding="utf-8")
    tell(f"{module}: {len(chosen) - len(survivors)} of {len(chosen)} killed")
    return Outcome(module.as_posix(), len(chosen), tuple(survivors))


def _drawn(all_of_them: list[Mutant], most: int | None) -> list[Mutant]:
    if most is None or len(all_of_them) <= most:
        return all_of_them
    return sorted(Random(0).sample(all_of_them, most), key=lambda mutant: mutant.line)


def _own_first(tree: Path, module: Path, tests: Sequence[str]) -> list[str]:
    own = Path("tests") / module.parent / f"test_{module.name}"
    named = any(own.is_relative_to(test.partition("::")[0]) for test in tests)
    return [own.as_posix(), *tests] if named and (tree / own).is_file() else list(tests)


def _limit(tree: Path, module: Path, tests: Sequence[str]) -> int:
    """Seconds that tests of a mutant may take; the first run also shows that they pass as the module is."""
    started = time.perf_counter()
    if not _pass(tree, tests, 0):
        raise BenchmarkRefusal(f"{' '.join(tests)} does not pass before {module} is changed. Run it with pytest.")
    return int(MOST_TIMES * (time.perf_counter() - started)) + LEAST_SECONDS


def _pass(tree: Path, tests: Sequence[str], limit: int) -> bool:
    """Whether the tests pass, in a child that is forked: what is slow to import has been imported once and for all."""
    child = os.fork()
    if child == 0:
        _be_the_tests(tree, tests, limit)
    _, status = os.waitpid(child, 0)
    return status == 0


def _be_the_tests(tree: Path, tests: Sequence[str], limit: int) -> None:
    """Run pytest on the copy and leave. A module's compiled form is not kept: two mutants may be of one second."""
    code = 1
    try:
        signal.alarm(limit)
        _be_silent()
        os.chdir(tree)
        for name in [name for name in sys.modules if name.partition(".")[0] in ("analysis", "benchmarks", "tests")]:
            del sys.modules[name]
        sys.path[:] = [str(tree), *(entry for entry in sys.path if entry and Path(entry).resolve() != ROOT)]
        sys.dont_write_bytecode = True
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        code = int(pytest.main([*PYTEST, *tests]))
    finally:
        os._exit(code)


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def sections(outcomes: Sequence[Outcome]) -> list[Section]:
    """A table of modules, and one of the survivors."""
    tried, alive = (sum(each) for each in zip(*((one.tried, len(one.survivors)) for one in outcomes), strict=True))
    rows = [_row(one.module, one.tried, len(one.survivors)) for one in outcomes]
    modules = Section(
        "Mutants",
        "A mutant is a module with one change. It is killed when a test fails.",
        ("module", "mutants", "killed", "share"),
        [*rows, _row("all", tried, alive)],
    )
    survivors = [
        [_place(one, each), _code(each.before), _code(each.after)] for one in outcomes for each in one.survivors
    ]
    told = "What no test noticed." if survivors else "None."
    return [modules, Section("Survivors", told, ("place", "as it is", "as no test noticed"), survivors)]


def _row(name: str, tried: int, alive: int) -> list[str]:
    return [name, str(tried), str(tried - alive), percent((tried - alive) / tried) if tried else "-"]


def _place(outcome: Outcome, mutant: Mutant) -> str:
    return f"{Path(outcome.module).name}:{mutant.line}"


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
