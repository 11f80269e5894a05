"""All that can be said about a file of comments: their themes, how large these are in each group, how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.errors import AnalysisError
from analysis.text.masking import mask_comments
from analysis.text.quotes import pick_quotes
from analysis.text.reading import Progress, SetAside
from analysis.text.shares import MINIMUM, Share, direction, share_of, shares_by_role
from analysis.text.stability import REFITS, times_found_again
from analysis.text.themes import Number, Theme, ThemeModel

QUOTES: Final = 3
SAID_NOTHING: Final = (SetAside.EMPTY, SetAside.NO_WORDS, SetAside.NOTHING_TO_ADD)
"""Reasons for which a comment says nothing at all; all others are the base of every share."""


@dataclass(frozen=True)
class Grouping:
    """A column that comments are grouped by: the group of each comment, "" for none, and the groups in their order."""

    values: Sequence[str] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThemeFound:
    """One theme of a file.

    id: 1 for the largest. share: of all comments that say something. repeats: in how many of the repetitions it came
    back. strength: the middle strength of its comments. quotes: masked. direction: over the periods, "" if unknown.
    """

    id: int
    label: str
    terms: tuple[str, ...]
    n: int
    share: Share
    repeats: int
    strength: float
    quotes: tuple[str, ...]
    by_role: tuple[Share, ...]
    by_period: tuple[Share, ...]
    direction: str


@dataclass(frozen=True)
class Overview:
    """What a file's comments are about.

    rows: all of them. base: those that say something. set_aside: how many by reason. repeated: kept comments that only
    repeat another. roles, periods: comments of the base in each group. theme_ids: (rows,), 0 for none. strengths:
    (rows,), 0 to 1.
    """

    rows: int
    base: int
    set_aside: dict[str, int]
    repeated: int
    refits: int
    minimum: int
    roles: tuple[Share, ...]
    periods: tuple[Share, ...]
    themes: tuple[ThemeFound, ...]
    theme_ids: NDArray[np.int64]
    strengths: NDArray[np.float64]


def overview_of(
    comments: Sequence[str],
    *,
    roles: Grouping = Grouping(),
    periods: Grouping = Grouping(),
    n_themes: Number = "auto",
    random_state: int = 0,
    on_progress: Progress = lambda _: None,
) -> Overview:
    """Find and describe the themes of n comments, masked first; `roles` and `periods` hold n values or none.

    Raises:
        AnalysisError: more themes are asked for than there are comments to group.
    """
    masked = mask_comments(comments)
    on_progress(0.1)
    model = ThemeModel(n_themes, random_state).fit(masked, on_progress=lambda done: on_progress(0.1 + 0.6 * done))
    _check_number(model)
    base = ~np.isin(model.reasons_, SAID_NOTHING)
    found = _Placed(masked, model, base, _Counted.of(roles, base), _Counted.of(periods, base))
    placed = np.flatnonzero(model.clear_labels_ >= 0)
    repeats = times_found_again(
        [masked[row] for row in placed],
        model.clear_labels_[placed],
        lambda done: on_progress(0.7 + 0.25 * done),
        random_state=random_state,
    )
    themes = tuple(found.describe(theme, number, int(repeats[number])) for number, theme in enumerate(model.themes_))
    on_progress(1.0)
    return Overview(
        rows=len(comments),
        base=int(base.sum()),
        set_aside={reason.value: int((model.reasons_ == reason).sum()) for reason in SetAside if reason},
        repeated=model.repeats_,
        refits=REFITS,
        minimum=MINIMUM,
        roles=found.roles.groups(),
        periods=found.periods.groups(),
        themes=themes,
        theme_ids=model.clear_labels_ + 1,
        strengths=model.confidence_,
    )


def _check_number(model: ThemeModel) -> None:
    usable = int(np.isin(model.reasons_, (SetAside.KEPT, SetAside.UNCLEAR)).sum()) - model.repeats_
    if model.n_themes != "auto" and model.n_themes > usable:
        rows = len(model.labels_)
        message = f"You ask for {model.n_themes} themes, but only {usable} of {rows} comments can be grouped."
        raise AnalysisError(f"{message} Ask for fewer, or leave the number out.")


@dataclass(frozen=True)
class _Counted:
    """A grouping over the base: (rows,) group number or -1, and how many comments each group has."""

    names: tuple[str, ...]
    numbers: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, grouping: Grouping, base: NDArray[np.bool_]) -> "_Counted":
        place = {name: number for number, name in enumerate(grouping.names)}
        numbers = np.full(len(base), -1)
        if grouping.names:
            numbers[:] = [place.get(value, -1) for value in grouping.values]
        numbers[~base] = -1
        return cls(grouping.names, numbers, np.bincount(numbers[numbers >= 0], minlength=len(grouping.names)))

    def counts(self, chosen: NDArray[np.bool_]) -> list[int]:
        numbers = self.numbers[chosen]
        counts: list[int] = np.bincount(numbers[numbers >= 0], minlength=len(self.names)).tolist()
        return counts

    def groups(self) -> tuple[Share, ...]:
        """Each group's own share of the base."""
        total = int(self.sizes.sum())
        return tuple(Share(name, total, int(size)) for name, size in zip(self.names, self.sizes, strict=True))


@dataclass(frozen=True)
class _Placed:
    """Comments with their themes, ready to be described."""

    comments: Sequence[str]
    model: ThemeModel
    base: NDArray[np.bool_]
    roles: _Counted
    periods: _Counted

    def describe(self, theme: Theme, number: int, repeats: int) -> ThemeFound:
        inside = self.model.clear_labels_ == number
        by_period = tuple(
            share_of(name, count, int(of))
            for name, count, of in zip(self.periods.names, self.periods.counts(inside), self.periods.sizes, strict=True)
        )
        return ThemeFound(
            id=number + 1,
            label=theme.label,
            terms=theme.terms,
            n=theme.size,
            share=share_of("", theme.size, int(self.base.sum())),
            repeats=repeats,
            strength=float(np.median(self.model.confidence_[inside])),
            quotes=self._quotes(inside, theme.size),
            by_role=shares_by_role(self.roles.counts(inside), self.roles.sizes.tolist(), self.roles.names),
            by_period=by_period,
            direction=direction(by_period),
        )

    def _quotes(self, inside: NDArray[np.bool_], size: int) -> tuple[str, ...]:
        """Typical comments of the clearer half; none from a theme of fewer than ten."""
        if size < MINIMUM:
            return ()
        strengths = self.model.confidence_
        clear = np.flatnonzero(inside & (strengths >= np.median(strengths[inside]))).tolist()
        texts = [self.comments[row] for row in clear]
        return tuple(texts[place] for place in pick_quotes(texts, QUOTES))
