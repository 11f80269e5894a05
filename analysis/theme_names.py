"""What themes are called: phrases that several people wrote, the lead's own name first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from analysis.text.duplicates import hash_of
from analysis.text.labels import Name, name_themes
from analysis.text.phrases import Phrases, count_in, join_by, read_phrases
from analysis.text.typical import phrase_z
from analysis.theme_counts import ThemeCounts
from analysis.theme_plan import Leaves
from analysis.written import Ids

NAME_AT_MOST: Final = 2_000
"""Comments that names are taken from."""
AVOIDED: Final = -2.0
"""The z from which a theme's people avoid a phrase."""
COMMON: Final = 0.05
"""The share of all people from whom on a phrase is missed where it is absent."""
MOST_AVOIDED: Final = 5


@dataclass(frozen=True)
class ThemeNames:
    """Names themes of any level; all that one person says of a theme counts once."""

    counts: ThemeCounts

    @cached_property
    def rows(self) -> Ids:
        """The comments that names are taken from, in an order that does not depend on theirs."""
        texts = self.counts.written.texts
        rows = np.flatnonzero(self.counts.history.cut.leaf >= 0).tolist()
        return np.array(sorted(rows, key=lambda row: (hash_of(texts[row]), texts[row]))[:NAME_AT_MOST], dtype=np.int64)

    @cached_property
    def phrases(self) -> Phrases:
        """The phrases of these comments."""
        languages = self.counts.history.language[self.rows].tolist()
        return read_phrases([self.counts.written.texts[row] for row in self.rows.tolist()], languages)

    def named(self, themes: Sequence[Leaves]) -> dict[Leaves, Name]:
        """A name for each of several themes without a common leaf, by phrases that enough people wrote."""
        phrases, labels = self._by_person(themes)
        found = name_themes(phrases, labels, len(themes), self.counts.minimums.score)
        return {theme: self._own(theme, name) for theme, name in zip(themes, found, strict=True)}

    def avoided(self, themes: Sequence[Leaves]) -> dict[Leaves, tuple[tuple[str, float], ...]]:
        """Phrases that many write and a theme's people hardly ever, with their z below 0."""
        phrases, labels = self._by_person(themes)
        presence, n = phrases.presence, len(labels)
        everywhere = np.asarray(presence.sum(axis=0), dtype=np.float64).ravel()
        sizes = np.bincount(labels, minlength=len(themes)).astype(np.float64)
        z = phrase_z(count_in(presence, labels, len(themes)), sizes, everywhere, n)
        z[:, everywhere < max(COMMON * n, self.counts.minimums.comments)] = 0.0
        best = {at: np.argsort(z[at], kind="stable")[:MOST_AVOIDED] for at in range(len(themes))}
        told = {at: [place for place in places.tolist() if z[at, place] <= AVOIDED] for at, places in best.items()}
        written = phrases.written({place for places in told.values() for place in places})
        return {
            theme: tuple((written[place], round(float(z[at, place]), 1)) for place in told[at])
            for at, theme in enumerate(themes)
        }

    def _by_person(self, themes: Sequence[Leaves]) -> tuple[Phrases, Ids]:
        """The phrases with a row for each person of each theme, and the theme of each row."""
        place = np.full(len(self.counts.history.cut.whole) + 1, -1, dtype=np.int64)
        for at, theme in enumerate(themes):
            place[sorted(theme)] = at
        label, person = place[self.counts.history.cut.leaf[self.rows]], self.counts.written.person[self.rows]
        pairs, pair = np.unique(np.column_stack([label, person])[label >= 0], axis=0, return_inverse=True)
        group = np.full(len(label), -1, dtype=np.int64)
        group[label >= 0] = pair.ravel()
        return replace(self.phrases, presence=join_by(self.phrases.presence, group, len(pairs))), pairs[:, 0]

    def _own(self, theme: Leaves, name: Name) -> Name:
        """The lead's name for a theme of the level that is shown, in place of the phrases."""
        if theme not in self.counts.themes:
            return name
        said = self.counts.memory.known(self.counts.history.themes[self.counts.themes.index(theme)].id).name
        return replace(name, label=said) if said else name
