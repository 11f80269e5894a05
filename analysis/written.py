"""The comments of a wave and the one before, masked and grouped together, with who wrote them as rows only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.tables import WaveSettings, WaveTable
from analysis.text.labels import name_themes
from analysis.text.masking import mask_comments
from analysis.text.reading import SetAside
from analysis.text.themes import ThemeModel

FEWEST_COMMENTS = 30
"""Fewer comments, of both waves together, are not grouped."""
SAID_NOTHING = [SetAside.EMPTY.value, SetAside.NO_WORDS.value, SetAside.NOTHING_TO_ADD.value]
NOW, BEFORE = 0, 1
Writer: TypeAlias = tuple[int, int]
"""A wave and the row of a response in it: one person, as far as anybody can know."""


@dataclass(frozen=True)
class Grouped:
    """Comments in themes, n of them: (n,) theme, -1 for none; (n,) why it has none; the label and terms of each."""

    theme: NDArray[np.int64]
    reason: NDArray[np.str_]
    names: Sequence[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Written:
    """The comments of both waves, n of them: masked text, wave (NOW or BEFORE), row, role, consent, and themes."""

    texts: Sequence[str]
    wave: NDArray[np.int64]
    row: NDArray[np.int64]
    role: NDArray[np.str_]
    may_quote: NDArray[np.bool_]
    grouped: Grouped

    def writers(self, role: str, wave: int, theme: int | None = None) -> int:
        """How many people of a role wrote something in a wave (about a theme)."""
        chosen = (self.role == role) & (self.wave == wave) & ~np.isin(self.grouped.reason, SAID_NOTHING)
        if theme is not None:
            chosen &= self.grouped.theme == theme
        return len(np.unique(self.row[chosen]))

    def may_be_quoted(self, role: str, theme: int) -> list[str]:
        """The masked comments of this wave on a theme whose writers agreed, in alphabetical order."""
        agreed = (self.wave == NOW) & (self.role == role) & (self.grouped.theme == theme) & self.may_quote
        return sorted(self.texts[int(place)] for place in np.flatnonzero(agreed))


def read_written(table: WaveTable, settings: WaveSettings) -> Written:
    """Mask the comments of this wave and the one before, each with its own names, and group them in one fit."""
    waves = [(NOW, table), *([(BEFORE, settings.previous)] if settings.previous else [])]
    texts = [text for _, each in waves for text in mask_comments([said.text for said in each.comments], each.names)]
    said = [(wave, comment, str(each.roles[comment.row])) for wave, each in waves for comment in each.comments]
    return Written(
        texts=texts,
        wave=np.array([wave for wave, _, _ in said], dtype=np.int64),
        row=np.array([comment.row for _, comment, _ in said], dtype=np.int64),
        role=np.array([role for _, _, role in said], dtype=np.str_),
        may_quote=np.array([comment.may_quote for _, comment, _ in said], dtype=np.bool_),
        grouped=_grouped(texts, [(wave, comment.row) for wave, comment, _ in said], settings),
    )


def _grouped(texts: Sequence[str], writers: Sequence[Writer], settings: WaveSettings) -> Grouped:
    if not texts:
        return Grouped(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.str_), [])
    model = ThemeModel(random_state=settings.random_state).fit(texts)
    reason = np.array([str(each) for each in model.reasons_], dtype=np.str_)
    if int((~np.isin(reason, SAID_NOTHING)).sum()) < FEWEST_COMMENTS:
        return Grouped(np.full(len(texts), -1), np.where(reason == SetAside.UNCLEAR.value, "", reason), [])
    labels = model.clear_labels_.astype(np.int64)
    return Grouped(labels, reason, _names(texts, writers, labels, settings.minimums.score))


def _names(
    texts: Sequence[str], writers: Sequence[Writer], labels: NDArray[np.int64], fewest: int
) -> list[tuple[str, tuple[str, ...]]]:
    """Name each theme by phrases that at least `fewest` people wrote: all that one person says of it counts once."""
    said: dict[tuple[int, Writer], list[str]] = {}
    for text, writer, label in zip(texts, writers, labels.tolist(), strict=True):
        said.setdefault((label, writer), []).append(text)
    joined = ["\n".join(sorted(parts)) for parts in said.values()]
    themes = np.array([label for label, _ in said], dtype=np.int64)
    found = name_themes(joined, themes, int(labels.max()) + 1, fewest)
    return [(name.label, name.terms) for name in found]
