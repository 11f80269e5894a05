"""The benchmark of the release plan runs, small, and its choice is no worse than the plain one."""

from pathlib import Path

import pytest

from analysis.disclosure.cost import plan_cost
from analysis.disclosure.planning import plan_wave
from benchmarks import disclosure_plan
from benchmarks.disclosure_plan import MINIMUMS, Size, random_wave, smallest_first


def test_the_table_has_a_line_for_each_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left = tmp_path / "plan.md"
    assert disclosure_plan.main(["--sizes", "300x3x3", "600x4x3", "--markdown", str(left)]) == 0
    printed = capsys.readouterr().out
    assert left.read_text("utf-8") in printed
    rows = [line.split("|") for line in printed.splitlines() if line.startswith(("| 300", "| 600"))]
    assert [row[2].strip() for row in rows] == ["11", "15"]  # a leader of whom nobody was drawn is no group


def test_hiding_the_smallest_first_never_hides_fewer() -> None:
    for seed in range(5):
        planned = plan_wave(random_wave(Size(400, 5, 4, constructs=3), seed), MINIMUMS)
        ours, plain = plan_cost(planned), plan_cost([smallest_first(one) for one in planned])
        assert ours.groups == plain.groups
        assert ours.hidden.total() <= plain.hidden.total()


def test_an_organisation_of_two_thousand_groups_is_planned_in_seconds() -> None:
    table = random_wave(Size(20_000, 40, 50, constructs=5), 0)
    planned, seconds = disclosure_plan.timed(lambda: plan_wave(table, MINIMUMS))
    assert len(planned) == 15
    assert seconds < 10  # 0.6 on an idle machine
