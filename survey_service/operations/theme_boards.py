"""The board of a survey's themes: stored by a fit, found by the page. A private placing stays beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from survey_service.models import Survey, ThemeBoard, ThemePlacing, Wave
from survey_service.operations.sealed_answers import readable
from survey_service.operations.theme_runs import queue_theme_run


@dataclass(frozen=True)
class BoardBefore:
    """What a fit began from: the board's id (0 for none) and how many changes by program leads it knows of."""

    board_id: int
    changes: int


@dataclass(frozen=True)
class NewBoard:
    """What a fit leaves: the board's snapshot, the private placing, and the secret of the board's handles."""

    snapshot: Mapping[str, Any]
    placing: Mapping[str, Any]
    handle_secret: bytes


def newest_board(session: Session, survey: Survey) -> ThemeBoard | None:
    """The last board made of a survey, or None."""
    boards = select(ThemeBoard).where(ThemeBoard.survey_id == survey.id).order_by(ThemeBoard.id.desc())
    return session.scalar(boards.limit(1))


def newest_closed_wave(session: Session, survey: Survey) -> Wave | None:
    """The closed wave that a survey's board is about, or None; one whose answers cannot be read has no themes."""
    closed = (Wave.survey_id == survey.id) & readable()
    return session.scalar(select(Wave).where(closed).order_by(Wave.opens_at.desc(), Wave.id.desc()).limit(1))


def next_closing(session: Session, survey: Survey) -> datetime | None:
    """When the next wave of a survey closes, or None where none is open or planned."""
    coming = (Wave.survey_id == survey.id) & Wave.state.in_(("open", "planned"))
    return session.scalar(select(Wave.closes_at).where(coming).order_by(Wave.closes_at).limit(1))


def store_board(session: Session, wave: Wave, new: NewBoard, before: BoardBefore, *, now: datetime) -> bool:
    """Put a board and its placing in the place of the last ones; False where there is a board of a later wave.

    Where another fit was stored meanwhile, or that later board does not know this wave, as of one that was brought in
    from a file, nothing is stored and a new fit is queued.
    """
    last = newest_board(session, wave.survey)
    if last and last.wave.opens_at > wave.opens_at:
        if wave.name not in last.snapshot["waves"]:
            queue_theme_run(session, wave.survey_id, now=now)
        return False
    if (last.id if last else 0) != before.board_id:
        queue_theme_run(session, wave.survey_id, now=now)
        return False
    board = ThemeBoard(
        survey_id=wave.survey_id,
        wave_id=wave.id,
        changes=before.changes,
        snapshot=dict(new.snapshot),
        created_at=now,
    )
    session.add(board)
    session.flush()
    session.execute(delete(ThemeBoard).where(ThemeBoard.survey_id == wave.survey_id, ThemeBoard.id != board.id))
    store_placing(session, wave.survey_id, new)
    return True


def store_placing(session: Session, survey_id: int, new: NewBoard) -> None:
    """Keep where the fit put which comment, in the place of what the fit before it said."""
    found = session.get(ThemePlacing, survey_id)
    if found is None:
        found = ThemePlacing(survey_id=survey_id)
        session.add(found)
    found.content, found.handle_secret = dict(new.placing), new.handle_secret
    session.flush()
