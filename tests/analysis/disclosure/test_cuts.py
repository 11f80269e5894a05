"""The least cut of a graph, by hand and against every division of its points."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.cuts import all_cuts_reach, least_cut
from analysis.scores.scales import Floats


def graph(n: int, lines: Mapping[tuple[int, int], float]) -> Floats:
    found = np.zeros((n, n))
    for (one, other), weight in lines.items():
        found[one, other] = found[other, one] = weight
    return found


def every_cut(weights: Floats) -> list[float]:
    points = range(len(weights))
    sides = [set(side) for size in range(1, len(weights)) for side in combinations(points, size)]
    return [float(sum(weights[i, j] for i in side for j in points if j not in side)) for side in sides]


@st.composite
def graphs(draw: st.DrawFn) -> Floats:
    n = draw(st.integers(2, 6))
    return graph(n, {pair: float(draw(st.integers(0, 7))) for pair in combinations(range(n), 2)})


def test_two_triangles_with_one_line_between_them() -> None:
    triangles = {(0, 1): 3, (1, 2): 3, (0, 2): 3, (3, 4): 3, (4, 5): 3, (3, 5): 3, (2, 3): 1}
    assert least_cut(graph(6, triangles)) == 1


def test_one_point_has_no_cut() -> None:
    assert least_cut(np.zeros((1, 1))) == np.inf


@given(graphs())
def test_no_division_is_lighter_than_the_least_cut(weights: Floats) -> None:
    assert least_cut(weights) == min(every_cut(weights))


@given(graphs(), st.integers(1, 12))
def test_every_cut_that_parts_somebody_has_to_reach_the_limit(weights: Floats, fewest: int) -> None:
    assert all_cuts_reach(weights, fewest) == all(cut == 0 or cut >= fewest for cut in every_cut(weights))


@pytest.mark.parametrize("fewest", [1, 5])
def test_points_apart_from_each_other_are_judged_each_for_themselves(fewest: int) -> None:
    assert all_cuts_reach(graph(4, {(0, 1): 5, (2, 3): 7}), fewest)
    assert not all_cuts_reach(graph(4, {(0, 1): 5, (2, 3): 4}), 5)


def test_a_single_line_is_a_cut() -> None:
    assert not all_cuts_reach(graph(2, {(0, 1): 1}), 2)
    assert all_cuts_reach(graph(2, {(0, 1): 1}), 1)


def test_the_search_stops_at_the_first_cut_that_is_too_light() -> None:
    # From point 0 the last is 2, which three lines part from the others; point 0 is parted by one.
    path = graph(3, {(0, 1): 1, (1, 2): 3})
    assert (least_cut(path), least_cut(path, 3), least_cut(path, 4)) == (1, 1, 3)
