"""How far two sets of answers lie apart, as dominance: from -1 to 1, for ordered answers of any spacing."""

from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

from analysis.scores.scales import Floats

Number = TypeVar("Number", float, Floats)

SMALL, MEDIUM, LARGE = 0.147, 0.33, 0.474
"""Words for the size of a dominance effect (Romano and others 2006)."""


FAR_PEOPLE = 0.2
"""People added at either end of each side before the spread of a delta is judged; docs/statistics.md has the trials."""


@dataclass(frozen=True)
class Dominance:
    """Cliff's delta of x over y, and what its interval needs.

    by_x: (m,) how far each x dominates all y; by_y: (n,) how far all x dominate each y; both have the mean delta.
    """

    delta: float
    by_x: Floats
    by_y: Floats

    def steadied(self) -> "SteadyDominance":
        """Delta and its variance as if a fifth of a person more stood at either end of each side.

        Few givers often answer alike by luck; then their own spread says too little. The variance is that of the
        placements of both sides (Brunner and Munzel 2000), `sum (d_i - d)^2 / m^2 + sum (d_j - d)^2 / n^2`; adding
        people is what Agresti and Coull (1998) and Bonett and Price (2012) do for shares.
        """
        m, n = len(self.by_x), len(self.by_y)
        delta = self.delta * m * n / ((m + 2 * FAR_PEOPLE) * (n + 2 * FAR_PEOPLE))
        of_x = steady_variance(float(self.by_x @ self.by_x) * n**2, m, n, delta)
        return SteadyDominance(delta, of_x + steady_variance(float(self.by_y @ self.by_y) * m**2, n, m, delta))


class SteadyDominance(NamedTuple):
    """A delta drawn towards 0, of -1..1 without its ends, and its variance, which is never 0."""

    delta: float
    variance: float


def steady_variance(squares: Number, people: int, others: int, delta: Number) -> Number:
    """The part of a steadied variance that comes from one side of so many `people`, against so many `others`.

    squares: the sum over people of the square of how many others each dominates, less those who dominate them.
    """
    size, of = people + 2 * FAR_PEOPLE, others + 2 * FAR_PEOPLE
    square = (squares + 2 * FAR_PEOPLE * (others + FAR_PEOPLE) ** 2) / of**2 / size
    return (square - delta**2) / size


def cliffs_delta(x: Floats, y: Floats) -> float:
    """P(X > Y) - P(X < Y) over all pairs (Cliff 1993); x: (m,), y: (n,), neither empty."""
    return float(_dominance_of_each(x, y).mean())


def dominance(x: Floats, y: Floats) -> Dominance:
    """Cliff's delta with how each person is placed; x: (m,), y: (n,), neither empty.

    From sorted ranks, so that memory grows with m + n and not with mn.
    """
    by_x, by_y = _dominance_of_each(x, y), -_dominance_of_each(y, x)
    return Dominance(float(by_x.mean()), by_x, by_y)


def within_person_dominance(need: Floats, received: Floats) -> float:
    """d_w = P(need > received) - P(need < received) within a person (Cliff 1993); both (n,), paired, none missing."""
    return float(np.sign(need - received).mean())


def size_in_words(effect: float) -> str:
    """The word for its size: "negligible", "small", "medium" or "large" (Romano and others 2006)."""
    size = abs(effect)
    return "large" if size >= LARGE else "medium" if size >= MEDIUM else "small" if size >= SMALL else "negligible"


def _dominance_of_each(x: Floats, y: Floats) -> Floats:
    ordered = np.sort(y)
    below, up_to = np.searchsorted(ordered, x, side="left"), np.searchsorted(ordered, x, side="right")
    return np.asarray((below - (len(y) - up_to)) / len(y), dtype=np.float64)
