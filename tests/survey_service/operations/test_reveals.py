from typing import Any

import pytest

from survey_service.operations.question_bank import instrument_for, load_bank
from survey_service.operations.reveals import Beside, Reveal, reveal
from tests.survey_service.report_sample import hidden_snapshot, minimal_snapshot, sample_snapshot

ANSWERS: dict[str, Any] = {
    "I10": ["direction", "deals"],
    "I11": ["deals"],
    "I12": 3,
    "I13": 4,
    "I7": 1,
    "I9": 3,
    "I15": "not_sure",
    "I17": 2,
    "I1": 4,
    "I6": 3,
}


def revealed(snapshot: dict[str, Any] | None = None, **answers: Any) -> Reveal:
    instrument = instrument_for(load_bank(), "quarterly")
    return reveal(instrument, {**ANSWERS, **answers}, sample_snapshot() if snapshot is None else snapshot)


def about(found: Reveal, words: str) -> Beside:
    return next(one for one in found.questions if words in one.title)


def test_guesses_stand_in_the_managers_own_order() -> None:
    found = revealed()

    assert found.title == "You guessed one of your managers’ top two"
    assert found.lead == (
        "“A clear direction to pass on” is first on their list, as you thought. "
        "“Help on specific deals” shares the last place."
    )
    assert [row.share for row in found.ranking] == ["56", "50", "28", "22", "17", "17", "6", "6"]
    assert [row.label for row in found.ranking if row.guessed] == [
        "A clear direction to pass on",
        "Help on specific deals",
    ]


@pytest.mark.parametrize(
    ("guesses", "title"),
    [
        (["direction", "coaching"], "You guessed both of your managers’ top two"),
        (["people"], "You guessed none of your managers’ top two"),
        ("not_sure", "Your view beside what managers said"),
    ],
)
def test_the_headline_counts_what_was_guessed(guesses: Any, title: str) -> None:
    assert revealed(I10=guesses).title == title


def test_no_rank_is_told_from_ranges() -> None:
    snapshot = sample_snapshot()
    for row in snapshot["mix"]["rows"]:
        row["wanted"] = "20 to 40"

    found = revealed(snapshot)

    assert found.title == "Your view beside what managers said"
    assert {row.share for row in found.ranking} == {"20 to 40"}


def test_an_answer_stands_beside_the_managers_words_and_figure() -> None:
    need = about(revealed(), "need coaching")

    assert (need.own, need.theirs, need.is_guess) == ("A moderate amount", "Between a lot and a great deal", True)
    assert need.caption == "Managers: 79 of 100, likely 70 to 88 · n 18"
    assert "Your answer: A moderate amount. Managers need 79" in need.scale


def test_what_one_says_of_oneself_is_not_set_against_all_leaders() -> None:
    joins = about(revealed(), "join a deal")

    assert joins.own == "None"
    assert joins.caption.startswith("Managers speak of all leaders, not of you alone: 46 of 100")


def test_an_answer_that_stands_apart_is_shown_without_a_scale() -> None:
    hours = about(revealed(), "hours")

    assert (hours.own, hours.scale) == ("Not sure", "")


def test_the_two_sided_question_shows_three_shares_and_no_mean() -> None:
    involvement = about(revealed(), "involvement")

    assert involvement.own == "About right"
    assert involvement.theirs == "Too little 17\u00a0%, about right 39\u00a0%, too much 44\u00a0%"
    assert involvement.scale == ""


def test_what_one_gave_stands_beside_what_managers_got() -> None:
    given = about(revealed(), "give most time")

    assert given.own == "Help on specific deals"
    assert given.theirs.startswith("Help on specific deals (61\u00a0%)")


def test_what_is_hidden_in_the_report_is_hidden_here() -> None:
    found = revealed(hidden_snapshot())

    assert found.ranking == ()
    assert found.mix_hidden
    assert all(one.hidden and not one.theirs and not one.scale for one in found.questions)


def test_a_report_without_managers_has_nothing_beside() -> None:
    found = revealed(minimal_snapshot())

    assert (found.ranking, found.questions) == ((), ())
