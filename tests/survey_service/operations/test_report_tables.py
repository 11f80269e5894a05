from typing import Any

import pytest

from survey_service.operations.report_tables import (
    compared_on,
    count_word,
    days_asked,
    group_table,
    mix_legend,
    mix_note,
    readable,
    statements,
    theme_bases,
    written_about,
)
from tests.survey_service.report_sample import hidden_snapshot, minimal_snapshot, sample_snapshot


@pytest.mark.parametrize(
    ("opened", "closed", "name", "words"),
    [
        ("2026-09-14", "2026-09-25", "quarter 3, 2026", "14 to 25 September"),
        ("2026-08-31", "2026-09-11", "quarter 3, 2026", "31 August to 11 September"),
        ("2026-09-14", "2026-09-14", "quarter 3, 2026", "14 September"),
        ("2025-12-29", "2026-01-09", "winter", "29 December 2025 to 9 January 2026"),
    ],
)
def test_the_days_of_a_wave_are_written_briefly(opened: str, closed: str, name: str, words: str) -> None:
    assert days_asked({"opened": opened, "closed": closed, "name": name}) == words


def test_regions_are_shown_on_what_separates_two_sides_most() -> None:
    table = group_table(sample_snapshot(), "region")

    assert table is not None
    assert table.columns == (("rep", "Coaching talks, reps"), ("manager", "Coaching gap, managers"))
    assert [name for name, _ in table.rows] == ["North", "Central", "South", "Coast", "Coast and South"]
    rep, manager = dict(table.rows)["Coast and South"]
    assert rep is None
    assert manager is not None
    assert manager["mean"] == 40


def test_there_is_no_table_where_no_group_may_be_shown() -> None:
    assert group_table(hidden_snapshot(), "region") is None
    assert group_table(minimal_snapshot(), "region") is None


def test_statements_come_in_their_own_order_and_are_three_at_most() -> None:
    snapshot = sample_snapshot()
    snapshot["statements"] = ["D8", "gone", "D3", "D4", "D5"]

    assert [one["id"] for one in statements(snapshot)] == ["D8", "D3", "D4"]


def test_the_note_of_the_mix_explains_only_signs_that_occur() -> None:
    mix = sample_snapshot()["mix"]
    plain = {**mix, "rows": [{**mix["rows"][0], "given": "", "guessed": ""}], "n_executives": None}

    assert "Dashed" in mix_note(mix)
    assert "ring" in mix_note(mix)
    assert mix_note(plain) == "Percent of people who picked it, up to two each · managers n 18."
    assert [entry["key"] for entry in mix_legend(plain)] == ["wanted", "got"]


def test_people_who_wrote_are_counted_for_those_sides_that_may_be() -> None:
    assert theme_bases(sample_snapshot()["themes"]) == "104 reps and 16 managers wrote something."
    assert theme_bases(hidden_snapshot()["themes"]) == ""


@pytest.mark.parametrize(
    ("value", "set_as"), [("58 %, n 18", "58\u00a0%, n\u00a018"), (["\u202e5 %"], ["5\u00a0%"]), (3, 3)]
)
def test_numbers_keep_their_sign_and_no_text_turns_another(value: Any, set_as: Any) -> None:
    assert readable(value) == set_as


def test_small_counts_are_words() -> None:
    assert (count_word(3), count_word(12)) == ("Three", "12")


def test_a_construct_is_told_with_the_themes_about_it_and_what_is_compared_on_it() -> None:
    snapshot = sample_snapshot()
    found = compared_on(snapshot, "K6")

    assert found is not None
    assert found["id"] == "D3"
    assert written_about(snapshot, "K6") == "In their words: “Sit in, then tell me” (11 managers)."
    assert (compared_on(snapshot, "K99"), compared_on(snapshot, ""), written_about(snapshot, "K99")) == (None, None, "")


def test_a_theme_of_almost_everybody_is_told_by_its_range() -> None:
    snapshot = sample_snapshot()
    snapshot["themes"][1]["themes"][0] |= {"n_people": None, "share": None, "share_text": "75 or more"}

    assert written_about(snapshot, "K6").endswith("“Sit in, then tell me” (75 % or more of the managers who wrote).")
