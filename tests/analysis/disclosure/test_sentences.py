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


def test_of_a_role_of_which_too_few_answered_or_that_has_no_groups_nothing_is_said() -> None:
    assert told(make_people("rep", {("North", ""): 2, ("South", ""): 1})) == ()
    assert told(make_people("rep", {("", ""): 12})) == ()


def test_questions_that_nobody_answered_do_not_silence_the_others() -> None:
    assert told(make_people("rep", {("North", ""): 12, ("South", ""): 4, ("Coast", ""): 4})) == (
        "Coast and South have too few reps to stand alone. Together they are 8, so they appear as one row.",
    )


def test_where_every_group_is_too_small_readers_are_told_what_would_help() -> None:
    assert told(both(make_people("rep", {("North", ""): 4, ("South", ""): 4, ("Coast", ""): 3}))) == (
        (
            "No group of reps can be shown on its own; their answers count in the whole. A group appears when at least "
            "5 reps in it answer: more answers, or larger groups, would help. Small teams become a larger group under "
            "one leader, or in one region, of the roster."
        ),
    )


def test_leaders_across_regions_are_told_of_as_they_are_shown() -> None:
    not_shown = (
        "Managers are not shown by leader: some leaders have people in more than one region, and both together could "
        "reveal a smaller group."
    )
    places = {(region, leader): 12 for region in ("North", "South") for leader in ("Dana", "Eli")}
    table = make_table(make_people("manager", places))
    assert explained(plan_wave(table, STANDARD), STANDARD) == (not_shown,)
    assert explained(plan_wave(table, STANDARD, cross="leader"), STANDARD) == (
        (
            "Some leaders have people in more than one region. Managers are shown by leader only where no sum or "
            "difference of both could reveal a smaller group."
        ),
    )
    few = make_table(make_people("manager", {("North", "Dana"): 4, ("South", "Dana"): 4, ("North", "Eli"): 8}))
    assert explained(plan_wave(few, STANDARD, cross="leader"), STANDARD)[0] == not_shown


SMALL = {(f"R{number}", ""): 3 for number in range(4)}


def answering(people: Sequence[Person], region: str, answers: dict[str, int]) -> list[Person]:
    """The same people; of one region only so many answered each question."""
    left, found = dict(answers), list[Person]()
    for person in people:
        kept = {key: value for key, value in person[4].items() if person[1] != region or left.get(key, 1) > 0}
        if person[1] == region:
            left = {key: count - 1 for key, count in left.items()}
        found.append((*person[:4], kept))
    return found


def test_rows_of_up_to_three_groups_are_named() -> None:
    three = {("North", ""): 12, **dict.fromkeys([*SMALL][:3], 3)}
    assert told(both(make_people("rep", three))) == (
        "R0, R1 and R2 have too few reps to stand alone. Together they are 9, so they appear as one row.",
    )
    four = both(make_people("rep", {("North", ""): 12, **SMALL}))
    assert told(four) == ("4 groups are hidden because fewer than 5 answered.",)


def test_of_rows_that_differ_by_question_the_usual_one_is_named() -> None:
    people = both(make_people("rep", {("North", ""): 12, ("South", ""): 9, ("Coast", ""): 4}))
    assert told(answering(people, "North", {"I7": 3})) == (
        (
            "On most questions, Coast has too few reps to stand alone, and South would reveal it. Together they are "
            "13, so they appear as one row."
        ),
    )


def test_a_row_with_a_group_that_an_earlier_report_forbids_says_so() -> None:
    table = make_table(both(make_people("rep", {("North", ""): 12, ("South", ""): 9, ("West", ""): 20})))
    north = {("rep", question, "mean"): frozenset({1}) for question in ("I1", "I3", "I7")}
    assert explained(plan_wave(table, STANDARD, barred=north), STANDARD) == (
        (
            "North and South cannot stand alone without revealing a few people beside an earlier report. Together they "
            "are 21, so they appear as one row."
        ),
    )


def test_a_group_that_is_shown_on_one_question_is_not_counted_as_hidden() -> None:
    people = both(make_people("rep", {("North", ""): 12, **SMALL, ("Var", ""): 6}))
    some = answering(people, "Var", {"I1": 4, "I3": 4})
    assert told(some) == ("4 groups are hidden because fewer than 5 answered.",)


def test_of_a_group_of_one_mind_it_is_not_said_that_it_is() -> None:
    people = both(make_people("rep", {("North", ""): 12, **SMALL}))
    alike: list[Person] = [
        ("rep", "Same", "", f"S{number % 2}", dict.fromkeys(("I1", "I3", "I7"), 2.0)) for number in range(6)
    ]
    assert told([*people, *alike]) == (
        "4 groups are hidden because fewer than 5 answered.",
        "1 group is hidden because the rest would reveal it.",
    )
