"""The themes of every level as a reader sees them: names, words, quotes, shares by group and period, how sure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.codebook import TagOfTheme, tag_theme
from analysis.text.group_differences import Difference, group_differences
from analysis.text.grouping import Grouped
from analysis.text.levels import NestedTheme
from analysis.text.nested_shares import NestedCounts, nested_shares
from analysis.text.quotes import pick_quotes
from analysis.text.reading import Progress
from analysis.text.second_themes import second_themes
from analysis.text.sentiment import Sentiment, theme_sentiment
from analysis.text.shares import MINIMUM, Share, direction, share_of
from analysis.text.themes import Theme, ThemeModel

QUOTES: Final = 3
CLEAREST: Final = 60
"""Comments of a theme that quotes are picked from, the clearest first."""
TAGGED: Final = 20
"""Comments of a theme that its construct is told from, the clearest first."""
CODEBOOK_LANGUAGE: Final = "en"
NO_TAG: Final = TagOfTheme("", "", 0.0)


@dataclass(frozen=True)
class ThemeFound:
    """One theme of a file.

    id: its place among all themes of all levels, 1 for the largest. ranks: by level its place there, 0 for the largest.
    parent: the id of the theme it is part of on the next broader level, 0 for none. share: of all comments that say
    something. stability: how often it was found again, 0..1. confidence: the mean of its comments. quotes: masked.
    also: for each quote the theme of the suggested level that it is plainly about too, "" for most. difference:
    between the groups. direction: over the periods, "" if unknown. construct, skill_tag: of the codebook,
    for themes of the suggested level, "" where none is near.
    """

    id: int
    ranks: dict[int, int]
    parent: int
    label: str
    terms: tuple[str, ...]
    n: int
    share: Share
    stability: float
    confidence: float
    language: str
    quotes: tuple[str, ...]
    also: tuple[str, ...]
    by_group: tuple[Share, ...]
    difference: Difference | None
    by_period: tuple[Share, ...]
    direction: str
    tone: Sentiment | None
    construct: str
    skill_tag: str


def describe_themes(
    comments: Sequence[str],
    model: ThemeModel,
    nested: Sequence[NestedTheme],
    groups: Grouped,
    periods: Grouped,
    on_progress: Progress,
) -> tuple[ThemeFound, ...]:
    """Every theme of every level, in the order of `nested`; comments, groups and periods have the rows of the model."""
    drafts = _named(model, nested, lambda done: on_progress(0.4 * done))
    picked = _Picked(comments, model, nested, drafts)
    quotes = picked.quotes(lambda done: on_progress(0.4 + 0.4 * done))
    also = picked.second_names({row for rows in quotes for row in rows})
    counts = _counts(groups, nested, model)
    totals = np.array([draft.size for draft in drafts], dtype=np.int64)
    parents = np.array([theme.parent for theme in nested], dtype=np.int64)
    shares = nested_shares(NestedCounts(counts, totals, parents, groups.sizes, groups.base), groups.names)
    differences = group_differences(nested, shares, counts, model.n_themes_)
    by_period = _shares_of_periods(periods, _counts(periods, nested, model))
    tones = theme_sentiment(comments, model.clear_labels_, model.n_themes_, model.languages_.tolist())
    found = []
    for place, (theme, draft) in enumerate(zip(nested, drafts, strict=True)):
        tag = picked.tag(place)
        on_progress(0.8 + 0.2 * (place + 1) / len(nested))
        found.append(
            ThemeFound(
                id=place + 1,
                ranks=theme.ranks,
                parent=theme.parent + 1,
                label=draft.label,
                terms=draft.terms,
                n=draft.size,
                share=share_of("", draft.size, groups.base),
                stability=draft.stability,
                confidence=picked.confidence(place),
                language=draft.language,
                quotes=tuple(comments[row] for row in quotes[place]),
                also=tuple(also[row] for row in quotes[place]),
                by_group=shares[place],
                difference=differences[place],
                by_period=by_period[place],
                direction=direction(by_period[place]),
                tone=tones[theme.ranks[model.n_themes_]] if model.n_themes_ in theme.ranks else None,
                construct=tag.construct,
                skill_tag=tag.skill_tag,
            )
        )
    return tuple(found)


def _named(model: ThemeModel, nested: Sequence[NestedTheme], tell: Progress) -> list[Theme]:
    """Each theme as it is called on the level nearest to the suggested one."""
    numbers = sorted({number for theme in nested for number in theme.ranks})
    at: dict[int, list[Theme]] = {}
    for done, number in enumerate(numbers):
        at[number] = model.themes_ if number == model.n_themes_ else model.themes_at(number)
        tell((done + 1) / len(numbers))
    homes = [theme.nearest_level(model.n_themes_) for theme in nested]
    return [at[home][theme.ranks[home]] for home, theme in zip(homes, nested, strict=True)]


@dataclass(frozen=True)
class _Picked:
    """The clearest comments of each theme, and what they tell about it."""

    comments: Sequence[str]
    model: ThemeModel
    nested: Sequence[NestedTheme]
    drafts: Sequence[Theme]

    def clear(self, place: int) -> NDArray[np.int64]:
        """The rows that are clearly about a theme, the clearest first."""
        members = self.drafts[place].members
        return np.asarray(members[self.model.clear_labels_[members] >= 0], dtype=np.int64)

    def confidence(self, place: int) -> float:
        """The mean confidence of a theme's comments, 0..1."""
        rows = self.clear(place)
        return float(self.model.confidence_[rows].mean()) if len(rows) else 0.0

    def tag(self, place: int) -> TagOfTheme:
        """The construct that a theme of the suggested level is nearest to."""
        draft = self.drafts[place]
        if self.model.n_themes_ not in self.nested[place].ranks or draft.language != CODEBOOK_LANGUAGE:
            return NO_TAG
        return tag_theme([self.comments[row] for row in self.clear(place)[:TAGGED]], draft.terms)

    def quotes(self, tell: Progress) -> list[tuple[int, ...]]:
        """Rows of typical comments of each theme; of one with parts the first of theirs, the largest part's first."""
        quotes: list[tuple[int, ...]] = [()] * len(self.nested)
        for done, place in enumerate(sorted(range(len(self.nested)), key=lambda each: len(self.nested[each].leaves))):
            parts = [other for other, theme in enumerate(self.nested) if theme.parent == place]
            theirs = [quote for pick in range(QUOTES) for part in parts for quote in quotes[part][pick : pick + 1]]
            quotes[place] = tuple(theirs[:QUOTES] or self._own(place))
            tell((done + 1) / len(self.nested))
        return quotes

    def _own(self, place: int) -> list[int]:
        """Rows of typical comments among the clearest; none of a theme of fewer than ten."""
        draft, rows = self.drafts[place], self.clear(place)[:CLEAREST].tolist()
        if draft.size < MINIMUM:
            return []
        texts = [self.comments[row] for row in rows]
        return [rows[pick] for pick in pick_quotes(texts, QUOTES, draft.terms, draft.language)]

    def second_names(self, rows: Collection[int]) -> dict[int, str]:
        """What the second theme of each of some comments is called, "" where it has none."""
        wanted = sorted(rows)
        found = second_themes(self.model, [self.comments[row] for row in wanted], self.model.labels_[wanted])
        names = [*(theme.label for theme in self.model.themes_), ""]
        return {row: names[theme] for row, theme in zip(wanted, found.tolist(), strict=True)}


def _counts(grouped: Grouped, nested: Sequence[NestedTheme], model: ThemeModel) -> NDArray[np.int64]:
    """How many comments each group has in each theme, (themes, groups)."""
    leaves = np.where(model.clear_labels_ >= 0, model.merge_tree_.finest, -1)
    by_leaf = grouped.counts_by(leaves, len(model.merge_tree_.sizes))
    counts = [by_leaf[sorted(theme.leaves)].sum(axis=0) for theme in nested]
    return np.array(counts, dtype=np.int64).reshape(len(nested), len(grouped.names))


def _shares_of_periods(periods: Grouped, counts: NDArray[np.int64]) -> list[tuple[Share, ...]]:
    sizes = periods.sizes.tolist()
    return [
        tuple(share_of(name, count, of) for name, count, of in zip(periods.names, row, sizes, strict=True))
        for row in counts.tolist()
    ]
