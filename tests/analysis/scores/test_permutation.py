import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.scores.effects import dominance
from analysis.scores.permutation import _are_few_arrangements, _every_deal, _studentised, delta_p, sign_flip_p
from analysis.scores.scales import Floats

POINTS = np.array([0.0, 25.0, 50.0, 75.0, 100.0])
points = st.sampled_from(POINTS.tolist())


def studentised(one: Floats, other: Floats) -> float:
    """The steadied delta over its standard error."""
    delta, variance = dominance(one, other).steadied()
    return delta / math.sqrt(variance)


def test_six_people_of_one_mind_have_the_smallest_p_that_six_can_have() -> None:
    # only all plus and all minus of 2^6 reach it
    assert sign_flip_p(np.array([25.0, 50.0, 25.0, 75.0, 25.0, 25.0])) == 2 / 64


def test_five_people_never_reach_five_percent() -> None:
    assert sign_flip_p(np.full(5, 25.0)) == 0.0625


def test_the_sign_flip_by_hand() -> None:
    # sums of +-1 +-2 +-3: 6 4 2 0 0 -2 -4 -6; the sum of 1, 2, -3 is 0, of 1, 2, 3 it is 6
    assert sign_flip_p(np.array([1.0, 2.0, -3.0])) == 1
    assert sign_flip_p(np.array([1.0, 2.0, 3.0])) == 2 / 8


@given(st.lists(st.sampled_from([-50.0, -25.0, 0.0, 25.0, 50.0]), min_size=2, max_size=9))
@settings(max_examples=30)
def test_the_exact_sign_flip_agrees_with_scipy(values: list[float]) -> None:
    expected = stats.permutation_test(
        (np.array(values),), np.mean, permutation_type="samples", n_resamples=1_000_000, alternative="two-sided"
    ).pvalue
    assert sign_flip_p(np.array(values)) == pytest.approx(float(expected))


def test_many_flips_come_close_to_the_normal_p_and_repeat() -> None:
    values = np.random.default_rng(3).choice([-50.0, -25.0, 0.0, 25.0, 50.0], size=60) + 5.0
    z = values.sum() / np.sqrt((values**2).sum())
    assert sign_flip_p(values, 7) == pytest.approx(2 * stats.norm.sf(abs(z)), abs=0.02)
    assert sign_flip_p(values, 7) == sign_flip_p(values[::-1].copy(), 7)


def test_the_smallest_p_of_three_against_five_is_one_arrangement_either_way() -> None:
    # C(8, 3) = 56 arrangements; only the highest and the lowest three are as far apart
    assert delta_p(np.array([75.0, 90.0, 100.0]), np.array([0.0, 10.0, 20.0, 30.0, 50.0])) == pytest.approx(2 / 56)


@given(st.lists(points, min_size=3, max_size=5), st.lists(points, min_size=5, max_size=7))
@settings(max_examples=25, deadline=None)
def test_the_exact_p_of_delta_agrees_with_scipy(x: list[float], y: list[float]) -> None:
    expected = stats.permutation_test(
        (np.array(x), np.array(y)),
        lambda one, other: round(abs(studentised(one, other)), 9),
        vectorized=False,
        n_resamples=1_000_000,
        alternative="greater",
    ).pvalue
    assert delta_p(np.array(x), np.array(y)) == pytest.approx(float(expected))


def test_drawn_p_of_delta_comes_close_to_mann_whitneys() -> None:
    rng = np.random.default_rng(5)
    x, y = rng.choice(POINTS, 40), np.asarray(rng.choice(POINTS, 150) - 8.0)
    expected = stats.mannwhitneyu(x, y, method="asymptotic", use_continuity=False).pvalue
    assert delta_p(x, y, 1) == pytest.approx(float(expected), abs=0.02)


def test_where_everyone_answers_alike_nothing_is_unusual() -> None:
    assert delta_p(np.full(3, 50.0), np.full(8, 50.0)) == 1
    assert delta_p(np.full(40, 50.0), np.full(80, 50.0)) == 1
    assert sign_flip_p(np.zeros(30)) == 1


def test_a_drawn_p_is_never_zero() -> None:
    assert delta_p(np.full(50, 100.0), np.zeros(50)) == pytest.approx(1 / 20_001)


@given(st.lists(points, min_size=3, max_size=8), st.lists(points, min_size=5, max_size=8))
@settings(max_examples=25)
def test_p_does_not_care_which_side_is_named_first(x: list[float], y: list[float]) -> None:
    assert delta_p(np.array(x), np.array(y)) == pytest.approx(delta_p(np.array(y), np.array(x)))


def test_a_hundred_thousand_people_are_drawn_in_a_moment() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.choice(POINTS, 20_000), rng.choice(POINTS, 80_000)
    assert 0 < delta_p(x, y) <= 1
    assert 0 < sign_flip_p(x - 50.0) <= 1


def test_darwins_maize_has_fishers_p() -> None:
    # Fisher (1935), The Design of Experiments, section 21: 863 of 2^15 sums reach 314 one way, 1,726 both ways.
    differences = np.array([49.0, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48])
    assert sign_flip_p(differences) == pytest.approx(1726 / 2**15, abs=0.005)
    signs = np.array([*itertools.product((-1.0, 1.0), repeat=14)]) @ differences[:14]
    assert sign_flip_p(differences[:14]) == np.mean(np.abs(signs) >= differences[:14].sum())


@given(st.lists(st.booleans(), min_size=2, max_size=12))
def test_the_sign_flip_of_ranks_is_wilcoxons_test(positive: list[bool]) -> None:
    ranks = np.arange(1.0, len(positive) + 1) * np.where(positive, 1.0, -1.0)
    expected = stats.wilcoxon(ranks, method="exact").pvalue
    assert sign_flip_p(ranks) == pytest.approx(float(expected))


def test_the_p_of_delta_by_hand() -> None:
    # Of 1, 2, 3, 4 two go to x: six ways; 3 and 4 lie wholly above (as far as 1 and 2 below), 2 and 4 above 1 and 3
    # (as 1 and 3 below), 1 and 4 around 2 and 3 (delta 0, as 2 and 3).
    assert delta_p(np.array([3.0, 4.0]), np.array([1.0, 2.0])) == pytest.approx(2 / 6)
    assert delta_p(np.array([2.0, 4.0]), np.array([1.0, 3.0])) == pytest.approx(4 / 6)
    assert delta_p(np.array([1.0, 4.0]), np.array([2.0, 3.0])) == 1


@given(st.lists(points, min_size=2, max_size=12), st.lists(points, min_size=2, max_size=12))
def test_what_is_compared_is_the_steadied_delta_over_its_error(x: list[float], y: list[float]) -> None:
    values, counts = np.unique([*x, *y], return_counts=True)
    dealt = np.array([[x.count(value) for value in values]])
    assert _studentised(dealt, counts) == pytest.approx([studentised(np.array(x), np.array(y))])


def test_every_deal_by_hand() -> None:
    # Two of: one low, two middle, one high. Low and high: one way; low or high with one of two: two ways; both middle.
    deals, ways = _every_deal([1, 2, 1], 2)
    found = {tuple(deal): way for deal, way in zip(deals.tolist(), ways.tolist(), strict=True)}
    assert found == {(1, 0, 1): 1, (1, 1, 0): 2, (0, 1, 1): 2, (0, 2, 0): 1}


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.data())
def test_all_deals_together_are_all_arrangements(counts: list[int], data: st.DataObject) -> None:
    m = data.draw(st.integers(0, sum(counts)))
    deals, ways = _every_deal(counts, m)
    assert ways.sum() == math.comb(sum(counts), m)
    assert (deals.sum(axis=1) == m).all()
    assert (deals <= counts).all()
    assert len(np.unique(deals, axis=0)) == len(deals)


def test_the_p_of_delta_is_rs_permuted_brunner_munzel() -> None:
    # R's brunnermunzel (2.0), brunnermunzel.permutation.test of the pain scores of Brunner and Munzel (2000): .008038.
    # Ours is drawn, and counts people who are not there.
    x = np.array([1.0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1])
    y = np.array([3.0, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4])
    assert delta_p(x, y) == pytest.approx(0.008038, abs=0.0015)


def test_a_drawn_p_comes_close_to_the_exact_one() -> None:
    # C(18, 6) = 18,564 is exact; the same people twice over are drawn, and the normal distribution says what of.
    rng = np.random.default_rng(8)
    x, y = rng.choice(POINTS, 60), rng.choice(POINTS, 90) + 8.0
    assert delta_p(x, y, 3) == pytest.approx(2 * stats.norm.sf(abs(studentised(x, y))), abs=0.02)


def test_sides_that_share_a_middle_but_not_a_spread_seldom_differ() -> None:
    # Six at both ends against 131 in the middle: the plain delta's p is below .05 in a fifth of samples.
    rng = np.random.default_rng(2)
    ends, middle = [0.3, 0.15, 0.1, 0.15, 0.3], [0.05, 0.2, 0.5, 0.2, 0.05]
    ps = [delta_p(rng.choice(POINTS, 6, p=ends), rng.choice(POINTS, 131, p=middle)) for _ in range(100)]
    assert np.mean(np.array(ps) <= 0.05) <= 0.12


@given(st.lists(points, min_size=2, max_size=14))
def test_a_sign_flip_does_not_care_about_the_sign_or_unit(values: list[float]) -> None:
    differences = np.array(values) - 40.0
    assert sign_flip_p(-differences) == pytest.approx(sign_flip_p(differences))
    assert sign_flip_p(differences / 7) == pytest.approx(sign_flip_p(differences))


def test_where_the_exact_flip_ends_the_drawn_one_goes_on() -> None:
    # Fourteen are exact (a multiple of 1 / 2^14), fifteen are drawn (a multiple of 1 / 20,001).
    values = np.array([25.0, 50, -25, 0, 75, 25, 25, -50, 25, 50, 0, 25, -25, 50, 25])
    exact, drawn = sign_flip_p(values[:14]), sign_flip_p(values)
    assert (exact * 2**14) % 1 == 0
    assert drawn * 20_001 == pytest.approx(round(drawn * 20_001))
    signs = np.array([*itertools.product((-1.0, 1.0), repeat=15)]) @ values
    assert drawn == pytest.approx(float(np.mean(np.abs(signs) >= values.sum())), abs=0.01)


def test_fifty_thousand_arrangements_are_all_tried_and_one_more_are_drawn() -> None:
    # One against n has n + 1 arrangements, and only one of them has the one who differs alone.
    assert delta_p(np.array([100.0]), np.zeros(49_999)) == pytest.approx(1 / 50_000)
    drawn = delta_p(np.array([100.0]), np.zeros(50_000))
    assert drawn * 20_001 == pytest.approx(round(drawn * 20_001))


@given(st.integers(1, 30), st.integers(1, 30))
def test_few_arrangements_are_counted_as_they_are(m: int, n: int) -> None:
    assert _are_few_arrangements(m, n) == (math.comb(m + n, m) <= 50_000)
