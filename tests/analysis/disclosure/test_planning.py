"""From a wave to its release plans."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.disclosure.measures import role_measures
from analysis.disclosure.planning import plan_wave, role_groups, role_tree, tells_of
from analysis.tables import Minimums, WaveTable
from tests.analysis.disclosure.waves import Person, make_people, make_table

STANDARD = Minimums()
REGIONS = {("North", ""): 9, ("South", ""): 9, ("West", ""): 12, ("Coast", ""): 3}
ACROSS = {(region, leader): 6 for region in ("North", "South") for leader in ("Ann", "Bo", "Cy")}


def hidden(table: WaveTable, question: str) -> dict[str, str]:
    one = next(one for one in plan_wave(table, STANDARD) if (one.role, one.measure.question) == ("rep", question))
    return {group.label: why for group, why in zip(one.plan.tree.groups, one.plan.reasons, strict=True) if why}


def test_every_measure_of_every_role_has_a_plan_in_their_order() -> None:
    planned = plan_wave(make_table(make_people("rep", REGIONS)), STANDARD)
    assert [(one.role, one.measure.question) for one in planned] == [
        ("rep", "I1"),
        ("rep", "I3"),
        ("rep", "I7"),
        ("manager", "I1"),
        ("manager", "I12-I13"),
        ("executive", "I1"),
    ]


def test_counts_are_of_the_distinct_answers() -> None:
    people = make_people("rep", {("North", ""): 7, ("South", ""): 5})
    one = plan_wave(make_table(people), STANDARD)[0]
    assert one.values.tolist() == [0.0, 25.0, 50.0, 75.0, 100.0]
    # By hand: answers go round, from 1 for North's first on, from 3 for South's.
    assert one.plan.counts.tolist() == [[3, 3, 2, 2, 2], [2, 2, 1, 1, 1], [1, 1, 1, 1, 1]]


def test_a_role_that_is_asked_nothing_has_no_plan() -> None:
    table = make_table(make_people("rep", REGIONS))
    silent = replace(table, instrument={**table.instrument, "roles": {}})
    assert plan_wave(silent, STANDARD) == ()


def test_of_equal_groups_the_one_that_is_too_small_on_another_question_is_hidden_throughout() -> None:
    # On I3 four of South answered, so that South is hidden there beside Coast; on I1 North would come first by label.
    people = make_people("rep", REGIONS)
    told: list[Person] = [(*person[:4], {"I1": person[4]["I1"], "I3": person[4]["I1"]}) for person in people]
    assert set(hidden(make_table(told), "I1")) == {"Coast", "North"}
    few = [(*person[:4], {"I1": person[4]["I1"]}) if 9 <= place < 14 else person for place, person in enumerate(told)]
    assert set(hidden(make_table(few), "I3")) == {"Coast", "South"}
    assert set(hidden(make_table(few), "I1")) == {"Coast", "South"}


def test_on_as_many_people_as_the_minimum_a_group_is_not_too_small() -> None:
    people = make_people("rep", REGIONS)
    told: list[Person] = [(*person[:4], {"I1": person[4]["I1"], "I3": person[4]["I1"]}) for person in people]
    five = [(*person[:4], {"I1": person[4]["I1"]}) if 9 <= place < 13 else person for place, person in enumerate(told)]
    assert set(hidden(make_table(five), "I1")) == {"Coast", "North"}


def test_places_count_the_groups_of_the_tree_and_then_those_across_it() -> None:
    nested = make_table(make_people("manager", {("North", "Ann"): 6, ("South", "Bo"): 6}))
    assert role_groups(nested, "manager") == role_tree(nested, "manager").groups
    across = [
        (group.scope, group.label) for group in role_groups(make_table(make_people("manager", ACROSS)), "manager")
    ]
    assert across == [
        ("organisation", "organisation"),
        ("region", "North"),
        ("region", "South"),
        ("leader", "Ann"),
        ("leader", "Bo"),
        ("leader", "Cy"),
    ]


@pytest.mark.parametrize(
    ("place", "reasons"), [(1, ("", "", "")), (3, ("earlier_wave", "", "")), (4, ("", "earlier_wave", ""))]
)
def test_a_barred_group_is_one_of_the_tree_or_one_across_it(place: int, reasons: tuple[str, ...]) -> None:
    barred = {("manager", "I1", "mean"): frozenset({place})}
    planned = plan_wave(make_table(make_people("manager", ACROSS)), STANDARD, barred=barred, cross="leader")
    one = next(one for one in planned if one.role == "manager")
    assert one.cross is not None
    assert one.cross.reasons == reasons
    assert one.plan.reasons[1] == ("earlier_wave" if place == 1 else "")


def test_a_mean_tells_where_all_ways_to_have_it_agree_about_an_answer() -> None:
    measure = role_measures(make_table(make_people("rep", REGIONS)), "rep")[0]
    tells = tells_of(measure, np.array([0.0, 25.0, 50.0, 75.0, 100.0]))
    assert tells(np.array([3, 2, 0, 0, 0]))
    assert not tells(np.array([1, 1, 1, 1, 1]))
