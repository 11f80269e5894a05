"""What people really put into comment boxes: nothing falls over, nothing strange makes a theme, all is counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.reading import SENTENCES, Reading, SetAside, read_comments
from analysis.text.tokens import LONGEST_TEXT, MOST_WORDS

ORDINARY = "My manager reads the forecast to us and never asks about the customer"
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)


def reason_of(text: str) -> str:
    """Why a comment is set aside among ordinary ones."""
    return str(read_comments([ORDINARY, text]).reasons[1])


def stems(reading: Reading, row: int) -> list[str]:
    one = reading.corpus.take(np.array([row]))
    return [one.words[place] for place in one.ids]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", SetAside.EMPTY),
        (" \t\r\n\u200b", SetAside.EMPTY),
        ("\U0001f44d\U0001f44d\U0001f44d", SetAside.NO_WORDS),
        (":-) \u2764\ufe0f !!!", SetAside.NO_WORDS),
        ("10", SetAside.NO_WORDS),
        ("9/10, 2024-05-01, 35 %", SetAside.NO_WORDS),
        ("https://example.org/feedback?id=3", SetAside.NO_WORDS),
        ("WWW.EXAMPLE.ORG/page", SetAside.NO_WORDS),
        ("bob.jones@example.org", SetAside.NO_WORDS),
        ("[link] [e-mail]", SetAside.NO_WORDS),
        ("<p><br/></p>", SetAside.EMPTY),
        ("asdfgh", SetAside.NOT_WORDS),
        ("asdf asdf jkjkjk", SetAside.NOT_WORDS),
        ("hahahaha", SetAside.NOT_WORDS),
        ("jajajaja", SetAside.NOT_WORDS),
        ("dfgkjhdfg", SetAside.NOT_WORDS),
        ("xxxxxxxxxx", SetAside.NOTHING_TO_ADD),
        ("Noooo!!", SetAside.NOTHING_TO_ADD),
        ("N/A", SetAside.NOTHING_TO_ADD),
        ("Nada que a\u00f1adir.", SetAside.NOTHING_TO_ADD),
        ("Keine Anmerkungen", SetAside.NOTHING_TO_ADD),
        ("Rien \u00e0 signaler", SetAside.NOTHING_TO_ADD),
        ("Coaching", SetAside.TOO_FEW_WORDS),
        ("reports reports reports", SetAside.TOO_FEW_WORDS),
        ("What can you do?", SetAside.TOO_FEW_WORDS),
        (
            "\u0411\u043e\u043b\u044c\u0448\u0435 \u043e\u0431\u0443\u0447\u0435\u043d\u0438\u044f",
            SetAside.OTHER_LANGUAGE,
        ),
        ("\u66f4\u591a\u8f85\u5bfc", SetAside.OTHER_LANGUAGE),
        ("\u0627\u0644\u0645\u0632\u064a\u062f \u0645\u0646", SetAside.OTHER_LANGUAGE),
        ("More coaching, please", SetAside.KEPT),
    ],
)
def test_a_strange_comment_is_set_aside_for_its_reason(text: str, reason: SetAside) -> None:
    assert reason_of(text) == reason


def test_every_reason_has_a_sentence_for_pages() -> None:
    assert set(SENTENCES) == set(SetAside) - {SetAside.KEPT}


def test_capitals_share_the_stems_of_small_letters() -> None:
    reading = read_comments([ORDINARY, ORDINARY.upper() + "!!!"])
    assert stems(reading, 0) == stems(reading, 1)
    assert reading.repeats == 1


def test_a_drawn_out_word_is_the_word() -> None:
    reading = read_comments(["sooooo many reports for me", "coooool managers"])
    assert stems(reading, 0) == ["~so", "~many", "report", "~for", "~me"]
    assert stems(reading, 1) == ["cool", "manag"]


def test_a_very_long_comment_is_read_in_part_and_counted() -> None:
    words = [
        f"word{chr(97 + place % 26)}{chr(97 + place // 26 % 26)}{chr(97 + place // 676)}" for place in range(5_000)
    ]
    reading = read_comments([" ".join(words), ORDINARY, "a" * (LONGEST_TEXT + 1)])
    assert reading.shortened == 2
    assert len(stems(reading, 0)) == MOST_WORDS


def test_a_sentence_said_again_and_again_in_one_comment_counts_once() -> None:
    reading = read_comments(
        ["The approval of prices takes two weeks. " * 400, "The approval of prices takes two weeks."]
    )
    once = stems(reading, 1)
    assert stems(reading, 0)[: len(once)] == once
    assert len(stems(reading, 0)) <= len(once) + 1


def test_one_sentence_in_400_comments_is_learnt_from_once() -> None:
    reading = read_comments(["The approval of prices takes two weeks"] * 400 + [ORDINARY])
    assert reading.repeats == 399
    assert len(reading.fit_rows) == 2


def test_html_and_links_leave_no_words_behind() -> None:
    text = (
        '<p class="note">Prices: see https://example.org/prices?x=1 &amp; www.example.org,<br>ask bob@example.org</p>'
    )
    assert stems(read_comments([text, ORDINARY]), 0) == ["price", "see", "ask"]


def test_a_pasted_thread_is_left_out() -> None:
    reading = read_comments([ORDINARY + "\n\nOn Mon, Mar 3, 2025, Ann wrote:\n> Tell me about lunch", ORDINARY])
    assert stems(reading, 0) == stems(reading, 1)


def test_a_ligature_and_wide_letters_are_plain_letters() -> None:
    reading = read_comments(["o\ufb03ce pro\ufb01t", "\uff43\uff4f\uff41\uff43\uff48 office"])
    assert stems(reading, 0) == ["offic", "profit"]
    assert stems(reading, 1) == ["coach", "offic"]


def test_plain_latin_and_careful_reading_agree() -> None:
    texts = [
        "It's the boss's 'plan' - 24/7, rock'n'roll_style!",
        "We won't go; don't ask (yet)?  \tO'Brien's team\nleft",
    ]
    plain = read_comments(texts)
    latin = read_comments([text + " \u00e9" for text in texts])
    careful = read_comments([text + " <b></b> \u00e9" for text in texts])
    for row in range(2):
        assert stems(plain, row) == stems(latin, row) == stems(careful, row)


def test_no_comments_are_read_as_none() -> None:
    reading = read_comments([])
    assert len(reading.corpus) == len(reading.fit_rows) == len(reading.languages) == reading.repeats == 0


@given(st.lists(ANY_TEXT, max_size=8))
def test_any_text_is_read(comments: list[str]) -> None:
    reading = read_comments(comments)
    assert len(reading.corpus) == len(reading.reasons) == len(reading.languages) == len(comments)
    assert sorted(reading.order.tolist()) == list(range(len(comments)))
    assert set(reading.reasons.tolist()) <= set(SetAside)
    assert not set(reading.fit_rows.tolist()) & set(np.flatnonzero(reading.corpus.lengths < 2).tolist())


@given(
    st.lists(
        st.sampled_from([ORDINARY, "Mehr Lob", "N/A", "coach", "What can you do?", "\u66f4\u591a", "12"]) | ANY_TEXT
    )
)
def test_rows_in_another_order_are_read_alike(comments: list[str]) -> None:
    order = np.random.default_rng(len(comments)).permutation(len(comments))
    straight, shuffled = read_comments(comments, 3), read_comments([comments[row] for row in order], 3)
    assert straight.reasons[order].tolist() == shuffled.reasons.tolist()
    assert straight.languages[order].tolist() == shuffled.languages.tolist()
    assert straight.corpus.words == shuffled.corpus.words
    assert [stems(straight, row) for row in order.tolist()] == [stems(shuffled, row) for row in range(len(order))]
    assert [comments[row] for row in straight.fit_rows] == [comments[order[row]] for row in shuffled.fit_rows]


@given(st.lists(ANY_TEXT, max_size=6))
def test_reading_twice_gives_the_same(comments: list[str]) -> None:
    one, other = read_comments(comments, 1), read_comments(comments, 1)
    assert one.corpus.ids.tolist() == other.corpus.ids.tolist()
    assert one.order.tolist() == other.order.tolist()
    assert one.first.tolist() == other.first.tolist()
