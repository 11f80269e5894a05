"""The attacker, on small families of sets."""

from collections.abc import Mapping

import pytest

from analysis.disclosure.attacker import Leak, PublishedSet, derive_leaks, distinct, solved, subtracted
from analysis.disclosure.bounds import Range, exactly, sum_range
from analysis.tables import Minimums

FIVE_POINTS = (0.0, 25.0, 50.0, 75.0, 100.0)


def published(name: str, atoms: set[int], n: int, mean: float = 50) -> PublishedSet:
    return PublishedSet(name, frozenset(atoms), n, sum_range(n, mean, Range(0, 100)))


def leaks_of(*sets: PublishedSet, hidden: Mapping[str, set[int]] | None = None) -> tuple[Leak, ...]:
    targets = {name: frozenset(atoms) for name, atoms in (hidden or {}).items()}
    return derive_leaks(subtracted(distinct(sets)), targets, FIVE_POINTS, Minimums())


def test_the_rest_of_a_whole_is_found_where_it_is_small() -> None:
    found = leaks_of(published("whole", {0, 1, 2}, 20), published("North", {0}, 9), published("South", {1}, 8))
    assert [(leak.kind, leak.who) for leak in found] == [("few", "whole without North, South")]


def test_a_single_person_is_found() -> None:
    found = leaks_of(published("whole", {0, 1, 2}, 18), published("North", {0}, 9), published("South", {1}, 8))
    assert [leak.sentence for leak in found] == ["the answer of one person follows: whole without North, South"]
    found = leaks_of(published("whole", {0, 1}, 18), published("North", {0}, 14))
    assert [leak.sentence for leak in found] == ["the mean of 4 people follows: whole without North"]


def test_a_single_hidden_group_is_found_whatever_its_size() -> None:
    found = leaks_of(published("whole", {0, 1}, 20), published("North", {0}, 9), hidden={"South": {1}})
    assert [(leak.kind, leak.who) for leak in found] == [("hidden", "South")]
    found = leaks_of(published("whole", {0, 1}, 10), published("North", {0}, 9), hidden={"South": {1}})
    assert [leak.kind for leak in found] == ["few", "hidden"]


def test_two_hidden_groups_that_are_enough_together_stay_hidden() -> None:
    hidden = {"South": {1}, "Coast": {2}}
    assert leaks_of(published("whole", {0, 1, 2}, 20), published("North", {0}, 9), hidden=hidden) == ()


def test_a_rest_in_which_nobody_answered_is_no_leak() -> None:
    assert leaks_of(published("whole", {0, 1}, 9), published("North", {0}, 9), hidden={"South": {1}}) == ()


def test_a_rest_deep_in_the_tree_is_found() -> None:
    found = leaks_of(published("whole", {0, 1, 2}, 30), published("North", {0, 1}, 15), published("Dana", {0}, 12))
    assert [leak.who for leak in found] == ["North without Dana"]


def test_a_rest_that_must_be_alike_is_found_from_rounded_means() -> None:
    found = leaks_of(published("whole", {0, 1}, 11, mean=27), published("North", {0}, 6, mean=50))
    assert [(leak.kind, leak.who) for leak in found] == [("alike", "whole without North")]


def test_a_published_group_at_the_end_of_the_scale_is_found() -> None:
    assert [leak.kind for leak in leaks_of(published("North", {0}, 6, mean=100))] == ["alike"]


def test_ten_people_at_the_end_of_the_scale_are_no_leak() -> None:
    north = published("North", {0}, 10, mean=100)
    assert leaks_of(north) == ()
    assert derive_leaks([north], {}, FIVE_POINTS, Minimums(distribution=15)) == ()


def test_sets_that_cross_are_solved_as_equations() -> None:
    crossing = [
        published("North", {0, 1}, 12),
        published("Dana", {1, 2}, 11),
        published("both ends", {0, 2}, 13),
    ]
    found = solved({"North with Dana": frozenset({1})}, subtracted(distinct(crossing)))
    assert found == {"North with Dana": 5}
    apart = published("South", {5}, 9)
    assert solved({"North with Dana": frozenset({1})}, subtracted(distinct([*crossing, apart]))) == found


def test_crossing_sets_without_a_solution_give_nothing() -> None:
    parts = subtracted(distinct([published("North", {0, 1}, 12), published("Dana", {1, 2}, 11)]))
    assert solved({"North with Dana": frozenset({1}), "elsewhere": frozenset({7})}, parts) == {}


def test_only_whole_sets_are_taken_off_where_sets_cross() -> None:
    parts = subtracted(
        distinct([published("A", {0, 1}, 6), published("B", {1, 2}, 7), published("whole", {0, 1, 2, 3}, 20)])
    )
    assert [(part.name, sorted(part.atoms), part.n) for part in parts] == [
        ("A", [0, 1], 6),
        ("B", [1, 2], 7),
        ("whole without B", [0, 3], 13),
    ]


def test_two_figures_of_the_same_people_are_taken_together() -> None:
    same = [
        PublishedSet("page", frozenset({0}), 6, Range(290, 310)),
        PublishedSet("export", frozenset({0}), 6, exactly(300)),
    ]
    assert [one.total for one in distinct(same)] == [Range(300, 300)]


@pytest.mark.parametrize(("count", "who"), [(3, "G0, G1, G2"), (4, "G0, G1, G2 and 1 more")])
def test_a_leak_names_at_most_three_of_the_sets_it_comes_from(count: int, who: str) -> None:
    groups = [published(f"G{place}", {place}, 5) for place in range(count)]
    found = leaks_of(published("whole", set(range(count + 1)), 5 * count + 1), *groups)
    assert found[0].who == f"whole without {who}"


def test_a_set_with_people_of_whom_nothing_is_published_does_not_follow() -> None:
    parts = subtracted(distinct([published("North", {0}, 12)]))
    assert solved({"North and elsewhere": frozenset({0, 9})}, parts) == {}
    assert solved({"North": frozenset({0})}, parts) == {"North": 12}


def test_a_set_that_holds_a_part_of_another_does_not_follow() -> None:
    parts = subtracted(distinct([published("North", {0}, 12), published("South", {1, 2}, 9)]))
    assert solved({"North and half of South": frozenset({0, 1})}, parts) == {}
    assert solved({"both": frozenset({0, 1, 2})}, parts) == {"both": 21}


def test_a_set_that_others_make_up_leaves_no_part() -> None:
    sets = [published("whole", {0, 1}, 20), published("North", {0}, 9), published("South", {1}, 11)]
    assert [part.name for part in subtracted(distinct(sets))] == ["North", "South"]
