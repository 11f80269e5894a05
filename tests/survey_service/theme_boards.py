"""Makers for the pages of themes: a closed wave with its board, and what a form of the page says."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.text.curation import Placed, ThemePlacing
from survey_service.models import ThemeBoard, ThemeEdit, ThemeRun, Wave
from survey_service.operations.theme_boards import NewBoard, store_placing
from tests.makers import NOW
from tests.survey_service.theme_board_sample import sample_board

SECRET = b"0123456789abcdef"
COMMENTS_A_THEME = 12


def key_of_comment(theme: int, place: int) -> str:
    """The private key of an invented comment."""
    return f"{theme:016x}{place:016x}:Q1"


def make_placing(themes: int = 6) -> ThemePlacing:
    """Twelve comments in each of the themes, half of them in either part."""
    placed = {
        key_of_comment(theme, place): Placed(theme, 0.9 - place / 100, place % 2)
        for theme in range(1, themes + 1)
        for place in range(COMMENTS_A_THEME)
    }
    return ThemePlacing(placed, last_id=themes)


def make_board(session: Session, wave: Wave, snapshot: dict[str, Any] | None = None) -> ThemeBoard:
    """The board of a closed wave, with the placing behind it."""
    board = ThemeBoard(
        survey_id=wave.survey_id,
        wave_id=wave.id,
        changes=0,
        snapshot=sample_board() if snapshot is None else snapshot,
        created_at=NOW,
    )
    session.add(board)
    session.flush()
    store_placing(session, wave.survey_id, NewBoard(board.snapshot, make_placing().to_json(), SECRET))
    return board


def form(**values: str | int) -> dict[str, str]:
    """A form of a page that knows of no change."""
    return {"page": "a page", "changes": "0", **{name: str(value) for name, value in values.items()}}


def edits(session: Session) -> list[tuple[str, bool]]:
    """The kinds of the stored edits, and whether each is undone."""
    session.rollback()
    rows = session.scalars(select(ThemeEdit).order_by(ThemeEdit.id)).all()
    return [(row.kind, row.undone_at is not None) for row in rows]


def waiting_runs(session: Session) -> int:
    """How many fits are queued."""
    session.rollback()
    return len(session.scalars(select(ThemeRun).where(ThemeRun.state == "waiting")).all())
