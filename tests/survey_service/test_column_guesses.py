import pytest

from survey_service.column_guesses import guess_columns
from survey_service.comment_files import FirstLook
from survey_service.errors import InvalidFileError

TEXTS = [
    "My manager never has time for a talk",
    "Prices take four days",
    "I would like more coaching",
    "",
    "Fewer reports",
]
COLUMNS = {
    "id": [str(number) for number in range(50)],
    "name": [f"Ada Lind{'abcdefghij'[number % 10]}" for number in range(50)],
    "text": TEXTS * 10,
    "role": ["rep", "manager"] * 25,
    "date": [f"2025-{1 + number % 12:02d}-03" for number in range(50)],
    "rating": ["1", "2", "3", "4", "5"] * 10,
}


def test_the_column_with_the_longest_and_most_varied_texts_holds_the_comments() -> None:
    guesses = guess_columns(FirstLook(COLUMNS))
    assert guesses.text == "text"
    assert guesses.others == ()


def test_columns_to_compare_by_and_over_time_are_named() -> None:
    guesses = guess_columns(FirstLook(COLUMNS))
    assert guesses.groups == ("role", "rating")
    assert guesses.periods == ("date",)


def test_a_second_column_of_texts_is_named_too() -> None:
    twice = {"liked": TEXTS * 10, "missed": [f"{text} and nobody answers" for text in TEXTS] * 10}
    guesses = guess_columns(FirstLook(twice))
    assert (guesses.text, guesses.others) == ("missed", ("liked",))


def test_a_named_column_is_taken_whatever_it_holds() -> None:
    assert guess_columns(FirstLook(COLUMNS), "role").text == "role"


def test_a_file_with_one_column_needs_no_guess() -> None:
    assert guess_columns(FirstLook({"answer": ["yes", "7", ""]})).text == "answer"


def test_a_file_without_prose_says_which_columns_it_has() -> None:
    with pytest.raises(InvalidFileError, match=r"No column looks like comments\. Name one .*: “id”, “role”\."):
        guess_columns(FirstLook({"id": ["1", "2"], "role": ["rep", "manager"]}))
