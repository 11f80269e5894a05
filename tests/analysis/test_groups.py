"""Scores by group, as a report shows them."""

import numpy as np
import pytest

from analysis.groups import group_figures
from analysis.results import GroupFigure, Interval
from analysis.tables import Minimums, WaveSettings, WaveTable
from tests.analysis.disclosure.waves import Person, make_people, make_table

REGIONS = {("North", "Dana"): 7, ("Central", "Eli"): 6, ("South", "Ann"): 3, ("Coast", "Bo"): 2}


def row(table: WaveTable, group: str, question: str = "I1", role: str = "rep", scope: str = "region") -> GroupFigure:
    figures = group_figures(table, WaveSettings())[0]
    return next(
        one for one in figures if (one.group, one.question, one.role, one.scope) == (group, question, role, scope)
    )


def test_a_group_shows_its_mean_in_whole_points_with_its_interval() -> None:
    # By hand: I1 at 1..5, twice: scores 0, 25, 50, 75, 100 twice; sd = 37.27, t(9) = 2.262, half width 26.66.
    table = make_table(make_people("rep", {("North", "Dana"): 10, ("South", "Eli"): 10}))
    shown = row(table, "North")
    assert (shown.n, shown.mean, shown.interval, shown.hidden) == (10, 50.0, Interval(23.0, 77.0), "")


def test_a_group_below_the_distribution_minimum_shows_no_interval() -> None:
    table = make_table(make_people("rep", {("North", "Dana"): 9, ("South", "Eli"): 10}))
    assert row(table, "North").mean == 44.0
    assert row(table, "North").interval is None


def test_small_groups_are_hidden_with_a_reason_and_appear_as_one_row() -> None:
    table = make_table(make_people("manager", REGIONS))
    coast = row(table, "Coast", role="manager")
    assert (coast.n, coast.mean, coast.hidden) == (None, None, "Hidden to protect people: fewer than 5 answered.")
    together = row(table, "Coast and South", role="manager")
    assert (together.merged, together.members, together.n) == (True, ("Coast", "South"), 5)


def test_readers_are_told_who_appears_together_and_what_else_is_hidden() -> None:
    sentences = group_figures(make_table(make_people("manager", REGIONS)), WaveSettings())[2]
    assert sentences == (
        "Coast and South have too few managers to stand alone. Together they are 5, so they appear as one row.",
        "2 more groups are hidden because fewer than 5 answered.",
        "Of 8 scores by group 4 are hidden: 4 because fewer than 5 answered.",
    )


def test_every_hidden_group_and_every_merged_row_has_a_line_in_the_log() -> None:
    figures, log, _ = group_figures(make_table(make_people("manager", REGIONS)), WaveSettings())
    assert len(log) == sum(one.merged or one.mean is None for one in figures)
    lines = {(line.what, line.rule) for line in log}
    assert ("Coast: managers, Coaching time (I1)", "minimum") in lines
    assert ("Coast and South: managers, Coaching time (I1)", "merged") in lines


def test_a_sibling_hidden_for_another_is_explained() -> None:
    table = make_table(make_people("rep", {("North", "Dana"): 12, ("South", "Eli"): 13, ("Coast", "Ann"): 3}))
    figures, log, sentences = group_figures(table, WaveSettings())
    north = next(one for one in figures if one.group == "North")
    assert north.hidden.startswith("Hidden to protect people: showing it would")
    assert "complementary" in {line.rule for line in log}
    assert sentences[0] == (
        "Coast has too few reps to stand alone, and North would reveal it. "
        "Together they are 15, so they appear as one row."
    )


def test_item_non_response_makes_a_plan_for_each_question() -> None:
    people = make_people("rep", {("North", "Dana"): 12, ("South", "Eli"): 9, ("Coast", "Ann"): 9})
    people = [(*person[:4], {**person[4], "I7": person[4]["I1"]}) for person in people]
    silent = [(*person[:4], {"I1": person[4]["I1"]}) for person in people[12:18]]
    table = make_table([*people[:12], *silent, *people[18:]])
    assert row(table, "South", "I1").mean is not None
    assert row(table, "South", "I7").mean is None


def test_questions_without_an_order_and_follow_ups_are_not_averaged() -> None:
    figures = group_figures(make_table(make_people("rep", REGIONS)), WaveSettings())[0]
    assert {one.question for one in figures if one.role == "rep"} == {"I1", "I3", "I7"}


def test_managers_get_the_gap_of_need_and_support_in_place_of_the_two() -> None:
    people: list[Person] = [
        ("manager", region, "", "", {"I12": 4.0 + number % 2, "I13": 2.0 - (number // 2) % 2})
        for region in ("North", "South")
        for number in range(8)
    ]
    people.append(("manager", "North", "", "", {"I12": 5.0}))
    table = make_table(people)
    gap = row(table, "North", "I12-I13", role="manager")
    # By hand: needs 75, 100 in turn; got 25, 25, 0, 0: gaps 50, 75, 75, 100, twice; the ninth gave only one answer.
    assert (gap.n, gap.mean, gap.measure, gap.construct) == (8, 75.0, "gap", "K6")
    figures = group_figures(table, WaveSettings())[0]
    assert {one.question for one in figures if one.role == "manager"} == {"I1", "I12-I13"}


def test_teams_never_stand_in_a_report() -> None:
    figures = group_figures(
        make_table(make_people("rep", {("North", "Dana"): 40, ("South", "Eli"): 40})), WaveSettings()
    )
    assert {one.scope for one in figures[0]} == {"organisation", "region", "leader"}


def test_people_without_a_region_are_named_in_the_merged_row() -> None:
    people = make_people("manager", {("North", ""): 7, ("South", ""): 3, ("", ""): 4})
    together = row(make_table(people), "South and people without a region", role="manager")
    assert (together.n, together.members) == (7, ("South", "people without a region"))


def test_many_small_groups_are_one_row_with_their_number() -> None:
    small = {("North", f"L{number}"): 2 for number in range(5)}
    table = make_table(make_people("manager", {**small, ("North", "Dana"): 8, ("South", "Eli"): 9}))
    assert row(table, "Other leaders in North (5)", role="manager", scope="leader").n == 10


def test_leaders_who_do_not_nest_in_regions_are_left_out_and_readers_are_told() -> None:
    table = make_table(make_people("manager", {("North", "Dana"): 7, ("South", "Dana"): 7}))
    figures, _, sentences = group_figures(table, WaveSettings())
    assert "leader" not in {one.scope for one in figures}
    assert sentences[0].startswith(
        "Managers are not shown by leader: some leaders have people in more than one region,"
    )


def test_where_everyone_is_hidden_readers_are_told_what_would_help() -> None:
    table = make_table(make_people("manager", {("North", "Dana"): 3, ("South", "Eli"): 4}))
    figures, _, sentences = group_figures(table, WaveSettings())
    assert all(one.mean is None for one in figures if one.scope != "organisation")
    assert len(sentences) == 1
    assert sentences[0].startswith("No group of managers can be shown on its own; their answers count in the whole.")
    assert "at least 5 managers in it answer: more answers, or larger groups, would help." in sentences[0]


def test_a_higher_minimum_hides_more() -> None:
    table = make_table(make_people("manager", REGIONS))
    shown = {}
    for score in (5, 7):
        figures = group_figures(table, WaveSettings(minimums=Minimums(score=score)))[0]
        shown[score] = {one.group for one in figures if one.scope == "region" and one.mean is not None}
    assert shown == {5: {"North", "Central", "Coast and South"}, 7: {"North", "Central, Coast and South"}}


def test_an_empty_wave_has_hidden_rows_only_and_no_sentence_too_many() -> None:
    figures, log, sentences = group_figures(make_table([]), WaveSettings())
    assert {one.group for one in figures} == {"organisation"}
    assert all(one.mean is None for one in figures)
    assert len(log) == len(figures)
    assert sentences == ()


def test_the_order_of_the_responses_does_not_matter() -> None:
    people = make_people("rep", REGIONS) + make_people("manager", REGIONS)
    mixed = [people[place] for place in np.random.default_rng(3).permutation(len(people))]
    assert group_figures(make_table(people), WaveSettings()) == group_figures(make_table(mixed), WaveSettings())


@pytest.mark.parametrize("n_alike", [5, 6])
def test_a_group_of_one_mind_is_hidden_without_saying_so(n_alike: int) -> None:
    people: list[Person] = [("manager", "Coast", "", "", {"I1": 1.0}) for _ in range(n_alike)]
    table = make_table([*people, *make_people("manager", {("North", ""): 9, ("South", ""): 8})])
    figures, log, _ = group_figures(table, WaveSettings())
    hidden = {one.group: one.hidden for one in figures if one.question == "I1" and one.role == "manager" and one.hidden}
    assert set(hidden) == {"Coast", "South"}
    assert len(set(hidden.values())) == 1
    assert {line.rule for line in log if line.what.startswith("Coast:") and "(I1)" in line.what} == {"complementary"}
