from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import AnalysisError
from analysis.text.reading import SetAside, read_comments

LONG = "My manager cancelled the coaching talk three times because the forecast report was late again this month"


def test_every_comment_that_is_set_aside_has_its_reason() -> None:
    reading = read_comments(["", "  \x00 ", "12 \U0001f44d", "n/a", "coaching", "More coaching, please"])
    assert reading.reasons.tolist() == [
        SetAside.EMPTY,
        SetAside.EMPTY,
        SetAside.NO_WORDS,
        SetAside.NOTHING_TO_ADD,
        SetAside.TOO_FEW_WORDS,
        SetAside.KEPT,
    ]


def test_a_comment_in_other_capitals_or_punctuation_repeats_the_first() -> None:
    reading = read_comments(
        ["Fewer reports, please!", "fewer reports please", "FEWER REPORTS PLEASE...", "More coaching"]
    )
    assert reading.repeats == 2
    assert len(set(reading.first[:3])) == 1
    assert reading.first[3] == 3


def test_a_long_comment_with_one_word_changed_repeats_the_first() -> None:
    reading = read_comments([LONG, LONG.replace("month", "quarter"), LONG[:40] + " and I was glad of it, for once"])
    assert reading.repeats == 1
    assert reading.first[0] == reading.first[1]


def test_short_comments_on_the_same_thing_are_different_comments() -> None:
    assert read_comments(["Too many reports", "Fewer reports for me", "reports reports"]).repeats == 0


def test_words_stand_in_the_order_of_the_comment() -> None:
    corpus = read_comments(["prices are late", "late reports and late prices"]).corpus
    stems = [[corpus.words[i] for i in corpus.ids[start:end]] for start, end in pairwise(corpus.offsets)]
    assert stems == [["price", "late"], ["late", "report", "late", "price"]]


def test_an_entry_that_is_no_text_is_refused_with_its_place() -> None:
    with pytest.raises(AnalysisError, match="Comment 1 is NoneType, not text"):
        read_comments(["fine words", None])  # type: ignore[list-item]


@given(st.lists(st.text(max_size=30), max_size=30))
def test_the_order_of_rows_does_not_change_what_a_comment_is_read_as(comments: list[str]) -> None:
    order = np.random.default_rng(len(comments)).permutation(len(comments))
    straight, shuffled = read_comments(comments), read_comments([comments[i] for i in order])
    assert straight.reasons[order].tolist() == shuffled.reasons.tolist()
    assert straight.repeats == shuffled.repeats
    assert [comments[i] for i in straight.fit_rows] == [comments[order[i]] for i in shuffled.fit_rows]


def test_what_people_write_to_say_nothing_is_told_apart() -> None:
    nothing = ["n/a", "N.A.", "Nothing to add.", "no comment", "NONE!!", "nothing  comes to mind", "-na-"]
    something = ["Nothing but praise for my manager", "No coaching", "none of my deals closed"]
    reasons = read_comments(nothing + something).reasons.tolist()
    assert [reason == SetAside.NOTHING_TO_ADD for reason in reasons] == [True] * 7 + [False] * 3


def test_what_a_long_comment_repeats_is_left_out_whatever_stands_in_the_row_before_it() -> None:
    long = " ".join(["coaching", *(f"topic{chr(97 + place)}" for place in range(20)), "apple", "coaching"] * 6)
    alone, after = read_comments([long]), read_comments(["Plenty of apple", long])
    assert alone.corpus.lengths.tolist() == [24]
    assert after.corpus.lengths.tolist()[1] == 24


@pytest.mark.parametrize(
    ("others", "times", "learnt"), [(30, 2, 1), (30, 24, 1), (30, 25, 25), (30, 60, 25), (24, 60, 1)]
)
def test_what_enough_people_repeat_is_learnt_from_as_often_as_a_theme_needs(
    others: int, times: int, learnt: int
) -> None:
    different = [f"Fewer reports about {chr(97 + place)}{chr(97 + place)}nk" for place in range(26)]
    different += [f"Quicker quotes about {chr(97 + place)}{chr(97 + place)}nk" for place in range(others - 26)]
    comments = different[:others] + ["More coaching from my manager"] * times
    assert len(read_comments(comments).fit_rows) == others + learnt
