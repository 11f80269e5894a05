import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scores.disconnect_index import disconnect_index
from analysis.scores.effects import cliffs_delta, dominance, within_person_dominance
from analysis.scores.intervals import delta_bounds, within_person_bounds
from analysis.scores.scales import Floats

POINTS = [0.0, 25.0, 50.0, 75.0, 100.0]
points = st.sampled_from(POINTS)
people = st.lists(st.tuples(points, points), min_size=6, max_size=12)


def correlation_by_hand(need: Floats, received: Floats, given_: Floats) -> float:
    """Of d_w and delta, from the whole matrix of pairs: their covariance over people over both standard errors."""
    signs, pairs = np.sign(need - received), np.sign(np.subtract.outer(given_, received))
    m, n = pairs.shape
    columns, rows = pairs.mean(axis=0) - pairs.mean(), pairs.mean(axis=1) - pairs.mean()
    error = math.sqrt((columns**2).sum() / n**2 + (rows**2).sum() / m**2)
    scale = signs.std() / math.sqrt(n) * error
    return float(((signs - signs.mean()) * columns).sum() / n**2 / scale) if scale > 0 else 0.0


def test_the_index_by_hand() -> None:
    # d_w = (2 - 1) / 3 = 1/3; givers 50, 100 over received 25, 50, 75: (1 + 0 - 1 + 3) / 6 = 1/2; DI = 50 (5/6)
    need, received = np.array([50.0, 100.0, 50.0]), np.array([25.0, 50.0, 75.0])
    assert disconnect_index(need, received, np.array([50.0, 100.0])).value == pytest.approx(50 * 5 / 6)


def test_the_interval_of_the_index_by_hand() -> None:
    # signs + + -, columns 1, 1/2, 0 about 1/2: (2/3 * 1/2 + 0 + (-4/3) (-1/2)) / 9 = 1/9; squares 8/9 / 3 = 8/27;
    # columns 1/2 / 9 = 1/18, rows 0 and 1 about 1/2: 1/2 / 4 = 1/8: sqrt(8/27 * 13/72) = .23130; r = .48038
    need, received, given_ = np.array([50.0, 100.0, 50.0]), np.array([25.0, 50.0, 75.0]), np.array([50.0, 100.0])
    within, between = within_person_bounds(np.array([1.0, 1.0, -1.0])), delta_bounds(dominance(given_, received))
    assert within is not None
    assert between is not None
    a, b = 1 / 3 - within.low, 1 / 2 - between.low
    low = 5 / 6 - math.sqrt(a**2 + b**2 + 2 * 0.48038 * a * b)
    found = disconnect_index(need, received, given_).bounds
    assert found is not None
    assert found.low == pytest.approx(50 * low, abs=0.001)
    assert correlation_by_hand(need, received, given_) == pytest.approx(0.48038, abs=0.00001)


@given(people, st.lists(points, min_size=3, max_size=6))
def test_the_index_and_its_interval_come_from_their_parts(
    pairs: list[tuple[float, float]], givers: list[float]
) -> None:
    need, received, given_ = np.array([a for a, _ in pairs]), np.array([b for _, b in pairs]), np.array(givers)
    found = disconnect_index(need, received, given_)
    effect, delta = within_person_dominance(need, received), cliffs_delta(given_, received)
    assert found.value == pytest.approx(50 * (effect + delta))
    within, between = within_person_bounds(np.sign(need - received)), delta_bounds(dominance(given_, received))
    if within is None or between is None:
        assert found.bounds is None
        return
    r = correlation_by_hand(need, received, given_)
    a, b = within.high - effect, between.high - delta
    assert found.bounds is not None
    assert found.bounds.high == pytest.approx(found.value + 50 * math.sqrt(a**2 + b**2 + 2 * r * a * b), abs=1e-4)
    assert found.bounds.low <= found.value <= found.bounds.high


@given(people, st.lists(points, min_size=3, max_size=6))
def test_the_index_turns_when_every_answer_is_turned(pairs: list[tuple[float, float]], givers: list[float]) -> None:
    need, received, given_ = np.array([a for a, _ in pairs]), np.array([b for _, b in pairs]), np.array(givers)
    there, back = disconnect_index(need, received, given_), disconnect_index(100 - need, 100 - received, 100 - given_)
    assert back.value == pytest.approx(-there.value)
    if there.bounds and back.bounds:
        assert back.bounds == pytest.approx((-there.bounds.high, -there.bounds.low), abs=1e-6)


def test_an_index_without_an_interval_of_a_part_has_none() -> None:
    need, received = np.array([50.0, 75, 100, 75, 50, 50]), np.array([25.0, 50, 75, 50, 25, 0])
    assert disconnect_index(need, received, np.array([25.0, 50, 75])).bounds is None  # all need more: d_w is 1
    assert disconnect_index(received, np.array([50.0, 25, 75, 0, 25, 25]), np.full(3, 100.0)).bounds is None  # delta 1


def test_where_nobody_differs_the_index_is_0_with_an_interval() -> None:
    alike = disconnect_index(np.full(12, 50.0), np.full(12, 50.0), np.full(5, 50.0))
    assert alike.value == 0
    assert alike.bounds is not None
    assert alike.bounds.low == pytest.approx(-alike.bounds.high)


def test_an_index_of_twelve_managers_and_three_executives_is_wide() -> None:
    rng = np.random.default_rng(0)
    halves = []
    for _ in range(200):
        need, received, given_ = (rng.choice(np.array(POINTS), n) for n in (12, 12, 3))
        bounds = disconnect_index(need, received, given_).bounds
        halves.append((bounds.high - bounds.low) / 2 if bounds else 0.0)
    assert 30 < np.median(halves) < 50
