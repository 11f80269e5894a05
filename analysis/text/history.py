"""One fit over all waves of a question family: themes that keep who they are, and that obey what a person confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.text.edits import NO_THEME
from analysis.text.first_fit import FirstFit, mark_of
from analysis.text.halves import halves_of
from analysis.text.identity import FOUND_AGAIN, Match, Overlap, match_themes
from analysis.text.reading import Progress, SetAside
from analysis.text.second_themes import second_themes
from analysis.text.theme_cut import Cut, cut_again, cut_tree
from analysis.text.theme_memory import Placed, ThemeMemory, ThemePlacing, fold
from analysis.text.themes import SAYS_NOTHING, ThemeModel

Ids: TypeAlias = NDArray[np.int64]

A_THEME_EACH: Final = 25
FEW: Final = 300
"""Up to so many comments there is at most one theme for every 25."""
FEWEST: Final = 30
"""Comments that say something, over all waves, below which nothing is grouped."""
SAID_NOTHING: Final = tuple(reason.value for reason in SAYS_NOTHING)
REFITS: Final = 2
LEFT_OUT: Final = 5
"""Of so many comments a refit leaves one out: it learns from 80 %."""


@dataclass(frozen=True)
class FoundTheme:
    """A theme over all waves: its lasting id, how it was matched, how stable it is (0..1), whether a person made it.

    tentative: of few comments, and refits do not agree on it.
    """

    match: Match
    stability: float
    tentative: bool
    confirmed: bool

    @property
    def id(self) -> int:
        """The lasting id."""
        return self.match.id


@dataclass(frozen=True)
class ThemeHistory:
    """The themes of n comments of all waves together.

    theme: (n,) place in `themes`, -1 for none. reason: (n,) why a comment has none, "" where it has one. confidence:
    (n,) 0..1. half: (n,) which half of its theme a comment is in, should it be split. language: (n,) ISO codes.
    cut: the levels of the tree. model: what they were fitted with, None without themes. first: `mark_of` the placing of
    the first fit of these comments, which this is, or was cut from.
    """

    themes: tuple[FoundTheme, ...]
    theme: Ids
    reason: NDArray[np.str_]
    confidence: NDArray[np.float64]
    half: Ids
    language: NDArray[np.str_]
    cut: Cut
    last_id: int
    model: ThemeModel | None = None
    first: str = ""

    def second(self, texts: Sequence[str], rows: Ids) -> Ids:
        """The place of the theme beside its own that each comment at `rows` is plainly about too, (rows,), -1 for most.

        texts: of all n comments. A theme of the model stands for that of the shown level with most of its comments.
        """
        if self.model is None or not len(rows):
            return np.full(len(rows), -1, dtype=np.int64)
        overlap = np.zeros((self.model.n_themes_, len(self.themes)), dtype=np.int64)
        both = (self.model.labels_ >= 0) & (self.theme >= 0)
        np.add.at(overlap, (self.model.labels_[both], self.theme[both]), 1)
        place = np.append(np.where(overlap.any(axis=1), overlap.argmax(axis=1), -1), -1)
        found = second_themes(self.model, [texts[row] for row in rows.tolist()], self.model.labels_[rows])
        return np.where(place[found] == self.theme[rows], -1, place[found])

    def placing(self, keys: Sequence[str]) -> ThemePlacing:
        """What the next fit needs to know of this one; `keys` are those of the comments, (n,)."""
        ids = [*(theme.id for theme in self.themes), NO_THEME]
        rows = zip(keys, self.theme.tolist(), self.confidence.tolist(), self.half.tolist(), strict=True)
        return ThemePlacing({key: Placed(ids[theme], sure, half) for key, theme, sure, half in rows}, self.last_id)


def fit_waves(
    texts: Sequence[str],
    keys: Sequence[str],
    memory: ThemeMemory | None = None,
    *,
    first: FirstFit | None = None,
    random_state: int = 0,
    on_progress: Progress | None = None,
) -> ThemeHistory:
    """Fit the comments of all waves together, n masked texts with their keys, and find earlier themes again.

    Comments that a person confirmed are in the theme they said. Fewer than 30 comments that say something give no
    themes; up to 300 give at most one for every 25, tentative where two refits on 80 % do not both find it again.

    first: how the first fit of the same comments began. It is made again, and its tree cut anew with the edits since:
    these change the themes that they are about and no others, and undoing them gives the same themes again. Where
    there is none, or it comes out otherwise, as after an upgrade, `memory` is what a new first fit begins from.
    """
    if first:
        found = _first_fit(texts, keys, first.memory, random_state, on_progress)
        if found.first == first.found:
            return _after_edits(found, first, texts, keys, random_state)
    return _first_fit(texts, keys, memory or ThemeMemory(), random_state, on_progress)


def _first_fit(
    texts: Sequence[str], keys: Sequence[str], memory: ThemeMemory, random_state: int, on_progress: Progress | None
) -> ThemeHistory:
    seeds = [memory.confirmed.get(key, -1) for key in keys]
    model = ThemeModel(random_state=random_state).fit(
        texts, confirmed=np.where(np.isin(seeds, _made(memory)), seeds, -1).tolist(), on_progress=on_progress
    )
    fitted = _Fitted(texts, keys, memory, model, random_state)
    history = fitted.history() if fitted.n >= FEWEST else _no_themes(fitted.reason, memory.last_id)
    return replace(history, first=mark_of(history.placing(keys)))


def _after_edits(
    found: ThemeHistory, first: FirstFit, texts: Sequence[str], keys: Sequence[str], random_state: int
) -> ThemeHistory:
    if found.model is None:
        return found
    for edits in first.steps():
        memory = fold(edits, found.placing(keys))
        found = _Fitted(texts, keys, memory, found.model, random_state).cut_again(found)
    return found


def _made(memory: ThemeMemory) -> list[int]:
    """The themes that a person confirmed comments of.

    A theme that only has comments moved into it is found by its other comments, and gets these afterwards.
    """
    return sorted({theme for key, theme in memory.confirmed.items() if key not in memory.moved})


def _no_themes(reason: NDArray[np.str_], last_id: int) -> ThemeHistory:
    n, nothing = len(reason), np.empty(0, dtype=np.int64)
    cut = Cut(np.full(n, -1), {0: nothing}, 0, 0, nothing, np.empty(0))
    none, zeros = np.full(n, -1), np.zeros(n)
    reason = np.where(reason == SetAside.UNCLEAR.value, SetAside.KEPT.value, reason)
    return ThemeHistory((), none, reason, zeros, none + 1, np.full(n, ""), cut, last_id)


@dataclass(frozen=True)
class _Fitted:
    """A fit, before its themes have their lasting ids."""

    texts: Sequence[str]
    keys: Sequence[str]
    memory: ThemeMemory
    model: ThemeModel
    random_state: int

    @cached_property
    def reason(self) -> NDArray[np.str_]:
        """Why each comment has no theme as far as the fit goes, (n,)."""
        return np.array([str(each) for each in self.model.reasons_], dtype="U16")

    @cached_property
    def n(self) -> int:
        """How many comments say something."""
        return int((~np.isin(self.reason, SAID_NOTHING)).sum())

    @cached_property
    def held(self) -> NDArray[np.bool_]:
        """Which comments a person confirmed, (n,)."""
        return np.array([key in self.memory.confirmed for key in self.keys], dtype=np.bool_)

    @cached_property
    def clear(self) -> NDArray[np.bool_]:
        """Which comments belong to a theme clearly enough, (n,)."""
        kept: NDArray[np.bool_] = self.reason == SetAside.KEPT.value
        return kept | self.held

    @cached_property
    def cut_by(self) -> NDArray[np.bool_]:
        """Which comments the tree is cut by, (n,): one that was moved by itself is no theme where it came from."""
        return self.clear & np.array([key not in self.memory.moved for key in self.keys], dtype=np.bool_)

    @cached_property
    def old(self) -> Ids:
        """The theme of each comment before, with what the lead did since, (n,)."""
        return np.array([self.memory.theme_of(key) for key in self.keys], dtype=np.int64)

    def history(self) -> ThemeHistory:
        """The themes of a first fit."""
        most = max(self.n // A_THEME_EACH, 1) if self.n <= FEW else self.n
        found = self._of(cut_tree(self.model, self.cut_by, self.old, most=most, wanted=self.memory.number))
        return self._judged(found, range(len(found.themes)))

    def cut_again(self, before: ThemeHistory) -> ThemeHistory:
        """The themes of the same fit after more edits than `before` knew; one of the same comments is left alone."""
        of_tree, number = before.cut.of_tree, self.memory.number
        cut = cut_again(self.model, self.cut_by, self.old, _made(self.memory), suggested=of_tree, wanted=number)
        after = replace(self._of(cut), first=before.first)
        were = {theme.id: (theme, before.theme == place) for place, theme in enumerate(before.themes)}
        same = {
            place: were[theme.id][0]
            for place, theme in enumerate(after.themes)
            if theme.id in were and np.array_equal(were[theme.id][1], after.theme == place)
        }
        themes = [_left_alone(same[place], now) if place in same else now for place, now in enumerate(after.themes)]
        return self._judged(replace(after, themes=tuple(themes)), [at for at in range(len(themes)) if at not in same])

    def _of(self, cut: Cut) -> ThemeHistory:
        themes = int(cut.levels[cut.number].max(initial=-1)) + 1
        matches = match_themes(self.old, cut.theme, themes, fixed=cut.confirmed, last_id=self.memory.last_id)
        theme, cut, matches = self._obeyed(cut, matches)
        return ThemeHistory(
            themes=tuple(_found(match, cut, place) for place, match in enumerate(matches)),
            theme=theme,
            reason=np.where(theme >= 0, SetAside.KEPT.value, np.where(self.clear, SetAside.UNCLEAR.value, self.reason)),
            confidence=np.where(self.held, 1.0, self.model.confidence_),
            half=halves_of(self.texts, theme, cut.leaf, cut.levels),
            language=self.model.languages_,
            cut=cut,
            last_id=max([self.memory.last_id, *(match.id for match in matches)]),
            model=self.model,
        )

    def _judged(self, history: ThemeHistory, places: Sequence[int]) -> ThemeHistory:
        """The same with those at `places` tentative that nobody confirmed and, of few comments, refits do not find."""
        found = [place for place in places if not history.themes[place].confirmed]
        if self.n > FEW or not found:
            return history
        again = self._found_again(history.theme, len(history.themes))
        themes = [
            replace(theme, tentative=not again[place]) if place in found else theme
            for place, theme in enumerate(history.themes)
        ]
        return replace(history, themes=tuple(themes))

    def _obeyed(self, cut: Cut, matches: list[Match]) -> tuple[Ids, Cut, list[Match]]:
        """Themes in which every confirmed comment is where a person put it; a theme that is gone comes back for it."""
        theme, place = cut.theme, {match.id: at for at, match in enumerate(matches)}
        for row in self._in_order(np.flatnonzero(self.held)):
            known = self.memory.confirmed[self.keys[row]]
            if known not in place:
                place[known], cut = len(matches), cut.with_one_more()
                matches = [*matches, Match(known, "kept", (known,))]
            if theme[row] != place[known]:
                theme[row], cut.leaf[row] = place[known], cut.largest_leaf(place[known])
        return theme, cut, matches

    def _found_again(self, theme: Ids, themes: int) -> NDArray[np.bool_]:
        """Whether each theme comes back in two fits on 80 % of the comments, (themes,)."""
        rows = self._in_order(np.flatnonzero(theme >= 0))
        again = np.ones(themes, dtype=np.bool_)
        for refit in range(REFITS):
            drawn = rows[np.arange(len(rows)) % LEFT_OUT != refit]
            model = ThemeModel(max(themes, 1), self.random_state + refit + 1)
            overlap = Overlap.of(
                theme[drawn] + 1, model.fit([self.texts[row] for row in drawn]).labels_, model.n_themes_
            )
            best = dict(zip(overlap.old, overlap.jaccard.max(axis=1, initial=0.0), strict=True))
            again &= np.array([best.get(each + 1, 0.0) >= FOUND_AGAIN for each in range(themes)])
        return again

    def _in_order(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Rows in an order of what they say, so that the order of the comments does not matter."""
        return np.array(sorted(rows.tolist(), key=lambda row: (self.texts[row], self.keys[row])), dtype=np.intp)


def _found(match: Match, cut: Cut, place: int) -> FoundTheme:
    leaves = cut.levels[cut.number] == place
    confirmed = bool((cut.whole[leaves] >= 0).any())
    return FoundTheme(match, float(cut.stability[leaves].mean()), tentative=False, confirmed=confirmed)


def _left_alone(before: FoundTheme, now: FoundTheme) -> FoundTheme:
    """A theme whose comments no edit has changed: what was said of it stands, but for who made it."""
    return replace(before, tentative=before.tentative and not now.confirmed, confirmed=now.confirmed)
