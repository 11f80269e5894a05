"""How far two sets of answers lie apart, as dominance: from -1 to 1, for ordered answers of any spacing."""

from dataclasses import dataclass

import numpy as np

from analysis.scores.scales import Floats

SMALL, MEDIUM, LARGE = 0.147, 0.33, 0.474
"""Words for the size of a dominance effect (Romano and others 2006)."""


@dataclass(frozen=True)
class Dominance:
    """Cliff's delta of x over y, and what its interval needs.

    by_x: (m,) how far each x dominates all y; by_y: (n,) how far all x dominate each y; variance: of the delta.
    """

    delta: float
    variance: float
    by_x: Floats
    by_y: Floats


def cliffs_delta(x: Floats, y: Floats) -> float:
    """P(X > Y) - P(X < Y) over all pairs (Cliff 1993); x: (m,), y: (n,), neither empty."""
    return float(_dominance_of_each(x, y).mean())


def dominance(x: Floats, y: Floats) -> Dominance:
    """Cliff's delta with its unbiased variance, floored at (1 - d^2) / (mn - 1); x: (m,), y: (n,).

    Variance after Cliff (1996), as in Feng and Cliff (2004), formula 3, from sorted ranks, so that memory grows with
    m + n and not with mn:
    `(n^2 sum(d_i - d)^2 + m^2 sum(d_j - d)^2 - sum sum(d_ij - d)^2) / (m n (m - 1)(n - 1))`.
    """
    by_x, by_y = _dominance_of_each(x, y), -_dominance_of_each(y, x)
    m, n, delta = len(x), len(y), float(by_x.mean())
    floor = (1.0 - delta**2) / max(m * n - 1, 1)
    if min(m, n) < 2:
        return Dominance(delta, floor, by_x, by_y)
    spread = m * n - _ties(x, y) - m * n * delta**2
    rows, columns = n**2 * np.sum((by_x - delta) ** 2), m**2 * np.sum((by_y - delta) ** 2)
    variance = float((rows + columns - spread) / (m * n * (m - 1) * (n - 1)))
    return Dominance(delta, max(variance, floor), by_x, by_y)


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


def _ties(x: Floats, y: Floats) -> int:
    ordered = np.sort(y)
    return int((np.searchsorted(ordered, x, side="right") - np.searchsorted(ordered, x, side="left")).sum())
