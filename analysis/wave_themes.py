"""What people wrote: themes of all waves in one fit, for the report by role, and for the lead's board."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
from analysis.written import read_written

BY_THE_LEAD = "set_aside_by_lead"


@dataclass(frozen=True)
class ThemeReading:
    """What one fit gives.

    shown, set_aside: the report's themes by role, and how many comments are in none, by reason. words: those that set
    roles apart. placing: private.
    """

    shown: tuple[ThemesOfRole, ...]
    set_aside: Mapping[str, int]
    board: ThemeBoard
    placing: ThemePlacing
    words: tuple[RoleWords, ...] = ()


def read_themes(table: WaveTable, settings: WaveSettings, on_progress: Progress | None = None) -> ThemeReading:
    """Read the comments of a wave together with those of all earlier ones; any order of them reads alike."""
    written = read_written(table, settings)
    history = fit_waves(
        written.texts, written.keys, settings.memory, random_state=settings.random_state, on_progress=on_progress
    )
    counts = ThemeCounts(written, history, settings.memory, settings.minimums)
    asked = tuple(role for role in ORDER if _was_asked(table, role))
    pages = RoleThemes(counts, asked, settings.random_state)
    set_aside, words = counted_aside(counts, pages), role_words(counts, asked)
    return ThemeReading(
        shown=tuple(pages.roles.values()),
        set_aside=set_aside,
        board=replace(BoardThemes(pages, settings.handle_secret, set_aside).board(), words=words),
        placing=replace(history.placing(written.keys), usual=counts.usual),
        words=words,
    )


def _was_asked(table: WaveTable, role: str) -> bool:
    return any(question.get("kind") == "open" for question in questions_of(table.instrument, role))


def counted_aside(counts: ThemeCounts, pages: RoleThemes) -> dict[str, int]:
    """How many comments of this wave are in no theme, by reason, of the roles of which enough people wrote.

    Comments in themes that their role is not shown count as unclear, also when the lead sets such a theme aside: as a
    number of their own, or one that an edit adds, they would be people made out. Beside a range, the unclear are told
    in steps as wide as it: exactly, they would be what is missing to its figure.
    """
    written, history = counts.written, counts.history
    rows = np.flatnonzero((written.wave == written.now) & np.isin(written.role, _enough_wrote(counts, pages)))
    found = Counter(str(reason) for reason in history.reason[rows] if reason)
    in_a_theme = int((history.theme[rows] >= 0).sum())
    shown = sum(_comments_in(counts, role, pages.shown[role]) for role in pages.levels)
    aside = sum(_comments_in(counts, role, _aside_exactly(counts, role)) for role in pages.asked)
    found[SetAside.UNCLEAR.value] += in_a_theme - shown - aside
    found[BY_THE_LEAD] = aside
    if _any_range(counts, pages):
        found[SetAside.UNCLEAR.value] -= found[SetAside.UNCLEAR.value] % counts.minimums.comments
    return {reason: count for reason, count in sorted(found.items()) if count}


def _enough_wrote(counts: ThemeCounts, pages: RoleThemes) -> list[Role]:
    sides = {role: len(counts.plans[role, counts.written.now].counted.everyone) for role in pages.asked}
    return [role for role, people in sides.items() if comments_allowed(people, counts.minimums)]


def _aside_exactly(counts: ThemeCounts, role: Role) -> list[Leaves]:
    """The themes set aside of which the figure of a role is shown."""
    cells = counts.plans[role, counts.written.now].cells
    themes = (counts.themes[place] for place in sorted(counts.aside))
    return [theme for theme in themes if cells[theme].exactness == "exact"]


def _any_range(counts: ThemeCounts, pages: RoleThemes) -> bool:
    now = counts.written.now
    return any(
        counts.plans[role, now].cells[theme].exactness == "range"
        for role in pages.levels
        for theme in pages.shown[role]
    )


def _comments_in(counts: ThemeCounts, role: Role, themes: Sequence[Leaves]) -> int:
    """How many of this wave's comments of a role are in some of these themes."""
    written = counts.written
    now = (written.wave == written.now) & (written.role == role)
    return int((now & np.isin(counts.history.cut.leaf, sorted(Leaves().union(*themes)))).sum())
