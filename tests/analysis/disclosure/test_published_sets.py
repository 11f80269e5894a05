"""What the reports of a wave say of each score, as sets of people."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np

from analysis.disclosure.attacker import PublishedSet
from analysis.disclosure.bounds import UNKNOWN, Range, squares_range
from analysis.disclosure.published_sets import RoleSets, name_of, support, wave_sets
from analysis.results import Figure, GroupFigure, Interval
from analysis.tables import Minimums, Release
from tests.analysis.disclosure.test_chart import ANN, DANA_1, DANA_2, ELI, NOBODY, PEOPLE, asked
from tests.analysis.disclosure.test_whole import make_figure, make_whole
from tests.analysis.disclosure.waves import INSTRUMENT

EVERYONE = {NOBODY, ANN, DANA_1, DANA_2, ELI}
WHOLE = replace(make_whole("I1", 40), role="rep")
NORTH = replace(WHOLE, scope="region", group="North", n=30, interval=Interval(40.0, 60.0))
HIDDEN = replace(WHOLE, scope="leader", group="Dana", n=None, mean=None)


def report(*figures: GroupFigure | Figure, role: str = "rep") -> Release:
    rows: dict[str, list[dict[str, Any]]] = {"groups": [], "cascades": []}
    for one in figures:
        if isinstance(one, GroupFigure):
            rows["groups"].append(asdict(one))
        else:
            rows["cascades"].append({"figures": [asdict(one)]})
    return Release("spring", 1, rows, INSTRUMENT, asked(PEOPLE, role), Minimums())


def of_reps(*reports: Release) -> RoleSets:
    return wave_sets(reports).roles[0]


def test_a_score_of_a_group_is_a_set_with_what_its_sums_can_be() -> None:
    squares = squares_range(30, 50.0, Interval(40.0, 60.0), Range(0, 100))
    (found,) = of_reps(report(NORTH)).shown["I1", "mean"]
    assert found == PublishedSet(
        "region North (reps, I1)", frozenset({NOBODY, ANN, DANA_1, DANA_2}), 30, Range(1485, 1515), squares
    )


def test_a_gap_runs_from_minus_100_to_100() -> None:
    gap = replace(NORTH, role="manager", question="I12-I13", measure="gap", mean=-100.0, interval=None)
    (found,) = wave_sets([report(gap, role="manager")]).roles[1].shown["I12-I13", "gap"]
    assert (found.total, found.squares) == (Range(-3000, -2985), UNKNOWN)


def test_no_sum_is_beyond_the_ends_of_the_scale() -> None:
    low, high = (of_reps(report(replace(NORTH, mean=mean))).shown["I1", "mean"][0].total for mean in (0.0, 100.0))
    assert (low, high) == (Range(0, 15), Range(2985, 3000))
    means = (make_figure("I1", 40, role="rep"), replace(make_figure("I1", 40, role="rep"), mean=100.0))
    middle, most = (of_reps(report(one)).shown["I1", "mean"][0].total for one in means)
    assert (middle, most) == (Range(1980, 2020), Range(3980, 4000))


def test_a_mean_of_the_whole_role_is_of_everyone_on_the_chart() -> None:
    (found,) = of_reps(report(replace(make_figure("I1", 40, role="rep"), mean=0.0))).shown["I1", "mean"]
    assert found == PublishedSet("organisation (reps, I1)", frozenset(EVERYONE), 40, Range(0, 20))


def test_each_set_of_people_is_known_once_and_without_those_within_it() -> None:
    found = of_reps(report(WHOLE, NORTH, make_figure("I1", 40, role="rep")))
    assert found.figures == 3
    assert [(one.name, one.n) for one in found.shown["I1", "mean"]] == [
        ("region North (reps, I1)", 30),
        ("organisation (reps, I1)", 40),
    ]
    assert [(sorted(one.atoms), one.n) for one in found.parts["I1", "mean"]] == [
        ([NOBODY, ANN, DANA_1, DANA_2], 30),
        ([ELI], 10),
    ]


def test_hidden_groups_are_known_by_score_and_the_whole_is_no_group() -> None:
    found = of_reps(
        report(WHOLE, HIDDEN, replace(HIDDEN, question="I3"), replace(WHOLE, n=None, mean=None, question="I3"))
    )
    dana = {"leader Dana (reps, I1)": {DANA_1, DANA_2}}
    assert found.hidden == {("I1", "mean"): dana, ("I3", "mean"): {"leader Dana (reps, I3)": {DANA_1, DANA_2}}}


def test_what_another_report_of_the_wave_shows_is_not_hidden() -> None:
    shown = replace(HIDDEN, n=12, mean=50.0)
    found = of_reps(report(WHOLE, HIDDEN), report(WHOLE, shown))
    assert found.hidden == {("I1", "mean"): {}}
    assert (found.figures, len(found.shown["I1", "mean"])) == (3, 2)


def test_roles_are_kept_apart() -> None:
    manager = make_figure("I1", 17)
    reps, managers, executives = wave_sets([report(NORTH, manager)]).roles
    assert [one.role for one in (reps, managers, executives)] == ["rep", "manager", "executive"]
    assert [one.figures for one in (reps, managers, executives)] == [1, 1, 0]
    assert len(executives.chart.paths) == 1


def test_the_scores_of_an_answer_follow_from_its_scale() -> None:
    five = (0.0, 25.0, 50.0, 75.0, 100.0)
    assert support(INSTRUMENT, "rep", ("I1", "mean")) == five
    assert support(INSTRUMENT, "manager", ("I12-I13", "gap")) == tuple(np.arange(-100.0, 101.0, 25.0))
    assert of_reps(report(NORTH, make_figure("I7", 9, role="rep"))).supports == {
        ("I1", "mean"): five,
        ("I7", "mean"): five,
    }


def test_a_figure_is_named_by_scope_group_role_and_question() -> None:
    assert name_of(NORTH) == "region North (reps, I1)"
    assert name_of(WHOLE) == "organisation (reps, I1)"
