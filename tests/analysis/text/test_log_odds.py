import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.log_odds import log_odds_z


def test_the_log_odds_are_those_worked_by_hand() -> None:
    # 4 of 5 comments against 0 of 5. The prior is all 10 comments, 4 of them with the phrase.
    by_hand = (np.log(8 / 7) - np.log(4 / 11)) / np.sqrt(1 / 8 + 1 / 4)
    z = log_odds_z(np.array([4.0]), 5.0, np.array([0.0]), 5.0, np.array([4.0]), 10)
    assert z[0] == pytest.approx(by_hand)


def test_a_prior_is_never_more_than_five_hundred_comments() -> None:
    # 40 of 1,000 against 20 of 1,000: 60 of 2,000 make a prior of 15 in 500.
    by_hand = (np.log(55 / 1445) - np.log(35 / 1465)) / np.sqrt(1 / 55 + 1 / 35)
    assert log_odds_z(np.array([40.0]), 1000.0, np.array([20.0]), 1000.0, np.array([60.0]), 2000) == pytest.approx(
        by_hand
    )


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_sides_swapped_turn_the_sign(one: int, other: int) -> None:
    both = np.array([float(one + other)])
    there = log_odds_z(np.array([float(one)]), 30.0, np.array([float(other)]), 40.0, both, 70)
    back = log_odds_z(np.array([float(other)]), 40.0, np.array([float(one)]), 30.0, both, 70)
    assert there == pytest.approx(-back)


def test_no_comments_give_no_difference() -> None:
    nothing = np.array([0.0])
    assert log_odds_z(nothing, 0.0, nothing, 0.0, nothing, 0).tolist() == [0.0]
