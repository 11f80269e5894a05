"""How much more often one side uses a phrase than the other: log-odds with an informative Dirichlet prior."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.scores.scales import Floats

PRIOR: Final = 500.0
"""How many comments' worth of everybody's own use of a phrase is the prior."""


def log_odds_z(
    one: Floats, size_one: Floats | float, other: Floats, size_other: Floats | float, everywhere: Floats, size: int
) -> Floats:
    """The z of the difference of log-odds, in the shape of `one`; positive where side one uses the phrase more.

    `(log((y + a)/(n + a0 - y - a)) - log(same of the other)) / sqrt(1/(y + a) + 1/(y' + a))`: Monroe, Colaresi and
    Quinn (2008), equations 15 to 22, where a comment (or person) counts once for each phrase. The prior a is the
    phrase's share of everybody's comments times a0, 500 of them or all if fewer.

    Args:
        one: in how many comments of side one a phrase stands, in any shape.
        size_one: how many comments side one has.
        other: in how many comments of the other side the phrase stands.
        size_other: how many comments the other side has.
        everywhere: in how many of all comments, the prior's corpus, the phrase stands.
        size: how many comments there are in all.
    """
    weight = min(PRIOR, size)
    prior = np.maximum(weight * everywhere / max(size, 1), 1e-9)
    odds = _log_odds(one + prior, size_one + weight) - _log_odds(other + prior, size_other + weight)
    return np.asarray(odds / np.sqrt(1 / (one + prior) + 1 / (other + prior)), dtype=np.float64)


def _log_odds(count: NDArray[np.float64], size: Floats | float) -> NDArray[np.float64]:
    return np.asarray(np.log(count) - np.log(np.maximum(size - count, 0.5)), dtype=np.float64)
