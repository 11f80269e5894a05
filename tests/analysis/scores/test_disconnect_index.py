import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scores.disconnect_index import disconnect_index
from analysis.scores.effects import cliffs_delta, within_person_dominance
from analysis.scores.intervals import two_sample_jackknife
from analysis.scores.scales import Floats

points = st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0])
people = st.lists(st.tuples(points, points), min_size=6, max_size=12)


def plain_index(need: Floats, received: Floats, given_: Floats) -> float:
    return 50 * (within_person_dominance(need, received) + cliffs_delta(given_, received))


def test_the_index_by_hand() -> None:
    # d_w = (2 - 1) / 3 = 1/3; givers 50, 100 over received 25, 50, 75: (1 + 0 - 1 + 3) / 6 = 1/2; DI = 50 (5/6)
    need, received = np.array([50.0, 100.0, 50.0]), np.array([25.0, 50.0, 75.0])
    assert disconnect_index(need, received, np.array([50.0, 100.0])).value == pytest.approx(50 * 5 / 6)


@given(people, st.lists(points, min_size=3, max_size=6))
def test_leaving_one_out_by_sums_is_leaving_one_out(pairs: list[tuple[float, float]], givers: list[float]) -> None:
    need, received, given_ = np.array([a for a, _ in pairs]), np.array([b for _, b in pairs]), np.array(givers)
    found = disconnect_index(need, received, given_)
    without_manager = np.array(
        [plain_index(np.delete(need, i), np.delete(received, i), given_) for i in range(len(need))]
    )
    without_giver = np.array([plain_index(need, received, np.delete(given_, i)) for i in range(len(given_))])
    expected = two_sample_jackknife(found.value, without_giver, without_manager)
    assert found.value == pytest.approx(plain_index(need, received, given_))
    if found.bounds is None or expected is None:
        assert without_manager.std() + without_giver.std() == pytest.approx(0, abs=1e-6)
    else:
        assert found.bounds == pytest.approx(expected)


def test_an_index_of_twelve_managers_and_three_executives_is_wide() -> None:
    rng = np.random.default_rng(0)
    halves = []
    for _ in range(200):
        need, received, given_ = (rng.choice(np.array([0.0, 25.0, 50.0, 75.0, 100.0]), n) for n in (12, 12, 3))
        bounds = disconnect_index(need, received, given_).bounds
        halves.append((bounds.high - bounds.low) / 2 if bounds else 0.0)
    assert 35 < np.median(halves) < 65
