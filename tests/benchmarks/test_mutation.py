"""Mutation testing tells tests that would notice a change from tests that would not."""

from pathlib import Path

import pytest

from benchmarks.labelled import BenchmarkRefusal
from benchmarks.mutants import mutants
from benchmarks.mutation import Outcome, measure, sections

MODULE = '''"""A limit: 1 + 1 stays as it is."""


def large(values: list[int] | None, limit: int = 3) -> int:
    """How many reach the limit."""
    return sum(1 for value in values or [] if value >= limit)
'''
IMPORT = "from analysis.limit import large\n\n\ndef test_it():\n"
STRICT = IMPORT + "    assert large([2, 3, 4, 4]) == 3\n    assert large(None) == 0\n"
LAX = IMPORT + "    large([2, 3, 4])\n"


def project(folder: Path, tests: str) -> Path:
    for name, text in {
        "analysis/__init__.py": "",
        "analysis/limit.py": MODULE,
        "tests/analysis/test_limit.py": tests,
        "pyproject.toml": "",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_every_operator_number_and_condition_is_changed_and_nothing_that_is_only_read() -> None:
    changed = {(mutant.before, mutant.after) for mutant in mutants(MODULE)}

    assert changed == {
        ("3", "4"),
        ("1", "2"),
        ("value >= limit", "value > limit"),
        ("value >= limit", "value < limit"),
        ("values or []", "values and []"),
        (" for value in values or [] if value >= limit", " for value in values or []"),
        ("return sum((1 for value in values or [] if value >= limit))", "return None"),
    }


def test_a_mutant_differs_in_one_place_alone() -> None:
    sources = [mutant.source for mutant in mutants("x = 1 < 2\ny = min(3, 4) if x else -5\n")]

    assert len(set(sources)) == len(sources)
    assert "x = 1 <= 2\ny = min(3, 4) if x else -5" in sources
    assert "x = 1 < 2\ny = max(3, 4) if x else -5" in sources
    assert "x = 1 < 2\ny = min(3, 4) if x else 5" in sources
    assert mutants("def nothing():\n    return None\n") == []


def test_strict_tests_kill_every_mutant_and_lax_ones_few(tmp_path: Path) -> None:
    strict = measure(["analysis/limit.py"], ["tests"], root=project(tmp_path / "strict", STRICT))
    lax = measure(["analysis/limit.py"], ["tests"], most=3, root=project(tmp_path / "lax", LAX))

    assert strict == [Outcome("analysis/limit.py", 7, ())]
    assert lax[0].tried == 3
    assert len(lax[0].survivors) >= 2
    assert (tmp_path / "strict/analysis/limit.py").read_text("utf-8") == MODULE


def test_tests_that_fail_already_measure_nothing(tmp_path: Path) -> None:
    root = project(tmp_path, LAX + "    assert False\n")

    with pytest.raises(BenchmarkRefusal, match="does not pass"):
        measure(["analysis/limit.py"], ["tests"], root=root)
    with pytest.raises(BenchmarkRefusal, match="no file of the project"):
        measure(["analysis/limits.py"], ["tests"], root=root)


def test_survivors_stand_in_the_table_with_their_line() -> None:
    mutant = next(each for each in mutants(MODULE) if each.after == "value > limit")
    modules, survivors = sections([Outcome("analysis/limit.py", 8, (mutant,))])

    assert modules.rows[0] == ["analysis/limit.py", "8", "7", "88%"]
    assert survivors.rows == [["limit.py:6", "`value >= limit`", "`value > limit`"]]
