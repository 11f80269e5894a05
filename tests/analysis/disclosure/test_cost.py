"""What a plan costs, counted and said."""

from collections import Counter

from analysis.disclosure.cost import PlanCost, cost_sentences, plan_cost
from analysis.disclosure.planning import plan_wave
from analysis.disclosure.release_plan import Reason
from analysis.tables import Minimums
from tests.analysis.disclosure.waves import Person, make_people, make_table

STANDARD = Minimums()


def cost_of(places: dict[tuple[str, str], int]) -> PlanCost:
    return plan_cost(plan_wave(make_table(make_people("rep", places)), STANDARD)[:1])


def test_groups_are_counted_by_the_rule_that_hides_them() -> None:
    # By hand: Coast is small and takes North with it; Dana and Ann are below them, and Ann is too few anyway.
    regions = {("North", "Dana"): 9, ("South", "Eli"): 10, ("West", "Bo"): 12, ("Coast", "Ann"): 3}
    cost = cost_of(regions)
    assert (cost.groups, cost.below_minimum, cost.beyond_minimum) == (8, 2, 2)
    assert cost.hidden == Counter(minimum=2, complementary=1, parent_hidden=1)
    assert (cost.merged, cost.in_merged, cost.answers, cost.covered) == (1, 2, 34, 22)


def test_whoever_is_in_a_shown_region_is_covered_though_their_leader_is_hidden() -> None:
    cost = cost_of({("North", "Dana"): 9, ("South", "Eli"): 9, ("South", "Bo"): 3})
    assert cost.hidden == Counter(minimum=1, complementary=1)
    assert (cost.answers, cost.covered) == (21, 21)


def test_leaders_across_regions_are_counted_where_somebody_answered() -> None:
    places = {(region, leader): 6 for region in ("North", "South") for leader in ("Ann", "Bo")}
    people = make_people("manager", {**places, ("North", "Cy"): 4})
    silent: list[Person] = [("manager", "South", "Dee", "", {}) for _ in range(6)]
    planned = plan_wave(make_table([*people, *silent]), STANDARD, cross="leader")
    cost = plan_cost([one for one in planned if (one.role, one.measure.question) == ("manager", "I1")])
    assert (cost.groups, cost.hidden) == (5, Counter(minimum=1, complementary=1))


def test_costs_add_up() -> None:
    one = cost_of({("North", "Dana"): 9, ("South", "Eli"): 3, ("West", "Bo"): 12})
    assert (one + one).groups == 2 * one.groups
    assert (one + one).hidden.total() == 2 * one.hidden.total()
    assert one + PlanCost() == one


def test_the_cost_is_one_sentence_that_tells_the_minimum_from_the_rest() -> None:
    regions = {("North", "Dana"): 9, ("South", "Eli"): 10, ("West", "Bo"): 12, ("Coast", "Ann"): 3}
    (told,) = cost_sentences(cost_of(regions), STANDARD)
    few, more = "2 because fewer than 5 answered", "2 because a smaller group or single answers would be revealed"
    assert told == f"Of 8 scores by group 4 are hidden: {few}, {more}."


def test_only_the_rules_that_hide_something_are_named() -> None:
    assert cost_sentences(PlanCost(groups=1_200, hidden=Counter[Reason]({"minimum": 1})), Minimums(score=7)) == (
        "Of 1,200 scores by group 1 is hidden: 1 because fewer than 7 answered.",
    )


def test_nothing_is_said_where_nothing_is_hidden_or_everything() -> None:
    assert cost_sentences(PlanCost(groups=12), STANDARD) == ()
    assert cost_sentences(PlanCost(groups=2, hidden=Counter[Reason]({"minimum": 2})), STANDARD) == ()


def test_a_group_in_which_nobody_answered_has_no_score_to_hide() -> None:
    people = make_people("rep", {("North", "Dana"): 9, ("South", "Eli"): 10})
    silent = make_people("rep", {("Coast", "Ann"): 8})
    one = plan_cost(plan_wave(make_table(people, silent), STANDARD)[:1])
    assert (one.groups, one.hidden.total()) == (4, 0)
