import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.shares import MINIMUM, Share, direction, hidden_cells, share_of, shares_by_role


def test_the_interval_is_wilsons_as_worked_by_hand() -> None:
    share = share_of("rep", 10, 40)
    assert share.share == 0.25
    assert share.low == pytest.approx(0.1419, abs=1e-4)
    assert share.high == pytest.approx(0.4019, abs=1e-4)


def test_a_group_of_fewer_than_ten_is_hidden() -> None:
    share = share_of("2021", 9, 9)
    assert share.share is None
    assert share.hidden == "fewer than 10 comments in all"


def test_shares_by_role_are_exact_where_none_is_small() -> None:
    assert [share.count for share in shares_by_role([20, 12], [80, 30], ["rep", "manager"])] == [20, 12]


def test_a_small_one_is_hidden_and_the_others_lose_their_counts() -> None:
    rep, manager, executive = shares_by_role([673, 161, 4], [5726, 1053, 176], ["rep", "manager", "executive"])
    assert (rep.count, rep.share, manager.share) == (None, 0.12, 0.15)
    assert executive.share is None
    assert executive.hidden == "under 10 of 176"


def test_in_small_groups_a_second_one_is_hidden_for_the_first() -> None:
    rep, manager = shares_by_role([40, 3], [120, 20], ["rep", "manager"])
    assert manager.hidden == "under 10 of 20"
    assert rep.hidden == "it would give a smaller one away"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 900)), min_size=2, max_size=5))
def test_no_hidden_count_can_be_worked_out_to_less_than_ten(cells: list[tuple[int, int]]) -> None:
    counts, sizes = [count for count, _ in cells], [count + more for count, more in cells]
    hidden = hidden_cells(counts, sizes)
    assert all(cell for cell, count in zip(hidden, counts, strict=True) if count < MINIMUM)
    known_within = sum(0.01 * size for size, cell in zip(sizes, hidden, strict=True) if not cell)
    together = sum(count for count, cell in zip(counts, hidden, strict=True) if cell)
    assert not hidden.any() or hidden.all() or together >= MINIMUM or known_within >= MINIMUM


def test_a_clear_move_between_the_halves_is_named() -> None:
    low, high = share_of("2024", 10, 200), share_of("2025", 60, 200)
    assert direction([low, low, high, high]) == "rising"
    assert direction([high, high, low, low]) == "fading"
    assert direction([low, low]) == "no clear change"


@pytest.mark.parametrize("shares", [[], [share_of("2024", 10, 200)], [share_of("2024", 1, 5), share_of("2025", 2, 6)]])
def test_without_two_known_halves_there_is_no_direction(shares: list[Share]) -> None:
    assert direction(shares) == ""
