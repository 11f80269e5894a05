"""Themes once learnt: placing comments in them, chunk by chunk."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.corpus import Corpus
from analysis.text.ensemble import agreed_start
from analysis.text.mixture import Mixture, fit_mixture
from analysis.text.reading import Progress
from analysis.text.terms import Terms, find_terms
from analysis.text.views import Views, fit_views

CHUNK: Final = 5_000
"""Comments that are placed at once: more only takes memory."""


@dataclass(frozen=True)
class Placing:
    """Where comments belong. labels: (n,) the likeliest theme. clarity: (n,) how clear it is, 0..1."""

    labels: NDArray[np.int64]
    clarity: NDArray[np.float64]


@dataclass(frozen=True)
class FittedThemes:
    """All that is needed to place a comment."""

    terms: Terms
    views: Views
    mixture: Mixture

    def __len__(self) -> int:
        return len(self.mixture.log_sizes)

    def only(self, themes: NDArray[np.int64]) -> "FittedThemes":
        """The same with these themes alone, in this order."""
        return replace(self, mixture=self.mixture.only(themes))

    def place(self, corpus: Corpus, on_progress: Progress) -> Placing:
        """The likeliest theme of each comment and how clear it is."""
        labels, clarity = np.zeros(len(corpus), dtype=np.int64), np.zeros(len(corpus))
        for start in range(0, len(corpus), CHUNK):
            rows = np.arange(start, min(start + CHUNK, len(corpus)))
            counts = self.terms.count(corpus.take(rows))
            labels[rows], clarity[rows] = self.mixture.place(counts, self.views.points(counts))
            on_progress((start + len(rows)) / len(corpus))
        return Placing(labels, clarity)


def learn_themes(corpus: Corpus, number: int, random_state: int) -> FittedThemes | None:
    """Learn at most `number` themes; None where the comments have nothing to count."""
    terms = find_terms(corpus)
    if number == 0 or len(terms) == 0:
        return None
    counts = terms.count(corpus)
    with np.errstate(invalid="ignore", divide="ignore"):  # comments that are all alike have no variance to explain
        views = fit_views(counts, len(terms.singles), random_state)
        start = agreed_start(counts, views, number, random_state)
    return FittedThemes(terms, views, fit_mixture(counts, views.points(counts), start))
