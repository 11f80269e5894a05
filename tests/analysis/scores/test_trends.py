import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scores.effects import dominance
from analysis.scores.intervals import delta_bounds
from analysis.scores.trends import delta_change, mean_change, share_change_p, shift

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
