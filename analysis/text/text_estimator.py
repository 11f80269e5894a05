"""What our estimators of scikit-learn have in common: they read text, and their choices have a seed."""

from typing import Final

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils import Tags

from analysis.errors import AnalysisError

LARGEST_SEED: Final = 2**31 - 1


class TextEstimator(BaseEstimator):
    """An estimator of a sequence of strings."""

    def __sklearn_tags__(self) -> Tags:
        tags: Tags = super().__sklearn_tags__()
        tags.input_tags.one_d_array = tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def checked_seed(random_state: object) -> int:
    """The seed as an int.

    Raises:
        AnalysisError: it is no whole number from 0.
    """
    if isinstance(random_state, int | np.integer) and not isinstance(random_state, bool):
        seed = int(random_state)
        if 0 <= seed <= LARGEST_SEED:
            return seed
    message = f"random_state is {random_state!r}. Give a whole number from 0 to {LARGEST_SEED:,}."
    raise AnalysisError(message)
