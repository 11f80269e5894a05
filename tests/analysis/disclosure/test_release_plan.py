"""The release plan: what is shown, merged and hidden."""

from collections.abc import Iterable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.release_plan import ReleasePlan, plan_release
from analysis.disclosure.tree import Group, GroupTree
from analysis.tables import Minimums

STANDARD = Minimums()
MIXED = (0, 1, 2)
"""Answers go round three values, so that five or more people are never all alike."""


def make_plan(
    parents: list[int],
    direct: list[list[int]],
    teams: list[int] | None = None,
    scope: str = "region",
    barred: Iterable[int] = (),
) -> ReleasePlan:
    """A plan of groups named by their place (0 is the organisation); direct: answers of each group's own people."""
    children = tuple(tuple(c for c, parent in enumerate(parents) if parent == place) for place in range(len(parents)))
    groups = tuple(Group(scope if place else "organisation", f"g{place}", p) for place, p in enumerate(parents))
    has_direct = np.array([bool(sum(counts)) for counts in direct])
    nowhere = np.array([], dtype=np.intp)
    own_teams = np.array(teams or [0] * len(parents), dtype=np.int64)
    tree = GroupTree(groups, children, nowhere, has_direct, own_teams, ())
    tree = GroupTree(groups, children, nowhere, has_direct, tree.summed(own_teams), ())
    counts = tree.summed(np.array(direct, dtype=np.int64))
    return plan_release(tree, counts, STANDARD, barred=frozenset(barred))


def mixed(n: int) -> list[int]:
    """Counts of three answers that n people give in turn."""
    return [len(range(place, n, 3)) for place in MIXED]


def flat(*sizes: int, direct: int = 0, barred: Iterable[int] = ()) -> ReleasePlan:
    """One parent with children of these sizes."""
    return make_plan([-1] + [0] * len(sizes), [mixed(n) for n in (direct, *sizes)], barred=barred)


def test_groups_of_the_minimum_are_shown() -> None:
    assert flat(5, 6).reasons == ("", "", "")


def test_two_small_groups_are_hidden_and_stand_together() -> None:
    plan = flat(7, 6, 3, 2)
    assert plan.reasons == ("", "", "", "minimum", "minimum")
    assert [(row.members, int(row.counts.sum())) for row in plan.merged] == [((3, 4), 5)]


def test_one_small_group_takes_the_smallest_shown_one_with_it() -> None:
    plan = flat(9, 6, 7, 3)
    assert plan.reasons == ("", "", "complementary", "", "minimum")
    assert plan.merged[0].members == (2, 4)


def test_of_groups_of_equal_size_the_first_label_is_hidden() -> None:
    assert flat(6, 6, 6, 2).reasons == ("", "complementary", "", "", "minimum")


def test_people_without_a_group_count_in_what_is_left() -> None:
    assert flat(6, 7, direct=3).reasons == ("", "complementary", "")
    assert flat(6, 7, 3, direct=2).reasons == ("", "", "", "minimum")
    assert flat(6, 7, 3, direct=2).merged[0].has_direct


def test_enough_people_without_a_group_are_no_row_of_their_own() -> None:
    plan = flat(6, 7, direct=8)
    assert plan.reasons == ("", "", "")
    assert plan.merged == ()


def test_a_group_in_which_nobody_answered_hides_nobody_else() -> None:
    plan = flat(6, 7, 0)
    assert plan.reasons == ("", "", "", "minimum")
    assert plan.merged == ()


def test_where_everyone_is_hidden_no_row_repeats_the_parent() -> None:
    plan = flat(4, 3)
    assert plan.reasons == ("", "minimum", "minimum")
    assert plan.merged == ()


def test_nothing_under_a_hidden_group_is_shown() -> None:
    plan = make_plan([-1, 0, 0, 1, 1, 2], [mixed(n) for n in (0, 0, 0, 5, 2, 3)])
    assert plan.reasons[1:] == ("complementary", "minimum", "parent_hidden", "minimum", "minimum")


def test_an_organisation_below_the_minimum_shows_nothing() -> None:
    assert flat(2, 2).reasons == ("minimum", "minimum", "minimum")


def test_an_organisation_of_one_group_shows_it() -> None:
    assert flat(8).reasons == ("", "")


def test_a_small_group_whose_people_nearly_all_answer_alike_is_hidden_with_another() -> None:
    plan = make_plan([-1, 0, 0, 0], [[0, 0, 0], [1, 0, 5], mixed(7), mixed(8)])
    assert plan.reasons == ("", "alike", "complementary", "")


def test_a_small_group_in_which_two_differ_is_shown() -> None:
    assert make_plan([-1, 0, 0], [[0, 0, 0], [2, 0, 4], mixed(7)]).reasons == ("", "", "")


def test_ten_people_may_answer_alike() -> None:
    assert make_plan([-1, 0, 0], [[0, 0, 0], [0, 0, 10], mixed(7)]).reasons == ("", "", "")


def test_what_is_left_may_not_be_alike_either() -> None:
    plan = make_plan([-1, 0, 0, 0, 0], [[0, 0, 0], [0, 3, 0], [1, 2, 0], mixed(7), mixed(9)])
    assert plan.reasons == ("", "minimum", "minimum", "complementary", "")


def test_a_group_that_is_one_managers_team_is_hidden() -> None:
    plan = make_plan([-1, 0, 0, 0], [mixed(0), mixed(6), mixed(12), mixed(13)], teams=[0, 1, 2, 3])
    assert plan.reasons == ("", "single_team", "complementary", "")


def test_groups_that_are_each_one_team_are_all_hidden_from_a_report_and_shown_to_their_managers() -> None:
    sizes = [mixed(0), mixed(6), mixed(7)]
    assert make_plan([-1, 0, 0], sizes, teams=[0, 1, 1]).reasons == ("", "single_team", "single_team")
    assert make_plan([-1, 0, 0], sizes, teams=[0, 1, 1], scope="team").reasons == ("", "", "")


def test_teams_of_what_is_left_add_up() -> None:
    plan = make_plan([-1, 0, 0, 0], [mixed(3), mixed(6), mixed(7), mixed(8)], teams=[3, 2, 2, 3])
    assert plan.reasons == ("", "complementary", "", "")


def test_of_an_organisation_with_one_team_nothing_is_hidden_for_that() -> None:
    assert make_plan([-1, 0], [mixed(0), mixed(6)], teams=[0, 1]).reasons == ("", "")


def test_a_barred_group_is_hidden_and_so_is_another_that_would_leave_it_alone() -> None:
    assert flat(20, 12, 9, barred=[1]).reasons == ("", "earlier_wave", "", "complementary")
    assert flat(20, 12, 9, 2, barred=[1]).reasons == ("", "earlier_wave", "", "", "minimum")
    assert flat(20, 12, 9, direct=1, barred=[1]).reasons == ("", "earlier_wave", "", "")


def test_a_barred_group_that_is_too_small_anyway_is_hidden_for_that() -> None:
    assert flat(20, 12, 3, 2, barred=[3]).reasons == ("", "", "", "minimum", "minimum")


def test_the_parent_of_a_barred_group_is_hidden_where_it_is_the_same_people() -> None:
    plan = make_plan([-1, 0, 0, 1, 1], [mixed(n) for n in (4, 0, 9, 8, 0)], barred=[3])
    assert plan.reasons == ("", "earlier_wave", "", "parent_hidden", "minimum")
    wider = make_plan([-1, 0, 0, 1, 1], [mixed(n) for n in (0, 0, 9, 8, 5)], barred=[3])
    assert wider.reasons == ("", "", "", "earlier_wave", "complementary")


def test_a_barred_organisation_shows_nothing() -> None:
    assert flat(20, 3, barred=[0]).reasons == ("earlier_wave", "parent_hidden", "minimum")
    assert flat(8, barred=[1]).reasons == ("", "earlier_wave")


sizes = st.lists(st.integers(0, 14), min_size=1, max_size=8)


@given(sizes, st.integers(0, 9))
def test_no_group_under_the_minimum_is_shown(children: list[int], direct: int) -> None:
    plan = flat(*children, direct=direct)
    assert all(plan.n(place) >= 5 for place in range(len(plan.reasons)) if plan.shown(place))


@given(sizes, st.integers(0, 9))
def test_what_is_left_under_a_shown_parent_is_nobody_or_the_minimum(children: list[int], direct: int) -> None:
    plan = flat(*children, direct=direct)
    rest = plan.n(0) - sum(plan.n(child) for child in plan.tree.children[0] if plan.shown(child))
    assert not plan.shown(0) or rest == 0 or rest >= 5


@given(sizes, st.integers(0, 9), st.integers(0, 7))
def test_another_respondent_in_a_shown_group_never_hides_that_group(
    children: list[int], direct: int, chosen: int
) -> None:
    before = flat(*children, direct=direct)
    place = 1 + chosen % len(children)
    more = [n + (child == place) for child, n in enumerate(children, start=1)]
    assert not before.shown(place) or flat(*more, direct=direct).shown(place)


@given(sizes, st.integers(0, 9))
def test_at_most_one_group_is_hidden_beyond_the_minimum(children: list[int], direct: int) -> None:
    assert flat(*children, direct=direct).reasons.count("complementary") <= 1
