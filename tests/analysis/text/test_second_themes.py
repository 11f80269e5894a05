"""A comment's second theme: from a sentence of its own, and not from a comment that is between two."""

from itertools import permutations

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
PRICE = "Honestly, a faster price and discount answer for each quote within two days."
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
    both = f"{COACHING} {REPORTS}"
    texts = [COACHING, f"{REPORTS} {COACHING}", f"{REPORTS} {REPORTS}", "", both, REPORTS]
    first = np.array([theme_of[each] for each in ("coaching", "reports", "reports", "price", "coaching", "reports")])
    found = second_themes(model, texts, first)
    assert found.tolist() == [-1, theme_of["coaching"], -1, -1, theme_of["reports"], -1]
    assert found[::-1].tolist() == second_themes(model, texts[::-1], first[::-1]).tolist()


def test_what_is_named_as_the_first_theme_is_not_named_again(fitted: tuple[ThemeModel, dict[str, int]]) -> None:
    model, theme_of = fitted
    said = {"coaching": COACHING, "reports": REPORTS, "price": PRICE}
    for one, other in permutations(said, 2):
        found = second_themes(model, [f"{said[one]} {said[other]}"], np.array([theme_of[one]]))
        assert found.tolist() == [theme_of[other]]
    assert second_themes(model, [f"{COACHING} {REPORTS}"], np.array([-1])).tolist() == [-1]


def test_one_sentence_has_one_theme_whatever_that_is_said_to_be(fitted: tuple[ThemeModel, dict[str, int]]) -> None:
    model, theme_of = fitted
    assert second_themes(model, [REPORTS], np.array([theme_of["coaching"]])).tolist() == [-1]


def test_of_two_themes_a_comment_can_have_both_and_of_one_none() -> None:
    texts, _ = made_up_wave(0, {"coaching": 40, "reports": 40})
    model = ThemeModel(2).fit(texts)
    assert set(second(model, f"{COACHING} {REPORTS}")) == {0, 1}
    one = ThemeModel(1).fit(texts[:40])
    assert second(one, f"{COACHING} {REPORTS}") == (0, -1)
