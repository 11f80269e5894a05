"""The complementary choice: no other hides fewer groups, and it says nothing about the answers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.choice import hiding_order
from analysis.disclosure.planning import plan_wave
from analysis.disclosure.release_plan import ReleasePlan, plan_release
from analysis.disclosure.tree import Counts, Group, GroupTree
from analysis.tables import Minimums
from tests.analysis.disclosure.waves import Person, make_people, make_table

STANDARD = Minimums()
NO_SCOPES: Mapping[int, str] = {}


def make_tree(parents: Sequence[int], teams: Sequence[int], scopes: Mapping[int, str] = NO_SCOPES) -> GroupTree:
    """Groups by place, of which 0 is the organisation; teams: of each group's own people; scopes: else "region"."""
    children = tuple(tuple(c for c, parent in enumerate(parents) if parent == place) for place in range(len(parents)))
    known = {0: "organisation", **scopes}
    groups = tuple(Group(known.get(place, "region"), f"g{place}", p) for place, p in enumerate(parents))
    everywhere, nowhere = np.ones(len(parents), dtype=np.bool_), np.array([], dtype=np.intp)
    own = np.array(teams, dtype=np.int64)
    tree = GroupTree(groups, children, nowhere, everywhere, own, ())
    return GroupTree(groups, children, nowhere, everywhere, tree.summed(own), ())


def may_be_known(counts: Counts, teams: int, tree: GroupTree) -> bool:
    n = int(counts.sum())
    is_team = teams == 1 and tree.teams[0] > 1
    return n >= STANDARD.score and not is_team and not (n < STANDARD.distribution and counts.max() >= n - 1)


def every_safe_choice(tree: GroupTree, counts: Counts) -> Iterator[tuple[bool, ...]]:
    """By brute force: which groups are shown, in every way that the rules allow."""
    for below in product([True, False], repeat=len(tree.groups) - 1):
        shown = (may_be_known(counts[0], int(tree.teams[0]), tree), *below)
        if all(is_allowed(tree, counts, shown, place) for place in range(len(shown)) if shown[place]):
            yield shown


def is_allowed(tree: GroupTree, counts: Counts, shown: Sequence[bool], place: int) -> bool:
    if place and not (shown[tree.groups[place].parent] and may_be_known(counts[place], int(tree.teams[place]), tree)):
        return False
    inside = [child for child in tree.children[place] if shown[child]]
    rest = counts[place] - counts[inside].sum(axis=0)
    return not rest.any() or may_be_known(rest, int(tree.teams[place] - tree.teams[inside].sum()), tree)


def shown_of(plan: ReleasePlan) -> tuple[bool, ...]:
    return tuple(plan.shown(place) for place in range(len(plan.reasons)))


@st.composite
def small_trees(draw: st.DrawFn) -> tuple[GroupTree, Counts]:
    """Trees of two or three levels and at most ten groups, whose people's answers go round or are alike."""
    parents = [-1, *(0 for _ in range(draw(st.integers(1, 4))))]
    parents += [draw(st.integers(1, len(parents) - 1)) for _ in range(draw(st.integers(0, 9 - len(parents))))]
    sizes = [draw(st.integers(0, 9)) for _ in parents]
    tree = make_tree(parents, [draw(st.integers(1, 2)) if n else 0 for n in sizes] if draw(st.booleans()) else sizes)
    return tree, tree.summed(np.array([answers(n) for n in sizes], dtype=np.int64))


def answers(n: int) -> list[int]:
    return [len(range(place, n, 3)) for place in range(3)]


@given(small_trees())
def test_no_other_safe_choice_hides_fewer_groups(made: tuple[GroupTree, Counts]) -> None:
    tree, counts = made
    found = shown_of(plan_release(tree, counts, STANDARD))
    choices = list(every_safe_choice(tree, counts))
    if choices[0][0]:
        assert found in choices
        assert sum(found) == max(map(sum, choices))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8), st.integers(0, 6))
def test_among_choices_of_as_many_groups_none_hides_fewer_people(sizes: list[int], direct: int) -> None:
    tree = make_tree([-1, *[0] * len(sizes)], [direct, *sizes])
    counts = tree.summed(np.array([answers(n) for n in (direct, *sizes)], dtype=np.int64))
    found = shown_of(plan_release(tree, counts, STANDARD))
    people = counts.sum(axis=1)
    choices = [one for one in every_safe_choice(tree, counts) if sum(one) == sum(found)]
    if found[0]:
        assert people[list(found)].sum() == max(people[list(one)].sum() for one in choices)


@given(small_trees(), st.data())
def test_whatever_is_answered_every_rest_may_be_known(made: tuple[GroupTree, Counts], data: st.DataObject) -> None:
    tree, counts = made
    direct = counts - np.array([counts[list(children)].sum(axis=0) for children in tree.children])
    turned = np.array([n if data.draw(st.booleans()) else [n.sum(), 0, 0] for n in direct])
    alike = tree.summed(turned)
    shown = shown_of(plan_release(tree, alike, STANDARD))
    assert all(is_allowed(tree, alike, shown, place) for place in range(1, len(shown)) if shown[place])
    assert not shown[0] or is_allowed(tree, alike, shown, 0)


def test_the_larger_region_is_hidden_where_fewer_groups_vanish_with_it() -> None:
    # g1 has 12 people in two groups, g2 has 14 in none; g3 is too small to stand alone.
    tree = make_tree([-1, 0, 0, 0, 1, 1], [0, 0, 14, 3, 6, 6])
    counts = tree.summed(np.array([answers(n) for n in (0, 0, 14, 3, 6, 6)], dtype=np.int64))
    assert plan_release(tree, counts, STANDARD).reasons == ("", "", "complementary", "minimum", "", "")


def test_groups_within_count_as_they_will_be_shown() -> None:
    # g1 has two groups and two people of its own, so only one of the two is shown; of g2 both are.
    sizes = (0, 2, 0, 3, 6, 6, 5, 6)
    tree = make_tree([-1, 0, 0, 0, 1, 1, 2, 2], sizes)
    counts = tree.summed(np.array([answers(n) for n in sizes], dtype=np.int64))
    assert plan_release(tree, counts, STANDARD).reasons[:4] == ("", "complementary", "", "minimum")


Own = tuple[int, int]
"""A group's own people, and in how many teams they are."""

MOST_COUNTED = 6


def counted(inside: Sequence[Own], own: Own = (0, 0), scope: str = "region", under: Sequence[Own] = ()) -> int:
    """How many shown groups a group is taken to have, itself counted, from where it stands in the order.

    Beside it are groups of 0 to `MOST_COUNTED`, the first a team, all of fewer people. inside: its groups, all of one
    scope; under: those of the last of these.
    """
    beside, nobody = range(MOST_COUNTED + 1), (0, 0)
    parents, owns, scopes = [-1, *(0 for _ in beside), 0], [nobody] * (MOST_COUNTED + 2) + [own], {1: "team"}
    for number in beside[2:]:
        parents += [number + 1] * (number - 1)
        owns += [(5, 0)] * (number - 1)
    parents += [MOST_COUNTED + 2] * len(inside) + [len(parents) + len(inside) - 1] * len(under)
    scopes |= dict.fromkeys(range(len(owns), len(owns) + len(inside)), scope)
    owns += [*inside, *under]
    tree = make_tree(parents, [teams for _, teams in owns], scopes)
    order = hiding_order(tree, tree.summed(np.array([n for n, _ in owns])), STANDARD)
    return sum(int(order[number + 1] < order[MOST_COUNTED + 2]) for number in beside) - 1


def test_groups_count_that_are_shown_if_theirs_is() -> None:
    assert counted([]) == 1
    assert counted([(6, 2), (5, 2)]) == 3
    assert counted([(60, 2), (4, 2), (4, 2)]) == 2
    assert counted([(60, 2), (0, 0)], under=[(6, 2), (6, 2)]) == 5


def test_a_rest_below_the_minimum_takes_the_group_with_the_fewest() -> None:
    assert counted([(60, 2), (60, 2)], own=(1, 2)) == 2
    assert counted([(60, 2), (60, 2)], own=(5, 2)) == 3
    assert counted([(60, 2), (4, 2)]) == 1
    assert counted([(4, 2)]) == 1
    assert counted([(60, 2), (0, 0)], own=(2, 2), under=[(6, 2), (6, 2)]) == 4


def test_a_group_or_a_rest_of_one_team_is_not_shown() -> None:
    assert counted([(60, 1), (60, 2)]) == 1
    assert counted([(60, 1), (60, 1), (60, 2)]) == 2
    assert counted([(60, 1), (60, 1)]) == 1
    assert counted([(60, 2), (60, 2)], own=(0, 1)) == 3


def test_in_an_organisation_of_one_team_it_is() -> None:
    assert counted([(60, 1)]) == 2


def test_teams_are_no_groups_of_the_report() -> None:
    assert counted([(60, 2), (60, 2)], scope="team") == 1


def test_of_equal_groups_the_one_that_other_questions_hide_goes_first_then_the_first_label() -> None:
    tree = make_tree([-1, 0, 0, 0], [0, 6, 6, 6])
    people = np.array([18, 6, 6, 6])
    assert hiding_order(tree, people, STANDARD)[1:].tolist() == [0, 1, 2]
    often = np.array([0, 0, 0, 4])
    assert hiding_order(tree, people, STANDARD, often)[1:].tolist() == [1, 2, 0]


def test_a_second_group_is_hidden_where_the_mean_of_the_rest_would_tell_an_answer() -> None:
    tree = make_tree([-1, 0, 0, 0, 0], [0, 2, 6, 7, 9])
    counts = tree.summed(np.array([answers(n) for n in (0, 2, 6, 7, 9)], dtype=np.int64))
    plan = plan_release(tree, counts, STANDARD, tells=lambda few: int(few.sum()) == 8)
    assert plan_release(tree, counts, STANDARD).reasons == ("", "minimum", "complementary", "", "")
    assert plan.reasons == ("", "minimum", "complementary", "complementary", "")


def skipping(people: Sequence[Person], skipped: dict[str, tuple[str, int]]) -> list[Person]:
    """The same people; of the region named for a question, the last so many did not answer it."""
    found: list[Person] = []
    left = {question: count for question, (_, count) in skipped.items()}
    for person in reversed(people):
        given_ = dict.fromkeys(("I1", "I3", "I7"), person[4]["I1"])
        for question, (region, _) in skipped.items():
            if region == person[1] and left[question]:
                left[question] -= 1
                del given_[question]
        found.append((*person[:4], given_))
    return found[::-1]


def test_the_same_group_is_hidden_on_all_questions_whoever_left_one_out() -> None:
    people = make_people("rep", {("North", "Dana"): 9, ("South", "Eli"): 10, ("West", "Bo"): 12, ("Coast", "Ann"): 3})
    wave = make_table(skipping(people, {"I3": ("South", 3), "I7": ("West", 4)}))
    hidden = [
        {one.plan.tree.groups[place].label for place in range(1, 5) if not one.plan.shown(place)}
        for one in plan_wave(wave, STANDARD)
        if one.role == "rep"
    ]
    assert hidden == [{"Coast", "North"}] * 3


def test_which_group_is_hidden_does_not_depend_on_what_was_answered() -> None:
    sizes = {("North", "Dana"): 9, ("South", "Eli"): 9, ("West", "Bo"): 12, ("Coast", "Ann"): 3}
    plans = [plan_wave(make_table(make_people("rep", sizes, first=first)), STANDARD)[0].plan for first in range(5)]
    assert len({plan.reasons for plan in plans}) == 1
