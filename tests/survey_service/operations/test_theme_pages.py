"""What the page of themes sets of a board."""

import pytest

from analysis.text.curation import KnownTheme
from analysis.text.ensemble import MEMBERS
from survey_service.operations import theme_pages
from tests.survey_service.theme_board_sample import board_theme, role_count, role_line, sample_board


def test_the_leads_newest_words_stand_over_those_of_the_last_fit() -> None:
    board = sample_board(
        aside=[board_theme(6, state="aside")], themes=[board_theme(1, paraphrase="Old"), board_theme(2)]
    )
    known = {2: KnownTheme(2, name="Prices", state="aside"), 6: KnownTheme(6, paraphrase="Calls")}

    shown = theme_pages.with_newest_words(board, known)

    assert [(theme["id"], theme["paraphrase"]) for theme in shown["themes"]] == [(1, ""), (6, "Calls")]
    assert [(theme["name"], theme["named_by_you"]) for theme in shown["aside"]] == [("Prices", True)]
    assert theme_pages.names_of(shown) == {1: "More one-to-one time", 6: "Targets that count calls", 2: "Prices"}


def test_the_page_counts_the_refits_that_are_made() -> None:
    assert theme_pages.REFITS == MEMBERS


def test_what_is_hidden_does_not_order_the_list() -> None:
    board = sample_board(themes=[board_theme(4), board_theme(6), board_theme(1)])

    assert [theme["id"] for theme in theme_pages.with_newest_words(board, {})["themes"]] == [1, 6, 4]


@pytest.mark.parametrize(("asked", "shown"), [(None, 6), (1, 2), (5, 4), (7, 6), (8, 9), (99, 9)], ids=str)
def test_the_nearest_number_of_themes_there_is_is_shown(asked: int | None, shown: int) -> None:
    assert theme_pages.nearest_level(sample_board(), asked) == shown


def test_a_bar_says_people_and_share_a_range_or_why_there_is_none() -> None:
    almost_all = {**role_count("manager", 15, 16, ""), "n_people": None, "share": None, "share_text": "75 or more"}

    assert theme_pages.side_of(role_count("rep", 34, 104, ""), 10) == {
        "role": "rep",
        "text": "34 · 33\u00a0%",
        "percent": 33,
    }
    assert theme_pages.side_of(almost_all, 10)["text"] == "≥75\u00a0%"
    assert theme_pages.side_of(role_count("rep", None, 104, ""), 10)["hidden"] == "under 10"


def test_what_would_give_another_figure_away_is_not_said_to_be_small() -> None:
    reason = "Hidden to protect people: fewer than 10, or it would reveal fewer."
    role = {**role_count("manager", None, 16, ""), "hidden": reason}
    board = sample_board(themes=[board_theme(1, roles=[role])])
    line = role_line("rep", small_themes=2, small_people=35, hidden=reason)

    assert theme_pages.side_of(role, 10)["hidden"] == "hidden"
    assert theme_pages.hidden_note(board) == "Hidden: fewer than 10 people, or it would give away where fewer are."
    assert theme_pages.hidden_note(sample_board()) == ""
    assert theme_pages.small_line(line, 10) == "Two small themes of reps, 35 people or more: hidden to protect people"


def test_what_the_lead_named_or_pinned_is_not_called_in_doubt() -> None:
    told = [
        theme_pages.about_theme(board_theme(1, **values))
        for values in ({}, {"named_by_you": True}, {"state": "pinned"})
    ]

    assert told == [["34 reps", "18 of 20 refits agree"], ["34 reps", "named by you"], ["34 reps"]]


def test_a_role_of_which_few_wrote_has_no_bars_and_one_line() -> None:
    few = role_line("executive", hidden="Hidden to protect people: comments need 10 people.")
    board = sample_board(roles=[role_line("rep", n_people=104), few])
    theme = board_theme(1, roles=[role_count("rep", 34, 104, ""), role_count("executive", None, 6, "")])

    assert [side["role"] for side in theme_pages.sides(theme, board)] == ["rep"]
    assert theme_pages.roles_left_out(board) == ["Executives: Hidden to protect people: comments need 10 people"]


def test_the_trend_is_that_of_the_role_with_most_people_shown() -> None:
    both = [role_count("rep", 11, 104, "rising"), role_count("manager", 14, 16, "fading")]

    assert theme_pages.trend_of({"roles": both}) == "fading"
    assert theme_pages.trend_of({"roles": both, "tentative": True}) == "tentative"
    assert theme_pages.trend_of({"roles": [role_count("rep", None, 104, "rising")]}) == ""


def test_small_themes_are_counted_with_a_lower_bound_of_people() -> None:
    board = sample_board(
        roles=[
            role_line("rep", small_themes=1, small_people=None),
            role_line("manager", small_themes=14, small_people=25),
            role_line("executive"),
        ]
    )

    assert theme_pages.small_themes(board) == [
        "One small theme of reps: hidden below 10 each",
        "14 small themes of managers, 25 people or more: hidden below 10 each",
    ]


@pytest.mark.parametrize(
    ("q", "words"), [(None, ""), (0.04, "The roles differ"), (0.4, "No clear difference between the roles")]
)
def test_a_contrast_is_told_by_its_corrected_p(q: float | None, words: str) -> None:
    told = theme_pages.contrast_sentence(board_theme(1, contrast_q=q))

    assert told.startswith(words)
    assert bool(told) == bool(words)


def test_people_are_told_by_role_as_a_number_or_a_range() -> None:
    almost_all = {**role_count("manager", 15, 16, ""), "n_people": None, "share": None, "share_text": "75 or more"}
    theme = board_theme(1, roles=[role_count("rep", 34, 104, ""), almost_all, role_count("executive", None, 6, "")])

    assert theme_pages.people_sentence(theme) == "34 reps and 75 % or more of the managers who wrote"


def test_a_theme_without_a_picture_says_why() -> None:
    hidden = {"share": None, "low": None, "high": None, "hidden": "Hidden."}
    one, two = ([{"role": "rep", "points": [{"wave": "a", **hidden}] * waves}] for waves in (1, 2))

    assert theme_pages.drawn_lines({"history": two}) == []
    assert theme_pages.no_picture({"history": one}) == "A picture stands here from the second wave on."
    assert theme_pages.no_picture({"history": two}).startswith("Its shares may not be shown")


def test_what_is_in_no_theme_is_told_by_its_reason_and_fewer_than_ten_are_not_counted() -> None:
    board = sample_board(set_aside={"unclear": 30, "nothing_to_add": 2, "empty": None, "of_a_new_kind": 11})

    assert theme_pages.set_aside_lines(board) == [
        "fewer than ten “nothing to add”",
        "30 or more with no clear theme, or in one too small to show",
        "eleven of a new kind",
    ]


def test_a_comment_that_several_wrote_alike_stands_there_once() -> None:
    comments = [{"handle": str(place), "text": text} for place, text in enumerate(["Same", "Same", "Another one"])]

    assert [each["text"] for each in theme_pages.matching(comments, "")] == ["Same", "Another one"]
    assert [each["text"] for each in theme_pages.matching(comments, "ONE another")] == ["Another one"]


def test_a_reason_of_few_is_told_without_their_number() -> None:
    board = sample_board(set_aside={"nothing_to_add": 21, "set_aside_by_lead": 40}, set_aside_few=["empty", "unclear"])

    assert theme_pages.set_aside_lines(board) == [
        "fewer than ten empty",
        "21 “nothing to add”",
        "fewer than ten with no clear theme, or in one too small to show",
        "40 or more in themes you set aside",
    ]
    assert "set aside" not in theme_pages.board_line(sample_board(set_aside={"nothing_to_add": 9}))
