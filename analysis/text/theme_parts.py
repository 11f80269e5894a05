"""Languages are themed apart: what was learnt from the comments of each, put together under one numbering."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.text.corpus import Ids
from analysis.text.fitted_themes import FittedThemes, Placing
from analysis.text.merge_tree import MergeTree
from analysis.text.reading import Progress, Reading


@dataclass(frozen=True)
class Part:
    """One language: its ISO code, the themes learnt from its comments, None where it has too few, and what the first of
    them are called in `confirmed`.
    """

    language: str
    fitted: FittedThemes | None
    confirmed: tuple[int, ...] = ()

    @property
    def leaves(self) -> int:
        """How many parts its themes are split into."""
        return len(self.fitted.finer.theme_of) if self.fitted else 0


@dataclass(frozen=True)
class Parts:
    """Every language, the one with the most comments first. Leaves and themes are numbered on from part to part."""

    parts: tuple[Part, ...]

    @property
    def number(self) -> int:
        """How many themes there are in all."""
        return sum(len(part.fitted) for part in self.parts if part.fitted)

    def place(self, reading: Reading, on_progress: Progress) -> Placing:
        """Place every comment that was read, in an order that does not depend on the order of the rows."""
        found, themes, leaves, done = Placing.nowhere(len(reading.corpus)), 0, 0, 0
        languages = self._languages(reading)[reading.order]
        for part in self.parts:
            rows = reading.order[languages == part.language]
            if part.fitted:
                placed = part.fitted.place(
                    reading.corpus, rows, _share_of(on_progress, done, len(rows), len(found.labels))
                )
                found.labels[rows] = np.where(placed.labels >= 0, placed.labels + themes, -1)
                found.leaves[rows] = np.where(placed.leaves >= 0, placed.leaves + leaves, -1)
                found.clarity[rows] = placed.clarity.round(6)
                themes, leaves = themes + len(part.fitted), leaves + part.leaves
            done += len(rows)
        return found

    def labels(self, reading: Reading) -> Ids:
        """The likeliest theme of each comment, (comments,), -1 for one of only unknown words."""
        found, themes, languages = np.full(len(reading.corpus), -1), 0, self._languages(reading)
        for part in self.parts:
            rows = np.flatnonzero(languages == part.language)
            if part.fitted:
                labels = part.fitted.labels(reading.corpus, rows)
                found[rows] = np.where(labels >= 0, labels + themes, -1)
                themes += len(part.fitted)
        return found

    def shares(self, reading: Reading) -> NDArray[np.float64]:
        """How much of each theme is in each comment, (comments, themes); rows sum to 1."""
        found, themes = np.full((len(reading.corpus), self.number), 1 / max(self.number, 1)), 0
        for part in self.parts:
            rows = np.flatnonzero(self._languages(reading) == part.language)
            if part.fitted:
                found[rows] = 0
                found[rows, themes : themes + len(part.fitted)] = part.fitted.shares(reading.corpus, rows)
                themes += len(part.fitted)
        return found

    def about_leaves(self) -> tuple[list[str], NDArray[np.float64], Ids, Ids]:
        """The language of each leaf and how stable its theme is, (leaves,) each; one leaf of each theme, (themes,); and
        the theme of each leaf, (leaves,).
        """
        languages: list[str] = []
        stability, own, theme_of = [np.empty(0)], [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        themes = 0
        for part in self.parts:
            if part.fitted:
                own.append(len(languages) + np.arange(len(part.fitted)))
                theme_of.append(themes + part.fitted.finer.theme_of)
                stability.append(part.fitted.stability[part.fitted.finer.theme_of])
                languages += [part.language] * part.leaves
                themes += len(part.fitted)
        return languages, np.concatenate(stability), np.concatenate(own), np.concatenate(theme_of)

    def confirmed_leaves(self) -> dict[int, int]:
        """The own leaf of each confirmed theme, by its number."""
        found: dict[int, int] = {}
        for first, part in zip(
            np.cumsum([0, *(part.leaves for part in self.parts)]).tolist(), self.parts, strict=False
        ):
            found = {number: first + theme for theme, number in enumerate(part.confirmed)} | found
        return found

    def _languages(self, reading: Reading) -> NDArray[np.str_]:
        """The language of each comment, (n,); where nothing tells, the commonest."""
        return spoken(reading, self.parts[0].language if self.parts else "")

    def merge_tree(self, leaves: Ids, sizes: Ids) -> MergeTree:
        """The merges of all languages; the parts of every theme become whole before any two themes merge."""
        whole, joined, first = [np.empty((0, 2), dtype=np.int64)], [], 0
        for part in self.parts:
            if part.fitted:
                merges, splits = part.fitted.finer.merges + first, part.leaves - len(part.fitted)
                whole.append(merges[:splits])
                joined.append(merges[splits:])
                first += part.leaves
        return MergeTree(leaves, sizes, np.vstack([*whole, *joined]))


def spoken(reading: Reading, commonest: str) -> NDArray[np.str_]:
    """The language of each comment, (n,), the commonest where nothing tells."""
    return np.where(reading.languages == "", commonest, reading.languages)


def languages_of(reading: Reading, fit_rows: Ids) -> list[str]:
    """The languages of the rows that themes are learnt from, the commonest first."""
    told = reading.languages[fit_rows]
    found, counts = np.unique(told[told != ""], return_counts=True)
    ranked = [str(found[place]) for place in np.lexsort((found, -counts))]
    return ranked or ["en"][: len(fit_rows)]


def share_out(number: int, sizes: Sequence[int]) -> list[int]:
    """A number of themes over languages of so many comments: in proportion, but at least 1 each, since none merge."""
    wanted = np.asarray(sizes) * number / max(sum(sizes), 1)
    given = np.maximum(np.floor(wanted), 1).astype(int)
    for place in np.argsort(given - wanted, kind="stable")[: max(number - int(given.sum()), 0)]:
        given[place] += 1
    while given.sum() > number and given.max() > 1:
        given[given.argmax()] -= 1
    return [int(each) for each in given]


def _share_of(tell: Progress, done: int, part: int, whole: int) -> Progress:
    return lambda share: tell((done + share * part) / whole)
