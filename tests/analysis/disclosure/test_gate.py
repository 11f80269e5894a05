"""The attacker against whole organisations: nothing is found with the rules, and leaks without them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pytest

from analysis.disclosure.gate import DisclosureError, assert_safe, find_leaks
from analysis.disclosure.planning import plan_wave
from analysis.disclosure.release_plan import PlanRule
from analysis.disclosure.tree import Counts, GroupTree
from analysis.groups import group_figures, measure_figures
from analysis.results import GroupFigure
from analysis.tables import Minimums, WaveSettings, WaveTable
from analysis.wave_analysis import analyse_wave
from tests.analysis.disclosure.waves import Person, make_people, make_random_wave, make_table

STANDARD = Minimums()
ORGANISATIONS = 200


@pytest.fixture(scope="module")
def random_waves() -> list[WaveTable]:
    return [make_random_wave(np.random.default_rng(seed)) for seed in range(ORGANISATIONS)]


def figures_of(table: WaveTable, *switched_off: PlanRule) -> list[GroupFigure]:
    planned = plan_wave(table, STANDARD, switched_off=switched_off)
    return [figure for one in planned for figure in measure_figures(one, STANDARD)]


def test_nothing_is_derived_from_random_organisations(random_waves: Sequence[WaveTable]) -> None:
    assert [find_leaks(table, STANDARD, figures_of(table)) for table in random_waves] == [()] * ORGANISATIONS


def test_random_organisations_show_and_hide_enough_to_prove_something(random_waves: Sequence[WaveTable]) -> None:
    groups = [one for table in random_waves for one in figures_of(table) if one.scope != "organisation"]
    shown = sum(one.mean is not None for one in groups)
    assert shown > ORGANISATIONS
    assert len(groups) - shown > ORGANISATIONS
    assert sum(one.merged for one in groups) > ORGANISATIONS / 4


@pytest.mark.parametrize("rule", ["minimum", "complementary", "alike", "single_team"])
def test_leaks_are_found_where_a_rule_is_switched_off(rule: PlanRule, random_waves: Sequence[WaveTable]) -> None:
    leaky = sum(bool(find_leaks(table, STANDARD, figures_of(table, rule))) for table in random_waves)
    assert leaky >= {"minimum": 60, "complementary": 60, "alike": 40, "single_team": 5}[rule]


def derivable(tree: GroupTree, known: list[Counts], direct: Counts) -> list[Counts]:
    """The answers of every set of groups' own people whose sum follows from the `known` sets, by brute force."""
    rows, n_groups = np.array(known, dtype=np.float64), len(tree.groups)
    rank = np.linalg.matrix_rank(rows)
    chosen = chain.from_iterable(combinations(range(n_groups), size) for size in range(1, n_groups + 1))
    sets = (np.isin(np.arange(n_groups), places) for places in chosen)
    return [direct[one].sum(axis=0) for one in sets if np.linalg.matrix_rank(np.vstack([rows, one])) == rank]


def test_no_small_or_uniform_set_of_any_kind_follows_from_what_is_shown(random_waves: Sequence[WaveTable]) -> None:
    checked = 0
    for table in random_waves:
        for one in plan_wave(table, STANDARD)[:1]:
            tree, plan = one.plan.tree, one.plan
            if len(tree.groups) > 8 or not plan.shown(0):
                continue
            members = np.eye(len(tree.groups), dtype=np.int64)
            within = tree.summed(members)
            known = [within[place] for place in range(len(tree.groups)) if plan.shown(place)]
            direct = plan.counts - sum_of_children(tree, plan.counts)
            for counts in derivable(tree, known, direct):
                checked += 1
                assert counts.sum() == 0 or counts.sum() >= 5
                assert not 5 <= counts.sum() < 10 or counts.max() < counts.sum() - 1
    assert checked > 50


def sum_of_children(tree: GroupTree, counts: Counts) -> Counts:
    return np.array([counts[list(children)].sum(axis=0) for children in tree.children])


def test_team_pages_show_what_the_report_shows(random_waves: Sequence[WaveTable]) -> None:
    for table in random_waves[:20]:
        report = plan_wave(table, STANDARD)
        pages = plan_wave(table, STANDARD, scopes=("region", "leader", "team"))
        for one, deeper in zip(report, pages, strict=True):
            assert deeper.plan.reasons[: len(one.plan.reasons)] == one.plan.reasons


def refusal(people: Sequence[Person]) -> str:
    """What is said where nothing is hidden to protect others."""
    table = make_table(people)
    careless = replace(analyse_wave(table, WaveSettings()), groups=tuple(figures_of(table, "complementary")))
    with pytest.raises(DisclosureError) as refused:
        assert_safe(careless, table, WaveSettings())
    return str(refused.value)


def test_a_report_that_would_reveal_people_is_refused_with_names() -> None:
    people = make_people("rep", {("North", "Dana"): 12, ("South", "Eli"): 13, ("Coast", "Ann"): 3})
    table = make_table(people)
    assert_safe(analyse_wave(table, WaveSettings()), table, WaveSettings())
    assert refusal(people) == (
        "This report is not published, because it would reveal people: the mean of 3 people follows: organisation "
        "(reps, I1) without region North (reps, I1), region South (reps, I1); the mean of leader Ann (reps, I1) "
        "follows from the figures shown; the mean of region Coast (reps, I1) follows from the figures shown; and 2 "
        "more."
    )


def test_a_refusal_names_three_of_what_would_follow_and_counts_the_others() -> None:
    people = make_people("manager", {("North", "Dana"): 12, ("South", "Eli"): 13, ("Coast", "Ann"): 3})
    three = refusal(people)
    assert (three.count("follow"), three.endswith("from the figures shown.")) == (3, True)
    apart = make_people("manager", {("North", ""): 12, ("South", ""): 13, ("Coast", ""): 3})
    both: list[Person] = [
        (*person[:4], {**person[4], "I12": person[4]["I1"], "I13": 6 - person[4]["I1"]}) for person in apart
    ]
    assert refusal(both).endswith("; and 1 more.")


def test_the_whole_is_known_though_its_row_is_not_shown() -> None:
    table = make_table(make_people("manager", {("North", ""): 12, ("South", ""): 3}))
    north = [one for one in figures_of(table, "complementary") if (one.group, one.question) == ("North", "I1")]
    assert [leak.who for leak in find_leaks(table, STANDARD, north)] == [
        "the whole without region North (managers, I1)"
    ]


def test_an_empty_wave_gives_nothing_away() -> None:
    table = make_table([])
    assert find_leaks(table, STANDARD, group_figures(table, WaveSettings())[0]) == ()
