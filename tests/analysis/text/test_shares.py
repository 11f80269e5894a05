import pytest

from analysis.text.shares import Share, direction, share_of


def test_the_interval_is_wilsons_as_worked_by_hand() -> None:
    share = share_of("rep", 10, 40)
    assert share.share == 0.25
    assert share.low == pytest.approx(0.1419, abs=1e-4)
    assert share.high == pytest.approx(0.4019, abs=1e-4)


def test_a_group_of_fewer_than_ten_is_hidden() -> None:
    share = share_of("2021", 9, 9)
    assert share.share is None
    assert share.hidden == "fewer than 10 comments in all"


def test_a_clear_move_between_the_halves_is_named() -> None:
    low, high = share_of("2024", 10, 200), share_of("2025", 60, 200)
    assert direction([low, low, high, high]) == "rising"
    assert direction([high, high, low, low]) == "fading"
    assert direction([low, low]) == "no clear change"


@pytest.mark.parametrize("shares", [[], [share_of("2024", 10, 200)], [share_of("2024", 1, 5), share_of("2025", 2, 6)]])
def test_without_two_known_halves_there_is_no_direction(shares: list[Share]) -> None:
    assert direction(shares) == ""
