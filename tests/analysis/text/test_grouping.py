"""Columns that comments are grouped by."""

import numpy as np

from analysis.text.grouping import Grouped, Grouping
from analysis.text.shares import Share

VALUES = ["rep", "manager", "", "rep", "board", "manager", "rep"]
BASE = np.array([True, True, True, True, True, True, False])
GROUPED = Grouped.of(Grouping(VALUES, ("rep", "manager", "executive")), BASE)


def test_comments_that_say_something_are_counted_by_the_groups_that_are_named() -> None:
    assert GROUPED.numbers.tolist() == [0, 1, -1, 0, -1, 1, -1]
    assert GROUPED.sizes.tolist() == [2, 2, 0]
    assert GROUPED.base == 6
    assert GROUPED.groups() == (Share("rep", 4, 2), Share("manager", 4, 2), Share("executive", 4, 0))


def test_comments_are_counted_by_leaf_and_group_those_of_no_leaf_or_group_nowhere() -> None:
    leaves = np.array([0, 0, 0, 2, 1, -1, 0])
    assert GROUPED.counts_by(leaves, 4).tolist() == [[1, 1, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]]


def test_without_a_column_there_are_no_groups() -> None:
    grouped = Grouped.of(Grouping(), BASE)
    assert (grouped.numbers.tolist(), grouped.base, grouped.groups()) == ([-1] * 7, 6, ())
    assert grouped.counts_by(np.zeros(7, dtype=np.int64), 2).shape == (2, 0)
