"""What readers are told about hidden and merged groups."""

from collections.abc import Sequence

from analysis.disclosure.explain import hidden_because
from analysis.disclosure.planning import plan_wave
from analysis.disclosure.sentences import explained
from analysis.groups import group_figures
from analysis.tables import Minimums, WaveSettings
from tests.analysis.disclosure.waves import Person, make_people, make_table

STANDARD = Minimums()


def told(people: Sequence[Person]) -> tuple[str, ...]:
    return explained(plan_wave(make_table(people), STANDARD), STANDARD)


def both(people: Sequence[Person]) -> list[Person]:
    """The same people, who answer I1 and I7 alike."""
    return [(*person[:4], {**person[4], "I3": person[4]["I1"], "I7": person[4]["I1"]}) for person in people]


def test_nothing_hidden_is_nothing_to_say() -> None:
    assert told(both(make_people("rep", {("North", ""): 12, ("South", ""): 13}))) == ()


def test_the_number_of_a_merged_row_is_told_only_where_it_is_always_the_same() -> None:
    people = both(make_people("rep", {("North", ""): 12, ("South", ""): 4, ("Coast", ""): 4}))
    start = "Coast and South have too few reps to stand alone."
    assert told(people) == (f"{start} Together they are 8, so they appear as one row.",)
    people[-1] = (*people[-1][:4], {"I1": 2.0})
    assert told(people) == (f"{start} Together they appear as one row.",)


def test_people_without_a_group_are_mentioned_in_their_row() -> None:
    people = both(make_people("rep", {("North", ""): 12, ("South", ""): 4, ("", ""): 3}))
    assert told(people) == (
        "South has too few reps to stand alone. With reps without a region they are 7, so they appear as one row.",
    )


def test_a_region_that_is_one_team_is_explained() -> None:
    teams = {("North", "Dana"): 12, ("South", "Eli"): 9, ("Coast", "Ann"): 4}
    people = [
        (role, region, leader, "Coast" if region == "Coast" else team, {**answers, "I3": 1.0 + number % 5, "I7": 3.0})
        for number, (role, region, leader, team, answers) in enumerate(
            both(make_people("rep", {**teams, ("Coast", "Ann"): 6}))
        )
    ]
    assert told(people)[0].startswith("Coast and South cannot stand alone without revealing single answers or teams.")
    assert hidden_because("single_team", STANDARD) == "Hidden to protect people: it is one manager's team."


def test_at_most_two_merged_rows_of_a_role_get_a_sentence() -> None:
    regions = [f"R{number}" for number in range(4)]
    people = both(
        make_people(
            "rep", {(region, f"{region}{leader}"): n for region in regions for leader, n in enumerate([9, 8, 3])}
        )
    )
    sentences = told(people)
    assert sum("appear as one row" in sentence for sentence in sentences) == 2
    assert sentences[-2:] == (
        "2 more groups are hidden because fewer than 5 answered.",
        "2 more groups are hidden because the rest would reveal them.",
    )


def test_a_single_hidden_group_is_counted_in_the_singular() -> None:
    regions = {("North", "Dana"): 12, ("North", "Eli"): 9, ("South", "Ann"): 12, ("Coast", "Bo"): 4, ("West", "Cy"): 3}
    assert told(both(make_people("rep", regions)))[-1] == "2 more groups are hidden because fewer than 5 answered."
    alone = {("North", "Dana"): 12, ("South", "Ann"): 12, ("Coast", ""): 4, ("West", "Cy"): 3}
    assert told(both(make_people("rep", alone)))[-1] == "1 more group is hidden because fewer than 5 answered."


def test_groups_that_an_earlier_report_forbids_are_counted_and_the_cell_says_so() -> None:
    table = make_table(both(make_people("rep", {("North", ""): 12, ("South", ""): 13, ("Coast", ""): 9, ("", ""): 2})))
    north = {("rep", question, "mean"): frozenset({2}) for question in ("I1", "I3", "I7")}
    sentence = (
        "North cannot stand alone without revealing a few people beside an earlier report. With reps without a region "
        "they are 14, so they appear as one row."
    )
    assert explained(plan_wave(table, STANDARD, barred=north), STANDARD) == (sentence,)
    figures, log, _ = group_figures(table, WaveSettings(), north)
    cell = next(one for one in figures if (one.group, one.question) == ("North", "I1"))
    assert cell.hidden == "Hidden to protect people: beside an earlier report it would reveal a few people."
    assert ("North: reps, Coaching time (I1)", "earlier_wave", cell.hidden) in [
        (line.what, line.rule, line.sentence) for line in log
    ]


def test_barred_groups_that_make_no_row_of_their_own_are_counted() -> None:
    regions = {("North", "Dana"): 12, ("North", "Eli"): 13, ("South", "Ann"): 12, ("South", "Bo"): 13}
    table = make_table(both(make_people("rep", regions)))
    leaders = {("rep", question, "mean"): frozenset({3, 4, 5, 6}) for question in ("I1", "I3", "I7")}
    assert explained(plan_wave(table, STANDARD, barred=leaders), STANDARD) == (
        "4 groups are hidden because beside an earlier report they would reveal a few people.",
    )


def test_groups_hidden_only_on_some_questions_are_not_counted() -> None:
    people = both(make_people("rep", {("North", ""): 12, ("South", ""): 9, ("Coast", ""): 5}))
    people[-1] = (*people[-1][:4], {"I1": 2.0})
    sentences = told(people)
    assert len(sentences) == 1
    assert sentences[0].startswith("Coast has too few reps to stand alone, and South would reveal it.")
