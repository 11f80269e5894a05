import numpy as np
import pytest

from analysis.comparison_plan import PlannedSide
from analysis.figures import answered_alike, figure, may_show, shown_p
from analysis.scores.intervals import mean_bounds
from analysis.scores.scales import Scale, support_of
from analysis.tables import Minimums

SIDE = PlannedSide("said", "executive", "I7", "Executives say")
COUNTS = Scale("ordered", ("None", "Once", "2–3 times", "4–5 times", "6 or more"))
LIMITS = Minimums()


def test_a_figure_has_its_mean_interval_n_and_words() -> None:
    found = figure(SIDE, np.array([0.0] * 4 + [50.0] * 8 + [25.0] * 4), COUNTS, LIMITS)
    assert (found.n, found.mean, found.words) == (16, 31.0, "between once and 2–3 times")
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == (20.0, 43.0)
    assert (found.label, found.question, found.hidden) == ("Executives say", "I7", "")


def test_fewer_than_five_have_no_figure_and_no_n() -> None:
    found = figure(SIDE, np.array([0.0, 25.0, 50.0, 25.0]), COUNTS, LIMITS)
    assert (found.n, found.mean, found.interval) == (None, None, None)
    assert found.hidden == "Hidden to protect people: fewer than 5 answered."


def test_the_interval_of_a_few_goes_out_to_tens_and_holds_their_own() -> None:
    values = np.array([0.0, 0.0, 25.0, 25.0, 50.0, 0.0])
    found, own = figure(SIDE, values, COUNTS, LIMITS), mean_bounds(values, 0.0, 100.0)
    assert found.interval is not None
    assert own is not None
    assert (found.mean, found.interval.low, found.interval.high) == (17.0, 0.0, 50.0)
    assert found.interval.low <= own.low < own.high <= found.interval.high


def test_a_mean_that_leaves_few_only_one_way_to_answer_is_hidden() -> None:
    found = figure(SIDE, np.array([0.0, 0.0, 0.0, 25.0, 25.0]), COUNTS, LIMITS)
    assert (found.n, found.mean, found.interval) == (5, None, None)
    assert found.hidden == "Hidden to protect people: almost everyone answered alike."


@pytest.mark.parametrize(
    ("p", "sizes", "printed"), [(0.0312, (6, 12), 0.05), (0.0312, (10, 12), 0.0312), (1.0, (5,), 1.0)]
)
def test_a_p_of_few_people_is_printed_in_steps(p: float, sizes: tuple[int, ...], printed: float) -> None:
    assert shown_p(p, sizes, LIMITS) == printed


@pytest.mark.parametrize(
    ("values", "alike"),
    [
        ([50.0] * 9, True), ([50.0] * 8 + [0.0], True), ([50.0] * 7 + [0.0] * 2, False), ([50.0] * 10, False),
        ([], False),
    ],
)  # fmt: skip
def test_all_or_all_but_one_of_fewer_than_ten_are_alike(values: list[float], alike: bool) -> None:
    assert answered_alike(np.array(values), LIMITS) is alike


def test_a_higher_minimum_hides_more() -> None:
    values = np.array([0.0, 25.0, 50.0, 75.0, 100.0, 0.0])
    assert may_show(values, support_of(COUNTS), LIMITS)
    assert not may_show(values, support_of(COUNTS), Minimums(score=8))


def test_many_who_answer_alike_have_a_mean_without_an_interval() -> None:
    found = figure(SIDE, np.full(12, 100.0), COUNTS, LIMITS)
    assert (found.mean, found.interval, found.words) == (100.0, None, "6 or more")
