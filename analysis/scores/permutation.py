"""p values by exchanging what could be exchanged if nothing differed: exact while quick, else by seeded draws."""

import itertools
import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.scores.effects import cliffs_delta
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
    """The two-sided permutation p of Cliff's delta; x: (m,), y: (n,).

    Exact when C(m + n, m) <= 50,000, else 20,000 seeded draws of who is x. A draw is a draw of how many of each
    distinct answer go to x (multivariate hypergeometric), so that memory does not grow with m + n.
    """
    m, n = len(x), len(y)
    weights, counts = _mid_ranks(np.concatenate([x, y]))
    expected, observed = m * (m + n) / 2, cliffs_delta(x, y) * m * n / 2
    if _are_few_arrangements(m, n):
        sums = _all_rank_sums(np.repeat(weights, counts), m)
        return _share_as_far(sums - expected, observed)
    drawn = np.random.default_rng(random_state).multivariate_hypergeometric(counts, m, size=DRAWS, method="marginals")
    return _drawn_p(drawn @ weights - expected, observed)


@lru_cache(maxsize=EXACT_SIGNS + 1)
def _all_signs(n: int) -> Floats:
    """Every way to sign n people: (2^n, n) of -1 and 1, from the bits of 0..2^n - 1; kept, since it takes longest."""
    return np.asarray((np.arange(2**n)[:, None] >> np.arange(n) & 1) * 2.0 - 1.0)


def _mid_ranks(values: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Ranks (from 0.5) that tied answers share, and how many share each; their sum over x gives delta exactly."""
    _, counts = np.unique(values, return_counts=True)
    last = np.cumsum(counts)
    return (last - counts / 2).astype(np.float64), counts


def _are_few_arrangements(m: int, n: int) -> bool:
    """Whether C(m + n, m) <= 50,000, by logarithms: the number itself takes seconds for very many people."""
    logarithm = math.lgamma(m + n + 1) - math.lgamma(m + 1) - math.lgamma(n + 1)
    return logarithm < math.log(EXACT_ARRANGEMENTS + 0.5)


def _all_rank_sums(ranks: Floats, m: int) -> Floats:
    chosen = np.fromiter(itertools.chain.from_iterable(itertools.combinations(range(len(ranks)), m)), dtype=np.intp)
    return np.asarray(ranks[chosen].reshape(-1, m).sum(axis=1))


def _share_as_far(statistics: Floats, observed: float) -> float:
    return float(np.mean(np.abs(statistics) >= abs(observed) - TOLERANCE))


def _drawn_p(statistics: Floats, observed: float) -> float:
    """The observed arrangement counts as one draw, so that p is never 0 (Phipson and Smyth 2010)."""
    as_far = int(np.sum(np.abs(statistics) >= abs(observed) - TOLERANCE))
    return (as_far + 1) / (len(statistics) + 1)
