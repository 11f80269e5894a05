import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.sentiment import theme_sentiment, tone_of

GOOD, BAD = 1.9 / math.sqrt(1.9**2 + 15), -2.5 / math.sqrt(2.5**2 + 15)
"""What VADER makes of "good" (1.9 in its lexicon) and "bad" (-2.5) alone."""


def one_theme(n: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.zeros(n, dtype=np.int64)


def test_the_mean_and_its_interval_are_those_worked_by_hand() -> None:
    (only,) = theme_sentiment(["the room is good"] * 6 + ["the room is bad"] * 6, one_theme(12), 1)
    mean = (GOOD + BAD) / 2
    # Twelve people, six on either side of the mean: t with 11 df is 2.201.
    half = 2.201 * math.sqrt(12 / 11) * (GOOD - BAD) / 2 / math.sqrt(12)
    assert only.everybody.n == 12
    assert only.everybody.mean == pytest.approx(mean, abs=1e-3)
    assert only.everybody.bounds == pytest.approx((mean - half, mean + half), abs=1e-3)


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


def test_a_person_counts_once() -> None:
    comments = ["the room is good"] * 10 + ["the room is bad"] * 10
    people = [*range(10), *[0] * 10]
    (only,) = theme_sentiment(comments, one_theme(20), 1, person_ids=people)
    assert only.everybody.n == 10
    first = (GOOD + 10 * BAD) / 11
    assert only.everybody.mean == pytest.approx((9 * GOOD + first) / 10, abs=1e-3)


def test_fewer_than_ten_people_have_no_mean() -> None:
    (only,) = theme_sentiment(["good"] * 9, one_theme(9), 1)
    assert (only.everybody.mean, only.everybody.bounds) == (None, None)
    assert only.everybody.hidden == "Fewer than 10 people."


def test_where_all_say_the_same_there_is_no_interval() -> None:
    (only,) = theme_sentiment(["good"] * 10, one_theme(10), 1)
    assert only.everybody.bounds is None
    assert only.everybody.mean == pytest.approx(GOOD, abs=1e-3)


def test_only_english_has_a_tone() -> None:
    languages = ["en"] * 10 + ["de"] * 10
    english, german = theme_sentiment(["good"] * 20, np.repeat([0, 1], 10), 2, languages=languages)
    assert english.everybody.mean is not None
    assert german.everybody.mean is None
    assert theme_sentiment(["gut"] * 20, one_theme(20), 1, languages="de")[0].everybody.mean is None


def test_groups_have_a_tone_of_their_own() -> None:
    groups = ["rep"] * 10 + ["manager"] * 10
    (only,) = theme_sentiment(["good"] * 10 + ["bad"] * 10, one_theme(20), 1, groups=groups, names=("rep", "manager"))
    assert [(name, round(found.mean or 0, 2)) for name, found in only.by_group] == [("rep", 0.44), ("manager", -0.54)]


def test_a_small_group_cannot_be_worked_out_from_the_others() -> None:
    groups = ["rep"] * 30 + ["manager"] * 20 + ["executive"] * 3
    names = ("rep", "manager", "executive")
    (only,) = theme_sentiment(["good"] * 53, one_theme(53), 1, groups=groups, names=names)
    assert {name: found.hidden for name, found in only.by_group} == {
        "rep": "",
        "manager": "It would give a smaller group away.",
        "executive": "Fewer than 10 people.",
    }


@given(st.integers(0, 20), st.integers(0, 20))
def test_more_who_say_bad_things_lower_the_mean(one: int, other: int) -> None:
    def mean(bad: int) -> float:
        return theme_sentiment(["bad"] * bad + ["good"] * (20 - bad), one_theme(20), 1)[0].everybody.mean or 0.0

    assert (mean(one) > mean(other)) == (one < other)


def test_a_large_theme_has_the_same_tone_in_any_order() -> None:
    comments = [
        f"the {what} is {how} in region number{turn}" for turn in range(300) for what in "ab" for how in ("good", "bad")
    ]
    there, back = (theme_sentiment(each, one_theme(1200), 1) for each in (comments, comments[::-1]))
    assert there == back
    assert there[0].everybody.n == 1200
