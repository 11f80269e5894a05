import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.text.contrast import share_p


def test_the_exact_p_is_that_worked_by_hand() -> None:
    # 3 of 4 against 0 of 4. Of the C(8, 3) = 56 ways to pick who wrote, C(4, 3) put all three on one side: 4 + 4.
    assert share_p(np.array([3, 0]), np.array([4, 4])) == pytest.approx(8 / 56)


@pytest.mark.parametrize(("counts", "sizes"), [((30, 41), (100, 110)), ((3_400, 3_200), (50_000, 49_000))])
def test_the_exact_p_of_two_groups_is_that_of_the_hypergeometric_distribution(
    counts: tuple[int, int], sizes: tuple[int, int]
) -> None:
    possible = np.arange(min(sum(counts), sizes[0]) + 1)
    chances = stats.hypergeom.pmf(possible, sum(sizes), sum(counts), sizes[0])
    far = abs(possible - sum(counts) * sizes[0] / sum(sizes))
    expected = chances[far >= abs(counts[0] - sum(counts) * sizes[0] / sum(sizes)) - 1e-6].sum()
    assert share_p(np.array(counts), np.array(sizes)) == pytest.approx(expected, rel=1e-7)


@given(st.integers(0, 12), st.integers(0, 15))
def test_it_does_not_matter_which_group_comes_first(one: int, other: int) -> None:
    there = share_p(np.array([one, other]), np.array([12, 15]))
    back = share_p(np.array([other, one]), np.array([15, 12]))
    assert there == pytest.approx(back)
    assert 0 < there <= 1


def test_groups_alike_do_not_differ() -> None:
    assert share_p(np.array([5, 5]), np.array([20, 20])) == pytest.approx(1.0)
    assert share_p(np.array([0, 0, 0]), np.array([20, 20, 10])) == 1.0


def test_several_groups_far_apart_have_the_least_p_that_draws_can_give() -> None:
    assert share_p(np.array([5, 40, 20]), np.array([50, 50, 50])) == pytest.approx(1 / 10_001)


@pytest.mark.parametrize(("told", "of"), [((30, 22, 41), (100, 90, 110)), ((40, 95, 330), (90, 300, 1_000))])
def test_draws_for_several_groups_agree_with_the_chi_square_test(told: tuple[int, ...], of: tuple[int, ...]) -> None:
    counts, sizes = np.array(told), np.array(of)
    expected = stats.chi2_contingency(np.array([counts, sizes - counts])).pvalue
    assert share_p(counts, sizes) == pytest.approx(expected, abs=0.03)


def test_the_same_seed_draws_the_same_p() -> None:
    counts, sizes = np.array([3, 2, 9]), np.array([20, 20, 20])
    assert share_p(counts, sizes, random_state=4) == share_p(counts, sizes, random_state=4)


@pytest.mark.parametrize("sizes", [(40, 60), (30, 40, 50)])
def test_without_a_difference_p_is_small_as_often_as_it_says(sizes: tuple[int, ...]) -> None:
    chance = np.random.default_rng(5)
    of = np.array(sizes)
    ps = np.array([share_p(chance.binomial(of, 0.3), of, random_state=turn) for turn in range(400)])
    for level in (0.05, 0.2, 0.5):
        assert np.mean(ps <= level) <= level + 3 * np.sqrt(level * (1 - level) / 400)
    assert np.mean(ps <= 0.5) > 0.3
