import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.sentiment import Sentiment, theme_sentiment, tone_of

GOOD, BAD = 1.9 / math.sqrt(1.9**2 + 15), -2.5 / math.sqrt(2.5**2 + 15)
"""What VADER makes of "good" (1.9 in its lexicon) and "bad" (-2.5) alone."""


def tone_of_all(comments: list[str], language: str = "en") -> Sentiment | None:
    (only,) = theme_sentiment(comments, np.zeros(len(comments), dtype=np.int64), 1, [language] * len(comments))
    return only


def test_the_mean_and_its_interval_are_those_worked_by_hand() -> None:
    found = tone_of_all(["the room is good"] * 6 + ["the room is bad"] * 6)
    mean = (GOOD + BAD) / 2
    # Twelve comments, six on either side of the mean: t with 11 df is 2.201.
    half = 2.201 * math.sqrt(12 / 11) * (GOOD - BAD) / 2 / math.sqrt(12)
    assert found is not None
    assert found.n == 12
    assert found.mean == pytest.approx(mean, abs=1e-3)
    assert found.bounds == pytest.approx((mean - half, mean + half), abs=1e-3)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("My manager is helpful", "My manager is not helpful"),
        ("The tools are great", "The tools are good"),
        ("The tools are bad", "The tools are very bad"),
    ],
)
def test_negation_and_degree_are_heard(better: str, worse: str) -> None:
    assert tone_of(better) > tone_of(worse)


def test_a_long_comment_is_the_mean_of_its_sentences() -> None:
    assert tone_of("The room is good. The desk is bad.") == pytest.approx((GOOD + BAD) / 2, abs=1e-3)


def test_fewer_than_ten_comments_have_no_mean() -> None:
    assert tone_of_all(["good"] * 9) is None


def test_where_all_say_the_same_there_is_no_interval() -> None:
    found = tone_of_all(["good"] * 10)
    assert found is not None
    assert found.bounds is None
    assert found.mean == pytest.approx(GOOD, abs=1e-3)


def test_only_english_has_a_tone() -> None:
    languages = ["en"] * 10 + ["de"] * 10
    english, german = theme_sentiment(["good"] * 20, np.repeat([0, 1], 10), 2, languages)
    assert english is not None
    assert german is None


def test_comments_of_no_theme_have_no_tone() -> None:
    themes = np.array([0] * 10 + [-1] * 10)
    (found,) = theme_sentiment(["good"] * 10 + ["bad"] * 10, themes, 1, ["en"] * 20)
    assert found == tone_of_all(["good"] * 10)


@given(st.integers(0, 20), st.integers(0, 20))
def test_more_that_say_bad_things_lower_the_mean(one: int, other: int) -> None:
    def mean(bad: int) -> float:
        found = tone_of_all(["bad"] * bad + ["good"] * (20 - bad))
        assert found is not None
        return found.mean

    assert (mean(one) > mean(other)) == (one < other)


def test_a_large_theme_has_the_same_tone_in_any_order() -> None:
    comments = [
        f"the {what} is {how} in region number{turn}" for turn in range(100) for what in "ab" for how in ("good", "bad")
    ]
    there, back = tone_of_all(comments), tone_of_all(comments[::-1])
    assert there is not None
    assert there == back
    assert there.n == 200


def test_of_a_large_theme_no_comment_is_read_because_of_how_it_begins() -> None:
    begun = [f"{begins} in region number{turn}" for begins in ("a good room", "the bad room") for turn in range(200)]
    found = tone_of_all(begun)
    assert found is not None
    assert found.mean == pytest.approx((GOOD + BAD) / 2, abs=0.15)  # of the first 200 in the alphabet, GOOD


def test_the_interval_ends_where_tones_do() -> None:
    praise = "Great, wonderful, excellent, amazing, the best, I love it, brilliant, fantastic and so kind!"
    for comments, end in (([praise] * 9 + ["the room is good"], 1), (["the room is bad"] + ["hate " * 30] * 9, 0)):
        found = tone_of_all(comments)
        assert found is not None
        assert found.bounds is not None
        assert found.bounds[end] == (-1.0, 1.0)[end]
