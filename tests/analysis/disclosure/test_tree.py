"""Groups as a tree."""

import numpy as np
import pytest

from analysis.disclosure.planning import role_tree
from analysis.disclosure.tree import GroupTree, group_tree
from analysis.tables import SEGMENTS
from tests.analysis.disclosure.waves import Person, make_people, make_table

ANSWER = {"I1": 3.0}


def labels(tree: GroupTree) -> list[tuple[str, str, int]]:
    return [(group.scope, group.label, group.parent) for group in tree.groups]


def test_groups_come_parents_first_and_by_label() -> None:
    table = make_table(make_people("rep", {("South", "Eli"): 1, ("North", "Dana"): 2, ("North", "Ann"): 1}))
    assert labels(role_tree(table, "rep")) == [
        ("organisation", "organisation", -1),
        ("region", "North", 0),
        ("region", "South", 0),
        ("leader", "Ann", 1),
        ("leader", "Dana", 1),
        ("leader", "Eli", 2),
    ]


def test_a_group_in_which_nobody_answered_is_in_the_tree() -> None:
    table = make_table(make_people("rep", {("North", "Dana"): 2}), make_people("rep", {("Coast", "Eli"): 1}))
    assert ("region", "Coast", 0) in labels(role_tree(table, "rep"))


def test_each_response_lies_in_its_deepest_group() -> None:
    people: list[Person] = [
        ("rep", "North", "Dana", "", ANSWER),
        ("rep", "North", "", "", ANSWER),
        ("rep", "", "", "", ANSWER),
    ]
    tree = role_tree(make_table(people), "rep")
    assert [tree.groups[place].label for place in tree.places] == ["Dana", "North", "organisation"]
    assert tree.has_direct.tolist() == [True, True, True]


def test_leaders_with_people_in_two_regions_are_left_out() -> None:
    table = make_table(make_people("rep", {("North", "Dana"): 3, ("South", "Dana"): 3}))
    tree = role_tree(table, "rep")
    assert {group.scope for group in tree.groups} == {"organisation", "region"}
    assert tree.tangled == ("leader",)


def test_leaders_stand_under_the_organisation_where_there_are_no_regions() -> None:
    tree = role_tree(make_table(make_people("rep", {("", "Dana"): 3, ("", "Eli"): 3})), "rep")
    assert labels(tree)[1:] == [("leader", "Dana", 0), ("leader", "Eli", 0)]
    assert tree.tangled == ()


def test_counts_add_up_to_the_organisation() -> None:
    tree = role_tree(make_table(make_people("rep", {("North", "Dana"): 2, ("South", "Eli"): 3})), "rep")
    direct = np.bincount(tree.places, minlength=len(tree.groups)).astype(np.int64)
    assert tree.summed(direct).tolist() == [5, 2, 3, 2, 3]


def test_teams_are_counted_in_every_group() -> None:
    tree = role_tree(make_table(make_people("rep", {("North", "Dana"): 9, ("South", "Eli"): 4})), "rep")
    assert tree.teams.tolist() == [4, 3, 1, 3, 1]


def test_teams_are_unknown_where_one_lies_in_two_groups() -> None:
    people: list[Person] = [("rep", "North", "", "Blue", ANSWER), ("rep", "South", "", "Blue", ANSWER)]
    assert not role_tree(make_table(people), "rep").teams.any()


def test_teams_of_managers_are_not_counted() -> None:
    assert not role_tree(make_table(make_people("manager", {("North", "Dana"): 9})), "manager").teams.any()


def test_people_of_a_group_without_a_team_count_as_one_more() -> None:
    people: list[Person] = [
        ("rep", "North", "", "Blue", ANSWER),
        ("rep", "North", "", "", ANSWER),
        ("rep", "South", "", "", ANSWER),
        ("rep", "South", "", "Red", ANSWER),
    ]
    assert role_tree(make_table(people), "rep").teams.tolist() == [4, 2, 2]


def test_each_group_knows_those_directly_below_it() -> None:
    table = make_table(make_people("rep", {("North", "Dana"): 2, ("North", "Ann"): 1, ("South", "Eli"): 1}))
    assert role_tree(table, "rep").children == ((1, 2), (3, 4), (5,), (), (), ())


def test_numbers_of_teams_are_whole_and_places_are_known_for_sure() -> None:
    tree = role_tree(make_table(make_people("manager", {("North", "Dana"): 2})), "manager")
    assert (tree.teams.dtype.kind, tree.has_direct.dtype.kind) == ("i", "b")


def test_labels_of_unlike_length_are_refused() -> None:
    one, two = np.array(["North"]), np.array(["North", "South"])
    for asked, answered in (([two, one, one], [one, one, one]), ([one, one, one], [one, two, one])):
        with pytest.raises(ValueError, match="argument 2"):
            group_tree(asked, answered, SEGMENTS, count_teams=False)


def test_an_empty_role_is_an_organisation_without_groups() -> None:
    assert labels(role_tree(make_table([]), "rep")) == [("organisation", "organisation", -1)]
