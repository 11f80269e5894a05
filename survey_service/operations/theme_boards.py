"""The board of a survey's themes: stored by a fit, found by the page. A private placing stays beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis.text.theme_memory import ThemePlacing as Placing
from analysis.text.told_figures import joined_figures
from survey_service.models import Survey, ThemeBoard, ThemePlacing, Wave
from survey_service.operations.sealed_answers import readable
from survey_service.operations.theme_runs import queue_theme_run

BEGAN = ("version", "last_id", "usual", "placed")
"""What a wave's fit begins from, beside the edits and the figures told."""


@dataclass(frozen=True)
class BoardBefore:
    """What a fit began from: the board's id (0 for none), the changes by program leads it knows of, the newest edit."""

    board_id: int
    changes: int
    last_edit: int = 0


@dataclass(frozen=True)
class NewBoard:
    """What a fit leaves: the board's snapshot, the private placing, and the secret of the board's handles.

    first: which first fit of the same comments the themes come from.
    """

    snapshot: Mapping[str, Any]
    placing: Mapping[str, Any]
    handle_secret: bytes
    first: str = ""


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
    later = last if last and last.wave.opens_at > wave.opens_at else None
    meanwhile = (last.id if last else 0) != before.board_id
    if later or meanwhile:
        if wave.name not in later.snapshot["waves"] if later else meanwhile:
            queue_theme_run(session, wave.survey_id, now=now)
        keep_told(session, wave.survey_id, new.placing)
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
    store_placing(session, wave.survey_id, new, knew=before.last_edit)
    return True


def queue_if_unknown(session: Session, wave: Wave, *, now: datetime) -> None:
    """Find the themes anew where the board is of a later wave and was made without this one, whose key was away."""
    board = newest_board(session, wave.survey)
    if board and board.wave.opens_at > wave.opens_at and wave.name not in board.snapshot["waves"]:
        queue_theme_run(session, wave.survey_id, now=now)


def store_placing(session: Session, survey_id: int, new: NewBoard, *, knew: int = 0) -> None:
    """Keep where the fit put which comment, in the place of what the fit before it said.

    What the first fit of a wave began from stays, with the newest edit that it knew: edits change no theme that they
    are not about, undoing them gives the same themes again, and the wave is analysed again as it was the first time.
    """
    found, wave = session.get(ThemePlacing, survey_id, with_for_update=True), new.snapshot["wave"]
    before: Mapping[str, Any] = found.content if found else {}
    began = {**before.get("began", {})}
    if new.first != began.get(wave, {}).get("found"):
        of_first = {name: value for name, value in before.items() if name in BEGAN}
        began[wave] = {**of_first, "knew": knew, "found": new.first}
    if found is None:
        found = ThemePlacing(survey_id=survey_id)
        session.add(found)
    found.content = {**with_told(new.placing, before, new.placing), "began": began}
    found.handle_secret = new.handle_secret
    session.flush()


def keep_told(session: Session, survey_id: int, placing: Mapping[str, Any]) -> None:
    """Remember whose figures a report told although its fit leaves no board: an older wave's, or one that came late."""
    found = session.get(ThemePlacing, survey_id, with_for_update=True)
    if found is not None:
        found.content = with_told(found.content, found.content, placing)
        session.flush()


def with_told(content: Mapping[str, Any], *stored: Mapping[str, Any]) -> dict[str, Any]:
    """A stored placing with the told figures of others, those told first before those told later."""
    each = [Placing.from_json({"told": one.get("told", {})}).told for one in stored]
    waves = dict.fromkeys(wave for one in each for wave in one)
    told = {wave: joined_figures(*(one.get(wave, ()) for one in each)) for wave in waves}
    return {**content, "told": Placing(told=told).to_json()["told"]}
