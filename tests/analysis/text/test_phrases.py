import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.name_words import Weight
from analysis.text.phrases import count_in, join_by, read_phrases


def phrases_of(*comments: str) -> set[tuple[str, ...]]:
    found = read_phrases(comments)
    return {found.phrase(place) for place in range(len(found))}


def test_phrases_have_joining_words_inside_only_and_stay_in_a_clause() -> None:
    found = phrases_of("Room for growth. The hours are not long")
    assert found == {("room",), ("growth",), ("growth", "room"), ("hour",), ("long",), ("long", "not")}


def test_a_phrase_is_the_same_in_any_order_and_written_as_most_do() -> None:
    found = read_phrases(["The choice of food", "A choice of food", "food choices", "no taste"])
    place = [found.phrase(each) for each in range(len(found))].index(("choic", "food"))
    assert found.written([place]) == {place: "food choices"}
    assert found.presence[:, [place]].sum() == 3


def test_articles_and_possessives_are_left_out() -> None:
    found = read_phrases(["cancel my reservation", "please cancel the reservation"])
    place = [found.phrase(each) for each in range(len(found))].index(("cancel", "reserv"))
    assert found.written([place])[place] == "cancel reservation"


@pytest.mark.parametrize("text", ["We don't care", "They do not care", "dont care"])
def test_every_form_of_not_is_one_word(text: str) -> None:
    assert ("care", "not") in phrases_of(text)


@pytest.mark.parametrize("text", ["call [name] today", "12 of 15, 3pm", "", "...", "xx XXXX", "the of and"])
def test_masks_numbers_and_marks_are_no_phrases(text: str) -> None:
    assert phrases_of(text) <= {("call",)}


def test_words_that_want_another_are_known() -> None:
    found = read_phrases(["fixed term contract"] * 3 + ["lunch break, again", "a long break", "the break"] * 3)
    cut = {found.phrase(int(place)) for place in np.flatnonzero(found.cut_off)}
    assert cut == {("fix",), ("term",), ("contract",), ("fix", "term"), ("contract", "term"), ("lunch",), ("long",)}


def test_what_is_said_of_a_thing_is_one_phrase_with_it() -> None:
    found = read_phrases(["The staff were very friendly", "Friendly staff", "A friendly staff"])
    place = [found.phrase(each) for each in range(len(found))].index(("friend", "staff"))
    assert found.presence[:, [place]].sum() == 3
    assert found.written([place])[place] == "friendly staff"


@pytest.mark.parametrize("text", ["Face to face", "face-to-face calls"])
def test_a_word_may_stand_on_both_sides_of_a_joining_one(text: str) -> None:
    assert ("face", "face") in phrases_of(text)
    assert ("face", "face") not in phrases_of("face, face", "face face")


@pytest.mark.parametrize("text", ["A follow-up call", "a follow-up call \u2026"])
def test_a_hyphen_keeps_words_together(text: str) -> None:
    found = read_phrases([text])
    written = found.written(range(len(found))).values()
    assert set(written) == {"follow-up", "follow-up call", "call"}


@pytest.mark.parametrize(
    ("phrase", "core"),
    [
        ("more staff", {"staff"}),
        ("nice staff", {"staff"}),
        ("staff", {"staff"}),
        ("friendly staff", {"friend", "staff"}),
        ("good people", {"good", "peopl"}),
        ("not paid", {"paid"}),
    ],
)
def test_a_reader_knows_a_phrase_again_by_its_weightiest_words(phrase: str, core: set[str]) -> None:
    found = read_phrases([phrase])
    longest = max(range(len(found)), key=lambda place: len(found.phrase(place)))
    assert found.core(longest) == core


@pytest.mark.parametrize(
    ("comments", "language", "things"),
    [
        (["The staff are kind", "Kind staff", "They are very kind to the staff"], "en", {"staff"}),
        (["Das Essen ist kalt", "Kaltes Essen", "Es ist sehr kalt, das Essen"], "de", {"de:ess"}),
        (["La comida es fría", "La comida está muy fría"], "es", {"es:com"}),
        (["Le repas est froid", "Les repas sont très froids"], "fr", {"fr:rep"}),
    ],
)
def test_things_are_known_by_the_words_beside_them(comments: list[str], language: str, things: set[str]) -> None:
    words = read_phrases(comments, language).words
    content = words.weight >= Weight.CONTENT
    assert {words.stems[place] for place in np.flatnonzero(words.things & content)} == things


def test_a_phrase_of_one_comment_is_left_out_where_there_are_more() -> None:
    assert phrases_of("zebra account", "zebra crossing") == {("zebra",)}


def test_no_comments_have_no_phrases() -> None:
    found = read_phrases([])
    assert len(found) == 0
    assert found.written([]) == {}


def test_comments_are_counted_and_joined_by_group() -> None:
    found = read_phrases(["a zebra", "the zebra", "zebra", "zebra"])
    groups = np.array([0, 0, 1, -1])
    assert count_in(found.presence, groups, 2).tolist() == [[2.0], [1.0]]
    assert join_by(found.presence, groups, 2).toarray().tolist() == [[1.0], [1.0]]


@given(st.text(st.sampled_from("abcB '.,-1!()|*_%"), max_size=60))
def test_plain_text_is_read_as_any_other_text(text: str) -> None:
    assert phrases_of(text) == phrases_of(f"{text} \u2026")


def test_a_pair_that_is_once_joined_before_another_word_is_not_cut_off() -> None:
    found = read_phrases(["choice of food here"] * 2 + ["choice of food market"] * 2 + ["food choice"] * 3)
    pair = [found.phrase(place) for place in range(len(found))].index(("choic", "food"))
    assert not found.cut_off[pair]
