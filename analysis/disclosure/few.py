"""Figures of five to nine people: a mean and an interval that leave open how many of them gave each answer.

Below the distribution minimum nobody may learn how answers were distributed (disconnect.md, section 3). A mean and its
interval give that away, by enumeration: of groups of five, in one case of two or more. So every way such a group can
have answered is listed, ways with the same mean are put together until the ways of one cell disagree about every
answer, and what is printed is the hull of a cell's intervals: the same for each of its ways, and never too narrow.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.scores.intervals import Bounds
from analysis.scores.scales import Floats

Support: TypeAlias = tuple[float, ...]

MOST_PEOPLE = 9
"""More people than this have so many ways to answer that mean and interval tell none of them."""
MOST_WAYS = 200_000
DIGITS = 5
"""Scores of one answer can differ in their last bits."""


class Ways(NamedTuple):
    """Ways in which a group can have answered: (ways, answers) how many people gave each, sum and sum of squares."""

    counts: NDArray[np.int8]
    sums: Floats
    squares: Floats

    def of(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> "Ways":
        return Ways(self.counts[chosen], self.sums[chosen], self.squares[chosen])


def countable(n: int, support: Support) -> bool:
    """Whether the ways of `n` people can be listed; where they are more, mean and interval tell none of them."""
    return math.comb(n + len(support) - 1, n) <= MOST_WAYS


@lru_cache(maxsize=64)
def gap_support(support: Support) -> Support:
    """Every difference that two answers of one scale can have, from low to high."""
    scores = np.asarray(support)
    return tuple(np.unique(np.round(np.subtract.outer(scores, scores), DIGITS)).tolist())


@lru_cache(maxsize=64)
def open_ways(n: int, support: Support) -> Ways:
    """Every way `n` people can answer, but for those where all, or all but one, answer alike: these are never shown."""
    places = np.array([*combinations_with_replacement(range(len(support)), n)])
    counts = np.stack([(places == place).sum(axis=1) for place in range(len(support))], axis=1).astype(np.int8)
    counts = counts[counts.max(axis=1) < n - 1]
    scores = np.asarray(support)
    return Ways(counts, counts @ scores, counts @ scores**2)


def leaves_open(counts: NDArray[np.int8]) -> bool:
    """Whether these ways (ways, answers) disagree about every answer that any of them gives; no way leaves none."""
    return not bool(((counts == counts[:1]) & (counts > 0)).all(axis=0).any())


@lru_cache(maxsize=4096)
def ways_of_mean(n: int, support: Support, mean: float) -> Ways:
    """The ways in which `n` people can have a mean that in whole points is `mean`; least spread first."""
    ways = open_ways(n, support)
    same = np.flatnonzero(rounded(ways.sums / n) == mean)
    return ways.of(same[np.lexsort((*ways.counts[same].T, ways.squares[same]))])


def rounded(means: Floats) -> Floats:
    """To whole points, halves up; a hair below a half, where floats put some halves, is a half."""
    return np.asarray(np.floor(np.round(means, DIGITS) + 0.5))


@lru_cache(maxsize=4096)
def cells(n: int, support: Support, mean: float) -> tuple[Ways, ...]:
    """The ways with one mean, in order, in the smallest runs that leave every answer open; none where all do not."""
    ways = ways_of_mean(n, support, mean)
    found: list[Ways] = []
    start = 0
    for end in range(1, len(ways.sums) + 1):
        if leaves_open(ways.counts[start:end]):
            found.append(ways.of(np.arange(start, end)))
            start = end
    if found:
        begin = start - len(found[-1].sums)
        found[-1] = ways.of(np.arange(begin, len(ways.sums)))
    return tuple(found)


def cell_of(values: Floats, support: Support) -> Ways | None:
    """The ways told as one with these values, (n,) of few people, beside their mean in whole points.

    None where even all ways with that mean agree about some answer: then nothing can be told.
    """
    counts = counts_on(values, support)
    found = cells(len(values), support, printed(float(values.mean())))
    return next((cell for cell in found if (cell.counts == counts).all(axis=1).any()), None)


def mean_tells(scores: Floats, counts: NDArray[np.int64], support: Support) -> bool:
    """Whether a mean in whole points tells an answer of few people; counts: how many gave each of `scores`."""
    n = int(counts.sum())
    return 0 < n <= MOST_PEOPLE and countable(n, support) and cell_of(np.repeat(scores, counts), support) is None


def printed(mean: float) -> float:
    """A mean as it is printed."""
    return float(rounded(np.array([mean]))[0])


def hull(cell: Ways, support: Support, bounds: Callable[[Floats], Bounds | None]) -> Bounds | None:
    """The interval that holds the interval of every way of a cell; None where one has none."""
    found = [bounds(np.repeat(np.asarray(support), way)) for way in cell.counts]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    return Bounds(min(each.low for each in known), max(each.high for each in known))


def counts_on(values: Floats, support: Support) -> NDArray[np.int8]:
    """How many of the values lie on each place of the support.

    Raises:
        ValueError: a value is none of the support.
    """
    places = np.searchsorted(np.asarray(support) - 0.5 * 10.0**-DIGITS, values) - 1
    if np.abs(np.asarray(support)[places] - values).max(initial=0) > 10.0**-DIGITS:
        raise ValueError("An answer is not on its scale.")
    return np.bincount(places, minlength=len(support)).astype(np.int8)
