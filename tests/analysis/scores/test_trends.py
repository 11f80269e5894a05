import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.scores.effects import dominance
from analysis.scores.intervals import Bounds, delta_bounds
from analysis.scores.permutation import delta_p
from analysis.scores.trends import delta_change, effect_change, mean_change, share_change_p, shift

Answers = list[float]
points = st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0])


def test_a_change_of_a_mean_is_now_minus_before() -> None:
    found = mean_change(np.array([50.0, 75.0, 100.0]), np.array([25.0, 50.0, 75.0]))
    assert found is not None
    assert found.value == 25
    assert found.bounds == pytest.approx((-31.7, 81.7), abs=0.1)


def test_a_change_of_delta_by_hand() -> None:
    now = dominance(np.array([50.0, 75.0, 100.0, 75.0]), np.array([25.0, 50.0, 75.0, 25.0, 0.0]))
    before = dominance(np.array([50.0, 25.0, 100.0]), np.array([25.0, 50.0, 75.0, 25.0, 0.0]))
    a, b = delta_bounds(now), delta_bounds(before)
    found = delta_change(now, before)
    assert a is not None
    assert b is not None
    assert found is not None
    assert found.value == pytest.approx(now.delta - before.delta)
    low = ((now.delta - a.low) ** 2 + (b.high - before.delta) ** 2) ** 0.5
    assert found.bounds.low == pytest.approx(found.value - low)


@given(st.lists(points, min_size=5, max_size=9), st.lists(points, min_size=5, max_size=9))
def test_a_shift_turns_its_sign_when_the_waves_change_places(now: list[float], before: list[float]) -> None:
    there, back = shift(np.array(now), np.array(before)), shift(np.array(before), np.array(now))
    assert (there is None) == (back is None)
    if there and back:
        assert there.delta == pytest.approx(-back.delta)
        assert there.points.value == pytest.approx(-back.points.value)
        assert there.p == pytest.approx(back.p)


def test_nothing_is_said_of_a_change_without_an_interval() -> None:
    alike, apart = np.full(5, 50.0), dominance(np.full(3, 100.0), np.zeros(5))
    assert shift(alike, alike) is None
    assert delta_change(apart, dominance(np.array([0.0, 50.0, 25.0]), np.array([0.0, 25.0, 50.0, 75.0, 100.0]))) is None


def test_the_p_of_a_change_of_shares_by_hand() -> None:
    # 3 of 3 against 0 of 3: of C(6, 3) = 20 ways to place three, the two outermost
    assert share_change_p(3, 3, 0, 3) == pytest.approx(2 / 20)
    assert share_change_p(5, 10, 5, 10) == pytest.approx(1)


@given(st.lists(points, min_size=2, max_size=9), st.lists(points, min_size=2, max_size=9))
def test_a_change_of_a_mean_is_scipys_welch_test(now: list[float], before: list[float]) -> None:
    found = mean_change(np.array(now), np.array(before))
    if np.ptp(now) + np.ptp(before) == 0:
        assert found is None
    if np.ptp(now) * np.ptp(before) == 0:  # scipy warns where one side does not vary
        return
    expected = stats.ttest_ind(now, before, equal_var=False)
    assert found is not None
    assert found.p == pytest.approx(float(expected.pvalue))
    interval = expected.confidence_interval()
    assert found.bounds == pytest.approx((interval.low, interval.high))


def test_the_p_of_a_change_of_an_effect_by_hand() -> None:
    # .5 (.2 to .7) after .1 (-.2 to .5): .4 less sqrt(.3^2 + .4^2) = .5 is -.1; towards 0 it reaches .5.
    # 1.95996 * .4 / .5 = 1.56797, two-sided p .11689. Turned round, the other end is the one that counts.
    after, before = Bounds(0.2, 0.7), Bounds(-0.2, 0.5)
    there, back = effect_change(0.5, after, 0.1, before), effect_change(0.1, before, 0.5, after)
    assert there.bounds.low == pytest.approx(-0.1)
    assert there.p == pytest.approx(0.11689, abs=0.00002)
    assert back.p == pytest.approx(there.p)


@given(st.lists(points, min_size=5, max_size=9), st.lists(points, min_size=5, max_size=9))
def test_the_p_of_a_change_is_below_5_percent_where_the_interval_leaves_0_out(one: Answers, other: Answers) -> None:
    received = np.array([0.0, 25.0, 50.0, 50.0, 100.0])
    found = delta_change(dominance(np.array(one), received), dominance(np.array(other), received))
    if found is not None and min(abs(end) for end in found.bounds) > 1e-9:
        assert (found.p < 0.05) == (not found.bounds.low <= 0 <= found.bounds.high)


@given(st.lists(points, min_size=3, max_size=6), st.lists(points, min_size=3, max_size=6))
def test_a_change_of_delta_turns_its_sign_when_the_waves_change_places(one: list[float], other: list[float]) -> None:
    received = np.array([0.0, 25.0, 50.0, 50.0, 100.0])
    now, before = dominance(np.array(one), received), dominance(np.array(other), received)
    there, back = delta_change(now, before), delta_change(before, now)
    assert (there is None) == (back is None)
    if there and back:
        assert there.value == pytest.approx(-back.value)
        assert there.bounds == pytest.approx((-back.bounds.high, -back.bounds.low))
        assert there.p == pytest.approx(back.p)
        assert there.bounds.low <= there.value <= there.bounds.high


def test_no_change_of_delta_has_a_p_of_1() -> None:
    same = dominance(np.array([0.0, 50.0, 75.0]), np.array([25.0, 50.0, 75.0, 100.0, 0.0]))
    found = delta_change(same, same)
    assert found is not None
    assert (found.value, found.p) == (0, 1)
    assert found.bounds.low == pytest.approx(-found.bounds.high)


def test_the_delta_of_a_shift_is_now_over_before_with_its_own_interval_and_p() -> None:
    now, before = np.array([50.0, 75.0, 100.0, 75.0]), np.array([25.0, 50.0, 75.0, 25.0, 0.0])
    found = shift(now, before)
    assert found is not None
    # over 25, 50, 75, 25, 0: 50 wins 3 and loses 1, 75 wins 4 twice, 100 wins 5: 15 of 20
    assert found.delta == 0.75
    assert found.delta_bounds == delta_bounds(dominance(now, before))
    assert found.p == delta_p(now, before)
    assert found.points.value == 40


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_the_p_of_a_change_of_shares_does_not_care_which_wave_is_first(m: int, n: int, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
    there = share_change_p(one, m, other, n)
    assert 0 < there <= 1
    assert there == pytest.approx(share_change_p(other, n, one, m))
    assert there == pytest.approx(share_change_p(m - one, m, n - other, n))
