import pytest

from analysis.scores.intervals import Bounds
from analysis.wording import (
    capitalised,
    decimal,
    effect_with_bounds,
    in_sentence,
    listed,
    number,
    people,
    signed,
    whole,
)


def test_counts_are_words_up_to_twelve() -> None:
    assert [number(count) for count in (0, 1, 12, 13, 1200)] == ["no", "one", "twelve", "13", "1,200"]


def test_people_are_counted_with_their_word() -> None:
    assert [people("manager", 18), people("rep", 1), people("executive", None)] == [
        "18 managers",
        "1 rep",
        "executives",
    ]


@pytest.mark.parametrize(
    ("value", "text"), [(0.46, ".46"), (-0.274, "−.27"), (1.0, "1.00"), (0.001, ".00"), (-0.004, ".00")]
)
def test_effects_have_two_decimals_and_no_zero_before_the_point(value: float, text: str) -> None:
    assert decimal(value) == text


def test_a_change_has_its_sign() -> None:
    assert [decimal(0.36, plus=True), signed(10.4), signed(-18), signed(0.3)] == ["+.36", "+10", "−18", "0"]


def test_halves_round_up() -> None:
    assert [whole(2.5), whole(3.5), whole(-0.5)] == [3, 4, 0]


def test_an_effect_without_an_interval_says_so() -> None:
    assert effect_with_bounds(0.46, Bounds(0.22, 0.65)) == ".46 (.22 to .65)"
    assert effect_with_bounds(1.0, None) == "1.00, no interval"


def test_lists_end_in_and() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"]), listed([])] == [
        "a",
        "a and b",
        "a, b and c",
        "",
    ]


def test_the_name_of_a_wave_fits_into_a_sentence() -> None:
    assert [in_sentence(name) for name in ("Quarter 2", "June", "")] == ["quarter 2", "June", ""]
    assert capitalised("two to watch, CRM") == "Two to watch, CRM"
