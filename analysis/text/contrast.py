"""Whether groups of people write about a theme equally often."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from analysis.scores.permutation import TOLERANCE
from analysis.text.corpus import Ids

DRAWS: Final = 10_000
"""Exchanges that are drawn for three groups and more: the least p is then one in ten thousand."""


def share_p(counts: Ids, sizes: Ids, *, random_state: int = 0) -> float:
    """The permutation p of equal shares in g groups; counts: (g,) people with the theme of sizes: (g,) people.

    People are exchanged between the groups, and the theme's stay as many as they are: exact for two groups, from the
    hypergeometric counts that all exchanges give; for several by 10,000 seeded draws. The statistic is Pearson's
    chi-square, which for two groups orders all exchanges as |difference| does.
    """
    total, people = int(counts.sum()), int(sizes.sum())
    observed = float(_chi_square(counts[None, :], sizes)[0])
    if len(sizes) == 2:
        possible = np.arange(max(0, total - int(sizes[1])), min(total, int(sizes[0])) + 1)
        statistics = _chi_square(np.column_stack([possible, total - possible]), sizes)
        chances = _chances(possible, people, total, int(sizes[0]))
        return min(float(chances[statistics >= observed - TOLERANCE].sum()), 1.0)
    drawn = np.random.default_rng(random_state).multivariate_hypergeometric(sizes, total, size=DRAWS)
    as_far = int((_chi_square(drawn, sizes) >= observed - TOLERANCE).sum())
    return (as_far + 1) / (DRAWS + 1)


def _chances(possible: Ids, people: int, total: int, size: int) -> NDArray[np.float64]:
    """How likely it is that of `total` among `people` so many fall among `size`, (possible,): hypergeometric.

    Taken from logarithms of factorials: scipy's own is a hundred times slower where people are many.
    """

    def ways(of: int, chosen: Ids) -> NDArray[np.float64]:
        return np.asarray(gammaln(of + 1) - gammaln(chosen + 1) - gammaln(of - chosen + 1), dtype=np.float64)

    logs = ways(total, possible) + ways(people - total, size - possible) - ways(people, np.array(size))
    return np.asarray(np.exp(logs), dtype=np.float64)


def _chi_square(counts: Ids, sizes: Ids) -> NDArray[np.float64]:
    """Pearson's statistic of each row of counts, up to a factor that is the same for all with these totals."""
    expected = counts.sum(axis=1, keepdims=True) * sizes / sizes.sum()
    return np.asarray(((counts - expected) ** 2 / sizes).sum(axis=1), dtype=np.float64)
