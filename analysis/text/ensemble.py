"""A start for the themes that does not hang on one draw: several small solutions, and what they agree on."""

from itertools import cycle, islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from analysis.text.mixture import fit_mixture
from analysis.text.views import Counts, Points, Views

MEMBERS: Final = 12
AT_MOST: Final = 4_000
AGREED: Final = 50
"""Dimensions that the members' answers are reduced to."""


def agreed_start(counts: Counts, views: Views, number: int, random_state: int) -> NDArray[np.int64]:
    """A first theme for each comment, (comments,) of 0..number-1.

    Twelve members, k-means and then the mixture, each with a seed of its own and on one of the two views or on both,
    give at most 4,000 comments their shares; k-means over shares and places together says what they agree on (a
    consensus of soft members; Strehl and Ghosh 2002). All other comments go where a mixture fitted on that puts them.
    """
    points = views.points(counts)
    few, near = counts[:AT_MOST], points[:AT_MOST]
    number = min(number, len(np.unique(near.round(5), axis=0)))
    members = islice(cycle(views.each(few)), MEMBERS)
    shares = [_member(few, view, number, random_state + place) for place, view in enumerate(members)]
    labels = _k_means(_reduced(np.hstack([near, *shares]), random_state), number, random_state, starts=10)
    return labels if len(points) == len(near) else fit_mixture(few, near, labels).place(counts, points)[0]


def _member(counts: Counts, points: Points, number: int, seed: int) -> NDArray[np.float32]:
    """One solution: the shares of its themes in each comment, of the length that a place has."""
    mixture = fit_mixture(counts, points, _k_means(points, number, seed, starts=1))
    return np.asarray(mixture.posterior(counts, points) / np.sqrt(MEMBERS), dtype=np.float32)


def _reduced(rows: NDArray[Any], random_state: int) -> NDArray[Any]:
    size = min(AGREED, min(rows.shape) - 1)
    if size < 2:
        return rows
    reduced: NDArray[Any] = normalize(TruncatedSVD(size, random_state=random_state).fit_transform(rows))
    return reduced


def _k_means(points: NDArray[Any], number: int, seed: int, starts: int) -> NDArray[np.int64]:
    labels = KMeans(number, n_init=starts, random_state=seed).fit_predict(points)
    return np.asarray(labels, dtype=np.int64)
