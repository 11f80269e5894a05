"""Of five to nine people, nothing that is printed tells how many gave some answer."""

import math
from collections import defaultdict

import numpy as np
import pytest
from numpy.typing import NDArray

from analysis.disclosure.few import (
    MOST_WAYS,
    cell_of,
    countable,
    counts_on,
    gap_support,
    hull,
    leaves_open,
    mean_tells,
    open_ways,
    rounded,
)
from analysis.figures import GAPS, SCORES, mean_range, tells_answers
from analysis.scores.intervals import Bounds, mean_bounds
from analysis.scores.scales import Floats
from analysis.tables import Minimums

FIVE = (0.0, 25.0, 50.0, 75.0, 100.0)
LIMITS = Minimums()


def answers(counts: NDArray[np.int8], support: tuple[float, ...] = FIVE) -> Floats:
    return np.repeat(np.asarray(support), counts)


def published(values: Floats, support: tuple[float, ...], ends: Bounds) -> tuple[float, ...]:
    if tells_answers(values, support, LIMITS):
        return ()
    interval = mean_range(values, support, LIMITS, ends)
    assert interval is not None
    return (float(np.floor(values.mean() + 0.5)), interval.low, interval.high)


@pytest.mark.parametrize("n", [5, 6, 7, 8, 9])
def test_whoever_knows_the_rule_and_lists_all_ways_learns_no_answer(n: int) -> None:
    # The attacker runs the rule over every way that n people can answer, and keeps those that print the same.
    same: dict[tuple[float, ...], list[NDArray[np.int8]]] = defaultdict(list)
    for way in open_ways(n, FIVE).counts:
        same[published(answers(way), FIVE, SCORES)].append(way)
    assert all(leaves_open(np.stack(ways)) for ways in same.values())
    assert len(same) > 5 * n


def test_the_same_holds_for_the_gaps_of_six_people() -> None:
    gaps = gap_support(FIVE)
    assert gaps == (-100.0, -75.0, -50.0, -25.0, 0.0, 25.0, 50.0, 75.0, 100.0)
    same: dict[tuple[float, ...], list[NDArray[np.int8]]] = defaultdict(list)
    for way in open_ways(6, gaps).counts[::3]:
        cell = cell_of(answers(way, gaps), gaps)
        same[() if cell is None else published(answers(way, gaps), gaps, GAPS)].append(way)
        assert cell is None or leaves_open(cell.counts)


@pytest.mark.parametrize("n", [5, 7, 9])
def test_what_is_printed_holds_the_own_interval_of_everyone_it_could_be(n: int) -> None:
    for way in open_ways(n, FIVE).counts:
        own, shown = mean_bounds(answers(way), *SCORES), published(answers(way), FIVE, SCORES)
        assert own is not None
        assert not shown or (shown[1] <= own.low and own.high <= shown[2])


def test_ways_in_which_all_or_all_but_one_agree_are_left_out() -> None:
    ways = open_ways(5, (0.0, 100.0))
    assert sorted(map(tuple, ways.counts.tolist())) == [(2, 3), (3, 2)]
    assert (ways.sums.tolist(), ways.squares.tolist()) == ([200.0, 300.0], [20_000.0, 30_000.0])


def test_ways_that_agree_about_one_answer_do_not_leave_it_open() -> None:
    assert not leaves_open(np.array([[2, 3, 0], [2, 1, 2]], dtype=np.int8))
    assert leaves_open(np.array([[2, 3, 0], [3, 1, 1]], dtype=np.int8))
    assert not leaves_open(np.array([[2, 3, 0]], dtype=np.int8))
    assert not leaves_open(np.empty((0, 3), dtype=np.int8))


def test_one_person_whom_all_ways_place_alike_is_known_as_well() -> None:
    assert not leaves_open(np.array([[1, 4, 0], [1, 2, 2]], dtype=np.int8))


def test_only_few_people_s_means_tell() -> None:
    scores = np.array([0.0, 25.0])
    assert mean_tells(scores, np.array([3, 2]), FIVE)
    assert not mean_tells(scores, np.array([8, 2]), FIVE)
    assert not mean_tells(scores, np.array([0, 0]), FIVE)
    assert mean_tells(scores, np.array([1, 0]), FIVE)
    assert mean_tells(scores, np.array([8, 1]), FIVE)
    assert not mean_tells(np.array([0.0, 50.0, 100.0]), np.array([2, 1, 2]), FIVE)


def test_ways_are_listed_while_there_are_not_too_many() -> None:
    assert countable(9, FIVE)
    assert math.comb(9 + 11 - 1, 9) < MOST_WAYS
    assert not countable(9, gap_support(tuple(100 * part / 7 for part in range(8))))
    # By hand: nine people have 167,960 ways with twelve answers, and 293,930 with thirteen.
    assert countable(9, tuple(map(float, range(12))))
    assert not countable(9, tuple(map(float, range(13))))


def test_nobody_knows_of_an_answer_that_nobody_gave_only_that_nobody_gave_it() -> None:
    assert leaves_open(np.array([[2, 3, 0, 0], [3, 1, 1, 0]], dtype=np.int8))


def test_a_cell_without_an_interval_for_everyone_has_none() -> None:
    cell = cell_of(np.array([0.0, 25.0, 50.0, 75.0, 100.0]), FIVE)
    assert cell is not None
    assert hull(cell, FIVE, lambda values: None if values.max() == 100 else Bounds(0.0, 1.0)) is None


def test_an_answer_off_its_scale_is_refused() -> None:
    assert counts_on(np.array([25.000001, 100.0]), FIVE).tolist() == [0, 1, 0, 0, 1]
    with pytest.raises(ValueError, match="not on its scale"):
        counts_on(np.array([30.0]), FIVE)
    for strange in ([-30.0, 25.0], [25.0, 30.0], [25.0, 110.0]):
        with pytest.raises(ValueError, match="not on its scale"):
            counts_on(np.array(strange), FIVE)
    assert counts_on(np.array([]), FIVE).tolist() == [0] * 5


def test_a_half_is_rounded_up_though_floats_put_it_lower() -> None:
    assert rounded(np.array([0.1 + 0.2 + 0.2, 62.4999999, 62.4])).tolist() == [1.0, 63.0, 62.0]
