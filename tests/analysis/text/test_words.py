import pytest

from analysis.text.words import is_content_word, stem_of


def test_forms_of_a_word_share_a_stem() -> None:
    assert {stem_of(word) for word in ("Coaching", "coached", "COACH", "coach\u2019s")} == {"coach"}


def test_a_word_of_another_script_is_its_own_stem() -> None:
    assert stem_of("\u041e\u0442\u0447\u0451\u0442\u044b") == "\u043e\u0442\u0447\u0451\u0442\u044b"


@pytest.mark.parametrize("word", ["not", "no", "never", "more", "less", "without", "help", "reports"])
def test_negations_amounts_and_words_of_work_are_kept(word: str) -> None:
    assert is_content_word(word)


@pytest.mark.parametrize("word", ["the", "and", "It's", "a", "would"])
def test_function_words_carry_no_theme(word: str) -> None:
    assert not is_content_word(word)
