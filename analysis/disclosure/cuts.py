"""Cuts of a graph: how few lines there are between two sides of it, however its points are divided."""

import numpy as np
from numpy.typing import NDArray

from analysis.scores.scales import Floats


def all_cuts_reach(graph: Floats, fewest: float) -> bool:
    """Whether every cut of every connected part of a graph has at least so many lines."""
    graph = _merged(graph, _connected(graph >= fewest))  # no light cut parts two points with enough lines between them
    return all(least_cut(graph[np.ix_(part, part)], fewest) >= fewest for part in _connected(graph > 0))


def _merged(graph: Floats, groups: list[NDArray[np.intp]]) -> Floats:
    """The graph with each group of points as one."""
    member = np.zeros((len(graph), len(groups)))
    for column, points in enumerate(groups):
        member[points, column] = 1
    merged = np.asarray(member.T @ graph @ member)
    np.fill_diagonal(merged, 0)
    return merged


def _connected(joined: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    left = set(range(len(joined)))
    found: list[NDArray[np.intp]] = []
    while left:
        reached, ahead = set[int](), [left.pop()]
        while ahead:
            reached.add(ahead[-1])
            ahead += [one for one in np.flatnonzero(joined[ahead.pop()]).tolist() if one not in reached]
        left -= reached
        found.append(np.array(sorted(reached), dtype=np.intp))
    return found


def least_cut(graph: Floats, enough: float = 0) -> float:
    """The lightest cut of a connected graph, (n, n) symmetric weights; inf for one point (Stoer and Wagner, 1997).

    It stops early where a cut below `enough` is found, and then returns that one.
    """
    graph, least = graph.copy(), np.inf
    while len(graph) > 1:
        last, before = _last_of_the_closest(graph)
        least = min(least, float(graph[last].sum()))
        if least < enough:
            return least
        graph[before] += graph[last]
        graph[:, before] = graph[before]
        graph[before, before] = 0
        graph = np.delete(np.delete(graph, last, axis=0), last, axis=1)
    return least


def _last_of_the_closest(graph: Floats) -> tuple[int, int]:
    """Points in the order of their weight to those before: the last, and the one before."""
    weights, order = graph[0].copy(), [0]
    while len(order) < len(graph):
        weights[order[-1]] = -np.inf
        order.append(int(weights.argmax()))
        weights += graph[order[-1]]
    return order[-1], order[-2]
