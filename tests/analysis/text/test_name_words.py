import pytest

from analysis.text.name_words import FILLER, Weight, name_role, name_stem


def test_a_light_word_starts_a_phrase_but_adds_little() -> None:
    assert name_role("long").starts
    assert name_role("long").ends
    assert name_role("long").weight == Weight.LIGHT


@pytest.mark.parametrize(("word", "role"), [("the", "skipped"), ("of", "joins"), ("not", "starts"), ("off", "ends")])
def test_each_list_gives_a_word_its_place(word: str, role: str) -> None:
    assert getattr(name_role(word), role)


def test_a_word_with_content_does_all() -> None:
    assert name_role("Hours").starts
    assert name_role("Hours").ends
    assert name_role("Hours").weight == Weight.CONTENT


@pytest.mark.parametrize("word", ["really", "x", "XXXX", "would", "know"])
def test_filler_does_nothing(word: str) -> None:
    assert name_role(word) == FILLER


def test_forms_of_a_light_word_are_light() -> None:
    assert name_role("enjoying").weight == name_role("helped").weight == Weight.LIGHT


@pytest.mark.parametrize("word", ["not", "don't", "cannot", "dont", "isn\u2019t"])
def test_not_has_one_stem(word: str) -> None:
    assert name_stem(word) == "not"


@pytest.mark.parametrize(("word", "language"), [("gute", "de"), ("buenos", "es"), ("bonne", "fr")])
def test_other_languages_have_light_words(word: str, language: str) -> None:
    assert name_role(word, language).weight == Weight.LIGHT


def test_a_language_without_lists_is_read_as_english() -> None:
    assert name_role("the", "it") == name_role("the")
