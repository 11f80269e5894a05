import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.scores.effects import Dominance, dominance
from analysis.scores.intervals import (
    Bounds,
    Z,
    delta_bounds,
    difference_bounds,
    mean_bounds,
    share_bounds,
    share_difference_bounds,
    sum_bounds,
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
    # Steadied (test_effects): delta .34722, variance .25736; t with 2 (2 + 2) df is 2.3060, t s = 1.16986, its square
    # 1.36857; rest 1 - .12056 = .87944.
    # (.34722 * .87944 +- 1.16986 sqrt(.87944^2 + 1.36857)) / (.87944 + 1.36857) = (.30536 +- 1.71214) / 2.24800
    found = delta_bounds(dominance(np.array([2.0, 4.0]), np.array([1.0, 3.0])))
    assert found == pytest.approx((-0.62579, 0.89746), abs=0.0001)


def test_a_delta_near_1_of_many_lies_inside_its_interval() -> None:
    x, y = np.arange(50.0) + 48, np.arange(50.0)
    found = dominance(x, y)
    bounds = delta_bounds(found)
    assert bounds is not None
    assert 0.99 < found.delta <= bounds.high < 1


def test_one_person_against_many_has_no_interval_of_delta() -> None:
    assert delta_bounds(dominance(np.array([50.0]), np.array([25.0, 50.0, 75.0]))) is None
    assert delta_bounds(dominance(np.array([25.0, 50.0, 75.0]), np.array([50.0]))) is None
    assert delta_bounds(dominance(np.array([25.0, 75.0]), np.array([25.0, 75.0]))) is not None


def test_three_who_answer_alike_do_not_make_a_delta_certain() -> None:
    # The plain variance of the givers is 0 here, and Cliff's interval about half as wide.
    found = delta_bounds(dominance(np.full(3, 75.0), np.array([0.0, 25, 25, 50, 50, 75, 100, 100])))
    assert found is not None
    assert found.high - found.low > 1


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
    # three more, one less, two the same: p+ = 4/8, p- = 2/8; .25 +- 1.96 sqrt((.75 - .0625) / 8) = .25 +- .57457
    found = within_person_bounds(np.array([1.0, 1.0, 1.0, -1.0, 0.0, 0.0]))
    assert found == pytest.approx((-0.32457, 0.82457), abs=0.0001)


def test_the_interval_within_people_matches_bonetts_example() -> None:
    # R's statpsych, ci.prop.ps(.05, 12, 4, 26, 6): of 48 pairs 26 one way and 4 the other: 0.2548067 to 0.6251933.
    signs = np.repeat([1.0, -1.0, 0.0], [26, 4, 18])
    assert within_person_bounds(signs) == pytest.approx((0.2548067, 0.6251933), abs=1e-6)


def test_the_interval_within_people_ends_at_1() -> None:
    # five of six: p+ = 6/8, p- = 1/8; .625 + 1.96 sqrt((.875 - .390625) / 8) = 1.107
    assert within_person_bounds(np.array([1.0, 1, 1, 1, 1, 0])) == pytest.approx((0.1427, 1), abs=0.0001)
    assert within_person_bounds(-np.array([1.0, 1, 1, 1, 1, 0])) == pytest.approx((-1, -0.1427), abs=0.0001)


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=2, max_size=40))
def test_the_interval_within_people_holds_its_effect_and_turns_with_it(signs: list[float]) -> None:
    found, turned = within_person_bounds(np.array(signs)), within_person_bounds(-np.array(signs))
    if abs(np.mean(signs)) == 1:
        assert found is turned is None
        return
    assert found is not None
    assert turned == pytest.approx((-found.high, -found.low))
    assert -1 <= found.low <= np.mean(signs) <= found.high <= 1


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


def test_the_interval_of_a_difference_of_shares_by_hand() -> None:
    # 7 of 34 and 1 of 34 become 8 and 2 of 36: .22222 and .05556, apart .16667;
    # 1.96 sqrt(.22222 * .77778 / 36 + .05556 * .94444 / 36) = 1.96 sqrt(.0048011 + .0014575) = .15505
    assert share_difference_bounds(7, 34, 1, 34) == pytest.approx((0.01161, 0.32172), abs=0.0001)


def test_the_interval_of_a_difference_of_shares_ends_at_1() -> None:
    # 5 of 5 and 0 of 5 become 6 and 1 of 7: 5/7 +- 1.96 sqrt(2 * (6/49) / 7) = .71429 +- .36665
    assert share_difference_bounds(5, 5, 0, 5) == pytest.approx((0.34763, 1), abs=0.0001)
    assert share_difference_bounds(0, 5, 5, 5) == pytest.approx((-1, -0.34763), abs=0.0001)


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_a_difference_of_shares_lies_in_its_interval_and_turns_with_it(m: int, n: int, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
    found, turned = share_difference_bounds(one, m, other, n), share_difference_bounds(other, n, one, m)
    assert -1 <= found.low <= one / m - other / n <= found.high <= 1
    assert turned == pytest.approx((-found.high, -found.low))


def test_the_interval_of_many_shares_is_walds() -> None:
    p, q = 0.3, 0.45
    half = Z * math.sqrt(p * (1 - p) / 1e6 + q * (1 - q) / 1e6)
    assert share_difference_bounds(300_000, 10**6, 450_000, 10**6) == pytest.approx(
        (p - q - half, p - q + half), abs=1e-6
    )


def test_the_difference_of_two_symmetric_intervals_adds_their_squares() -> None:
    found = difference_bounds(0.5, Bounds(0.2, 0.8), 0.1, Bounds(-0.3, 0.5))
    assert found == pytest.approx((-0.1, 0.9))


def test_welchs_interval_by_hand() -> None:
    # means 75 and 50, variances 0 and 1875 of 2 and 3: df 2, 25 +- 4.303 sqrt(1875 / 3)
    found = welch(np.array([75.0, 75.0]), np.array([25.0, 25.0, 100.0]))
    assert found is not None
    assert found.bounds == pytest.approx((25 - 4.3027 * math.sqrt(625), 25 + 4.3027 * math.sqrt(625)), abs=0.01)
    assert welch(np.array([50.0, 50.0]), np.array([75.0, 75.0])) is None
    assert welch(np.array([0.0, 100.0]), np.array([0.0, 50.0, 100.0])) is not None
    assert welch(np.array([0.0, 100.0]), np.array([50.0])) is None


def test_welchs_p_and_interval_are_scipys() -> None:
    now, before = np.array([0.0, 25.0, 75.0, 100.0, 50.0]), np.array([25.0, 25.0, 50.0, 0.0])
    expected = stats.ttest_ind(now, before, equal_var=False)
    found = welch(now, before)
    assert found is not None
    assert found.p == pytest.approx(float(expected.pvalue))
    assert found.bounds == pytest.approx((expected.confidence_interval().low, expected.confidence_interval().high))


def test_two_estimates_that_move_together_have_a_sum_with_a_wider_interval() -> None:
    one, other = Bounds(0.2, 0.9), Bounds(-0.3, 0.5)
    # reaches .3 and .4 below, .4 and .4 above: together .7 and .8, against each other .1 and 0, apart .5 and .5657
    assert sum_bounds(0.5, one, 0.1, other, correlation=1.0) == pytest.approx((-0.1, 1.4))
    assert sum_bounds(0.5, one, 0.1, other, correlation=-1.0) == pytest.approx((0.5, 0.6))
    assert sum_bounds(0.5, one, 0.1, other, correlation=0.0) == pytest.approx((0.1, 0.6 + 0.4 * math.sqrt(2)))


def test_wilsons_interval_is_scipys() -> None:
    for count, n in ((0, 10), (3, 10), (10, 10), (17, 40)):
        expected = stats.binomtest(count, n).proportion_ci(method="wilson")
        assert share_bounds(count, n) == pytest.approx((expected.low, expected.high))


@given(st.integers(1, 60), st.data())
def test_wilsons_interval_holds_its_share_and_turns_with_it(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    found, turned = share_bounds(count, n), share_bounds(n - count, n)
    assert 0 <= found.low <= count / n <= found.high <= 1
    assert turned == pytest.approx((1 - found.high, 1 - found.low))


@given(st.lists(points, min_size=3, max_size=12), st.lists(points, min_size=3, max_size=12))
def test_a_mean_gap_within_people_has_the_interval_of_the_paired_t_test(one: list[float], other: list[float]) -> None:
    n = min(len(one), len(other))
    need, got = np.array(one[:n]), np.array(other[:n])
    if np.ptp(need - got) == 0:
        assert mean_bounds(need - got) is None
        return
    expected = stats.ttest_rel(need, got).confidence_interval()
    assert mean_bounds(need - got) == pytest.approx((expected.low, expected.high))


def test_z_is_the_normal_quantile() -> None:
    assert pytest.approx(1.959964, abs=1e-6) == Z


def test_a_delta_of_exactly_1_has_no_interval() -> None:
    assert delta_bounds(Dominance(1.0, np.ones(3), np.ones(5))) is None
    assert delta_bounds(Dominance(-1.0, -np.ones(3), -np.ones(5))) is None
