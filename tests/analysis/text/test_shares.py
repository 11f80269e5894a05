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


def test_ten_comments_are_enough_and_halves_of_ten_have_a_direction() -> None:
    assert share_of("rep", 3, 10).share == 0.3
    assert direction([share_of("2024", 0, 10), share_of("2025", 10, 10)]) == "rising"


def test_the_later_half_is_compared_with_the_earlier_one_alone() -> None:
    # 10 % and 18 % of 200 differ by more than chance; 14 % of 400, both together, and 18 % of 200 do not.
    assert direction([share_of("2024", 20, 200), share_of("2025", 36, 200)]) == "rising"


def test_hidden_periods_tell_no_direction_even_together() -> None:
    assert direction([share_of(year, 3, 9) for year in ("2022", "2023", "2024", "2025")]) == ""
