"""What is typical of each theme: every phrase with its z, its coverage and what it is worth in a name."""

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.text.log_odds import log_odds_z
from analysis.text.name_words import Weight
from analysis.text.phrase_words import Ids
from analysis.text.phrases import Phrases, count_in

COMMONEST: Final = 0.4
"""A phrase in more than this share of all comments names nothing."""
CANDIDATES: Final = 160
OF_ITS_WORD: Final = 2.5
"""A phrase is worth this many times what its most typical word is, less what of the word's comments it does not cover:
it comes before the word from a share of 1 / 2.5 ** 2 of them on."""
NO_THING: Final = 0.7
"""What one word that names no thing ("professional") is worth beside one that does."""
CUT_OFF: Final = 0.25
"""What words are worth that mostly stand in a longer expression: "no work life (balance)"."""
LIGHT_WORD: Final = 0.2
"""What a light word alone may be worth, as a share of the best phrase: it comes only where little else does."""


def phrase_z(
    inside: NDArray[np.float64], sizes: NDArray[np.float64], everywhere: NDArray[np.float64], n: int
) -> NDArray[np.float64]:
    """The z of each phrase in each theme against all other comments, (themes, phrases).

    inside: (themes, phrases) comments of the theme with the phrase. sizes: (themes,). everywhere: (phrases,) of n.
    """
    return log_odds_z(inside, sizes[:, None], everywhere - inside, n - sizes[:, None], everywhere, n)


class Typical:
    """How typical each phrase is of each theme, and what it is worth in a name.

    Attributes:
        z: (themes, phrases), -inf where a phrase may not name the theme.
        coverage: (themes, phrases) the share of the theme's comments with the phrase.
        turned: (phrases,) whether it is one word with "not" before it.
        worth: (themes, phrases) z times root coverage; more for several words that hold a typical one, less for what
            names no thing, for light words and for what only a few wrote.
    """

    def __init__(self, phrases: Phrases, labels: Ids, themes: int, fewest: int) -> None:
        self.phrases, self.labels = phrases, labels
        self.sizes = np.bincount(labels[labels >= 0], minlength=themes).astype(np.float64)
        self.inside = count_in(phrases.presence, labels, themes)
        self.coverage = self.inside / np.maximum(self.sizes, 1)[:, None]
        self.stems = phrases.stems
        self.alone: NDArray[np.bool_] = phrases.parts[-2] == 0
        # "not care" weighs no more than "care".
        self.turned = ~self.alone & (phrases.weights == Weight.CONTENT)
        self.z = self._z(fewest)
        self.worth = self._worth()

    def _z(self, fewest: int) -> NDArray[np.float64]:
        everywhere = np.asarray(self.phrases.presence.sum(axis=0), dtype=np.float64).ravel()
        n = self.phrases.presence.shape[0]
        z = phrase_z(self.inside, self.sizes, everywhere, n)
        z[self.inside < np.minimum(fewest, self.sizes)[:, None]] = -np.inf
        common = np.where(everywhere > max(COMMONEST * n, 2), -np.inf, z)
        # One theme of few comments, or comments that all share a word: better that word than none.
        nameless = ~np.any(common > 0, axis=1, keepdims=True)
        return np.asarray(np.where(nameless, z, common), dtype=np.float64)

    def _worth(self) -> NDArray[np.float64]:
        phrases = self.phrases
        typical = np.maximum(self.z, 0.0)
        strength = np.where(self.z > 0, np.maximum(typical, OF_ITS_WORD * self._of_its_words(typical)), 0.0)
        shrunk = self.inside / (self.inside + 1)
        worth = strength * np.sqrt(self.coverage) * shrunk * np.where(phrases.cut_off, CUT_OFF, 1.0)
        worth *= np.where(self.alone & ~phrases.words.things[phrases.parts[-1]], NO_THING, 1.0)
        light = self.alone & (phrases.weights < Weight.CONTENT)
        best = worth[:, ~light].max(axis=1, initial=0.0)[:, None]
        capped = np.where(light & (best > 0), np.minimum(worth, LIGHT_WORD * best), worth)
        return np.asarray(capped.round(9), dtype=np.float64)

    def _of_its_words(self, typical: NDArray[np.float64]) -> NDArray[np.float64]:
        """The z of the most typical word with content that a phrase of several holds, (themes, phrases), else 0.

        One such word with a light one that judges ("good food") has to be typical as a whole.
        """
        phrases, words = self.phrases, self.phrases.words
        content = words.weight[phrases.parts] >= Weight.CONTENT
        judging = (words.weight > 0) & (words.weight < Weight.CONTENT) & ~words.things
        one_judged = judging[phrases.parts].any(axis=0) & (content.sum(axis=0) < 2)
        holding = np.flatnonzero(~self.alone & ~self.turned & ~one_judged)
        padded = np.hstack([typical, np.zeros((len(typical), 1))])
        most = np.zeros_like(typical)
        for held, single in zip(content, phrases.single, strict=True):
            word = np.where(held, single, -1)[holding]
            most[:, holding] = np.maximum(most[:, holding], padded[:, word])
        return most

    def candidates(self, theme: int) -> list[int]:
        """Places of phrases that may stand in the name, the best first."""
        order = np.argsort(-self.worth[theme], kind="stable")[:CANDIDATES].tolist()
        return [place for place in order if self.worth[theme, place] > 0]

    def rows_with(self, theme: int, place: int) -> Ids:
        """The theme's comments that have a phrase."""
        columns = self._columns
        rows = columns.indices[columns.indptr[place] : columns.indptr[place + 1]]
        return np.asarray(rows[self.labels[rows] == theme], dtype=np.int64)

    @cached_property
    def _columns(self) -> "sparse.csc_matrix[np.float64]":
        return self.phrases.presence.tocsc()
