import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE, q_values


def test_benjamini_and_hochbergs_q_by_hand() -> None:
    # sorted .01 .02 .04 .5: times 4 / rank .04 .04 .0533 .5
    assert q_values([0.04, 0.01, 0.5, 0.02]) == pytest.approx((0.16 / 3, 0.04, 0.5, 0.04))


@given(st.lists(st.floats(0.0001, 1), min_size=1, max_size=20))
def test_q_is_never_below_p_and_keeps_its_order(ps: list[float]) -> None:
    qs = q_values(ps)
    assert all(q >= p - 1e-12 for p, q in zip(ps, qs, strict=True))
    assert np.all(np.diff(np.array(qs)[np.argsort(ps)]) >= -1e-12)


def test_one_test_keeps_its_p_and_no_test_has_none() -> None:
    assert q_values([0.03]) == (0.03,)
    assert q_values([]) == ()


def test_benjamini_and_hochbergs_own_example_rejects_four() -> None:
    # Benjamini and Hochberg (1995), section 4: fifteen p of one trial; at .05 their procedure rejects the first four.
    low = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    ps = [*low, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert [q <= 0.05 for q in q_values(ps)] == [True] * 4 + [False] * 11


@given(st.lists(st.floats(0.0001, 1), min_size=1, max_size=15), st.floats(0.01, 0.5))
def test_a_q_within_the_rate_is_a_rejection_of_the_step_up_procedure(ps: list[float], rate: float) -> None:
    # The procedure as it is written: the largest k with p(k) <= k / m rate; all up to it are rejected.
    ordered, m = sorted(ps), len(ps)
    rejected = max((k for k in range(1, m + 1) if ordered[k - 1] <= k / m * rate + 1e-12), default=0)
    assert sum(q <= rate + 1e-9 for q in q_values(ps)) == rejected


def test_a_disconnect_is_named_up_to_one_false_in_ten() -> None:
    assert FALSE_DISCOVERY_RATE == 0.10
