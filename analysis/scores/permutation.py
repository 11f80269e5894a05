"""p values by exchanging what could be exchanged if nothing differed: exact while quick, else by seeded draws."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.scores.effects import FAR_PEOPLE, steady_variance
from analysis.scores.scales import Floats

DRAWS = 20_000
EXACT_ARRANGEMENTS = 50_000
EXACT_SIGNS = 14
TOLERANCE = 1e-9


def sign_flip_p(differences: Floats, random_state: int = 0) -> float:
    """The two-sided p of a mean difference of zero, flipping each person's sign; differences: (n,).

    Exact over all 2^n for n <= 14, else 20,000 seeded flips. Flips are drawn by size of difference (a binomial count
    of those that turn positive), so that time and memory do not grow with n. Fisher (1935).
    """
    if len(differences) <= EXACT_SIGNS:
        return _share_as_far(_all_signs(len(differences)) @ differences, float(differences.sum()))
    sizes, counts = np.unique(np.abs(differences), return_counts=True)
    positive = np.random.default_rng(random_state).binomial(counts, 0.5, size=(DRAWS, len(sizes)))
    return _drawn_p((2.0 * positive - counts) @ sizes, float(differences.sum()))


def delta_p(x: Floats, y: Floats, random_state: int = 0) -> float:
    """The two-sided p of Cliff's delta by a studentised permutation test; x: (m,), y: (n,).

    Exact when C(m + n, m) <= 50,000, else 20,000 seeded draws of who is x. Either way people who answered alike are
    dealt together, so that neither time nor memory grows with m + n. What is compared is the steadied delta over its
    standard error (`Dominance.steadied`), which is never 0, also where nobody overlaps: exact where both sides answer
    alike, and close to it where they only share a middle; the plain delta then says "differs" of other spreads too.
    Neubert and Brunner (2007), Chung and Romano (2013).
    """
    m, n = len(x), len(y)
    values, counts = np.unique(np.concatenate([x, y]), return_counts=True)
    observed = float(_studentised(np.bincount(np.searchsorted(values, x), minlength=len(values))[None], counts)[0])
    if _are_few_arrangements(m, n):
        deals, ways = _every_deal(counts.tolist(), m)
        as_far = np.abs(_studentised(deals, counts)) >= abs(observed) - TOLERANCE
        return float(ways[as_far].sum() / ways.sum())
    drawn = np.random.default_rng(random_state).multivariate_hypergeometric(counts, m, size=DRAWS, method="marginals")
    return _drawn_p(_studentised(drawn, counts), observed)


@lru_cache(maxsize=EXACT_SIGNS + 1)
def _all_signs(n: int) -> Floats:
    """Every way to sign n people: (2^n, n) of -1 and 1, from the bits of 0..2^n - 1; kept, since it takes longest."""
    return np.asarray((np.arange(2**n)[:, None] >> np.arange(n) & 1) * 2.0 - 1.0)


def _studentised(deals: NDArray[np.int64], counts: NDArray[np.int64]) -> Floats:
    """The steadied delta over its standard error; deals: (deals, answers) how many of the `counts` go to x."""
    others = counts - deals
    m, n = int(deals[0].sum()), int(others[0].sum())
    by_x, by_y = 2 * others.cumsum(axis=1) - others - n, 2 * deals.cumsum(axis=1) - deals - m
    delta = (deals * by_x).sum(axis=1) / ((m + 2 * FAR_PEOPLE) * (n + 2 * FAR_PEOPLE))
    variance = _variance(deals, by_x, n, delta) + _variance(others, by_y, m, delta)
    return np.asarray(delta / np.sqrt(variance), dtype=np.float64)


def _variance(people: NDArray[np.int64], placed: NDArray[np.int64], others: int, delta: Floats) -> Floats:
    return steady_variance((people * placed**2).sum(axis=1), int(people[0].sum()), others, delta)


def _every_deal(counts: Sequence[int], m: int) -> tuple[NDArray[np.int64], Floats]:
    """Every way to deal m people to x: (deals, answers) how many of each answer, and in how many ways that happens."""
    deals, left, ways = np.zeros((1, 0), dtype=np.int64), np.array([m]), np.ones(1)
    for answer, count in enumerate(counts):
        fewest, most = np.maximum(left - sum(counts[answer + 1 :]), 0), np.minimum(left, count)
        sizes = most - fewest + 1
        of = np.repeat(np.arange(len(left)), sizes)
        dealt = np.arange(len(of)) - (sizes.cumsum() - sizes - fewest)[of]
        deals, left = np.column_stack([deals[of], dealt]), left[of] - dealt
        taken, place = np.unique(dealt, return_inverse=True)
        ways = ways[of] * np.array([math.comb(count, each) for each in taken.tolist()], dtype=np.float64)[place]
    return deals, ways


def _are_few_arrangements(m: int, n: int) -> bool:
    """Whether C(m + n, m) <= 50,000, by logarithms: the number itself takes seconds for very many people."""
    logarithm = math.lgamma(m + n + 1) - math.lgamma(m + 1) - math.lgamma(n + 1)
    return logarithm < math.log(EXACT_ARRANGEMENTS + 0.5)


def _share_as_far(statistics: Floats, observed: float) -> float:
    return float(np.mean(np.abs(statistics) >= abs(observed) - TOLERANCE))


def _drawn_p(statistics: Floats, observed: float) -> float:
    """The observed arrangement counts as one draw, so that p is never 0 (Phipson and Smyth 2010)."""
    as_far = int(np.sum(np.abs(statistics) >= abs(observed) - TOLERANCE))
    return (as_far + 1) / (len(statistics) + 1)
