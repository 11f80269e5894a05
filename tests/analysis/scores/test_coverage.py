"""Every printed interval covers what is true as often as it says, and a report without differences seldom finds one.

Simulations from five-point questions of five shapes (flat, piled up low, in the middle, high, at both ends), seeded and
small. Coverage is the mean over shapes: single pairs of extreme shapes go lower, down to about 87 % for Cliff's
interval at 3 v 8 when one side answers at both ends and the other in the middle.
"""

import itertools

import numpy as np
import pytest

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
     [0.3, 0.15, 0.1, 0.15, 0.3]]
)  # fmt: skip
PAIRS = list(itertools.product(range(5), range(5)))
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


@pytest.mark.parametrize("n", [6, 12, 20])
def test_intervals_of_means_and_gaps_cover_92_to_98_percent(n: int) -> None:
    rng = np.random.default_rng(n)
    drawn = [(one, answers(rng, one, n), other, answers(rng, other, n)) for one, other in PAIRS for _ in range(60)]
    scores = [(float(POINTS @ SHAPES[one]), mean_bounds(x, 0, 100)) for one, x, _, _ in drawn]
    gaps = [(true_gap(one, other), mean_bounds(x - y, -100, 100)) for one, x, other, y in drawn]
    assert 0.92 <= covered(scores) <= 0.98
    assert 0.92 <= covered(gaps) <= 0.98


@pytest.mark.parametrize(("n", "most"), [(6, 1.0), (12, 0.98), (20, 0.98)])
def test_intervals_within_people_cover_at_least_92_percent(n: int, most: float) -> None:
    # With six people the few possible values leave it wider than it need be, never narrower.
    rng = np.random.default_rng(n)
    found = [
        (true_delta(one, other), within_person_bounds(np.sign(answers(rng, one, n) - answers(rng, other, n))))
        for one, other in PAIRS
        for _ in range(40)
    ]
    assert 0.92 <= covered(found) <= most


@pytest.mark.parametrize(("m", "n"), [(3, 8), (5, 12), (12, 40)])
def test_intervals_of_delta_cover_92_to_98_percent(m: int, n: int) -> None:
    rng = np.random.default_rng(m)
    found = [
        (true_delta(one, other), delta_bounds(dominance(answers(rng, one, m), answers(rng, other, n))))
        for one, other in PAIRS
        for _ in range(60)
    ]
    assert 0.92 <= covered(found) <= 0.98


def test_intervals_of_changes_cover_92_to_98_percent() -> None:
    rng = np.random.default_rng(4)
    means, deltas = [], []
    for one, other in PAIRS * 30:
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
    for shape in rng.integers(0, 5, size=4):
        gap = answers(rng, shape, 12) - answers(rng, shape, 12)
        tests.append((float(np.sign(gap).mean()), within_person_bounds(np.sign(gap)), sign_flip_p(gap)))
    for m, n, shape in zip((3, 3, 3, 3, 5, 5, 5, 5), (8,) * 4 + (12,) * 4, rng.integers(0, 5, size=8), strict=True):
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
    for one, other in PAIRS * 12:
        gap = answers(rng, one, 5) - answers(rng, other, 5)
        means = gap[rng.integers(0, 5, size=(400, 5))].mean(axis=1)
        low, high = np.percentile(means, [2.5, 97.5])
        found.append((true_gap(one, other), Bounds(float(low), float(high))))
    assert covered(found) < 0.88
