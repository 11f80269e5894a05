"""Integer bounds behind published figures."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.bounds import UNKNOWN, Range, exactly, squares_range, sum_range, surely_alike
from analysis.results import Interval
from analysis.scores.intervals import mean_bounds, t_quantile

FIVE_POINTS = (0.0, 25.0, 50.0, 75.0, 100.0)
LIMITS = Range(0, 100)


def test_ranges_subtract_to_all_that_is_possible() -> None:
    assert Range(10, 12) - Range(3, 4) == Range(6, 9)
    assert Range(10, 12) & Range(11, 20) == Range(11, 12)


def test_a_rounded_mean_bounds_the_sum() -> None:
    assert sum_range(7, 54, LIMITS) == Range(374.5, 381.5)


def test_no_sum_is_beyond_the_ends_of_the_scale() -> None:
    assert sum_range(7, 0, LIMITS) == Range(0, 3.5)
    assert sum_range(7, 100, LIMITS) == Range(696.5, 700)
    assert sum_range(7, -100, Range(-100, 100)) == Range(-700, -696.5)


@pytest.mark.parametrize("mean", [0.0, 5.0, 95.0, 100.0])
def test_five_people_at_an_end_of_the_scale_are_seen_to_be_alike(mean: float) -> None:
    assert surely_alike(5, sum_range(5, mean, LIMITS), UNKNOWN, FIVE_POINTS)


@pytest.mark.parametrize("mean", [10.0, 50.0, 90.0])
def test_a_mean_alone_elsewhere_does_not_show_that_people_are_alike(mean: float) -> None:
    assert not surely_alike(5, sum_range(5, mean, LIMITS), UNKNOWN, FIVE_POINTS)


def test_a_sum_of_squares_shows_that_people_in_the_middle_are_alike() -> None:
    assert surely_alike(5, exactly(250), exactly(5 * 50**2), FIVE_POINTS)
    assert not surely_alike(5, exactly(250), exactly(5 * 50**2 + 4 * 25**2), FIVE_POINTS)


def test_one_who_differs_on_either_side_leaves_the_others_apart() -> None:
    # By hand: only 25, 50, 50, 50, 75 has this sum and these squares, only 0, 0, 25, 25, 25 the next.
    middle = 25**2 + 3 * 50**2 + 75**2
    assert not surely_alike(5, exactly(250), exactly(middle), FIVE_POINTS)
    assert not surely_alike(5, exactly(75), exactly(3 * 25**2), FIVE_POINTS)
    assert not surely_alike(5, exactly(425), exactly(3 * 75**2 + 2 * 100**2), FIVE_POINTS)
    assert surely_alike(5, exactly(25), exactly(25**2), FIVE_POINTS)
    assert surely_alike(5, exactly(475), exactly(75**2 + 4 * 100**2), FIVE_POINTS)


@pytest.mark.parametrize(("off", "fits"), [(-1.5, False), (-1.0, True), (1.0, True), (1.5, False)])
def test_sums_of_squares_agree_to_a_point(off: float, fits: bool) -> None:
    squares = exactly(25**2 + 3 * 50**2 + 75**2 + off)
    assert surely_alike(5, exactly(250), squares, FIVE_POINTS) is not fits


def test_figures_that_no_answers_fit_are_refused() -> None:
    assert surely_alike(5, exactly(13), UNKNOWN, FIVE_POINTS)


def test_without_an_interval_nothing_is_known_of_the_squares() -> None:
    assert squares_range(8, 40, None, LIMITS) == UNKNOWN


def test_an_interval_cut_off_at_an_end_of_the_scale_is_read_from_its_other_end() -> None:
    found = squares_range(10, 20, Interval(0, 45), LIMITS)
    assert math.isfinite(found.high)
    assert squares_range(10, 50, Interval(0, 100), LIMITS).high == math.inf


@given(st.lists(st.sampled_from(FIVE_POINTS), min_size=10, max_size=30).filter(lambda scores: len(set(scores)) > 1))
def test_the_true_sums_lie_within_what_is_read_from_published_figures(scores: list[float]) -> None:
    values = np.array(scores)
    bounds = mean_bounds(values, 0, 100)
    assert bounds is not None
    mean, interval = math.floor(values.mean() + 0.5), Interval(*(math.floor(end + 0.5) for end in bounds))
    total, squares = sum_range(len(values), mean, LIMITS), squares_range(len(values), mean, interval, LIMITS)
    assert total.low <= values.sum() <= total.high
    assert squares.low - 1e-6 <= (values**2).sum() <= squares.high + 1e-6


@given(st.lists(st.sampled_from(FIVE_POINTS), min_size=5, max_size=9))
def test_people_who_are_not_alike_are_never_seen_to_be(scores: list[float]) -> None:
    values = np.array(scores)
    alike = max(scores.count(score) for score in scores) >= len(scores) - 1
    exact = surely_alike(len(scores), exactly(values.sum()), exactly((values**2).sum()), FIVE_POINTS)
    assert alike or not exact


def test_squares_follow_from_the_half_width_by_hand() -> None:
    # t with 3 df is 3.182; of four scores of mean 50 within 20 to 80, give or take a point, s = half * sqrt(4) / t.
    found = squares_range(4, 50.0, Interval(20.0, 80.0), Range(0.0, 100.0))
    t = t_quantile(3)
    assert found.low == pytest.approx(3 * (29 * 2 / t) ** 2 + 4 * 49.5**2)
    assert found.high == pytest.approx(3 * (31 * 2 / t) ** 2 + 4 * 50.5**2)


def test_an_end_at_the_limit_of_the_scale_says_nothing_of_the_width() -> None:
    found = squares_range(4, 30.0, Interval(0.0, 80.0), Range(0.0, 100.0))
    t = t_quantile(3)
    assert found.low == pytest.approx(3 * (49 * 2 / t) ** 2 + 4 * 29.5**2)
    assert found.high == pytest.approx(3 * (51 * 2 / t) ** 2 + 4 * 30.5**2)


def test_an_interval_of_which_only_the_lower_end_is_within_the_scale() -> None:
    found = squares_range(4, 70.0, Interval(20.0, 100.0), LIMITS)
    t = t_quantile(3)
    assert found.low == pytest.approx(3 * (49 * 2 / t) ** 2 + 4 * 69.5**2)
    assert found.high == pytest.approx(3 * (51 * 2 / t) ** 2 + 4 * 70.5**2)


def test_both_ends_together_leave_what_fits_both() -> None:
    # The half width is 29 to 31 by the lower end, 30 to 32 by the upper.
    found = squares_range(4, 50.0, Interval(20.0, 81.0), LIMITS)
    t = t_quantile(3)
    assert found.low == pytest.approx(3 * (30 * 2 / t) ** 2 + 4 * 49.5**2)
    assert found.high == pytest.approx(3 * (31 * 2 / t) ** 2 + 4 * 50.5**2)


def test_no_half_width_and_no_mean_is_below_nothing() -> None:
    assert squares_range(4, 50.0, Interval(50.0, 50.0), LIMITS).low == pytest.approx(4 * 49.5**2)
    around_nothing = squares_range(4, 0.0, Interval(-40.0, 40.0), Range(-100.0, 100.0))
    assert around_nothing.low == pytest.approx(3 * (39 * 2 / t_quantile(3)) ** 2)


def test_two_people_have_an_interval_and_one_has_none() -> None:
    found = squares_range(2, 50.0, Interval(20.0, 80.0), LIMITS)
    assert found.low == pytest.approx(2 * (29 / t_quantile(1)) ** 2 + 2 * 49.5**2)
    assert squares_range(1, 50.0, Interval(20.0, 80.0), LIMITS) == UNKNOWN
