"""All that can be said about a file of comments: their themes, how large these are in each group, how sure they are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.errors import AnalysisError
from analysis.text.described_themes import ThemeFound, describe_themes
from analysis.text.ensemble import MEMBERS
from analysis.text.group_differences import word_contrasts
from analysis.text.grouping import Grouped, Grouping
from analysis.text.levels import chosen_levels, nested_themes
from analysis.text.masking import mask_comments
from analysis.text.normalise import readable_text
from analysis.text.reading import SetAside
from analysis.text.shares import MINIMUM, Share
from analysis.text.themes import SAYS_NOTHING, Number, ThemeModel
from analysis.text.word_contrast import WordContrasts

FEWEST: Final = 30
"""Comments that say something from which on themes are looked for where no number is asked for."""
TOO_FEW: Final = "too_few_comments"
"""The reason of comments that stand in no theme since there are fewer than 30 of them."""
TOLD_EVERY: Final = 1_000
"""Comments between two words of how far reading is."""
STEPS: Final = ("Reading", "Finding themes", "Checking how sure")

NO_GROUPING: Final = Grouping()

Tell: TypeAlias = Callable[[str, float], None]
"""Called now and then with the step that is being done, and the share of all the work that is done, 0 to 1."""


@dataclass(frozen=True)
class Assignments:
    """Where each comment belongs, n of them in the order of the file.

    theme_ids: (n,) its theme on the chosen level, 0 for no clear one. nearest: (n,) the same, unclear ones too; 0 where
    nothing is said. confidence: (n,) 0..1 by rank. reasons: (n,) why it has no clear theme. languages: (n,) ISO codes.
    by_level: for each level the theme, (n,), 0 for no clear one.
    """

    theme_ids: NDArray[np.int64]
    nearest: NDArray[np.int64]
    confidence: NDArray[np.float64]
    reasons: NDArray[np.str_]
    languages: NDArray[np.str_]
    by_level: dict[int, NDArray[np.int64]] = field(default_factory=dict)


@dataclass(frozen=True)
class Overview:
    """What a file's comments are about.

    rows: all of them. base: those that say something. set_aside: how many by reason. repeated: kept comments that only
    repeat another. languages: comments by ISO code. level: the chosen number of themes. levels: all that the tree was
    cut at. groups, periods: comments of the base in each. themes: those of every level, the largest first. words: those
    that set groups apart. repetitions: in so many a theme was looked for again.
    """

    rows: int
    base: int
    set_aside: dict[str, int]
    repeated: int
    languages: dict[str, int]
    level: int
    levels: tuple[int, ...]
    groups: tuple[Share, ...]
    periods: tuple[Share, ...]
    themes: tuple[ThemeFound, ...]
    words: tuple[WordContrasts, ...]
    assignments: Assignments
    minimum: int = MINIMUM
    repetitions: int = MEMBERS

    def themes_at(self, level: int) -> list[ThemeFound]:
        """The themes of one level, the largest first."""
        return sorted((theme for theme in self.themes if level in theme.ranks), key=lambda theme: theme.ranks[level])


def overview_of(
    comments: Sequence[str],
    *,
    groups: Grouping = NO_GROUPING,
    periods: Grouping = NO_GROUPING,
    n_themes: Number = "auto",
    random_state: int = 0,
    on_progress: Tell = lambda _step, _done: None,
) -> Overview:
    """Find and describe the themes of n comments, masked first; `groups` and `periods` hold n values or none.

    Of fewer than 30 that say something no theme is told, unless a number is asked for.

    Raises:
        AnalysisError: more themes are asked for than there are comments to group.
    """
    masked = mask_comments(_read(comments, lambda done: on_progress(STEPS[0], 0.1 * done)))
    model = ThemeModel(n_themes, random_state).fit(
        masked, on_progress=lambda done: on_progress(STEPS[1], 0.1 + 0.65 * done)
    )
    _check_number(model)
    base = ~np.isin(model.reasons_, SAYS_NOTHING)
    enough = n_themes != "auto" or int(base.sum()) >= FEWEST
    levels = chosen_levels(model.merge_tree_.numbers, model.n_themes_, int((model.clear_labels_ >= 0).sum()))
    by_group, by_period = Grouped.of(groups, base), Grouped.of(periods, base)
    themes = describe_themes(
        masked,
        model,
        nested_themes(model.merge_tree_, levels if enough else ()),
        by_group,
        by_period,
        lambda done: on_progress(STEPS[2], 0.75 + 0.2 * done),
    )
    assignments = (
        _assignments(model, levels) if themes else _in_no_theme(model, SetAside.UNCLEAR if enough else TOO_FEW)
    )
    return Overview(
        rows=len(comments),
        base=by_group.base,
        set_aside={reason: int((assignments.reasons == reason).sum()) for reason in (*filter(None, SetAside), TOO_FEW)},
        repeated=model.repeats_,
        languages=_counted(model.languages_[base]),
        level=model.n_themes_,
        levels=levels if themes else (),
        groups=by_group.groups(),
        periods=by_period.groups(),
        themes=themes,
        words=tuple(word_contrasts(masked, by_group, model.languages_.tolist())),
        assignments=assignments,
    )


def _read(comments: Sequence[str], tell: Callable[[float], None]) -> Iterator[str]:
    """Each comment as it reads, and now and then how far that is."""
    for number, comment in enumerate(comments):
        if number % TOLD_EVERY == 0:
            tell(number / len(comments))
        yield readable_text(comment)


def _counted(languages: NDArray[np.str_]) -> dict[str, int]:
    codes, counts = np.unique(languages, return_counts=True)
    return {str(code): int(count) for code, count in zip(codes, counts, strict=True)}


def _check_number(model: ThemeModel) -> None:
    usable = int(np.isin(model.reasons_, (SetAside.KEPT, SetAside.UNCLEAR)).sum()) - model.repeats_
    if model.n_themes != "auto" and model.n_themes > usable:
        few = f"only {usable} of {len(model.labels_)} comments can be grouped"
        message = f"You ask for {model.n_themes} themes, but {few}. Ask for fewer, or leave the number out."
        raise AnalysisError(message)


def _in_no_theme(model: ThemeModel, reason: str) -> Assignments:
    """Every comment without a theme, for the same `reason` where nothing else is in the way."""
    none = np.zeros(len(model.labels_), dtype=np.int64)
    in_the_way = np.isin(model.reasons_, (SetAside.KEPT, SetAside.UNCLEAR), invert=True)
    reasons = np.where(in_the_way, model.reasons_, reason)
    return Assignments(none, none, np.zeros(len(none)), reasons, model.languages_)


def _assignments(model: ThemeModel, levels: Sequence[int]) -> Assignments:
    clear = model.clear_labels_ >= 0
    return Assignments(
        theme_ids=model.clear_labels_ + 1,
        nearest=model.labels_ + 1,
        confidence=model.confidence_,
        reasons=model.reasons_,
        languages=model.languages_,
        by_level={level: np.where(clear, model.merge_tree_.labels(level), -1) + 1 for level in levels},
    )
