"""Reading for the codebook: words, marks and slips of the keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.codebook_words import LONGEST_READ, mend, read_for_codebook

KNOWN = frozenset({"management", "micromanagement", "manager", "coaching", "support"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("managment", "management"),
        ("mangement", "management"),
        ("managemnet", "management"),
        ("managementt", "management"),
        ("micromanagment", "micromanagement"),
        ("cuaching", "coaching"),
        ("supporr", "support"),
        ("mnagementa", "mnagementa"),
        ("poaching", "poaching"),
        ("suport", "suport"),
        ("manager", "manager"),
        ("manicure", "manicure"),
        ("managements", "managements"),
    ],
)
def test_one_slip_of_the_keyboard_is_mended_in_long_words(typed: str, meant: str) -> None:
    assert mend(typed, KNOWN) == meant


@given(st.integers(1, 13))
def test_any_one_letter_inside_a_word_may_be_missing(place: int) -> None:
    word = "micromanagement"

    assert mend(word[:place] + word[place + 1 :], KNOWN) == word


def test_words_and_marks_are_read_in_small_letters() -> None:
    read = read_for_codebook(["Pay, HOURS; 1:1s don\u2019t happen.", ""], frozenset())

    assert read.words(0) == ["pay", ",", "hours", ";", "1", "1s", "don't", "happen", "."]
    assert read.words(1) == []
    assert len(read) == 2


def test_each_token_knows_its_comment() -> None:
    assert read_for_codebook(["Pay, hours", "", "pay"], frozenset()).rows.tolist() == [0, 0, 0, 2]


def test_a_very_long_comment_is_read_up_to_a_limit() -> None:
    read = read_for_codebook(["word " * 5_000], frozenset())

    assert len(read.words(0)) == LONGEST_READ
