"""Letters that look alike, cannot be seen, or slipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.masking_spelling import has_slip_of, letters_key, one_slip, spelled_out, without_unseen


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("JOSÉ", "jose"),
        ("Ｄａｎａ", "dana"),
        ("D\u0430n\u0430", "dana"),
        ("Łukasz", "lukasz"),
        ("Ødegård", "odegard"),
        ("Weiß", "weiss"),
        ("\U0001d411\U0001d428\U0001d41b", "rob"),
    ],
)
def test_a_word_has_one_key_however_it_is_written(written: str, key: str) -> None:
    assert letters_key(written) == key


def test_umlauts_are_spelled_out() -> None:
    assert spelled_out("Jürgen") == "juergen"
    assert spelled_out("Dana") == "Dana"


def test_what_one_cannot_see_goes_from_words_but_stays_in_scripts_that_need_it() -> None:
    assert without_unseen("Da\u00adn\u200ba x") == "Dana x"
    assert without_unseen("\u0646\u200c\u0647") == "\u0646\u200c\u0647"
    assert without_unseen("x\u0646\u200c\u0647") == "x\u0646\u200c\u0647"
    assert without_unseen("x\u200b\u0646") == "x\u0646"


@pytest.mark.parametrize(
    "slip", ["farant", "farrrant", "farront", "farrnat", "farrantt", "frarant", "frranta", "ferrant", "frrant"]
)
def test_one_slip_leads_back_to_the_name(slip: str) -> None:
    assert has_slip_of(slip, {"farrant"}.__contains__)


@pytest.mark.parametrize("other", ["barrant", "farnt", "ferrent"])
def test_two_slips_or_another_first_letter_do_not(other: str) -> None:
    assert not has_slip_of(other, {"farrant"}.__contains__)


@given(st.text(alphabet="abcdef", min_size=2, max_size=8))
def test_the_first_letter_never_slips(key: str) -> None:
    assert {one[0] for one in one_slip(key)} == {key[0]}
