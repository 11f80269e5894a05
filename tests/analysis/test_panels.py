"""The panels beside the comparisons: participation, cascade, shares, unasked joins, the monthly loop."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.cascade import cascades
from analysis.monthly_loop import monthly_loop
from analysis.participation import participation
from analysis.shares import hands_on
from analysis.swoop_ins import swoop_ins
from analysis.tables import LoopCounts, Minimums, WaveSettings, WaveTable
from tests.analysis.makers import People, make_wave_table, shipped_instrument

LIMITS, USUAL = Minimums(), People()


def quarter(people: People = USUAL, **chances: tuple[float, ...]) -> WaveTable:
    """A wave; chances by role and question, such as rep_I5."""
    given = {(key.split("_")[0], key.split("_")[1]): value for key, value in chances.items()}
    return make_wave_table(people, chances=given, comments=False)


def test_participation_is_exact_once_a_wave_is_closed() -> None:
    reps, managers, executives = participation(quarter(), LIMITS)
    assert (reps.answered, reps.asked, reps.share) == (131, 168, 78)
    assert (managers.role, managers.share, executives.share) == ("manager", 82, 86)


def test_a_role_of_fewer_than_five_has_no_participation() -> None:
    executives = participation(quarter(People(20, 10, 3, (20, 10, 4))), LIMITS)[2]
    assert (executives.asked, executives.answered, executives.share) == (None, None, None)
    assert executives.hidden == "Hidden to protect people: fewer than 5 were asked."


def test_few_answers_of_many_asked_are_not_counted() -> None:
    executives = participation(quarter(People(20, 10, 3, (20, 10, 9))), LIMITS)[2]
    assert (executives.asked, executives.answered) == (9, None)
    assert executives.hidden == "Hidden to protect people: fewer than 5 executives answered."


def test_a_role_that_nobody_asked_has_no_line() -> None:
    assert [line.role for line in participation(quarter(People(20, 0, 0, (20, 0, 0))), LIMITS)] == ["rep"]


def test_the_cascade_tells_coaching_talks_from_three_sides() -> None:
    talks, action, step = cascades(quarter(), LIMITS)
    assert talks.title == "Coaching talks, last 4 weeks"
    assert [figure.label for figure in talks.figures] == ["Executives think", "Managers say", "Reps say"]
    assert (talks.scale_words, action.scale_words) == (("None", "6 or more"), ("0 of 5", "5 of 5"))
    assert step.scale_words == ("The rep", "The manager")


def test_a_two_sided_question_has_three_shares() -> None:
    shares, _ = hands_on(quarter(rep_I5=(0.2, 0.2, 0.2, 0.2, 0.2)), LIMITS)
    first = shares[0]
    assert (first.label, first.n) == ("Reps: my manager in my daily work", 131)
    assert 99 <= int(first.low) + int(first.middle) + int(first.high) <= 101


def test_six_executives_have_no_shares() -> None:
    shares, _ = hands_on(quarter(), LIMITS)
    executives = next(each for each in shares if each.role == "executive")
    assert (executives.n, executives.low) == (6, "")
    assert executives.hidden == "Hidden to protect people: shares need 10 answers."


def test_the_sentence_names_the_larger_side() -> None:
    right = (0, 0, 1, 0, 0)
    table = quarter(rep_I5=(0, 0.1, 0.9, 0, 0), rep_I2=right, manager_I5=right, manager_I9=(0, 0, 0.4, 0.6, 0))
    _, sentence = hands_on(table, LIMITS)
    assert sentence.startswith("Most reps say it is about right. Of managers, ")
    assert sentence.endswith(" % say leaders are too much in their deals.")


def test_an_audience_on_both_sides_is_split() -> None:
    even = (0.5, 0, 0, 0, 0.5)
    _, sentence = hands_on(quarter(rep_I5=even, rep_I2=(0, 0, 1, 0, 0), manager_I9=even), LIMITS)
    assert sentence.startswith("Reps are split on their manager’s part in their daily work. Managers are split")


def test_without_ten_answers_the_panel_says_so() -> None:
    _, sentence = hands_on(quarter(People(8, 6, 5, (8, 6, 5))), LIMITS)
    assert sentence == "Shares need 10 answers of one role; fewer were given."


def test_unasked_joins_are_shares_for_many_and_words_for_a_few() -> None:
    found = swoop_ins(quarter(), LIMITS)
    assert found is not None
    assert [(role, n) for role, n, _, _ in found.at_least_once] == [("manager", 18), ("rep", 131), ("executive", 6)]
    assert found.at_least_once[2][2:] == ("", "Hidden to protect people: shares need 10 answers.")
    assert found.on_average[0][0] == "executive"
    assert found.stages.startswith("Stage, say ")
    assert [shares.role for shares in found.effects] == ["manager", "rep"]


def test_the_effect_is_that_of_people_who_saw_a_join() -> None:
    found = swoop_ins(quarter(manager_I7=(1, 0, 0, 0, 0)), LIMITS)
    assert found is not None
    assert found.at_least_once[0][2] == "0"
    assert found.effects[0].hidden == "Hidden to protect people: fewer than 5 answered."
    assert found.stages == "The stage is hidden to protect people: shares need 10 answers."


def test_a_survey_without_the_question_has_no_panel() -> None:
    assert swoop_ins(make_wave_table(instrument=shipped_instrument("monthly_rep"), comments=False), LIMITS) is None


def loop_settings(recorded: int = 162, recordable: int = 168) -> WaveSettings:
    return WaveSettings(loop=LoopCounts("2026-09", recorded, recordable, 38, 33, 24, 3.0))


def test_the_loop_breaks_where_priorities_are_written_and_not_known() -> None:
    found = monthly_loop(quarter(rep_I6=(0.5, 0.4, 0.1, 0.0)), loop_settings())
    assert found is not None
    assert found.sentence == "Priorities are written down. Most reps do not know theirs."
    assert (found.known_n, found.known_hidden) == (131, "")
    assert int(found.known_share) < 20


@pytest.mark.parametrize(
    ("recorded", "known", "sentence"),
    [
        (100, (0, 0, 0, 1), "Most priorities are written down. Reps know theirs."),
        (10, (0, 0.3, 0.7, 0), "Few priorities are written down. Most reps know theirs."),
    ],
)
def test_the_loop_is_told_in_words(recorded: int, known: tuple[float, ...], sentence: str) -> None:
    found = monthly_loop(quarter(rep_I6=known), loop_settings(recorded))
    assert found is not None
    assert found.sentence == sentence


def test_few_reps_have_no_known_share_and_no_loop_has_no_panel() -> None:
    few = monthly_loop(quarter(People(4, 6, 5, (6, 6, 6))), loop_settings())
    assert few is not None
    assert (few.known_share, few.known_n) == ("", None)
    assert few.known_hidden == "Hidden to protect people: fewer than 5 answered."
    assert monthly_loop(quarter(), WaveSettings()) is None


def test_a_month_without_managers_has_nothing_due() -> None:
    found = monthly_loop(quarter(), loop_settings(0, 0))
    assert found is not None
    assert found.sentence == "No priorities were due this month."


def test_people_who_answered_not_sure_are_in_no_share() -> None:
    table = quarter()
    unsure = np.where(np.arange(len(table)) < 30, np.nan, table.positions["I5"])
    shares, _ = hands_on(replace(table, positions={**table.positions, "I5": unsure}), LIMITS)
    assert shares[0].n == 101
