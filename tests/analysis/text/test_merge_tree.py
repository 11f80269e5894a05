from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.merge_tree import MergeTree


def a_tree() -> MergeTree:
    """Four leaves of 5, 4, 2 and 1 comments, one comment without any; 2 and 3 merge first, then 0 with these."""
    finest = np.array([0, 1, 2, 3, -1])
    return MergeTree(finest, np.array([5, 4, 2, 1]), np.array([[2, 3], [0, 2], [1, 3]]))


def test_levels_by_hand() -> None:
    tree = a_tree()
    assert tree.numbers == (1, 2, 3, 4)
    assert tree.labels(4).tolist() == [0, 1, 2, 3, -1]
    assert tree.labels(3).tolist() == [0, 1, 2, 2, -1]
    assert tree.labels(2).tolist() == [0, 1, 0, 0, -1]
    assert tree.labels(1).tolist() == [0, 0, 0, 0, -1]


def test_the_largest_theme_of_every_level_is_the_first() -> None:
    tree = MergeTree(np.array([0, 1, 2]), np.array([3, 2, 2]), np.array([[1, 2]]))
    assert tree.groups(3).tolist() == [0, 1, 2]
    assert tree.groups(2).tolist() == [1, 0, 0]


def test_a_number_that_cannot_be_had_gives_the_nearest() -> None:
    tree = MergeTree(np.array([0, 1, 2]), np.array([3, 2, 1]), np.array([[0, 2]]))
    assert tree.numbers == (2, 3)
    assert tree.groups(1).tolist() == tree.groups(2).tolist()
    assert tree.groups(9).tolist() == tree.groups(3).tolist()


def test_a_tree_of_nothing_has_no_levels() -> None:
    nothing = MergeTree(np.array([-1, -1]), np.empty(0, dtype=np.int64), np.empty((0, 2), dtype=np.int64))
    assert nothing.numbers == ()
    assert nothing.labels(3).tolist() == [-1, -1]


@given(st.lists(st.integers(1, 30), min_size=2, max_size=9), st.randoms(use_true_random=False))
def test_every_level_nests_in_the_one_above(sizes: list[int], random: Random) -> None:
    order = list(range(len(sizes)))
    random.shuffle(order)
    merges = np.array([[order[0], other] for other in order[1:]])
    tree = MergeTree(np.arange(len(sizes)), np.array(sizes), merges)
    for number in tree.numbers[1:]:
        here, above = tree.groups(number), tree.groups(number - 1)
        assert len(np.unique(here)) == number
        assert all(len(np.unique(above[here == theme])) == 1 for theme in range(number))
        totals = np.bincount(here, sizes)
        assert (np.diff(totals) <= 0).all()
