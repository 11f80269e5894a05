"""The small rules: minimums, bands, steps and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.rules import (
    comments_allowed,
    distribution_allowed,
    enough_for,
    hidden_sentence,
    participation_allowed,
    participation_step,
    score_allowed,
    share_text,
)
from analysis.tables import Minimums

STANDARD = Minimums()


def test_minimums_are_reached_at_their_own_number() -> None:
    assert not score_allowed(4, STANDARD)
    assert score_allowed(5, STANDARD)
    assert not distribution_allowed(9, STANDARD)
    assert distribution_allowed(10, STANDARD)
    assert not comments_allowed(9, STANDARD)
    assert comments_allowed(10, STANDARD)
    assert not participation_allowed(4, STANDARD)
    assert participation_allowed(5, STANDARD)


def test_shares_never_need_fewer_people_than_a_score() -> None:
    assert not distribution_allowed(10, Minimums(score=12))


@pytest.mark.parametrize(
    ("count", "n", "text"),
    [(76, 131, "58"), (10, 10, "100"), (0, 10, "0"), (1, 200, "1"), (3, 18, "17"), (5, 11, "45")],
)
def test_a_share_of_ten_people_or_more_is_a_whole_percent(count: int, n: int, text: str) -> None:
    assert share_text(count, n, STANDARD) == text


def test_a_share_can_be_rounded_to_five_points() -> None:
    assert [share_text(count, 18, STANDARD, step=5) for count in (3, 10, 18)] == ["15", "55", "100"]


@pytest.mark.parametrize(
    ("n", "texts"),
    [
        (5, ["20 or less"] * 2 + ["40 to 60"] * 2 + ["80 or more"] * 2),
        (6, ["20 or less"] * 2 + ["20 to 40", "40 to 60", "60 to 80"] + ["80 or more"] * 2),
        (9, ["20 or less"] * 2 + ["20 to 40"] * 2 + ["40 to 60"] * 2 + ["60 to 80"] * 2 + ["80 or more"] * 2),
    ],
)
def test_a_share_of_five_to_nine_people_is_a_band_of_fifths(n: int, texts: list[str]) -> None:
    assert [share_text(count, n, STANDARD) for count in range(n + 1)] == texts


def test_a_share_of_four_people_has_wider_outer_bands_because_all_but_one_is_three_quarters() -> None:
    texts = [share_text(count, 4, Minimums(score=4)) for count in range(5)]
    assert texts == ["40 or less", "40 or less", "40 to 60", "60 or more", "60 or more"]


def test_where_shares_need_more_people_a_fifth_is_in_the_outermost_band() -> None:
    wide = Minimums(distribution=15)
    bands = ["20 or less", "20 to 40", "60 to 80", "80 or more"]
    assert [share_text(count, 10, wide) for count in (2, 3, 7, 8)] == bands
    assert [share_text(count, 11, wide) for count in (2, 3, 8, 9)] == bands


def test_a_share_below_the_minimum_has_no_text() -> None:
    assert share_text(2, 4, STANDARD) == ""


def test_a_share_of_an_impossible_count_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 5"):
        share_text(6, 5, STANDARD)


@given(st.integers(5, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_bands_hold_the_share_and_hide_all_alike(case: tuple[int, int]) -> None:
    count, n = case
    low, high = band_limits(share_text(count, n, STANDARD))
    assert low <= 100 * count / n <= high
    assert share_text(0, n, STANDARD) == share_text(1, n, STANDARD)
    assert share_text(n, n, STANDARD) == share_text(n - 1, n, STANDARD)


def band_limits(text: str) -> tuple[float, float]:
    """The lowest and highest percent that a band's words allow."""
    if text.endswith("or less"):
        return 0, float(text.split(maxsplit=1)[0])
    if text.endswith("or more"):
        return float(text.split(maxsplit=1)[0]), 100
    low, high = text.split(" to ")
    return float(low), float(high)


def test_hidden_sentences_name_the_rule_and_its_number() -> None:
    assert hidden_sentence("score") == "Hidden to protect people: fewer than 5 answered."
    assert hidden_sentence("shares") == "Hidden to protect people: shares need 10 answers."
    assert hidden_sentence("score", Minimums(score=7)) == "Hidden to protect people: fewer than 7 answered."


@pytest.mark.parametrize(
    ("answered", "asked", "steps", "filled", "text"),
    [
        (105, 168, 10, 6, "60 % or more"),
        (17, 22, 4, 3, "75 % or more"),
        (12, 26, 5, 2, "40 % or more"),
        (11, 19, 3, 1, "33 % or more"),
        (6, 10, 2, 1, "50 % or more"),
        (3, 7, 1, 0, "fewer than 5"),
        (5, 7, 1, 1, "5 or more"),
        (2, 22, 4, 0, "under 25 %"),
        (5, 5, 1, 0, "shown when the wave closes"),
        (1, 4, 0, 0, "Hidden to protect people: fewer than 5 were asked."),
        (168, 168, 10, 9, "90 % or more"),
    ],
)
def test_an_open_wave_shows_participation_in_steps(
    answered: int, asked: int, steps: int, filled: int, text: str
) -> None:
    step = participation_step(answered, asked)
    assert (step.steps, step.filled, step.text) == (steps, filled, text)


@given(st.integers(5, 400))
def test_steps_hold_at_least_five_people_and_never_an_exact_count(asked: int) -> None:
    shown = [participation_step(answered, asked) for answered in range(asked + 1)]
    assert asked >= shown[0].steps * 5
    assert all(step.at_least <= answered for answered, step in enumerate(shown))
    texts = [step.text for step in shown]
    assert min(texts.count(text) for text in set(texts)) >= 2
    assert [step.filled for step in shown] == sorted(step.filled for step in shown)


@pytest.mark.parametrize(
    ("answered", "asked", "at_least"), [(105, 168, 101), (12, 26, 11), (5, 7, 5), (3, 7, 0), (1, 4, 0)]
)
def test_a_step_says_how_many_have_answered_at_the_least(answered: int, asked: int, at_least: int) -> None:
    assert participation_step(answered, asked).at_least == at_least


def test_participation_of_more_people_than_were_asked_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 7"):
        participation_step(8, 7)


def test_what_the_answers_are_enough_for_comes_from_the_step_alone() -> None:
    words = [enough_for(participation_step(*case), STANDARD) for case in [(105, 168), (6, 7), (3, 7)]]
    assert words == ["comments", "scores", "not yet"]
