import numpy as np
import pytest
from scipy import stats

from analysis.scores.effects import MEDIUM, cliffs_delta
from analysis.scores.permutation import delta_p, sign_flip_p
from analysis.scores.power import (
    _approximate_p,
    _flip_p,
    _found,
    five_points_apart,
    power_of_delta,
    power_of_need,
    times_in_ten,
)
from analysis.scores.scales import Floats


def test_power_grows_with_the_people_and_falls_with_the_tests() -> None:
    assert power_of_delta(6, 18, 8) < power_of_delta(18, 131, 8) < power_of_delta(100, 100, 8)
    assert power_of_delta(18, 131, 30) < power_of_delta(18, 131, 1)


def test_many_people_find_a_large_difference_nearly_always() -> None:
    assert power_of_delta(5_000, 90_000, 8) > 0.99


def test_no_difference_is_seldom_found() -> None:
    assert power_of_delta(12, 40, 1, effect=0.0) <= 0.10


def test_power_is_the_same_each_time() -> None:
    power_of_delta.cache_clear()
    first = power_of_delta(6, 18, 8)
    power_of_delta.cache_clear()
    assert power_of_delta(6, 18, 8) == first


def test_power_within_people_grows_with_them_and_with_the_effect() -> None:
    assert power_of_need(8, 8) < power_of_need(14, 8) < power_of_need(18, 8) < power_of_need(60, 8)
    assert power_of_need(18, 30) < power_of_need(18, 1)
    assert power_of_need(18, 8, MEDIUM) < power_of_need(18, 8)
    assert power_of_need(5_000, 8) > 0.99
    assert power_of_need(18, 1, effect=0.0) <= 0.10


def test_six_people_name_no_need_gap_among_four_tests_and_the_exact_flip_says_so() -> None:
    # their smallest p is 2/64, and .10 / 4 is less
    assert power_of_need(6, 4, effect=0.9) == 0
    assert power_of_need(6, 3, effect=0.9) > 0.3


def normal_answers(rng: np.random.Generator, effect: float, size: int) -> tuple[Floats, Floats]:
    """Two samples on five points, cut from normal curves whose shift gives the effect: .33 and .474 before cutting."""
    shift = {0.33: 0.64, 0.474: 0.95}[effect]
    cuts = [-0.8416, -0.2533, 0.2533, 0.8416]
    x, y = (np.searchsorted(cuts, rng.normal(side * shift / 2, 1, size)) * np.float64(25) for side in (1, -1))
    return x, y


@pytest.mark.parametrize("effect", [0.33, 0.474])
def test_the_power_that_is_told_is_what_the_verdicts_own_tests_reach(effect: float) -> None:
    rng, found, needs = np.random.default_rng(0), [], []
    for _ in range(150):
        x, _ = normal_answers(rng, effect, 12)
        _, y = normal_answers(rng, effect, 40)
        found.append(abs(cliffs_delta(x, y)) >= MEDIUM and delta_p(x, y) <= 0.1 / 8)
        need, got = normal_answers(rng, effect, 18)
        needs.append(abs(np.sign(need - got).mean()) >= MEDIUM and sign_flip_p(need - got) <= 0.1 / 8)
    assert power_of_delta(12, 40, 8, effect) == pytest.approx(np.mean(found), abs=0.09)
    assert power_of_need(18, 8, effect) == pytest.approx(np.mean(needs), abs=0.09)


@pytest.mark.parametrize(
    ("power", "words"),
    [
        (0.01, "less than 1 time in 10"), (0.1, "about 1 time in 10"), (0.62, "about 6 times in 10"),
        (0.97, "nearly always"),
    ],
)  # fmt: skip
def test_power_reads_as_times_in_ten(power: float, words: str) -> None:
    assert times_in_ten(power) == words


def test_five_points_apart_have_the_effect_and_mirror_each_other() -> None:
    signs = np.sign(np.subtract.outer(np.arange(5), np.arange(5)))
    for effect in (0.0, 0.33, 0.474, 0.9):
        x, y = five_points_apart(effect)
        assert x @ signs @ y == pytest.approx(effect, abs=1e-9)
        assert x.sum() == pytest.approx(1)
        assert x[::-1] == pytest.approx(y)
    assert five_points_apart(0.0)[0] == pytest.approx([0.2] * 5)
    # For .474 the curves are .950 apart: Phi(-.8416 - .475) of the higher side lies below the lowest cut.
    assert five_points_apart(0.474)[0][0] == pytest.approx(0.0940, abs=0.0001)


def test_the_approximate_p_is_mann_whitneys_with_ties() -> None:
    x, y = np.array([[1, 0, 2, 3, 4]]), np.array([[6, 4, 3, 1, 1]])
    expected = stats.mannwhitneyu(
        np.repeat(np.arange(5), x[0]), np.repeat(np.arange(5), y[0]), method="asymptotic", use_continuity=False
    )
    assert _approximate_p(x, y) == pytest.approx([float(expected.pvalue)])
    alike = np.array([[0, 0, 5, 0, 0]])
    assert _approximate_p(alike, alike) == pytest.approx([1])


def test_the_approximate_flip_by_hand() -> None:
    # 2 + 1 + 1 - 1 = 3 over sqrt(4 + 1 + 1 + 1) = 1.13389: two-sided .25684
    assert _flip_p(np.array([[2.0, 1.0, 1.0, -1.0, 0.0], [0.0] * 5])) == pytest.approx([0.25684, 1], abs=0.00005)


def test_only_what_is_large_and_unlikely_is_found() -> None:
    effects, ps = np.array([0.33, -0.5, 0.5, 0.32, 0.5]), np.array([0.05, 0.01, 0.06, 0.001, 0.05])
    assert _found(effects, ps, 2) == 3 / 5
    assert _found(effects, ps, 10) == 1 / 5
    assert _found(effects, ps, 1) == _found(effects, ps, 0) == 4 / 5


def test_the_power_of_a_report_is_a_seeded_figure_of_a_thousand_reports() -> None:
    found = [power_of_delta(6, 18, 11), power_of_delta(12, 40, 8, MEDIUM), power_of_need(12, 8), power_of_need(18, 11)]
    assert all(1000 * each == pytest.approx(round(1000 * each)) for each in found)
    assert found == pytest.approx([0.172, 0.206, 0.205, 0.374], abs=0.003)
    assert power_of_delta(200, 200, 8) == power_of_delta(201, 900, 8)
    assert power_of_need(200, 8, 0.35) == power_of_need(201, 8, 0.35)
    assert power_of_need(14, 8) == pytest.approx(power_of_need(15, 8), abs=0.08)


def test_tenths_are_rounded_halves_up() -> None:
    assert [times_in_ten(power) for power in (0.049, 0.05, 0.149, 0.15, 0.949, 0.95)] == [
        "less than 1 time in 10", "about 1 time in 10", "about 1 time in 10", "about 2 times in 10",
        "about 9 times in 10", "nearly always",
    ]  # fmt: skip


def test_a_small_difference_of_many_is_no_disconnect_however_sure() -> None:
    assert power_of_delta(200, 200, 1, effect=0.2) < 0.05
    assert power_of_need(200, 1, effect=0.2) < 0.05
