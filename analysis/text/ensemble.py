"""A start for the themes that does not hang on one draw: several small solutions, and what they agree on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from analysis.text.identity import FOUND_AGAIN
from analysis.text.mixture import Learning, fit_mixture
from analysis.text.views import Counts, Points

MEMBERS: Final = 20
"""Two seeds agree better with twenty than with ten; the themes are no better for it."""
ROUNDS: Final = 10
"""Rounds of k-means in a member: the mixture that follows does the rest."""
LEARNING: Final = Learning(steps=8, softness=0.5, flat=True)
AT_MOST: Final = 6_000
"""Comments that members learn from; a mixture fitted on these places the rest."""
THREADS: Final = 2
MERGED_AT_MOST: Final = 2_000
"""Comments that Ward's criterion merges: its time and memory grow with their square."""
AGREED: Final = 50
"""Dimensions that the members' answers are reduced to, and one for each theme where there are more."""
LEFT_OUT: Final = 5
"""Each member learns without every fifth comment, another fifth each time."""


@dataclass(frozen=True)
class Start:
    """What the members agree on.

    labels: (comments,) a first theme for each comment. members: (MEMBERS, few) the theme that each member gives to the
    first comments.
    """

    labels: NDArray[np.int64]
    members: NDArray[np.int64]

    def found_again(self, labels: NDArray[np.int64], number: int) -> NDArray[np.float64]:
        """In what share of the members each of the themes of `labels` (comments,) comes back, (number,) of 0..1."""
        if not self.members.size:
            return np.zeros(number)
        few = labels[: self.members.shape[1]]
        found = [_nearest(few, member, number) >= FOUND_AGAIN for member in self.members]
        return np.asarray(np.mean(found, axis=0), dtype=np.float64)


def agreed_start(counts: Counts, points: Points, number: int, random_state: int) -> Start:
    """A first theme for each comment, 0..number-1.

    Twenty members, k-means and then the mixture, each with a seed of its own and without a fifth of the comments, give
    at most 6,000 comments their shares; k-means over shares and places together says what they agree on (a consensus of
    soft members; Strehl and Ghosh 2002). All other comments go where a mixture fitted on that puts them.
    """
    few, near = counts[:AT_MOST], points[:AT_MOST]
    distinct, which = np.unique(near.round(5), axis=0, return_inverse=True)
    number = min(number, len(distinct))
    drawn = [_drawn(which.ravel(), number, place) for place in range(MEMBERS)]
    seeds = range(random_state, random_state + MEMBERS)
    with ThreadPoolExecutor(THREADS, initializer=_one_thread_each) as pool:
        shares = list(pool.map(partial(_member, few, near, number), drawn, seeds))
    labels = _settled(_reduced(np.hstack([near, *shares]), max(AGREED, number), random_state), number, random_state)
    found = np.array([each.argmax(axis=1) for each in shares])
    if len(points) > len(near):
        labels = fit_mixture(few, near, labels).place(counts, points)[0]
    return Start(labels, found)


def _drawn(which: NDArray[np.int64], number: int, place: int) -> NDArray[np.int64]:
    """The rows a member learns from: all but a fifth, or all where these lie in fewer places than there are themes.

    which: (comments,) the place each comment lies at.
    """
    everything = np.arange(len(which))
    rows = everything[everything % LEFT_OUT != place % LEFT_OUT]
    return rows if len(np.unique(which[rows])) >= number else everything


def _one_thread_each() -> None:
    """How many threads a sum is shared out over decides its last digits; every thread has this limit of its own."""
    threadpool_limits(limits=1, user_api="openmp")


def _member(counts: Counts, points: Points, number: int, rows: NDArray[np.int64], seed: int) -> NDArray[np.float32]:
    """One solution: the shares of its themes in each comment, of the length that a place has."""
    start = KMeans(number, n_init=1, max_iter=ROUNDS, random_state=seed).fit_predict(points[rows])
    mixture = fit_mixture(counts[rows], points[rows], start, LEARNING)
    return np.asarray(mixture.posterior(counts, points, LEARNING.softness) / np.sqrt(MEMBERS), dtype=np.float32)


def _settled(rows: NDArray[Any], number: int, random_state: int) -> NDArray[np.int64]:
    """K-means from where Ward's criterion puts the first comments: no draw decides."""
    if number < 2:
        return np.zeros(len(rows), dtype=np.int64)
    if number >= min(MERGED_AT_MOST, len(rows)):
        return _k_means(rows, number, random_state, "k-means++")
    few = rows[:MERGED_AT_MOST].astype(np.float64)
    merged = AgglomerativeClustering(number, linkage="ward").fit_predict(few)
    middles = np.array([few[merged == theme].mean(axis=0) for theme in range(number)])
    return _k_means(rows, number, random_state, middles)


def _reduced(rows: NDArray[Any], dimensions: int, random_state: int) -> NDArray[Any]:
    size = min(dimensions, min(rows.shape) - 1)
    if size < 2:
        return rows
    reduced: NDArray[Any] = normalize(TruncatedSVD(size, random_state=random_state).fit_transform(rows))
    return reduced


def _k_means(rows: NDArray[Any], number: int, seed: int, start: NDArray[Any] | str) -> NDArray[np.int64]:
    labels = KMeans(number, init=start, n_init=1, random_state=seed).fit_predict(rows.astype(np.float64))
    return np.asarray(labels, dtype=np.int64)


def _nearest(labels: NDArray[np.int64], again: NDArray[np.int64], themes: int) -> NDArray[np.float64]:
    """For each theme the largest share of comments in common with one of another solution, (themes,) of 0..1."""
    both = np.zeros((themes, int(again.max(initial=0)) + 1))
    placed = labels >= 0
    np.add.at(both, (labels[placed], again[placed]), 1)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return np.asarray((both / np.maximum(either, 1)).max(axis=1))
