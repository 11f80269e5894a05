"""What people wrote: themes of all waves in one fit, for the report by role, and for the lead's board."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from analysis.board_themes import BoardThemes
from analysis.disclosure.rules import comments_allowed
from analysis.instruments import questions_of
from analysis.role_themes import RoleThemes
from analysis.tables import Role, WaveSettings, WaveTable
from analysis.text.history import fit_waves
from analysis.text.reading import Progress, SetAside
from analysis.text.theme_memory import ThemePlacing
from analysis.theme_board import ThemeBoard
from analysis.theme_counts import ThemeCounts
from analysis.theme_plan import Leaves
from analysis.theme_results import RoleWords, ThemesOfRole
from analysis.theme_words import role_words
from analysis.wording import ORDER
from analysis.written import Ids, read_written

BY_THE_LEAD: Final = "set_aside_by_lead"
WITH_THEMES: Final = (SetAside.UNCLEAR.value, BY_THE_LEAD)
"""Reasons that change with the themes; the others are what a comment says."""


@dataclass(frozen=True)
class ThemeReading:
    """What one fit gives.

    shown, set_aside: the report's themes by role, and how many comments are in none, by reason. set_aside_few: reasons
    of fewer than ten. words: those that set roles apart. placing: private. first: which first fit of these comments the
    themes come from (`analysis.text.first_fit.mark_of`).
    """

    shown: tuple[ThemesOfRole, ...]
    set_aside: Mapping[str, int]
    board: ThemeBoard
    placing: ThemePlacing
    words: tuple[RoleWords, ...] = ()
    set_aside_few: tuple[str, ...] = ()
    first: str = ""


def read_themes(table: WaveTable, settings: WaveSettings, on_progress: Progress | None = None) -> ThemeReading:
    """Read the comments of a wave together with those of all earlier ones; any order of them reads alike."""
    written = read_written(table, settings)
    history = fit_waves(
        written.texts,
        written.keys,
        settings.memory,
        first=settings.first_fit,
        random_state=settings.random_state,
        on_progress=on_progress,
    )
    counts = ThemeCounts(written, history, settings.memory, settings.minimums)
    asked = tuple(role for role in ORDER if _was_asked(table, role))
    pages = RoleThemes(counts, asked, settings.random_state)
    (set_aside, few), words = counted_aside(counts, pages), role_words(counts, asked)
    board = BoardThemes(pages, settings.handle_secret, set_aside).board()
    return ThemeReading(
        shown=tuple(pages.roles.values()),
        set_aside=set_aside,
        board=replace(board, words=words, set_aside_few=few),
        placing=replace(history.placing(written.keys), usual=counts.usual, told=counts.told),
        words=words,
        set_aside_few=few,
        first=history.first,
    )


def _was_asked(table: WaveTable, role: str) -> bool:
    return any(question.get("kind") == "open" for question in questions_of(table.instrument, role))


def counted_aside(counts: ThemeCounts, pages: RoleThemes) -> tuple[dict[str, int], tuple[str, ...]]:
    """How many comments of this wave are in no theme, by reason, and the reasons of fewer than may be told.

    Of the roles of which enough people wrote. Comments in themes that their role is not shown count as unclear, also
    when the lead sets such a theme aside: as a number of their own, or one that an edit adds, they would be people made
    out. What changes with themes is told in steps as wide as the minimum, and without the comments that somebody moved:
    exactly, it would tell what a fit, or one move, changed for whom.
    """
    history = counts.history
    rows = _rows_now(counts, _enough_wrote(counts, pages))
    found = Counter(str(reason) for reason in history.reason[rows] if reason)
    in_a_theme = int((history.theme[rows] >= 0).sum())
    shown = sum(_comments_in(counts, role, pages.shown[role]) for role in pages.levels)
    aside = sum(_comments_in(counts, role, _aside_exactly(counts, role)) for role in pages.asked)
    found[SetAside.UNCLEAR.value] += in_a_theme - shown - aside
    found[BY_THE_LEAD] = aside
    least = counts.minimums.comments
    few = tuple(sorted(reason for reason, count in found.items() if 0 < count < least))
    for reason in WITH_THEMES:
        found[reason] -= found[reason] % least
    return {reason: count for reason, count in sorted(found.items()) if count >= least}, few


def _rows_now(counts: ThemeCounts, roles: Sequence[Role]) -> Ids:
    """This wave's comments of some roles, without those that somebody moved."""
    written = counts.written
    rows = np.flatnonzero((written.wave == written.now) & np.isin(written.role, roles)).tolist()
    return np.array([row for row in rows if written.keys[row] not in counts.memory.moved], dtype=np.int64)


def _enough_wrote(counts: ThemeCounts, pages: RoleThemes) -> list[Role]:
    sides = {role: len(counts.plans[role, counts.written.now].counted.everyone) for role in pages.asked}
    return [role for role, people in sides.items() if comments_allowed(people, counts.minimums)]


def _aside_exactly(counts: ThemeCounts, role: Role) -> list[Leaves]:
    """The themes set aside of which the figure of a role is shown."""
    cells = counts.plans[role, counts.written.now].cells
    themes = (counts.themes[place] for place in sorted(counts.aside))
    return [theme for theme in themes if cells[theme].exactness == "exact"]


def _comments_in(counts: ThemeCounts, role: Role, themes: Sequence[Leaves]) -> int:
    """How many of this wave's comments of a role are in some of these themes."""
    rows = _rows_now(counts, [role])
    return int(np.isin(counts.history.cut.leaf[rows], sorted(Leaves().union(*themes))).sum())
