"""The themes of one language, once learnt: placing comments in them, chunk by chunk."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.confirmed_themes import confirmed_start
from analysis.text.corpus import Corpus, Ids
from analysis.text.ensemble import THREADS, agreed_start
from analysis.text.finer_themes import Finer, split_finer
from analysis.text.mixture import Learning, Mixture, fit_mixture
from analysis.text.numbers import SMALLEST, suggest_number
from analysis.text.reading import Progress
from analysis.text.terms import Terms, find_terms
from analysis.text.views import Counts, Points, Views, fit_views

CHUNK: Final = 5_000
"""Comments that are placed at once: more only takes memory."""
HELD: Final = Learning(steps=5)
"""Confirmed comments have said most of it; a few steps fit the words and directions to all others."""


@dataclass(frozen=True)
class Placing:
    """Where comments belong. labels: (n,) the likeliest theme. leaves: (n,) the finer one. clarity: (n,) 0..1."""

    labels: Ids
    leaves: Ids
    clarity: NDArray[np.float64]

    @classmethod
    def nowhere(cls, n: int) -> "Placing":
        """The placing of n comments where nothing could be learnt."""
        return cls(np.full(n, -1), np.full(n, -1), np.zeros(n))


@dataclass(frozen=True)
class FittedThemes:
    """All that is needed to place a comment. stability: (K,) the share of the ensemble that found each theme."""

    terms: Terms
    views: Views
    mixture: Mixture
    stability: NDArray[np.float64]
    finer: Finer

    def __len__(self) -> int:
        return len(self.mixture.log_sizes)

    def place(self, corpus: Corpus, rows: Ids, on_progress: Progress) -> Placing:
        """The likeliest theme of the comments at `rows`, and how clear it is; none for one of only unknown words."""
        placing = Placing.nowhere(len(rows))
        for start in range(0, len(rows), CHUNK):
            chunk = slice(start, min(start + CHUNK, len(rows)))
            counts, points = self._seen(corpus.take(rows[chunk]))
            labels, clarity = self.mixture.place(counts, points)
            known = np.diff(counts.indptr) > 0
            placing.labels[chunk] = np.where(known, labels, -1)
            placing.leaves[chunk] = np.where(known, self.finer.place(counts, points, labels), -1)
            placing.clarity[chunk] = np.where(known, clarity, 0)
            on_progress(chunk.stop / len(rows))
        return placing

    def labels(self, corpus: Corpus, rows: Ids) -> Ids:
        """The likeliest theme of the comments at `rows` alone, (rows,), -1 for one of only unknown words."""
        chunks = [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]
        with ThreadPoolExecutor(THREADS) as pool:
            found = pool.map(lambda chunk: self._likeliest(corpus.take(chunk)), chunks)
            return np.concatenate([np.empty(0, dtype=np.int64), *found])

    def shares(self, corpus: Corpus, rows: Ids) -> NDArray[np.float64]:
        """How much of each theme is in each comment at `rows`, (rows, K), rows sum to 1."""
        chunks = [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]
        found = [self.mixture.softened(*self._seen(corpus.take(chunk))) for chunk in chunks]
        return np.vstack([np.empty((0, len(self))), *found])

    def _likeliest(self, corpus: Corpus) -> Ids:
        counts, points = self._seen(corpus)
        return np.where(np.diff(counts.indptr) > 0, self.mixture.likeliest(counts, points), -1)

    def _seen(self, corpus: Corpus) -> tuple[Counts, Points]:
        counts = self.terms.count(corpus)
        return counts, self.views.points(counts)


def learn_themes(
    corpus: Corpus, number: int | None, random_state: int, confirmed: Ids | None = None
) -> FittedThemes | None:
    """Learn at most `number` themes; None where the comments have nothing to count.

    number: None for as many as there are; those of under half a percent of the comments are then left out. confirmed:
    (comments,) of 0..themes-1 or -1; these themes come first, in their order, and none of them is left out.
    """
    terms = find_terms(corpus)
    if len(terms) == 0:
        return None
    known = np.full(len(corpus), -1) if confirmed is None else confirmed
    least = 1.0 if number else max(SMALLEST * len(corpus), 2)
    kept = int(known.max(initial=-1)) + 1
    counts = terms.count(corpus)
    with np.errstate(invalid="ignore", divide="ignore"):  # comments that are all alike have no variance to explain
        views = fit_views(counts, terms.single_words, random_state)
        points = views.points(counts)
        start = agreed_start(counts, points, max(number or suggest_number(points, random_state), kept), random_state)
        if kept:
            labels = confirmed_start(counts, points, start.labels, known, random_state)
            mixture = fit_mixture(counts, points, labels, HELD, known)
        else:
            mixture = fit_mixture(counts, points, start.labels)
        mixture = _without_small(mixture, counts, points, least, kept)
        labels = mixture.place(counts, points)[0]
        finer = split_finer(counts, points, labels, len(mixture.log_sizes), random_state)
    stability = start.found_again(labels, len(mixture.log_sizes))
    return FittedThemes(terms, views, mixture, stability, finer)


def _without_small(mixture: Mixture, counts: Counts, points: Points, smallest: float, kept: int) -> Mixture:
    """The mixture without themes of fewer than `smallest` comments, smallest first; the first `kept` ones stay."""
    while len(mixture.log_sizes) > max(kept, 1):
        sizes = np.bincount(mixture.place(counts, points)[0], minlength=len(mixture.log_sizes))
        least = kept + int(sizes[kept:].argmin())
        if sizes[least] >= smallest:
            break
        mixture = mixture.only(np.flatnonzero(np.arange(len(sizes)) != least))
    return mixture
