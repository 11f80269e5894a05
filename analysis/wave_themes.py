"""What people wrote: themes of all waves in one fit, for the report by role, and for the lead's board."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.board_themes import BoardThemes
from analysis.instruments import questions_of
from analysis.role_themes import RoleThemes
from analysis.tables import Role, WaveSettings, WaveTable
from analysis.text.history import fit_waves
from analysis.text.reading import Progress, SetAside
from analysis.text.theme_memory import ThemePlacing
from analysis.theme_board import ThemeBoard
from analysis.theme_counts import ThemeCounts
from analysis.theme_plan import Leaves
from analysis.theme_results import ThemesOfRole
from analysis.wording import ORDER
from analysis.written import read_written

BY_THE_LEAD = "set_aside_by_lead"


@dataclass(frozen=True)
class ThemeReading:
    """What one fit gives.

    shown, set_aside: the report's themes by role, and how many comments are in none, by reason. placing: private.
    """

    shown: tuple[ThemesOfRole, ...]
    set_aside: Mapping[str, int]
    board: ThemeBoard
    placing: ThemePlacing


def read_themes(table: WaveTable, settings: WaveSettings, on_progress: Progress | None = None) -> ThemeReading:
    """Read the comments of a wave together with those of all earlier ones; any order of them reads alike."""
    written = read_written(table, settings)
    history = fit_waves(
        written.texts, written.keys, settings.memory, random_state=settings.random_state, on_progress=on_progress
    )
    counts = ThemeCounts(written, history, settings.memory, settings.minimums)
    asked = tuple(role for role in ORDER if _was_asked(table, role))
    pages = RoleThemes(counts, asked, settings.random_state)
    set_aside = _set_aside(counts, pages)
    return ThemeReading(
        shown=tuple(pages.roles.values()),
        set_aside=set_aside,
        board=BoardThemes(pages, settings.handle_secret, set_aside).board(),
        placing=replace(history.placing(written.keys), usual=counts.usual),
    )


def _was_asked(table: WaveTable, role: str) -> bool:
    return any(question.get("kind") == "open" for question in questions_of(table.instrument, role))


def _set_aside(counts: ThemeCounts, pages: RoleThemes) -> dict[str, int]:
    """How many comments of this wave are in no theme, by reason.

    Comments in a few small themes count as unclear: as a number of their own they would be people made out.
    """
    written, history, enough = counts.written, counts.history, counts.minimums.comments
    rows = np.flatnonzero(written.wave == written.now)
    found = Counter(str(reason) for reason in history.reason[rows] if reason)
    aside = int(np.isin(history.theme[rows], sorted(counts.aside)).sum())
    small = len(rows) - aside - sum(found.values()) - sum(len(_in_shown(counts, pages, role)) for role in pages.levels)
    hidden = sum(count for count in (aside, small) if count < enough) if history.themes else 0
    found[SetAside.UNCLEAR.value] += hidden
    if aside >= enough:
        found[BY_THE_LEAD] = aside
    return {reason: count for reason, count in sorted(found.items()) if count}


def _in_shown(counts: ThemeCounts, pages: RoleThemes, role: Role) -> NDArray[np.intp]:
    """The rows of this wave's comments that are in a theme shown for their role."""
    leaves = sorted(Leaves().union(*pages.shown[role]))
    written = counts.written
    now = (written.wave == written.now) & (written.role == role)
    return np.flatnonzero(now & np.isin(counts.history.cut.leaf, leaves))
