"""The tree of a made-up fit is cut where a person wants it, and themes they confirmed stand whole and apart."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.identity import Ids
from analysis.text.merge_tree import MergeTree
from analysis.text.theme_cut import Cut, cut_again, cut_tree
from analysis.text.themes import Theme, ThemeModel

SIZES = (10, 8, 6, 4)
MERGES = ((2, 3), (0, 1), (0, 2))


def made_model(
    number: int,
    sizes: Sequence[int] = SIZES,
    merges: Sequence[tuple[int, int]] = MERGES,
    confirmed: Mapping[int, int] | None = None,
) -> ThemeModel:
    """A fitted model of `number` themes: so many comments in each leaf of its tree, themes that a person confirmed."""
    model = ThemeModel()
    leaves = np.repeat(np.arange(len(sizes)), sizes)
    model.merge_tree_ = MergeTree(leaves, np.array(sizes), np.array(merges, dtype=np.int64).reshape(-1, 2))
    model.n_themes_ = number
    model.labels_ = model.merge_tree_.labels(number)
    known = confirmed or {}
    model.themes_ = [
        Theme("", (), (), size=0, stability=1 - place / 10, confirmed=known.get(place)) for place in range(number)
    ]
    return model


def cut(
    model: ThemeModel, *, old: Ids | None = None, unclear: Sequence[int] = (), most: int = 99, wanted: int | None = None
) -> Cut:
    n = len(model.labels_)
    clear = ~np.isin(np.arange(n), unclear)
    return cut_tree(model, clear, np.zeros(n, dtype=np.int64) if old is None else old, most=most, wanted=wanted)


def star(leaves: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Sizes and merges of a tree in which one theme after the other goes to the largest."""
    return [leaves - each for each in range(leaves)], [(0, each) for each in range(leaves - 1, 0, -1)]


def together(labels: Ids) -> np.ndarray:
    """Which two comments are in one theme, (n, n): the same for themes that are only numbered otherwise."""
    return np.asarray((labels[:, None] == labels) & (labels >= 0))


def is_part_of(finer: Ids, broader: Ids) -> bool:
    return all(len(np.unique(broader[finer == theme])) == 1 for theme in np.unique(finer))


def test_without_edits_themes_are_the_models_own() -> None:
    model = made_model(3)
    found = cut(model)
    assert (found.number, found.suggested, found.of_tree, found.confirmed) == (3, 3, 3, {})
    assert (together(found.theme) == together(model.labels_)).all()
    assert sorted(found.levels) == [1, 2, 3, 4]


def test_a_person_has_as_many_themes_as_they_want_and_still_hears_what_is_suggested() -> None:
    model = made_model(3)
    found = cut(model, wanted=2)
    assert (found.number, found.suggested, found.of_tree) == (2, 3, 3)
    assert (together(found.theme) == together(model.merge_tree_.labels(2))).all()


@pytest.mark.parametrize(("wanted", "number"), [(9, 4), (1, 2)])
def test_a_number_that_cannot_be_had_gives_the_nearest(wanted: int, number: int) -> None:
    assert cut(made_model(3, merges=MERGES[:2]), wanted=wanted).number == number


def test_of_few_comments_no_more_themes_are_suggested_than_may_be() -> None:
    found = cut(made_model(4), most=2)
    assert (found.number, found.suggested) == (2, 2)


def test_an_unclear_comment_is_in_no_theme() -> None:
    found = cut(made_model(3), unclear=(0, 27))
    assert np.flatnonzero(found.theme < 0).tolist() == [0, 27]
    assert np.flatnonzero(found.leaf < 0).tolist() == [0, 27]


def test_where_nothing_is_clear_there_is_no_theme() -> None:
    found = cut(made_model(2, sizes=(3, 2), merges=((0, 1),)), unclear=range(5), wanted=2)
    assert (found.number, found.suggested, found.confirmed, len(found.stability)) == (0, 0, {}, 0)
    assert found.theme.tolist() == [-1] * 5
    assert (found.of_tree, found.theme.dtype.kind) == (0, "i")


def test_a_fit_without_a_theme_is_cut_into_none() -> None:
    model = made_model(0, sizes=(), merges=())
    model.merge_tree_ = MergeTree(np.full(3, -1), np.empty(0, dtype=np.int64), np.empty((0, 2), dtype=np.int64))
    model.labels_ = np.full(3, -1)
    assert cut(model).theme.tolist() == [-1] * 3
    assert cut_again(model, np.ones(3, dtype=bool), np.zeros(3, dtype=np.int64), [], suggested=0).number == 0


@pytest.mark.parametrize(("number", "finest"), [(2, 12), (6, 12), (7, 14), (19, 38), (25, 40), (45, 45)])
def test_levels_go_to_twice_the_number_within_bounds(number: int, finest: int) -> None:
    found = cut(made_model(number, *star(50)))
    assert sorted(found.levels) == list(range(1, finest + 1))
    assert len(found.stability) == finest


def test_a_confirmed_theme_stands_apart_from_the_shown_level_on_and_is_part_of_a_broader_one_before() -> None:
    model = made_model(2, confirmed={1: 7})  # of the shown two, it is leaves 2 and 3
    finer = cut(model)
    assert (finer.number, finer.confirmed) == (2, {1: 7})
    assert (finer.theme == 1).tolist() == [False] * 18 + [True] * 10
    assert sorted(finer.levels) == [1, 2, 3]  # leaves 2 and 3 no longer come apart
    assert finer.levels[1].tolist() == [0, 0, 0]


def test_one_comment_that_a_person_confirmed_is_a_theme_beside_the_one_it_was_found_in() -> None:
    old = np.zeros(28, dtype=np.int64)
    old[17] = 7
    found = cut_again(made_model(3), np.ones(28, dtype=bool), old, [7], suggested=3)
    assert (found.number, found.suggested, found.of_tree) == (4, 4, 3)
    assert list(found.confirmed.values()) == [7]
    assert np.flatnonzero(found.theme == next(iter(found.confirmed))).tolist() == [17]


@pytest.mark.parametrize("unclear", [(), (3,)])
def test_after_no_edit_themes_are_what_they_were(unclear: tuple[int, ...]) -> None:
    model, clear = made_model(3), ~np.isin(np.arange(28), unclear)
    first = cut(model, unclear=unclear, wanted=2)
    again = cut_again(model, clear, first.theme + 1, [], suggested=first.of_tree, wanted=2)
    assert (again.number, again.suggested, again.of_tree, again.confirmed) == (2, 3, 3, {})
    assert again.theme.tolist() == first.theme.tolist()


def test_of_the_same_fit_only_what_a_person_made_stands_apart() -> None:
    model = made_model(3)
    old = np.where(model.merge_tree_.finest == 1, 5, 9)  # 9 is an old theme that nobody confirmed
    found = cut_again(model, np.ones(28, dtype=bool), old, [5], suggested=2)
    assert list(found.confirmed.values()) == [5]
    assert found.number == 3
    assert len(np.unique(found.theme[old == 9])) == 2


def test_an_unclear_comment_is_in_no_theme_that_a_person_made_either() -> None:
    old = np.full(28, 5)
    found = cut_again(made_model(3), np.arange(28) > 1, old, [5], suggested=3)
    assert found.theme.tolist() == [-1, -1] + [0] * 26


@pytest.mark.parametrize(
    ("known", "there"),
    [
        ([1, 1, 1, 0, 0], [True] * 5),  # most were of the theme: new comments beside them go along
        ([1, 2, 0, 0, 0], [True] * 5),  # half of those that are known
        ([1, 1, 2, 0, 0], [True] * 5),
        ([1, 0, 0, 0], [True] * 4),  # a quarter is known, all of it of the theme
        ([1, 0, 0, 0, 0], [True, False, False, False, False]),  # of a fifth nothing follows
        ([1, 2, 2, 0, 0], [True, False, False, False, False]),
        ([1, 1, 2, 3, 4], [True, True, False, False, False]),
        ([2, 2, 2, 0, 0], [False] * 5),  # nobody confirmed 2
    ],
)
def test_a_confirmed_theme_keeps_what_it_had_wherever_the_fit_finds_it(known: list[int], there: list[bool]) -> None:
    model = made_model(3, sizes=(len(known), 9, 6), merges=((0, 2), (1, 2)), confirmed={0: 1})
    found = cut(model, old=np.array(known + [1] * 9 + [0] * 6))
    theme = {of: place for place, of in found.confirmed.items()}[1]
    assert (found.theme[: len(known)] == theme).tolist() == there
    assert (found.theme[len(known) : -6] == theme).all()
    assert not (found.theme[-6:] == theme).any()


def test_what_a_person_put_into_one_confirmed_theme_does_not_go_to_another() -> None:
    model = made_model(3, sizes=(9, 6, 5), merges=((1, 2), (0, 1)), confirmed={0: 7, 1: 8})
    found = cut(model, old=np.array([7] * 9 + [7] * 6 + [0] * 5))  # the model put these six into 8, as it was told
    of = {known: place for place, known in found.confirmed.items()}
    assert (found.theme[9:15] == of[8]).all()
    assert not np.isin(found.theme[15:], list(of.values())).any()


def test_more_comments_alone_split_one_theme_at_most() -> None:
    merges = [(0, 1), (2, 3), (4, 5), (6, 7)]
    halves = made_model(8, sizes=[5] * 8, merges=merges)
    old = np.repeat([1, 2, 3, 4], 10)  # each of eight is half of an old one
    assert cut(halves, old=old, most=7).number == 5
    old[::10] = 0  # one comment of each is new
    assert cut(halves, old=old, most=8).number == 8  # half as many as there could be are not worth keeping to
    assert cut(made_model(4, sizes=[5] * 8, merges=merges), old=np.repeat(range(1, 9), 5)).number > 4


def test_an_old_theme_that_lost_a_few_comments_to_a_new_one_is_found_again() -> None:
    model = made_model(3, sizes=(12, 10, 2), merges=((1, 2), (0, 1)))
    assert cut(model, old=np.repeat([1, 2], 12)).number == 3


def test_no_more_than_the_models_number_are_suggested_though_more_would_keep_the_old_ones() -> None:
    model = made_model(6, sizes=[20] * 5 + [1] * 3, merges=[(0, 5), (1, 6), (2, 7)])
    assert cut(model, old=np.append(np.repeat(range(1, 6), 20), [1, 2, 3])).number == 6


def test_a_leaf_is_as_stable_as_the_theme_it_was_found_in() -> None:
    assert cut(made_model(3)).stability.tolist() == pytest.approx([1.0, 0.8, 0.9, 0.9])


def test_leaves_that_no_level_tells_apart_are_one() -> None:
    found = cut(made_model(2, *star(50)))
    last = found.leaf[-1]
    assert found.leaf.max() == 11
    assert {len(each) for each in (found.whole, found.stability, *found.levels.values())} == {12}
    assert (found.leaf == last).sum() == 50 + sum(range(1, 40 - 1))  # the 38 smallest went to the largest
    assert found.theme.tolist() == [0] * 50 + [1] * 49 + [0] * (len(found.theme) - 99)


def test_the_largest_leaf_of_a_theme_has_most_comments() -> None:
    assert [cut(made_model(2)).largest_leaf(place) for place in range(2)] == [0, 2]
    found = cut(made_model(2), unclear=(0, 1, 2, 3, 4))  # leaf 0 keeps 5 of 10, leaf 1 all 8
    assert [found.largest_leaf(place) for place in range(2)] == [1, 2]


def test_one_more_theme_stands_apart_at_every_level_and_is_empty() -> None:
    before = cut(made_model(3))
    after = before.with_one_more()
    assert (after.number, sorted(after.levels)) == (4, [2, 3, 4, 5])
    assert after.theme.tolist() == before.theme.tolist()
    assert {at: int(groups[-1]) for at, groups in after.levels.items()} == {at: at - 1 for at in after.levels}
    assert (after.whole[-1], after.stability[-1]) == (-1, 1.0)
    assert after.largest_leaf(3) == 4
    assert cut(made_model(1, sizes=(1,), merges=()), unclear=(0,)).with_one_more().levels == {1: np.array([0])}


@st.composite
def fits(draw: st.DrawFn) -> tuple[ThemeModel, Ids, np.ndarray, list[int]]:
    """A model, the ids its comments had before, which of them are clear, and what a person made."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=7))
    order = draw(st.permutations(range(len(sizes))))
    merges = [(order[draw(st.integers(0, at))], order[at + 1]) for at in reversed(range(len(order) - 1))]
    number = draw(st.integers(1, len(sizes)))
    made = draw(st.lists(st.integers(1, 4), unique=True, max_size=min(3, number)))
    model = made_model(number, sizes, merges, dict(enumerate(made)))
    n = sum(sizes)
    old = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    clear = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    return model, np.array(old), np.array(clear), made


@given(fits(), st.one_of(st.none(), st.integers(1, 8)), st.booleans())
@settings(max_examples=40, deadline=None)
def test_every_clear_comment_has_one_theme_on_every_level_and_confirmed_themes_stand_apart(
    fit: tuple[ThemeModel, Ids, np.ndarray, list[int]], wanted: int | None, edited: bool
) -> None:
    model, old, clear, made = fit
    found = (
        cut_again(model, clear, old, made, suggested=model.n_themes_, wanted=wanted)
        if edited
        else cut_tree(model, clear, old, most=model.n_themes_, wanted=wanted)
    )
    assert ((found.theme >= 0) == clear).all()
    assert np.unique(found.theme[clear]).tolist() == list(range(found.number))
    assert set(found.confirmed.values()) <= set(made)
    assert len(set(found.confirmed.values())) == len(found.confirmed)
    for number, groups in found.levels.items():
        assert np.unique(groups).tolist() == list(range(number))
        assert len(groups) == len(found.whole) == len(found.stability) == found.leaf.max() + 1
    finer = sorted(found.levels)
    assert all(is_part_of(found.levels[more], found.levels[fewer]) for fewer, more in pairwise(finer))
    if edited:
        mine = {int(theme): set(old[found.theme == theme].tolist()) for theme in found.confirmed}
        assert mine == {theme: {known} for theme, known in found.confirmed.items()}
