"""What is typical of each theme: every phrase with its z, its coverage and what it is worth in a name."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.text.log_odds import log_odds_z
from analysis.text.name_words import Weight
from analysis.text.phrases import Ids, Phrases, count_in

COMMONEST: Final = 0.4
"""A phrase in more than this share of all comments names nothing."""
CANDIDATES: Final = 160
LONGER: Final = 0.25
"""A word gives way to a pair that holds it, when at least this share of its comments have the pair."""
LONGEST: Final = 0.5
"""The same for a pair and a phrase of three words."""
PAIR_BONUS: Final = 3.0
"""How much more a phrase of two words or three is worth as a title than one word."""
LIGHT_PAIR: Final = 0.5
CUT_OFF: Final = 0.25
"""What three words are worth that mostly stand in a longer expression: "no work life (balance)"."""
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
        worth: (themes, phrases) z times root coverage, more for pairs and less for light words.
    """

    def __init__(self, phrases: Phrases, labels: Ids, themes: int, fewest: int) -> None:
        self.phrases, self.labels = phrases, labels
        self.sizes = np.bincount(labels[labels >= 0], minlength=themes).astype(np.float64)
        self.inside = count_in(phrases.presence, labels, themes)
        self.coverage = self.inside / np.maximum(self.sizes, 1)[:, None]
        self.stems = phrases.stems
        self.lengths = np.array([len(stems) for stems in self.stems], dtype=np.int64)
        # "not care" weighs no more than "care".
        self.turned = (self.lengths > 1) & (phrases.weights == Weight.CONTENT)
        self.z = self._z(fewest)
        self.plain = np.where(self.z > 0, self.z, 0.0) * np.sqrt(self.coverage)
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
        weights = self.phrases.weights
        light = np.where(weights >= Weight.CONTENT, 1.0, LIGHT_PAIR)
        several = (self.lengths > 1) & ~self.turned
        worth = self.plain * np.where(several, PAIR_BONUS, 1.0) * light
        worth = np.where(self.phrases.cut_off, CUT_OFF * worth, worth)
        alone = (weights < Weight.CONTENT) & (self.lengths == 1)
        best = worth[:, ~alone].max(axis=1, initial=0.0)[:, None]
        capped = np.where(best > 0, np.minimum(worth, LIGHT_WORD * best), worth)
        return np.asarray(np.where(alone, capped, worth).round(9), dtype=np.float64)

    def candidates(self, theme: int) -> list[int]:
        """Places of phrases that may stand in the name; a word that mostly stands in a longer phrase gave way to it."""
        order = np.argsort(-self.worth[theme], kind="stable")[:CANDIDATES].tolist()
        best = [place for place in order if self.worth[theme, place] > 0]
        longer: dict[str, list[int]] = {}
        for place in best:
            if self.lengths[place] > 1 and self.phrases.weights[place] >= Weight.CONTENT:
                for stem in self.stems[place]:
                    longer.setdefault(stem, []).append(place)
        return list(dict.fromkeys(self._grown(theme, place, longer) for place in best))

    def _grown(self, theme: int, place: int, longer: Mapping[str, Sequence[int]]) -> int:
        while others := [each for each in longer.get(self.stems[place][0], ()) if self._gives_way(theme, place, each)]:
            place = max(others, key=lambda other: (self.inside[theme, other], -other))
        return place

    def _gives_way(self, theme: int, shorter: int, longer: int) -> bool:
        least = LONGER if self.lengths[shorter] == 1 else LONGEST
        enough = self.inside[theme, longer] >= least * self.inside[theme, shorter]
        return bool(enough and self.lengths[longer] > self.lengths[shorter] and self._holds(longer, shorter))

    def _holds(self, longer: int, shorter: int) -> bool:
        return set(self.stems[shorter]) <= set(self.stems[longer])

    def rows_with(self, theme: int, place: int) -> Ids:
        """The theme's comments that have a phrase."""
        columns = self._columns
        rows = columns.indices[columns.indptr[place] : columns.indptr[place + 1]]
        return np.asarray(rows[self.labels[rows] == theme], dtype=np.int64)

    @cached_property
    def _columns(self) -> "sparse.csc_matrix[np.float64]":
        return self.phrases.presence.tocsc()
