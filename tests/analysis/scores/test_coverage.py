"""Every printed interval covers what is true as often as it says, and a report without differences seldom finds one.

Five-point questions of six shapes: flat, piled up low, in the middle, high, at the top, at both ends. Where all ways to
answer can be listed, coverage is exact and asked of every pair of shapes; else a small seeded simulation, and the mean
over pairs. benchmarks/statistics.py is the large one.
"""

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from analysis.scores.disconnect_index import disconnect_index
from analysis.scores.effects import dominance
from analysis.scores.intervals import (
    Bounds,
    delta_bounds,
    mean_bounds,
    share_difference_bounds,
    within_person_bounds,
)
from analysis.scores.multiplicity import q_values
from analysis.scores.permutation import delta_p, sign_flip_p
from analysis.scores.scales import Floats
from analysis.scores.trends import delta_change, mean_change
from analysis.scores.verdicts import verdict

POINTS = np.arange(5) * 25.0
SHAPES = np.array(
    [[0.2] * 5, [0.45, 0.25, 0.15, 0.1, 0.05], [0.05, 0.2, 0.5, 0.2, 0.05], [0.05, 0.1, 0.2, 0.35, 0.3],
     [0.02, 0.05, 0.13, 0.3, 0.5], [0.3, 0.15, 0.1, 0.15, 0.3]]
)  # fmt: skip
PAIRS = list(itertools.product(range(6), range(6)))
SIGNS = np.sign(np.subtract.outer(POINTS, POINTS))


def covered(found: list[tuple[float, Bounds | None]]) -> float:
    """The share of intervals, where there is one, that hold the truth."""
    held = [bounds.low - 1e-9 <= truth <= bounds.high + 1e-9 for truth, bounds in found if bounds is not None]
    assert len(held) > 0.8 * len(found)
    return float(np.mean(held))


def answers(rng: np.random.Generator, shape: int, n: int) -> Floats:
    return rng.choice(POINTS, size=n, p=SHAPES[shape])


def true_delta(one: int, other: int) -> float:
    return float(SHAPES[one] @ SIGNS @ SHAPES[other])


def true_gap(one: int, other: int) -> float:
    return float(POINTS @ (SHAPES[one] - SHAPES[other]))


@pytest.mark.parametrize("n", [6, 12, 20, 40])
def test_intervals_of_means_and_gaps_cover_92_to_98_percent(n: int) -> None:
    rng = np.random.default_rng(n)
    drawn = [(one, answers(rng, one, n), other, answers(rng, other, n)) for one, other in PAIRS for _ in range(42)]
    scores = [(float(POINTS @ SHAPES[one]), mean_bounds(x, 0, 100)) for one, x, _, _ in drawn]
    gaps = [(true_gap(one, other), mean_bounds(x - y, -100, 100)) for one, x, other, y in drawn]
    assert 0.92 <= covered(scores) <= 0.98
    assert 0.92 <= covered(gaps) <= 0.98


def ways_to_answer(n: int, points: int) -> NDArray[np.int64]:
    """Every way in which n people can answer a question: (ways, points) how many gave each."""
    bars = itertools.combinations(range(n + points - 1), points - 1)
    return np.array([np.diff([-1, *bar, n + points - 1]) - 1 for bar in bars], dtype=np.int64)


def chances(ways: NDArray[np.int64], shares: Floats) -> Floats:
    """How likely each way is where people answer by `shares` (multinomial)."""
    orders = [math.factorial(int(ways[0].sum())) / math.prod(math.factorial(int(k)) for k in way) for way in ways]
    return np.asarray(np.array(orders) * np.prod(shares**ways, axis=1), dtype=np.float64)


def held(bounds: Sequence[Bounds | None], weights: Floats, truth: float) -> float:
    """The exact share, by weight, of intervals that hold the truth, among samples that have one."""
    has = np.array([found is not None for found in bounds])
    holds = np.array([found is not None and found.low - 1e-9 <= truth <= found.high + 1e-9 for found in bounds])
    return float(weights[holds].sum() / weights[has].sum())


@pytest.mark.parametrize("n", [6, 12, 20, 40])
def test_intervals_within_people_cover_at_least_92_percent_of_whatever_is_true(n: int) -> None:
    ways = ways_to_answer(n, 3)
    bounds = [within_person_bounds(np.repeat([1.0, 0.0, -1.0], way)) for way in ways]
    grid = [(more / 20, less / 20) for more in range(1, 20) for less in range(1, 20 - more)]
    found = [held(bounds, chances(ways, np.array([more, 1 - more - less, less])), more - less) for more, less in grid]
    assert min(found) >= 0.92
    assert np.mean(found) <= 0.98


def test_intervals_of_delta_cover_at_least_92_percent_for_every_pair_of_shapes_at_3_v_8() -> None:
    of_three, of_eight = ways_to_answer(3, 5), ways_to_answer(8, 5)
    sides = [[np.repeat(POINTS, way) for way in ways] for ways in (of_three, of_eight)]
    bounds = [delta_bounds(dominance(x, y)) for x, y in itertools.product(*sides)]
    found = [
        held(
            bounds,
            np.outer(chances(of_three, SHAPES[one]), chances(of_eight, SHAPES[other])).ravel(),
            true_delta(one, other),
        )
        for one, other in PAIRS
    ]
    assert min(found) >= 0.92
    assert np.mean(found) <= 0.98


@pytest.mark.parametrize(("m", "n"), [(5, 12), (12, 40), (3, 40)])
def test_intervals_of_delta_cover_92_to_98_percent(m: int, n: int) -> None:
    rng = np.random.default_rng(m)
    found = [
        (true_delta(one, other), delta_bounds(dominance(answers(rng, one, m), answers(rng, other, n))))
        for one, other in PAIRS
        for _ in range(42)
    ]
    assert 0.92 <= covered(found) <= 0.985


@pytest.mark.parametrize(("m", "n"), [(3, 8), (5, 12), (12, 40), (3, 40)])
def test_intervals_of_the_index_cover_92_to_98_percent(m: int, n: int) -> None:
    rng = np.random.default_rng(m + n)
    found: list[tuple[float, Bounds | None]] = []
    for one, other in PAIRS * 28:
        need, got, given = answers(rng, one, n), answers(rng, other, n), answers(rng, (one + other) % 6, m)
        truth = 50 * (true_delta(one, other) + true_delta((one + other) % 6, other))
        found.append((truth, disconnect_index(need, got, given).bounds))
    assert 0.92 <= covered(found) <= 0.985


def test_intervals_of_changes_cover_92_to_98_percent() -> None:
    rng = np.random.default_rng(4)
    means, deltas = [], []
    for one, other in PAIRS * 21:
        now, before = answers(rng, one, 12), answers(rng, other, 15)
        change = mean_change(now, before)
        means.append((true_gap(one, other), change.bounds if change else None))
        moved = delta_change(
            dominance(now, answers(rng, 0, 30)), dominance(answers(rng, other, 12), answers(rng, 0, 30))
        )
        deltas.append((true_delta(one, 0) - true_delta(other, 0), moved.bounds if moved else None))
    assert 0.92 <= covered(means) <= 0.98
    assert 0.92 <= covered(deltas) <= 0.98


def test_intervals_of_differences_of_shares_cover_92_to_98_percent() -> None:
    rng = np.random.default_rng(5)
    found: list[tuple[float, Bounds | None]] = []
    for now, before in [(0.1, 0.1), (0.3, 0.2), (0.5, 0.6), (0.7, 0.7)] * 100:
        counts = int(rng.binomial(40, now)), int(rng.binomial(30, before))
        found.append((now - before, share_difference_bounds(counts[0], 40, counts[1], 30)))
    assert 0.92 <= covered(found) <= 0.98


def false_flag(rng: np.random.Generator) -> bool:
    """Whether a report of twelve comparisons that do not differ names a disconnect."""
    tests: list[tuple[float, Bounds | None, float]] = []
    for shape in rng.integers(0, 6, size=4):
        gap = answers(rng, shape, 12) - answers(rng, shape, 12)
        tests.append((float(np.sign(gap).mean()), within_person_bounds(np.sign(gap)), sign_flip_p(gap)))
    for m, n, shape in zip((3, 3, 3, 3, 5, 5, 5, 5), (8,) * 4 + (12,) * 4, rng.integers(0, 6, size=8), strict=True):
        x, y = answers(rng, shape, m), answers(rng, shape, n)
        found = dominance(x, y)
        tests.append((found.delta, delta_bounds(found), delta_p(x, y)))
    qs = q_values([p for _, _, p in tests])
    return any(verdict(effect, bounds, q) == "disconnect" for (effect, bounds, _), q in zip(tests, qs, strict=True))


def test_a_report_without_differences_names_one_in_fewer_than_a_tenth_of_cases() -> None:
    rng = np.random.default_rng(6)
    assert np.mean([false_flag(rng) for _ in range(120)]) <= 0.10


def test_a_percentile_bootstrap_would_cover_too_little() -> None:
    rng = np.random.default_rng(7)
    found: list[tuple[float, Bounds | None]] = []
    for one, other in PAIRS * 8:
        gap = answers(rng, one, 5) - answers(rng, other, 5)
        means = gap[rng.integers(0, 5, size=(400, 5))].mean(axis=1)
        low, high = np.percentile(means, [2.5, 97.5])
        found.append((true_gap(one, other), Bounds(float(low), float(high))))
    assert covered(found) < 0.88
