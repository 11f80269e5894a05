"""Attacks with several pages of one wave: what fits, edits and reports tell one after another makes nobody out."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import numpy as np

from analysis.text.curation import (
    Edit,
    Merge,
    Move,
    SetAside,
    ThemePlacing,
    confirm,
    fold,
)
from analysis.text.curation import key_of as comment_key
from analysis.text.told_figures import ToldFigure, joined_figures, told_from_json, told_to_json
from analysis.theme_plan import Counted, People, ThemePlan, Told
from analysis.wave_themes import ThemeReading, read_themes
from tests.analysis.test_theme_board import ALL_ROLES, SECRET, settings_of, wave_of
from tests.analysis.test_theme_plan import MINIMUMS, leaves, one_comment_each

FIGURES = ("n_people", "share", "share_text", "hidden", "trend")


def fitted_again(counted: Counted, gone: int, come: int, rng: np.random.Generator) -> Counted:
    """A later fit of the same people, in which some left each leaf for no theme and others came."""
    found = {}
    for leaf, people in counted.leaves.items():
        left = set(rng.choice(sorted(people), size=min(gone, len(people)), replace=False).tolist())
        others = sorted(counted.everyone - people)
        found[leaf] = People({*people} - left | set(rng.choice(others, size=come, replace=False).tolist()))
    return Counted(counted.everyone, found, found, told=counted.told)


def told_by(plan: ThemePlan) -> tuple[Told, ...]:
    return (*plan.counted.told, *plan.new_figures())


def made_out(before: ThemePlan, after: ThemePlan) -> list[tuple[int, int]]:
    """Counts of two pages about nearly the same people that differ by one to nine: these are people made out."""
    exact = [
        {theme: cell.count for theme, cell in plan.cells.items() if cell.count is not None} for plan in (before, after)
    ]
    return [
        (then, now)
        for theme, then in exact[0].items()
        for other, now in exact[1].items()
        if 1 <= abs(then - now) <= 9 and len(before.counted.people(theme) ^ after.counted.people(other)) < 10
    ]


def plan_of(counted: Counted) -> ThemePlan:
    plan = ThemePlan(counted, MINIMUMS)
    plan.plan([leaves(0), leaves(1), leaves(2), leaves(0, 1)])
    return plan


def test_a_later_fit_tells_no_figure_that_differs_by_a_few_people() -> None:
    rng = np.random.default_rng(0)
    shown = careless = 0
    for _ in range(200):
        first = plan_of(one_comment_each(rng.integers(5, 60, size=3).tolist(), others=40))
        again = fitted_again(first.counted, int(rng.integers(0, 5)), int(rng.integers(0, 5)), rng)
        careless += len(made_out(first, plan_of(again)))
        later = plan_of(Counted(again.everyone, again.leaves, again.without_moved, told=told_by(first)))
        shown += sum(later.shown(theme) for theme in later.cells)
        assert made_out(first, later) == []
    assert careless > 50  # what the same pages give away to somebody who keeps them
    assert shown > 400


def test_a_figure_that_was_told_stands_until_ten_people_make_it_another() -> None:
    first = plan_of(one_comment_each([30, 20, 15], others=40))
    for come, count in ((0, 30), (1, 30), (9, 30), (10, 40), (25, 55)):
        people = {**first.counted.leaves, 0: People(range(30)) | People(range(70, 70 + come))}
        later = plan_of(Counted(first.counted.everyone, people, people, told=told_by(first)))
        assert later.cells[leaves(0)].count == count


def test_a_figure_that_was_told_is_not_hidden_when_one_of_ten_is_moved_away() -> None:
    first = plan_of(one_comment_each([10, 20, 15], others=40))
    people = {**first.counted.leaves, 0: People(range(1, 10))}
    later = plan_of(Counted(first.counted.everyone, people, people, told=told_by(first)))
    assert later.cells[leaves(0)].count == first.cells[leaves(0)].count == 10


def test_a_range_that_was_told_stays_a_range_and_the_same_one() -> None:
    counted = one_comment_each([50, 20, 15], others=40)
    told = (Told(People(range(49)), "range"),)
    later = plan_of(Counted(counted.everyone, counted.leaves, counted.leaves, told=told))
    cell = later.cells[leaves(0)]
    assert (cell.count, cell.share_text) == (None, "30 to 40")  # 49 of 125; 50 would be 40 to 50


def test_of_several_figures_the_one_of_the_same_people_stands_then_the_one_told_first() -> None:
    counted = one_comment_each([30, 20, 15], others=40)
    first, later = Told(People(range(32)), "exact"), Told(People(range(31)), "exact")
    for told, count in (((first, later), 32), ((later, first), 31), ((first, Told(People(range(30)), "exact")), 30)):
        assert (
            plan_of(Counted(counted.everyone, counted.leaves, counted.leaves, told=told)).cells[leaves(0)].count
            == count
        )


def test_what_was_hidden_stands_hidden_though_a_figure_of_nearly_the_same_people_is_told() -> None:
    counted = one_comment_each([30, 20, 15], others=40)
    told = (Told(People(range(32)), "exact"), Told(People(range(30)), "hidden"))
    plan = plan_of(Counted(counted.everyone, counted.leaves, counted.leaves, told=told))
    assert not plan.shown(leaves(0))
    assert plan.is_enough(leaves(0))


def test_people_moved_into_a_theme_do_not_make_it_enough_once_it_was_told_as_hidden() -> None:
    people = {0: People(range(12))}
    counted = Counted(People(range(40)), people, {0: People(range(8))}, told=(Told(People(range(12)), "hidden"),))
    assert not ThemePlan(counted, MINIMUMS).is_enough(leaves(0))


def test_what_was_told_is_stored_by_people_and_found_again() -> None:
    figures = joined_figures(
        [ToldFigure(frozenset({"b", "a"}), "exact")],
        [ToldFigure(frozenset({"c"}), "hidden"), ToldFigure(frozenset({"a", "b"}), "exact")],
    )
    assert len(figures) == 2
    assert told_from_json(told_to_json(figures)) == figures
    assert told_to_json(figures) == {"keys": ["a", "b", "c"], "figures": [["exact", "3"], ["hidden", "4"]]}
    assert told_from_json({**told_to_json(figures), "keys": []}) == ()
    many = [ToldFigure(frozenset(each), "range") for each in ("abcdefg", "g", "ae")]
    assert told_from_json(told_to_json(many)) == tuple(many)
    placing = ThemePlacing({}, 3, {"June": 2}, {"June": figures})
    assert ThemePlacing.from_json(placing.to_json()) == placing
    assert ThemePlacing.from_json({"version": 1, "last_id": 3, "placed": {}}) == ThemePlacing({}, 3)


def read_after(reading: ThemeReading, *edits: Edit) -> ThemeReading:
    """The board after some edits of the one before."""
    made: list[Edit] = []
    for edit in edits:
        made.append(confirm(edit, fold(made, reading.placing)))
    return read_themes(wave_of(ALL_ROLES), settings_of(memory=fold(made, reading.placing)))


@cache
def first() -> ThemeReading:
    return read_themes(wave_of(ALL_ROLES), settings_of())


def figures_of(reading: ThemeReading) -> Iterator[tuple[object, ...]]:
    """All that a board says in numbers, without names and words."""
    board = reading.board
    for theme in board.themes:
        for role in theme.roles:
            yield (theme.id, role.role, *(getattr(role, name) for name in FIGURES))
        yield (theme.id, theme.contrast_p, theme.contrast_q, theme.history)
    yield (board.roles, board.number_shown, tuple(sorted(board.set_aside.items())), board.set_aside_few)


def test_boards_around_an_edit_and_its_undoing_differ_by_nobody_or_by_enough() -> None:
    one, other = sorted(first().board.themes, key=lambda theme: theme.id)[:2]
    pages = [first()]
    for edits in ([SetAside(one.id)], [Merge((one.id, other.id))], []):
        pages.append(read_after(pages[-1], *edits))
    counts = [role.n_people for page in pages for theme in page.board.themes for role in theme.roles if role.n_people]
    assert min(counts) >= 10
    told = {figure.people for figure in pages[-1].placing.told["Quarter 1"] if figure.how == "exact"}
    assert len(told) > len(first().board.themes)
    assert min(len(one ^ other) for one, other in combinations(told, 2)) >= 10


def moved(role: str) -> Edit:
    """One comment of somebody of a role, moved from the theme it is in to another that the board shows."""
    placing, board = first().placing, first().board
    by_theme = {
        theme.id: {comment_key(each.handle, placing, SECRET) or "" for each in theme.movable} for theme in board.themes
    }
    source, key = next(
        (theme, key) for theme, keys in by_theme.items() for key in sorted(keys) if key.startswith(f"{role}-")
    )
    return Move(key, next(theme.id for theme in board.themes if theme.id != source))


def test_moving_one_comment_does_not_tell_its_writers_role() -> None:
    of_rep, of_manager = (read_after(first(), moved(role)) for role in ("rep", "manager"))
    assert list(figures_of(of_rep)) == list(figures_of(of_manager))
