import pytest

from analysis.text.name_words import FILLER, Weight, name_role, name_stem


def test_a_light_word_starts_a_phrase_but_adds_little() -> None:
    assert name_role("long").starts
    assert name_role("long").ends
    assert name_role("long").weight == Weight.LIGHT


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("the", "skipped"),
        ("very", "skipped"),
        ("of", "joins"),
        ("were", "joins"),
        ("not", "starts"),
        ("off", "ends"),
        ("my", "points"),
        ("an", "points"),
        ("very", "denies"),
        ("they", "denies"),
        ("were", "denies"),
    ],
)
def test_each_list_gives_a_word_its_place(word: str, role: str) -> None:
    assert getattr(name_role(word), role)


def test_a_word_with_content_does_all() -> None:
    assert name_role("Hours").starts
    assert name_role("Hours").ends
    assert name_role("Hours").weight == Weight.CONTENT


@pytest.mark.parametrize("word", ["maybe", "x", "XXXX", "know"])
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


@pytest.mark.parametrize(("word", "language"), [("more", "en"), ("mehr", "de"), ("más", "es"), ("plus", "fr")])
def test_an_amount_never_stands_alone(word: str, language: str) -> None:
    assert name_role(word, language).starts
    assert name_role(word, language).weight < Weight.LIGHT


def test_a_word_that_a_hyphen_ties_to_the_next_is_the_same_word() -> None:
    assert name_role("follow-") == name_role("follow")
    assert name_stem("nurses-") == name_stem("nurse")


def test_a_stem_is_of_its_own_language() -> None:
    assert name_stem("Wartezeiten", "de") == name_stem("Wartezeit", "de")
