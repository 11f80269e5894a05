import pytest

from analysis.text.words import (
    LANGUAGES,
    content_stem,
    corpus_word,
    is_content_word,
    is_mashed,
    spare_word,
    squeezed,
    stem_of,
    stop_words,
    word_list,
)


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


@pytest.mark.parametrize(
    ("language", "forms", "stem"),
    [
        ("de", ("Schulung", "Schulungen"), "schulung"),
        ("es", ("objetivo", "Objetivos"), "objet"),
        ("fr", ("l\u2019\u00e9quipe", "\u00c9quipes"), "\u00e9quip"),
    ],
)
def test_each_language_has_its_own_stems(language: str, forms: tuple[str, ...], stem: str) -> None:
    assert {stem_of(form, language) for form in forms} == {stem}


@pytest.mark.parametrize(
    ("language", "word"),
    [("de", "wir"), ("es", "nosotros"), ("fr", "qu\u2019elle"), ("fr", "n'est"), ("de", "W\u00e4re")],
)
def test_function_words_of_each_language_carry_no_theme(language: str, word: str) -> None:
    assert not is_content_word(word, language)


@pytest.mark.parametrize(
    ("language", "word"), [("de", "nicht"), ("es", "nunca"), ("fr", "jamais"), ("en", "war"), ("de", "die")]
)
def test_negations_are_kept_and_a_word_counts_in_its_own_language(language: str, word: str) -> None:
    assert is_content_word(word, language) == (word != "die")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_both_a_function_word_and_a_negation(language: str) -> None:
    assert not stop_words(language) & word_list(f"negations_{language}.txt")


@pytest.mark.parametrize(
    ("word", "short"),
    [
        ("cooool", "cool"),
        ("sooo", "so"),
        ("Nooo", "Noo"),
        ("nooo", "no"),
        ("all", "all"),
        ("\u54c8\u54c8\u54c8", "\u54c8\u54c8"),
    ],
)
def test_a_drawn_out_word_is_cut_short(word: str, short: str) -> None:
    assert squeezed(word) == short


@pytest.mark.parametrize("word", ["asdfgh", "hahaha", "bcdfghjk", "lolololol", "qwerty"])
def test_letters_at_random_are_known(word: str) -> None:
    assert is_mashed(word)


@pytest.mark.parametrize(
    "word", ["strengths", "rhythm", "mgmt", "wert", "mississippi", "banana", "html", "r\u00e9f\u00e9r\u00e9"]
)
def test_no_real_word_is_taken_for_letters_at_random(word: str) -> None:
    assert not is_mashed(word)


def test_languages_share_no_word_of_a_corpus() -> None:
    assert corpus_word("problem", "en") == "problem"
    assert corpus_word("problem", "de") == "de:problem"
    assert spare_word("was", "de") == "de:~was"
    assert spare_word("problem", "de") == spare_word("a", "en") == ""


@pytest.mark.parametrize(("word", "stem"), [("trainingen", "trainingen"), ("de", "de"), ("x", ""), ("asdfgh", "")])
def test_in_a_language_that_we_do_not_read_words_are_their_own_stems(word: str, stem: str) -> None:
    assert content_stem(word, "nl") == stem


def test_only_english_has_a_genitive_behind_an_apostrophe_and_only_french_elides() -> None:
    assert stem_of("coach's", "en") == stem_of("coach", "en")
    assert stem_of("geht's", "de") != stem_of("geht", "de")
    assert stem_of("l'objectif", "fr") == stem_of("objectif", "fr")
    assert stem_of("l'objectif", "en") != stem_of("objectif", "en")
