"""The statistics benchmark runs, small, and its populations are what they say."""

from pathlib import Path

import numpy as np
import pytest

from analysis.scores.effects import dominance
from analysis.scores.intervals import Bounds
from analysis.scores.trends import Difference
from benchmarks import statistics
from benchmarks.simulation import Pair, five_points_with, pairs, people
from benchmarks.simulation_changes import names_one
from benchmarks.simulation_defined import cliffs_bounds, jackknife_bounds, sign_bounds, unbiased_variance
from benchmarks.simulation_intervals import Cell, Held, held, share_cells
from benchmarks.simulation_reports import Test as OneTest
from benchmarks.simulation_reports import verdicts_of
from benchmarks.statistics import coverage_section, defined_section


def test_every_measurement_runs_and_leaves_its_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- tables: benchmarks/statistics.py -->\n<!-- end of tables -->\nAfter.\n", "utf-8")
    few = ["--rounds", "1", "--reports", "2", "--people", "300", "--groups", "8"]

    assert statistics.main(["all", *few, "--markdown", str(page)]) == 0

    tables = page.read_text("utf-8")
    assert tables.startswith("Before.\n")
    assert tables.endswith("After.\n")
    for title in ("Coverage", "By the definitions' formulas", "False flags", "False changes", "Power", "A large wave"):
        assert f"### {title}\n" in tables
    assert "| Cliff's delta " in capsys.readouterr().out


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.family}, {pair.name}")
def test_what_is_said_to_be_true_of_a_pair_is_what_its_draws_come_to(pair: Pair) -> None:
    rng = np.random.default_rng(0)
    x, y = pair.draw_x(rng, 4_000), pair.draw_y(rng, 4_000)
    assert dominance(x, y).delta == pytest.approx(pair.delta, abs=0.05)
    assert x.mean() == pytest.approx(pair.mean_x, abs=5 * x.std() / 63)
    assert y.mean() == pytest.approx(pair.mean_y, abs=5 * y.std() / 63)


def test_people_who_have_what_they_need_draw_effect_and_gap_towards_0() -> None:
    each = next(one for one in people(("normal",)) if one.pair.delta == 0.6 and one.contented == 0.5)
    need, got = each.draw(np.random.default_rng(0), 20_000)
    assert np.sign(need - got).mean() == pytest.approx(0.3, abs=0.03)
    assert (need - got).mean() == pytest.approx(each.gap, abs=0.5)


def test_five_points_with_an_effect_have_it_exactly() -> None:
    pair, rng = five_points_with(0.474), np.random.default_rng(0)
    assert dominance(pair.draw_x(rng, 20_000), pair.draw_y(rng, 20_000)).delta == pytest.approx(0.474, abs=0.02)


def test_the_definitions_interval_is_that_of_rs_effsize() -> None:
    # R's effsize (0.8.1), cliff.delta of the data of Hogarty and Kromrey (1999): -0.7265846 to 0.3890062.
    treatment, control = np.array([10.0, 10, 20, 20, 20, 30, 30, 30, 40, 50]), np.array([10.0, 20, 30, 40, 40, 50])
    assert cliffs_bounds(treatment, control) == pytest.approx((-0.7265846, 0.3890062), abs=1e-6)


def test_the_definitions_variance_by_hand() -> None:
    # d = [[1, -1], [1, 1]]: delta 1/2, rows 0 and 1, columns 1 and 0.
    # 4 (1/4 + 1/4) + 4 (1/4 + 1/4) - (3/4 + 9/4) = 1, over 2 * 2 * 1 * 1 = 1/4
    assert unbiased_variance(dominance(np.array([2.0, 4.0]), np.array([1.0, 3.0])), ties=0) == pytest.approx(0.25)


def test_the_definitions_have_no_interval_of_a_certain_effect() -> None:
    assert cliffs_bounds(np.full(3, 100.0), np.zeros(5)) is None
    assert sign_bounds(np.ones(6)) is None
    assert jackknife_bounds(np.full(6, 50.0), np.full(6, 50.0), np.full(3, 50.0)) is None


def test_an_interval_that_is_not_there_is_not_counted() -> None:
    tries = [(0.5, Bounds(0.4, 0.6), Bounds(0.6, 0.7)), (0.5, None, Bounds(0.0, 1.0)), (0.5, Bounds(0.6, 0.7), None)]
    assert held(tries, theirs=False) == 0.5
    assert held(tries, theirs=True) == 0.5


def test_shares_are_held_92_times_in_a_hundred_at_every_size_whatever_they_are() -> None:
    found = list(share_cells())
    assert len(found) == 6
    assert all(0.92 <= cell.ours.mean <= 0.98 and cell.ours.lowest >= 0.92 for cell in found)


def test_what_is_outside_the_bar_is_marked() -> None:
    cell = Cell("Cliff's delta", (3, 8), "normal", Held(0.97, 0.93, "a"), 0.9, Held(0.9, 0.8, "b"))
    few = Cell("Cliff's delta", (3, 8), "skewed", Held(0.99, 0.95, "c"), 1.0)
    (row,) = coverage_section([cell, few], 10).rows
    assert row == ["Cliff's delta", "3 v 8", "97.0", "99.0 !", "", "93.0", "90.0", "normal: a"]
    assert defined_section([cell, few]).rows == [["Cliff's delta", "3 v 8", "90.0 !", "", "", "80.0"]]


def test_a_change_is_named_where_its_q_and_its_interval_agree() -> None:
    clear, faint = Difference(0.6, Bounds(0.2, 0.8), 0.008), Difference(0.1, Bounds(-0.2, 0.3), 0.7)
    assert names_one([clear, *[faint] * 11])
    assert not names_one([clear, *[faint] * 12])
    assert not names_one([clear._replace(bounds=Bounds(-0.1, 0.9)), *[faint] * 11])
    assert not names_one([])


def test_a_report_is_judged_over_all_its_tests() -> None:
    clear, faint = OneTest(0.6, Bounds(0.2, 0.8), 0.008), OneTest(0.1, Bounds(-0.2, 0.3), 0.7)
    assert verdicts_of([clear, *[faint] * 11]) == ["disconnect", *["aligned"] * 11]
    assert verdicts_of([clear, *[faint] * 12])[0] == "watch"
