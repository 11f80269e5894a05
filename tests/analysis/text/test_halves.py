"""The two parts a theme would fall into."""

import numpy as np
import pytest

from analysis.text.halves import halves_of
from analysis.text.identity import Ids

LEVELS = {1: np.array([0, 0, 0, 0]), 2: np.array([0, 0, 0, 1]), 3: np.array([0, 0, 1, 2]), 4: np.array([0, 1, 2, 3])}
SLOW = ["price approval is slow", "slow price answers", "the price desk is slow", "slow approval of the price"]
COACHING = ["weekly coaching talks", "more coaching talks please", "coaching talks every week"]


def halves(*sizes: int, theme: int = 0) -> list[list[int]]:
    """The halves of one theme of so many comments in each leaf, which all say the same, by leaf."""
    leaf = np.repeat(np.arange(len(sizes)), sizes)
    found = halves_of(["the same again"] * len(leaf), np.full(len(leaf), theme), leaf, LEVELS)
    return [np.unique(found[leaf == each]).tolist() for each in range(len(sizes)) if sizes[each]]


def parted(texts: list[str]) -> Ids:
    nowhere = np.zeros(len(texts), dtype=np.int64)
    return halves_of(texts, nowhere, nowhere, {1: np.array([0])})


def test_a_theme_falls_into_what_the_next_finer_level_tells_apart_and_the_larger_part_is_the_first() -> None:
    assert halves(6, 5, 4) == [[0], [0], [1]]
    assert halves(2, 2, 8) == [[1], [1], [0]]
    assert halves(6, 5) == [[0], [1]]
    assert halves(6, 5, 4, 20, theme=2) == [[1], [1], [1], [0]]


def test_a_theme_of_fewer_than_ten_comments_is_not_looked_at() -> None:
    assert halves(5, 4) == [[0], [0]]
    assert halves(6, 4) == [[0], [1]]


def test_every_theme_has_halves_of_its_own_and_what_has_no_theme_none() -> None:
    leaf = np.repeat([0, 1, 2, 3, -1], 8)
    theme = np.repeat([0, 0, 1, 1, 1], 8)
    theme[[0, 8]] = -1
    found = halves_of(["the same again"] * 40, theme, leaf, LEVELS)
    assert found.tolist() == [0] * 8 + [0] + [1] * 7 + [0] * 8 + [1] * 8 + [0] * 8


@pytest.mark.parametrize(("slow", "coaching"), [(8, 6), (4, 9), (12, 5)])
@pytest.mark.parametrize("said_by_all", ["", "sales team: "])
def test_a_theme_of_one_leaf_is_parted_by_what_its_comments_say(slow: int, coaching: int, said_by_all: str) -> None:
    texts = [said_by_all + text for text in [*(SLOW * 4)[:slow], *(COACHING * 4)[:coaching]]]
    smaller = np.repeat([slow < coaching, slow >= coaching], [slow, coaching])
    assert parted(texts).tolist() == smaller.tolist()
    order = np.random.default_rng(0).permutation(len(texts))
    assert parted([texts[row] for row in order]).tolist() == smaller[order].tolist()


@pytest.mark.parametrize("text", ["price approval is slow", "...", "the of and"])
def test_a_theme_that_says_one_thing_or_nothing_does_not_fall_into_two(text: str) -> None:
    assert parted([text] * 12).tolist() == [0] * 12


def test_without_themes_there_are_no_halves() -> None:
    none = np.full(3, -1)
    assert halves_of(["a", "b", "c"], none, none, LEVELS).tolist() == [0, 0, 0]
