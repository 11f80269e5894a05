import pytest

from analysis.results import Verdict
from analysis.scores.intervals import Bounds
from analysis.scores.verdicts import enough_to_compare, verdict


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
