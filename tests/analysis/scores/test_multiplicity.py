import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scores.multiplicity import q_values


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
