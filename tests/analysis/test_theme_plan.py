"""What may be shown of nested themes: an attacker with all figures of a role finds no number of one to nine people."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.tables import Minimums
from analysis.theme_plan import (
    Cell,
    Counted,
    Leaves,
    People,
    ThemePlan,
    Told,
    few_sentence,
    range_of_almost_all,
    smaller_together,
)

MINIMUMS = Minimums()


def one_comment_each(sizes: Sequence[int], others: int = 0) -> Counted:
    """A role in which everybody wrote one comment: so many in each leaf, the others in no clear theme."""
    ends = np.cumsum([0, *sizes])
    leaves = {leaf: People(range(low, high)) for leaf, (low, high) in enumerate(pairwise(ends.tolist()))}
    return Counted(People(range(ends[-1] + others)), leaves, leaves)


def planned(counted: Counted, *levels: Sequence[Leaves]) -> ThemePlan:
    plan = ThemePlan(counted, MINIMUMS)
    for level in levels:
        plan.plan(level)
    return plan


def leaves(*numbers: int) -> Leaves:
    return Leaves(numbers)


def random_tree(leaf_count: int, rng: np.random.Generator) -> list[list[Leaves]]:
    """Levels from the finest to the whole, two themes merging at a time."""
    level = [leaves(leaf) for leaf in range(leaf_count)]
    levels = [level]
    while len(level) > 1:
        one, other = rng.choice(len(level), size=2, replace=False)
        merged = level[one] | level[other]
        level = [*(each for each in level if not each <= merged), merged]
        levels.append(level)
    return levels


class Attacker:
    """Knows the tree, how many wrote, all figures and ranges, the small themes' sum, and that all wrote one comment."""

    def __init__(self, plan: ThemePlan, leaf_count: int, level: Sequence[Leaves] = ()) -> None:
        self.n, self.leaf_count = len(plan.counted.everyone), leaf_count
        self.constraints = [self.about(leaves(*range(leaf_count + 1)), self.n, self.n)]
        for theme, cell in plan.cells.items():
            if cell.count is not None:
                self.constraints.append(self.about(theme, cell.count, cell.count))
            elif "more" in cell.share_text:
                self.constraints.append(self.about(theme, self.reach(cell.share_text.split()[0]), self.n))
            elif cell.share_text:
                low, high = map(self.reach, cell.share_text.split(" to "))
                self.constraints.append(self.about(theme, low, high - 1))
        small = [theme for theme in level if not plan.shown(theme) and plan.counted.people(theme)]
        rest = Leaves().union(*small)
        if told := smaller_together(len(plan.counted.people(rest)), len(small), MINIMUMS):
            self.constraints.append(self.about(rest, told, told + 4))

    def reach(self, percent: str) -> int:
        """How many people are at least so many percent."""
        return -(-self.n * int(percent) // 100)

    def about(self, theme: Leaves, low: float, high: float) -> LinearConstraint:
        row = np.array([[leaf in theme for leaf in range(self.leaf_count + 1)]], dtype=np.float64)
        return LinearConstraint(row, low, high)

    def learn(self, theme: Leaves) -> tuple[int, int]:
        """The least and the most people a theme can have, given all that is shown."""
        weights = np.array([leaf in theme for leaf in range(self.leaf_count + 1)], dtype=np.float64)
        limits, whole = Bounds(0, self.n), np.ones(len(weights), dtype=np.int64)
        least, most = (
            milp(sign * weights, integrality=whole, bounds=limits, constraints=self.constraints).fun for sign in (1, -1)
        )
        assert least is not None
        assert most is not None
        return round(least), round(-most)


def made_out(plan: ThemePlan, leaf_count: int, level: Sequence[Leaves] = ()) -> list[tuple[Leaves, int]]:
    """Themes, and differences of nested themes, that the attacker knows to be one to nine people exactly."""
    attacker = Attacker(plan, leaf_count, level)
    parts = {one - other for one in plan.cells for other in (Leaves(), *plan.cells) if other < one}
    few = [part for part in sorted(parts, key=sorted) if 1 <= len(plan.counted.people(part)) <= 9]
    learnt = {part: attacker.learn(part) for part in few}
    return [(part, low) for part, (low, high) in learnt.items() if low == high and 1 <= low <= 9]


def test_ten_people_are_shown_and_nine_are_not() -> None:
    plan = planned(one_comment_each([10, 9], others=20), [leaves(0), leaves(1)])
    assert (plan.cells[leaves(0)].count, plan.cells[leaves(0)].share) == (10, 26)
    assert not plan.shown(leaves(1))
    assert plan.cells[leaves(1)].hidden == "Hidden to protect people: fewer than 10, or it would reveal fewer."


def test_a_broader_theme_does_not_give_its_small_part_away() -> None:
    plan = planned(one_comment_each([12, 3], others=20), [leaves(0), leaves(1)], [leaves(0, 1)])
    assert plan.cells[leaves(0)].count == 12
    assert plan.cells[leaves(0, 1)] == Cell("hidden", hidden=few_sentence(MINIMUMS))


def test_what_is_planned_first_has_precedence() -> None:
    plan = planned(one_comment_each([12, 3], others=20), [leaves(0, 1)], [leaves(0), leaves(1)])
    assert plan.cells[leaves(0, 1)].count == 15
    assert plan.cells[leaves(0)].count is None


def test_in_a_large_role_a_share_that_would_reveal_few_is_a_range() -> None:
    plan = planned(one_comment_each([80, 4], others=47), [leaves(0), leaves(1)], [leaves(0, 1)])
    assert plan.cells[leaves(0)].share_text == "61"
    assert plan.cells[leaves(0, 1)].share_text == "60 to 70"
    plan.plan([leaves(0, 1)])
    assert plan.shown(leaves(0, 1))


def test_of_two_ranges_between_the_same_exact_figures_the_second_is_hidden() -> None:
    themes = [leaves(each) for each in range(4)]
    plan = planned(one_comment_each([80, 4, 60, 4], others=47), themes, [leaves(0, 1), leaves(2, 3)])
    assert plan.cells[leaves(0, 1)].share_text == "40 to 50"
    assert plan.cells[leaves(2, 3)] == Cell("hidden", hidden=few_sentence(MINIMUMS))


@pytest.mark.parametrize(("others", "text"), [(36, "60 to 70"), (35, "")])
def test_a_range_of_ten_percent_needs_ten_people_in_it(others: int, text: str) -> None:
    plan = planned(one_comment_each([60, 4], others=others), [leaves(0), leaves(1)], [leaves(0, 1)])
    assert plan.cells[leaves(0, 1)].share_text == text


@pytest.mark.parametrize(
    ("people", "n", "text"), [(40, 50, "80 to 90"), (41, 50, "80 or more"), (698, 1000, "60 to 70")]
)
def test_a_range_holds_the_share_that_it_stands_for(people: int, n: int, text: str) -> None:
    counted = one_comment_each([people], others=n - people)
    told = Counted(counted.everyone, counted.leaves, counted.leaves, told=(Told(counted.leaves[0], "range"),))
    assert planned(told, [leaves(0)]).cells[leaves(0)].share_text == text


def test_almost_all_are_told_in_steps_of_five_that_the_fewest_of_them_reach() -> None:
    assert range_of_almost_all(35, 10) == "70 or more"  # 26 of 35 are 74 %


def test_themes_stand_by_size_and_a_range_at_its_lower_end() -> None:
    exact, broad, few = Cell("exact", 61, 61, "61"), Cell("range", share_text="60 to 70"), Cell("exact", 10, 0, "0")
    hidden = Cell("hidden")
    assert sorted([hidden, few, broad, exact], key=lambda cell: cell.order) == [exact, broad, few, hidden]


@pytest.mark.parametrize(("size", "text"), [(12, "80 or more"), (11, "80 or more"), (10, "80 or more")])
def test_a_theme_of_almost_everyone_does_not_tell_who_said_nothing_of_it(size: int, text: str) -> None:
    cell = planned(one_comment_each([size], others=12 - size), [leaves(0)]).cells[leaves(0)]
    assert (cell.count, cell.share, cell.share_text) == (None, None, text)


def test_a_theme_of_all_ten_is_told_as_ninety_percent_or_more() -> None:
    assert planned(one_comment_each([10]), [leaves(0)]).cells[leaves(0)].share_text == "90 or more"


def test_moving_comments_into_a_small_theme_does_not_show_it() -> None:
    people = {0: People(range(10))}
    counted = Counted(People(range(30)), people, {0: People(range(3))})
    assert not planned(counted, [leaves(0)]).shown(leaves(0))


def test_merging_a_small_theme_into_a_shown_one_does_not_give_it_away() -> None:
    merged = {0: People(range(15))}
    before = (People(range(12)), People(range(12, 15)))
    assert not planned(Counted(People(range(40)), merged, merged, before), [leaves(0)]).shown(leaves(0))
    assert planned(Counted(People(range(40)), merged, merged), [leaves(0)]).shown(leaves(0))


def one_theme(people: range, *before: range) -> ThemePlan:
    """A role of 60 people with one theme, and the people of themes as they were before an edit."""
    theme = {0: People(people)}
    return planned(Counted(People(range(60)), theme, theme, tuple(map(People, before))), [leaves(0)])


def test_a_theme_that_is_an_earlier_one_but_for_a_few_does_not_tell_these_few() -> None:
    assert not one_theme(range(16), range(12)).shown(leaves(0))  # four came
    assert not one_theme(range(4, 24), range(20)).shown(leaves(0))  # four in twenty are others
    assert one_theme(range(5, 25), range(20)).cells[leaves(0)].count == 20  # a fourth: it is another theme
    assert one_theme(range(22), range(12)).cells[leaves(0)].count == 22


def test_a_small_theme_elsewhere_hides_nothing() -> None:
    assert one_theme(range(20), range(20), range(40, 46)).cells[leaves(0)].count == 20


def test_a_theme_merged_of_small_ones_has_no_figure_or_merging_them_in_turn_would_tell_each() -> None:
    merged = {0: People(range(18))}
    three = tuple(People(range(low, low + 6)) for low in (0, 6, 12))
    assert not planned(Counted(People(range(40)), merged, merged, three), [leaves(0)]).shown(leaves(0))
    many = planned(Counted(People(range(120)), merged, merged, three), [leaves(0)])
    assert (many.cells[leaves(0)].count, many.cells[leaves(0)].share_text) == (None, "10 to 20")
    broader = {**merged, 1: People(range(18, 38))}
    assert planned(Counted(People(range(60)), broader, broader, three), [leaves(0, 1)]).cells[leaves(0, 1)].count == 38
    halves = (People(range(15)), People(range(15, 30)))
    wide = planned(Counted(People(range(60)), {0: People(range(30))}, {0: People(range(30))}, halves), [leaves(0)])
    assert wide.cells[leaves(0)].count == 30


def test_splitting_a_few_off_a_shown_theme_does_not_give_them_away() -> None:
    kept = {0: People(range(12)), 1: People(range(12, 15))}
    plan = planned(Counted(People(range(40)), kept, kept, (People(range(15)),)), [leaves(0), leaves(1)])
    assert not plan.shown(leaves(0))
    assert not plan.shown(leaves(1))


@pytest.mark.parametrize(
    ("people", "themes", "told"), [(22, 4, 20), (18, 2, 15), (9, 3, None), (14, 1, None), (10, 2, 10)]
)
def test_small_themes_together_are_at_least_so_many(people: int, themes: int, told: int | None) -> None:
    assert smaller_together(people, themes, MINIMUMS) == told


def test_a_theme_of_the_very_same_people_has_the_same_figure() -> None:
    counted = one_comment_each([50, 0, 4], others=70)
    plan = planned(counted, [leaves(0, 2)], [leaves(0)], [leaves(0, 1)])
    assert plan.cells[leaves(0, 2)].count == 54
    assert plan.cells[leaves(0)] == plan.cells[leaves(0, 1)]
    assert plan.cells[leaves(0)].share_text == "40 to 50"


def test_people_in_two_themes_are_counted_in_both() -> None:
    both = {0: People(range(20)), 1: People(range(10, 30))}
    plan = planned(Counted(People(range(60)), both, both), [leaves(0), leaves(1)], [leaves(0, 1)])
    assert [plan.cells[theme].count for theme in (leaves(0), leaves(1), leaves(0, 1))] == [20, 20, 30]


def test_an_attacker_makes_nobody_out_in_random_trees() -> None:
    rng = np.random.default_rng(0)
    shown = 0
    for _ in range(200):
        leaf_count = int(rng.integers(2, 7))
        sizes = rng.choice([0, 1, 3, 6, 9, 10, 12, 15, 20, 40, 90], size=leaf_count).tolist()
        counted = one_comment_each(sizes, others=int(rng.choice([0, 2, 7, 15, 40])))
        levels = random_tree(leaf_count, rng)
        usual = int(rng.integers(len(levels)))
        plan = planned(counted, levels[usual], *levels)
        shown += sum(cell.exactness != "hidden" for cell in plan.cells.values())
        assert made_out(plan, leaf_count, levels[usual]) == []
    assert shown > 400


def test_the_attacker_finds_what_a_careless_page_gives_away() -> None:
    counted = one_comment_each([12, 3], others=20)
    careless = ThemePlan(counted, Minimums(comments=3))
    careless.plan([leaves(0), leaves(0, 1)])
    assert (leaves(1), 3) in made_out(careless, 2)
