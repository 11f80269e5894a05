"""A comment's second theme: from a sentence of its own, and not from a comment that is between two."""

import numpy as np
import pytest

from analysis.text.second_themes import second_themes
from analysis.text.themes import ThemeModel
from tests.analysis.text.made_up_waves import made_up_wave, subject_of

SAID = {"coaching": 60, "reports": 60, "price": 60}


@pytest.fixture(scope="module")
def fitted() -> tuple[ThemeModel, dict[str, int]]:
    """A model of three subjects, and the theme of each."""
    texts, keys = made_up_wave(0, SAID)
    model = ThemeModel(3).fit(texts)
    subjects = [subject_of(key) for key in keys]
    theme_of = {
        subject: int(np.bincount(model.labels_[[each == subject for each in subjects]]).argmax()) for subject in SAID
    }
    assert len(set(theme_of.values())) == 3
    return model, theme_of


COACHING = "We need weekly coaching talks with my manager before big calls."
REPORTS = "More of fewer forecast reports on Monday mornings so we can sell."


def second(model: ThemeModel, text: str) -> tuple[int, int]:
    first = model.predict([text])
    return int(first[0]), int(second_themes(model, [text], first)[0])


def test_a_comment_of_two_sentences_about_two_things_has_both(fitted: tuple[ThemeModel, dict[str, int]]) -> None:
    model, theme_of = fitted
    assert set(second(model, f"{COACHING} {REPORTS}")) == {theme_of["coaching"], theme_of["reports"]}


def test_most_comments_have_no_second_theme(fitted: tuple[ThemeModel, dict[str, int]]) -> None:
    model, _ = fitted
    texts = [*made_up_wave(1, SAID)[0], f"{COACHING} {COACHING}", f"{COACHING} Thank you. Yes!", "", "...", REPORTS]
    assert set(second_themes(model, texts, model.predict(texts)).tolist()) == {-1}


def test_one_sentence_between_two_themes_is_vague_and_not_double(fitted: tuple[ThemeModel, dict[str, int]]) -> None:
    model, _ = fitted
    assert second(model, "coaching and reports")[1] == -1


def test_each_comment_is_judged_by_itself(fitted: tuple[ThemeModel, dict[str, int]]) -> None:
    model, theme_of = fitted
    texts = [COACHING, f"{REPORTS} {COACHING}", "", f"{COACHING} {REPORTS}", REPORTS]
    first = model.predict(texts)
    found = second_themes(model, texts, first)
    assert (found >= 0).tolist() == [False, True, False, True, False]
    assert {int(first[1]), int(found[1])} == {theme_of["coaching"], theme_of["reports"]}
    assert found[::-1].tolist() == second_themes(model, texts[::-1], first[::-1]).tolist()


def test_what_is_named_as_the_first_theme_is_not_named_again(fitted: tuple[ThemeModel, dict[str, int]]) -> None:
    model, theme_of = fitted
    text = f"{COACHING} {REPORTS}"
    for one, other in (("coaching", "reports"), ("reports", "coaching")):
        found = second_themes(model, [text], np.array([theme_of[one]]))
        assert found.tolist() == [theme_of[other]]
    assert second_themes(model, [text], np.array([-1])).tolist() == [-1]
