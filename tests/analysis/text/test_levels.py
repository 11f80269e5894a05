import numpy as np

from analysis.text.levels import chosen_levels, nested_themes
from analysis.text.merge_tree import MergeTree

SIZES = np.array([50, 40, 30, 20])
TREE = MergeTree(np.repeat(np.arange(4), SIZES), SIZES, np.array([[2, 3], [0, 1], [0, 2]]))
"""Four leaves: the two smallest merge first, then the two largest, then all."""


def test_levels_are_half_as_many_again_to_either_side_of_the_suggested_one() -> None:
    assert chosen_levels(range(1, 41), 8, 5_000) == (2, 4, 5, 8, 12, 18, 27)
    assert chosen_levels(range(1, 200), 30, 5_000) == (6, 9, 13, 20, 30, 45, 68, 101)
    assert chosen_levels(range(1, 41), 4, 200) == (2, 3, 4, 6, 9)


def test_only_levels_that_exist_and_have_comments_enough_are_offered() -> None:
    assert chosen_levels((3, 4, 5), 5, 5_000) == (3, 5)
    assert chosen_levels(range(1, 41), 8, 200) == (2, 4, 5, 8)
    assert chosen_levels((1,), 1, 12) == (1,)
    assert [12 in chosen_levels(range(1, 41), 8, comments) for comments in (239, 240)] == [False, True]


def test_a_theme_that_stands_on_several_levels_is_one() -> None:
    themes = nested_themes(TREE, (1, 2, 3, 4))
    leaves = [sorted(theme.leaves) for theme in themes]
    assert leaves == [[0, 1, 2, 3], [0, 1], [2, 3], [0], [1], [2], [3]]
    assert themes[2].ranks == {2: 1, 3: 1}
    assert themes[3].ranks == {3: 0, 4: 0}


def test_a_themes_parent_is_the_smallest_that_holds_it() -> None:
    assert [theme.parent for theme in nested_themes(TREE, (1, 2, 4))] == [-1, 0, 0, 1, 1, 2, 2]


def test_a_theme_without_a_clear_comment_is_none() -> None:
    sizes = np.array([50, 40, 30, 0])
    themes = nested_themes(MergeTree(np.repeat(np.arange(4), sizes), sizes, TREE.merges), (3, 4))
    assert [sorted(theme.leaves) for theme in themes] == [[0], [1], [2, 3], [2]]


def test_the_nearest_level_of_a_theme_is_one_it_stands_on() -> None:
    theme = nested_themes(TREE, (2, 3))[1]
    assert [theme.nearest_level(to) for to in (1, 2, 9)] == [2, 2, 3]
