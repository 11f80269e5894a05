import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.scores.effects import cliffs_delta, dominance, size_in_words, within_person_dominance
from analysis.scores.scales import Floats

Answers = list[float]
answers = st.lists(st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]), min_size=1, max_size=30)
several = st.lists(st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]), min_size=2, max_size=20)


def by_pairs(x: Floats, y: Floats) -> tuple[float, float]:
    """Delta and its unbiased variance from the whole matrix of pairs, as Cliff writes them."""
    d = np.sign(np.subtract.outer(x, y))
    m, n, delta = len(x), len(y), float(d.mean())
    rows, columns = n**2 * ((d.mean(axis=1) - delta) ** 2).sum(), m**2 * ((d.mean(axis=0) - delta) ** 2).sum()
    variance = (rows + columns - ((d - delta) ** 2).sum()) / (m * n * (m - 1) * (n - 1))
    return delta, max(float(variance), (1 - delta**2) / (m * n - 1))


def test_delta_by_hand() -> None:
    # 3 beats 1 and 2 and ties 3; 1 ties 1 and loses to 2 and 3: (2 - 0) + (0 - 2) = 0 of 6; with a 4: + 3 of 9.
    assert cliffs_delta(np.array([3.0, 1.0]), np.array([1.0, 2.0, 3.0])) == 0
    assert cliffs_delta(np.array([3.0, 1.0, 4.0]), np.array([1.0, 2.0, 3.0])) == pytest.approx(3 / 9)


def test_the_variance_by_hand() -> None:
    # d = [[1, -1], [1, 1]]: delta 1/2, rows 0 and 1, columns 1 and 0.
    # 4 (1/4 + 1/4) + 4 (1/4 + 1/4) - (3/4 + 9/4) = 1, over 2 * 2 * 1 * 1 = 1/4; the floor is (3/4) / 3 = 1/4.
    found = dominance(np.array([2.0, 4.0]), np.array([1.0, 3.0]))
    assert found.delta == 0.5
    assert found.variance == pytest.approx(0.25)
    assert found.by_x.tolist() == [0, 1]
    assert found.by_y.tolist() == [1, 0]


@given(several, several)
def test_sorting_gives_what_all_pairs_give(x: Answers, y: Answers) -> None:
    found = dominance(np.array(x), np.array(y))
    assert (found.delta, found.variance) == pytest.approx(by_pairs(np.array(x), np.array(y)))


@given(answers, answers)
def test_delta_turns_its_sign_when_the_sides_change(x: Answers, y: Answers) -> None:
    assert cliffs_delta(np.array(x), np.array(y)) == pytest.approx(-cliffs_delta(np.array(y), np.array(x)))


@given(answers, answers)
def test_delta_does_not_depend_on_the_spacing_of_answers(x: Answers, y: Answers) -> None:
    stretched = cliffs_delta(np.exp(np.array(x) / 20), np.exp(np.array(y) / 20))
    assert stretched == pytest.approx(cliffs_delta(np.array(x), np.array(y)))


@given(answers, answers)
def test_delta_agrees_with_mann_whitneys_u(x: Answers, y: Answers) -> None:
    u = stats.mannwhitneyu(x, y, method="asymptotic").statistic if len({*x, *y}) > 1 else len(x) * len(y) / 2
    assert cliffs_delta(np.array(x), np.array(y)) == pytest.approx(2 * u / (len(x) * len(y)) - 1)


def test_delta_is_one_where_no_answers_overlap_and_none_where_all_are_equal() -> None:
    assert cliffs_delta(np.array([75.0, 100.0]), np.array([0.0, 50.0])) == 1
    equal = dominance(np.full(3, 50.0), np.full(5, 50.0))
    assert equal.delta == 0
    assert equal.variance == pytest.approx(1 / 14)


def test_one_giver_alone_has_the_floor_as_variance() -> None:
    assert dominance(np.array([50.0]), np.array([0.0, 50.0, 100.0])).variance == pytest.approx(0.5)


def test_delta_of_many_people_needs_no_matrix_of_pairs() -> None:
    rng = np.random.default_rng(0)
    x, y = (rng.choice(np.array([0.0, 25.0, 50.0, 75.0, 100.0]), size=100_000) for _ in range(2))
    assert abs(dominance(x, y).delta) < 0.02


def test_within_person_dominance_by_hand() -> None:
    # three need more, one less, one the same: (3 - 1) / 5
    need, got = np.array([75.0, 50.0, 100.0, 0.0, 25.0]), np.array([25.0, 25.0, 75.0, 50.0, 25.0])
    assert within_person_dominance(need, got) == pytest.approx(0.4)
    assert within_person_dominance(got, need) == pytest.approx(-0.4)


def test_sizes_have_romanos_words() -> None:
    words = [size_in_words(effect) for effect in (0.14, -0.147, 0.33, -0.473, 0.474, 1.0)]
    assert words == ["negligible", "small", "medium", "medium", "large", "large"]
