import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.scores.effects import dominance
from analysis.scores.intervals import (
    Bounds,
    delta_bounds,
    difference_bounds,
    mean_bounds,
    share_bounds,
    share_difference_bounds,
    two_sample_jackknife,
    welch,
    within_person_bounds,
)

points = st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0])


def test_the_interval_of_a_mean_by_hand() -> None:
    # mean 50, sd 25, n 5: 50 +- 2.776 * 25 / sqrt(5) = 50 +- 31.04
    found = mean_bounds(np.array([25.0, 25.0, 50.0, 75.0, 75.0]))
    assert found == pytest.approx((18.96, 81.04), abs=0.01)


def test_an_interval_of_scores_stays_on_the_scale() -> None:
    assert mean_bounds(np.array([100.0, 100.0, 75.0]), 0, 100) == pytest.approx((55.8, 100), abs=0.1)


@given(st.lists(points, min_size=2, max_size=20))
def test_the_interval_of_a_mean_is_students(values: list[float]) -> None:
    found = mean_bounds(np.array(values))
    if len(set(values)) == 1:
        assert found is None
        return
    expected = stats.t.interval(0.95, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))
    assert found == pytest.approx(expected)


def test_one_person_has_no_interval() -> None:
    assert mean_bounds(np.array([50.0])) is None
    assert within_person_bounds(np.array([1.0])) is None
    assert welch(np.array([50.0]), np.array([25.0, 50.0])) is None


def test_the_interval_of_delta_by_hand() -> None:
    # delta .5, variance .25, df 2, t 4.303: spread 2.151, rest .75
    # (.5 - .125 +- 2.151 sqrt(.5625 + 4.629)) / (.75 + 4.629) = (.375 +- 4.902) / 5.379
    found = delta_bounds(dominance(np.array([2.0, 4.0]), np.array([1.0, 3.0])))
    assert found == pytest.approx((-0.842, 0.981), abs=0.002)


@given(st.lists(points, min_size=3, max_size=12), st.lists(points, min_size=5, max_size=12))
def test_the_interval_of_delta_holds_delta_and_stays_within_one(x: list[float], y: list[float]) -> None:
    found = dominance(np.array(x), np.array(y))
    bounds = delta_bounds(found)
    if abs(found.delta) == 1:
        assert bounds is None
    else:
        assert bounds is not None
        assert -1 <= bounds.low <= found.delta <= bounds.high <= 1


@given(st.lists(points, min_size=3, max_size=12), st.lists(points, min_size=5, max_size=12))
def test_the_interval_of_delta_turns_with_the_sides(x: list[float], y: list[float]) -> None:
    one = delta_bounds(dominance(np.array(x), np.array(y)))
    other = delta_bounds(dominance(np.array(y), np.array(x)))
    assert (one is None) == (other is None)
    if one and other:
        assert one == pytest.approx((-other.high, -other.low))


def test_the_interval_within_people_by_hand() -> None:
    # signs + + + - 0 0: effect 1/3, sd .8165, variance .6667 / 6 = .1111, t 2.571 (df 5): spread .857
    # rest .8889; (.3333 - .0370 +- .857 sqrt(.7901 + .7345)) / (.8889 + .7345) = (.2963 +- 1.0582) / 1.6234
    found = within_person_bounds(np.array([1.0, 1.0, 1.0, -1.0, 0.0, 0.0]))
    assert found == pytest.approx((-0.469, 0.834), abs=0.002)


def test_signs_that_all_agree_have_no_interval_unless_they_agree_on_no_difference() -> None:
    assert within_person_bounds(np.ones(6)) is None
    even = within_person_bounds(np.zeros(20))
    assert even is not None
    assert even.low == pytest.approx(-even.high)
    assert 0 < even.high < 0.2


def test_wilsons_interval_by_hand() -> None:
    # 5 of 10: centre .5, half width 1.96 sqrt(.025 + .9604 / 100) / 1.384 = .2634
    assert share_bounds(5, 10) == pytest.approx((0.2366, 0.7634), abs=0.001)
    assert share_bounds(0, 10).low == 0


def test_newcombes_interval_of_a_difference_matches_his_paper() -> None:
    # Newcombe 1998, table II, method 10, (a) 56/70 - 48/80: .0524 to .3339
    assert share_difference_bounds(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=0.0002)


def test_the_difference_of_two_symmetric_intervals_adds_their_squares() -> None:
    found = difference_bounds(0.5, Bounds(0.2, 0.8), 0.1, Bounds(-0.3, 0.5))
    assert found == pytest.approx((-0.1, 0.9))


def test_welchs_interval_by_hand() -> None:
    # means 75 and 50, variances 0 and 1875 of 2 and 3: df 2, 25 +- 4.303 sqrt(1875 / 3)
    found = welch(np.array([75.0, 75.0]), np.array([25.0, 25.0, 100.0]))
    assert found is not None
    assert found.bounds == pytest.approx((25 - 4.3027 * math.sqrt(625), 25 + 4.3027 * math.sqrt(625)), abs=0.01)
    assert welch(np.array([50.0, 50.0]), np.array([75.0, 75.0])) is None


def test_welchs_p_and_interval_are_scipys() -> None:
    now, before = np.array([0.0, 25.0, 75.0, 100.0, 50.0]), np.array([25.0, 25.0, 50.0, 0.0])
    expected = stats.ttest_ind(now, before, equal_var=False)
    found = welch(now, before)
    assert found is not None
    assert found.p == pytest.approx(float(expected.pvalue))
    assert found.bounds == pytest.approx((expected.confidence_interval().low, expected.confidence_interval().high))


def test_the_jackknife_of_a_difference_of_means_is_welchs_interval() -> None:
    x, y = np.array([0.0, 25.0, 75.0, 100.0]), np.array([25.0, 25.0, 50.0, 0.0, 75.0])
    without_x = np.array([np.delete(x, place).mean() - y.mean() for place in range(4)])
    without_y = np.array([x.mean() - np.delete(y, place).mean() for place in range(5)])
    found = two_sample_jackknife(float(x.mean() - y.mean()), without_x, without_y)
    expected = welch(x, y)
    assert expected is not None
    assert found == pytest.approx(expected.bounds)


def test_a_jackknife_in_which_nobody_matters_gives_no_interval() -> None:
    assert two_sample_jackknife(1.0, np.ones(3), np.ones(4)) is None
