"""How sure themes are: whether they come back when they are learnt again from other comments."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.text.corpus import Corpus, Ids
from analysis.text.fitted_themes import learn_themes
from analysis.text.reading import Progress, read_comments

REFITS: Final = 5
SHARE: Final = 0.8
"""The share of the comments that each repetition learns from."""
AT_MOST: Final = 2_000
FOUND_AGAIN: Final = 0.5
"""Comments in common, as Jaccard's coefficient, from which a theme counts as found again (Hennig 2007)."""


def times_found_again(
    comments: Sequence[str], labels: NDArray[np.int64], on_progress: Progress, *, random_state: int = 0
) -> NDArray[np.int64]:
    """In how many of five repetitions each theme comes back, (themes,) of 0..5.

    comments: (n,) that have a theme. labels: (n,) their themes, 0..themes-1. Each repetition draws four fifths of at
    most 2,000 of them, learns as many themes with another seed, and looks for the best match (Hennig 2007, clusterwise
    stability by subsetting). The order of the comments does not matter.
    """
    themes = int(labels.max(initial=-1)) + 1
    found = np.zeros(themes, dtype=np.int64)
    reading = read_comments(comments, random_state)
    pool = reading.fit_rows[:AT_MOST]
    for refit in range(REFITS if themes else 0):
        drawn = _draw(pool, refit)
        with threadpool_limits(limits=1):
            again = _learn_again(reading.corpus.take(drawn), themes, random_state + refit + 1)
        found += _best_match(labels[drawn], again, themes) >= FOUND_AGAIN
        on_progress((refit + 1) / REFITS)
    return found


def _draw(pool: Ids, refit: int) -> Ids:
    """Four fifths of the pool: every fifth is left out, another one each time."""
    return pool[np.arange(len(pool)) % REFITS != refit % REFITS] if len(pool) > 1 / (1 - SHARE) else pool


def _learn_again(corpus: Corpus, themes: int, seed: int) -> NDArray[np.int64]:
    fitted = learn_themes(corpus, min(themes, len(corpus)), 1, seed)
    return (
        np.zeros(len(corpus), dtype=np.int64)
        if fitted is None
        else fitted.place(corpus, np.arange(len(corpus)), lambda _: None).labels
    )


def _best_match(labels: NDArray[np.int64], again: NDArray[np.int64], themes: int) -> NDArray[np.float64]:
    """For each theme the largest share of comments in common with a theme of the repetition, (themes,) of 0..1."""
    both = np.zeros((themes, int(again.max(initial=0)) + 1))
    np.add.at(both, (labels, again), 1)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return np.asarray((both / np.maximum(either, 1)).max(axis=1))
