"""Written text is made storable, the same on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_service.texts import clean_line, clean_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u202eevil", "evil"),
        ("cafe\u0301", "café"),
        ("👩‍💻 👍🏽", "👩‍💻 👍🏽"),
        ("می‌خواهم", "می‌خواهم"),
        ("  both ends \n", "both ends"),
        ("x" + "\u0325" * 40 + "y", "x" + "\u0325" * 3 + "y"),
    ],
)
def test_text_is_cleaned(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_a_line_has_no_line_ends() -> None:
    assert clean_line(" a\n b\tc\u2028d ") == "a b c d"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing_more_and_the_result_can_be_stored(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert "\x00" not in clean.encode("utf-8").decode("utf-8")
