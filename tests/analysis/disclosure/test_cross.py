"""One cross: leaders with people in several regions, shown only where nothing small follows from both."""

import time
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from analysis.disclosure.gate import find_leaks
from analysis.disclosure.planning import PlannedMeasure, plan_wave, role_crossing, role_tree
from analysis.disclosure.published_sets import wave_sets
from analysis.disclosure.two_waves import between
from analysis.earlier_reports import HeldBack, draft, hold_back
from analysis.groups import group_figures, measure_figures
from analysis.results import GroupFigure
from analysis.tables import Asked, Minimums, WaveSettings, WaveTable
from tests.analysis.disclosure.waves import Person, make_people, make_table

STANDARD = Minimums()
MATRIX = {(region, leader): 6 for region in ("North", "South", "Coast") for leader in ("Ann", "Bo", "Cy")}


def planned(table: WaveTable, role: str = "manager") -> PlannedMeasure:
    return next(one for one in plan_wave(table, STANDARD, cross="leader") if one.role == role)


def shown(table: WaveTable, role: str = "manager") -> set[str]:
    cross = planned(table, role).cross
    return {label for label, reason in zip(cross.labels, cross.reasons, strict=True) if not reason} if cross else set()


def managers(places: dict[tuple[str, str], int]) -> WaveTable:
    return make_table(make_people("manager", places))


def test_leaders_of_a_matrix_are_shown_where_every_cut_has_ten_people() -> None:
    assert shown(managers(MATRIX)) == {"Ann", "Bo", "Cy"}


def test_nothing_is_crossed_that_was_not_declared() -> None:
    assert all(one.cross is None for one in plan_wave(managers(MATRIX), STANDARD))


def test_a_scope_that_nests_is_no_cross() -> None:
    table = managers({("North", "Ann"): 12, ("South", "Bo"): 12})
    assert planned(table).cross is None
    assert role_crossing(table, "manager", role_tree(table, "manager"), "leader") is None


def test_a_leader_with_two_people_in_another_region_is_hidden() -> None:
    # By hand: North minus Ann minus Bo's rest: South is 14 and Cy 12, so Bo's two people in South would follow.
    table = managers({("North", "Ann"): 15, ("North", "Bo"): 20, ("South", "Bo"): 2, ("South", "Cy"): 12})
    assert "Bo" not in shown(table) or "Cy" not in shown(table)
    assert find_leaks(table, STANDARD, figures(table)) == ()


def test_a_leader_of_fewer_than_ten_or_with_people_in_a_small_region_is_hidden() -> None:
    # Dee's nine people would follow as the rest of the whole, so the last of equal leaders is hidden with them.
    small = {**MATRIX, ("North", "Dee"): 5, ("South", "Dee"): 4}
    assert shown(managers(small)) == {"Ann", "Bo"}
    beside = {**MATRIX, ("Isle", "Ann"): 6}
    assert shown(managers(beside)) == {"Bo", "Cy"}


def test_the_leader_of_most_people_is_shown_first() -> None:
    # Beside both leaders, the three without one would follow.
    pairs = {(region, leader): n for region in ("North", "South") for leader, n in (("Ann", 6), ("Zoe", 15))}
    assert shown(managers({**pairs, ("North", ""): 3})) == {"Zoe"}


def test_a_leader_of_just_the_minimum_is_hidden_to_protect_others() -> None:
    cross = planned(managers({**MATRIX, ("North", "Dee"): 3, ("South", "Dee"): 2, ("Coast", "Eve"): 4})).cross
    assert cross is not None
    assert dict(zip(cross.labels, cross.reasons, strict=True))["Dee"] == "complementary"
    assert dict(zip(cross.labels, cross.reasons, strict=True))["Eve"] == "minimum"


def test_where_the_whole_is_hidden_larger_leaders_are_hidden_with_it() -> None:
    people = make_people("manager", {("North", "Ann"): 3, ("South", "Ann"): 3}, n_points=1)
    cross = planned(make_table(people)).cross
    assert cross is not None
    assert cross.reasons == ("parent_hidden",)


def test_a_leader_of_whom_nobody_answered_the_question_is_hidden() -> None:
    silent: list[Person] = [("manager", "North", "Dee", "", {}) for _ in range(12)]
    cross = planned(make_table([*make_people("manager", MATRIX), *silent])).cross
    assert cross is not None
    assert cross.reasons == ("", "", "", "minimum")


def test_a_declared_leader_that_an_earlier_report_forbids_is_hidden() -> None:
    table = managers(MATRIX)
    crossing = role_crossing(table, "manager", role_tree(table, "manager"), "leader")
    assert crossing is not None
    place = len(role_tree(table, "manager").groups) + crossing.labels.index("Bo")
    barred = {("manager", "I1", "mean"): frozenset({place})}
    one = next(one for one in plan_wave(table, STANDARD, barred=barred, cross="leader") if one.role == "manager")
    assert one.cross is not None
    assert one.cross.reasons == ("", "earlier_wave", "")


def test_nobody_is_crossed_where_the_whole_is_hidden() -> None:
    table = managers({("North", "Ann"): 2, ("South", "Ann"): 2})
    cross = planned(table).cross
    assert cross is not None
    assert set(cross.reasons) == {"minimum"}


def test_a_team_in_several_cells_counts_in_each_with_its_part() -> None:
    places = [("North", "Ann", "T1"), ("South", "Ann", "T1"), ("North", "Bo", "T2"), ("North", "Bo", "T2")]
    table = make_table([("rep", *place, {"I1": 1.0}) for place in places])
    crossing = role_crossing(table, "rep", role_tree(table, "rep"), "leader")
    assert crossing is not None
    cells = crossing.cells(np.ones(4, dtype=np.bool_), 3)
    assert cells.people.tolist() == [[0, 0, 0], [1, 2, 0], [1, 0, 0]]
    assert cells.teams.tolist() == [[0, 0, 0], [0.5, 1, 0], [0.5, 0, 0]]


def test_a_cut_of_one_team_alone_is_no_cut_of_ten() -> None:
    # Twelve reps of one team are all that Bo has in South.
    places = [("North", "Ann"), ("North", "Bo"), ("South", "Bo"), ("South", "Cy")]
    people: list[Person] = [
        (
            "rep",
            region,
            leader,
            f"{region}{leader}{0 if (region, leader) == ('South', 'Bo') else number % 3}",
            {"I1": 1.0 + number % 5},
        )
        for region, leader in places
        for number in range(12)
    ]
    assert len(shown(make_table(people), "rep")) < 3
    more = [(*person[:3], f"{person[1]}{person[2]}{number % 3}", person[4]) for number, person in enumerate(people)]
    assert shown(make_table(more), "rep") == {"Ann", "Bo", "Cy"}


def figures(table: WaveTable) -> list[GroupFigure]:
    return [row for one in plan_wave(table, STANDARD, cross="leader") for row in measure_figures(one, STANDARD)]


def random_matrix(seed: int) -> WaveTable:
    """Two to four regions and leaders, cells of 0 to 14 people, some of whom skip the question or answer alike."""
    random = np.random.default_rng(seed)
    size = random.integers(2, 5, 2)
    people: list[Person] = []
    for region, leader in product(range(size[0]), range(size[1])):
        one_mind = random.random() < 0.2
        for _ in range(int(random.integers(0, 15)) if random.random() < 0.8 else 0):
            answer = 2.0 if one_mind else float(random.integers(1, 6))
            label = f"L{leader}" if random.random() < 0.95 else ""
            people.append(("manager", f"R{region}", label, "", {"I1": answer} if random.random() < 0.9 else {}))
    return make_table(people)


def test_no_sum_or_difference_of_margins_of_random_matrices_is_a_set_under_ten() -> None:
    seen = 0
    for seed in range(150):
        table = random_matrix(seed)
        one = planned(table)
        if one.cross is None or "" not in one.cross.reasons or not one.plan.shown(0):
            continue
        seen += 1
        assert find_leaks(table, STANDARD, figures(table)) == ()
        assert smallest_following(table, one) >= 10
    assert seen > 40


def smallest_following(table: WaveTable, one: PlannedMeasure) -> int:
    """By brute force: the fewest people of any set of cells that follows from all margins and is not within a part."""
    there = ~np.isnan(one.measure.values)
    regions, leaders = (table.segments[scope][table.roles == one.role][there] for scope in ("region", "leader"))
    cells, sizes = np.unique(np.column_stack([regions, leaders]), axis=0, return_counts=True)
    if len(cells) > 11:
        return 10
    groups = one.plan.tree.groups
    sets = [np.ones(len(cells))]
    sets += [1.0 * (cells[:, 0] == groups[p].label) for p in range(1, len(groups)) if one.plan.shown(p)]
    rows = sets.copy()
    cross = one.cross
    assert cross is not None
    sets += [1.0 * (cells[:, 1] == label) for label, why in zip(cross.labels, cross.reasons, strict=True) if not why]
    rank, alone = np.linalg.matrix_rank(np.array(sets)), np.linalg.matrix_rank(np.array(rows))
    found = [10]
    for chosen in product([0.0, 1.0], repeat=len(cells)):
        n = int(sizes @ np.array(chosen))
        if 0 < n < 10 and np.linalg.matrix_rank(np.array([*sets, chosen])) == rank:
            # What follows from the tree alone is the affair of its own rules.
            found += [n] if np.linalg.matrix_rank(np.array([*rows, chosen])) > alone else []
    return min(found)


def test_what_was_answered_has_no_part_in_the_choice() -> None:
    for seed in range(10):
        table = random_matrix(seed)
        turned = make_table(
            [
                ("manager", region, leader, "", {} if np.isnan(answer) else {"I1": 6 - answer})
                for region, leader, answer in zip(
                    table.segments["region"], table.segments["leader"], table.positions["I1"], strict=True
                )
            ]
        )
        if not any(reason == "alike" for reason in planned(table).plan.reasons):
            assert shown(table) == shown(turned)


def test_shown_leaders_stand_in_the_report_with_the_reason_of_hidden_ones() -> None:
    table = managers({**MATRIX, ("North", "Dee"): 4})
    rows, log, told = group_figures(table, WaveSettings(cross="leader"))
    leaders = {row.group: (row.n, row.hidden) for row in rows if row.scope == "leader" and row.question == "I1"}
    assert leaders["Ann"] == (18, "")
    assert leaders["Dee"] == (None, "Hidden to protect people: fewer than 5 answered.")
    assert [(line.what, line.rule) for line in log if line.what.endswith("managers, Coaching time (I1)")] == [
        ("Cy: managers, Coaching time (I1)", "complementary"),
        ("Dee: managers, Coaching time (I1)", "minimum"),
    ]
    assert told[0] == (
        "Some leaders have people in more than one region. Managers are shown by leader only where no sum or "
        "difference of both could reveal a smaller group."
    )


def with_numbers(places: dict[tuple[str, str], int]) -> WaveTable:
    """Managers who have the same number in every wave: the first of a cell are those of a smaller cell."""
    table = managers(places)
    numbers = [100 * place + one for place, count in enumerate(places.values()) for one in range(count)]
    there = np.ones(len(numbers), dtype=np.bool_)
    return replace(table, asked=Asked(table.asked.roles, table.asked.segments, True, np.array(numbers), there))


def test_a_declared_leader_who_beside_an_earlier_report_would_tell_one_answer_is_held_back() -> None:
    before = {("North", "Ann"): 6, ("North", "Bo"): 6, ("South", "Ann"): 4, ("South", "Bo"): 6}
    first, second = with_numbers(before), with_numbers({**before, ("South", "Ann"): 5})
    assert shown(first) == shown(second) == {"Ann", "Bo"}
    published = draft(HeldBack(first, {}, frozenset()), WaveSettings(wave_name="before", cross="leader"))
    settings = WaveSettings(order=1, beside=(published,), cross="leader")
    careless = draft(HeldBack(second, {}, frozenset()), settings)
    assert any("leader Ann" in one.leak.sentence for one in between(wave_sets([careless]), wave_sets([published])))

    held = hold_back(second, settings)

    assert held.questions == frozenset()
    assert list(between(wave_sets([draft(held, settings)]), wave_sets([published]))) == []


@pytest.mark.parametrize("most", [3, 14])
def test_thirty_regions_and_thirty_leaders_are_crossed_in_a_moment(most: int) -> None:
    random = np.random.default_rng(0)
    places = {(f"R{r}", f"L{k}"): int(random.integers(0, most)) for r in range(30) for k in range(30)}
    table = managers(places)
    start = time.perf_counter()
    one = planned(table)
    assert time.perf_counter() - start < 10
    assert one.cross is not None
    assert len(one.cross.labels) == 30
