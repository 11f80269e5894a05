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


def test_delta_by_hand() -> None:
    # 3 beats 1 and 2 and ties 3; 1 ties 1 and loses to 2 and 3: (2 - 0) + (0 - 2) = 0 of 6; with a 4: + 3 of 9.
    assert cliffs_delta(np.array([3.0, 1.0]), np.array([1.0, 2.0, 3.0])) == 0
    assert cliffs_delta(np.array([3.0, 1.0, 4.0]), np.array([1.0, 2.0, 3.0])) == pytest.approx(3 / 9)


def test_cliffs_delta_matches_the_example_of_rs_effsize() -> None:
    # R's effsize (0.8.1), cliff.delta, the example after Hogarty and Kromrey (1999): delta estimate -0.25 (small).
    treatment, control = np.array([10.0, 10, 20, 20, 20, 30, 30, 30, 40, 50]), np.array([10.0, 20, 30, 40, 40, 50])
    assert cliffs_delta(treatment, control) == pytest.approx(-0.25)
    assert size_in_words(-0.25) == "small"


def test_the_place_of_each_person_by_hand() -> None:
    # 2 beats 1 and loses to 3, 4 beats both; 1 is beaten by both, 3 by one and beats one
    found = dominance(np.array([2.0, 4.0]), np.array([1.0, 3.0]))
    assert found.delta == 0.5
    assert found.by_x.tolist() == [0, 1]
    assert found.by_y.tolist() == [1, 0]


def test_the_steadied_delta_by_hand() -> None:
    # Delta 1/2 of 2 v 2; with two fifths of a person more on each side 2 * 2 / (2.4 * 2.4) of it: .34722.
    # Placed: 0 and 1 become 0 and 2 / 2.4 = .83333; the two fifths at the ends (2 + .2) / 2.4 = .91667.
    # (.69444 + .4 * .84028) / 2.4 = .42940; less .34722^2 = .12056: .30883, over 2.4: .12868; the other side is alike.
    steady = dominance(np.array([2.0, 4.0]), np.array([1.0, 3.0])).steadied()
    assert steady == pytest.approx((0.34722, 2 * 0.12868), abs=1e-5)


def steadied_by_pairs(x: Floats, y: Floats) -> tuple[float, float]:
    """The same from the whole matrix of pairs: real people weigh 1, one far below and one far above a fifth each."""
    sides = [np.concatenate([[-np.inf], side, [np.inf]]) for side in (x, y)]
    weights = [np.array([0.2, *np.ones(len(side)), 0.2]) for side in (x, y)]
    d = np.array([[float(one > other) - float(one < other) for other in sides[1]] for one in sides[0]])
    shares = [weight / weight.sum() for weight in weights]
    delta, variance = float(shares[0] @ d @ shares[1]), 0.0
    for placed, share, weight in ((d @ shares[1], shares[0], weights[0]), (shares[0] @ d, shares[1], weights[1])):
        variance += float(share @ (placed - delta) ** 2) / float(weight.sum())
    return delta, variance


@given(several, several)
def test_steadying_by_sums_is_adding_a_fifth_of_a_person_at_either_end(x: Answers, y: Answers) -> None:
    assert dominance(np.array(x), np.array(y)).steadied() == pytest.approx(steadied_by_pairs(np.array(x), np.array(y)))


@given(several, several)
def test_a_steadied_delta_is_nearer_to_0_and_never_certain(x: Answers, y: Answers) -> None:
    found = dominance(np.array(x), np.array(y))
    steady = found.steadied()
    assert abs(steady.delta) < 1
    assert abs(steady.delta) <= abs(found.delta)
    assert steady.variance > 0


@given(several, several)
def test_the_variance_of_many_is_brunners_and_munzels(x: Answers, y: Answers) -> None:
    # Of people copied a thousand times the fifths no longer matter; scipy's statistic is (p - 1/2) over its error.
    many_x, many_y = np.repeat(np.array(x), 1000), np.repeat(np.array(y), 1000)
    found = dominance(many_x, many_y)
    if abs(found.delta) > 0.999 or found.by_x.std() + found.by_y.std() < 1e-9:
        return
    expected = stats.brunnermunzel(many_x, many_y, distribution="normal").statistic
    steady = found.steadied()
    assert -steady.delta / np.sqrt(steady.variance) == pytest.approx(float(expected), rel=0.02, abs=0.02)


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
    assert dominance(np.full(3, 50.0), np.full(5, 50.0)).delta == 0


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
