import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.results import Verdict
from analysis.scores.intervals import Bounds
from analysis.scores.permutation import delta_p, sign_flip_p
from analysis.scores.verdicts import (
    GIVERS_MINIMUM,
    PAIRED_MINIMUM,
    RECEIVERS_MINIMUM,
    enough_to_compare,
    verdict,
)


@pytest.mark.parametrize(
    ("effect", "bounds", "q", "expected"),
    [
        (0.33, Bounds(0.1, 0.5), 0.10, "disconnect"),
        (-0.5, Bounds(-0.8, -0.1), 0.02, "disconnect"),
        (1.0, None, 0.01, "disconnect"),
        (0.33, Bounds(-0.1, 0.6), 0.11, "watch"),
        (0.05, Bounds(-0.2, 0.32), 0.9, "aligned"),
        (0.05, Bounds(-0.2, 0.33), 0.9, "not_enough_evidence"),
        (0.30, Bounds(0.1, 0.5), 0.01, "not_enough_evidence"),
        (0.05, None, 0.9, "not_enough_evidence"),
        (None, None, None, "not_enough_evidence"),
    ],
)
def test_a_verdict_has_four_states(
    effect: float | None, bounds: Bounds | None, q: float | None, expected: Verdict
) -> None:
    assert verdict(effect, bounds, q) == expected


def test_a_perception_gap_needs_three_givers_and_five_receivers() -> None:
    assert [enough_to_compare(m, n) for m, n in ((3, 5), (2, 100), (100, 4))] == [True, False, False]


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_verdict_does_not_care_which_side_is_named_first(effect: float, low: float, high: float, q: float) -> None:
    bounds = Bounds(max(effect - low, -1.0), min(effect + high, 1.0))
    turned = Bounds(-bounds.high, -bounds.low)
    assert verdict(effect, bounds, q) == verdict(-effect, turned, q)


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_aligned_means_that_the_whole_interval_is_inside(effect: float, low: float, high: float, q: float) -> None:
    bounds = Bounds(effect - low, effect + high)
    if verdict(effect, bounds, q) == "aligned":
        assert -0.33 < bounds.low <= bounds.high < 0.33
    elif abs(effect) < 0.33:
        assert bounds.low <= -0.33 or bounds.high >= 0.33


@pytest.mark.parametrize("bounds", [Bounds(-0.33, 0.1), Bounds(-0.4, 0.1), Bounds(-0.1, 0.33)])
def test_an_interval_that_touches_either_limit_is_not_aligned(bounds: Bounds) -> None:
    assert verdict(0.0, bounds, 0.9) == "not_enough_evidence"
    assert verdict(0.0, Bounds(-0.3299, 0.3299), 0.9) == "aligned"


def test_an_effect_without_a_q_says_nothing() -> None:
    assert verdict(0.9, Bounds(0.5, 1.0), None) == "not_enough_evidence"
    assert verdict(None, Bounds(-0.1, 0.1), 0.01) == "not_enough_evidence"


def test_the_minimums_are_where_a_test_can_say_anything() -> None:
    # five people have no two-sided p below .0625, three against five 2/56
    assert (PAIRED_MINIMUM, GIVERS_MINIMUM, RECEIVERS_MINIMUM) == (6, 3, 5)
    assert sign_flip_p(np.full(PAIRED_MINIMUM - 1, 25.0)) > 0.05 > sign_flip_p(np.full(PAIRED_MINIMUM, 25.0))
    assert delta_p(np.full(GIVERS_MINIMUM, 100.0), np.zeros(RECEIVERS_MINIMUM)) < 0.05
