"""The end of a wave's answers: raw words, choices and keys go when their time is over; reports and figures stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, undefer

from survey_service.clock import months_after
from survey_service.models import Guess, Organisation, Response, Survey, ThemeBoard, ThemeEdit, ThemePlacing, Wave
from survey_service.operations.key_pairs import public_half, retire
from survey_service.operations.theme_edits import MOVED

IN_WORDS = ("quotes", "movable")
"""The parts of a theme on a board that hold what people wrote."""
GONE = ""
"""Stands in a move for the key of a comment that was deleted."""


def waves_to_delete(session: Session, *, now: datetime) -> Sequence[Wave]:
    """The waves whose answers' time is over."""
    over = (Wave.answers_until <= now) & (Wave.state == "closed") & ~Wave.answers_deleted
    return session.scalars(select(Wave).where(over).order_by(Wave.id)).all()


def delete_answers(session: Session, wave: Wave, *, now: datetime) -> None:
    """Delete all that was answered in a wave; its key, retired here, is destroyed next, and with it what backups hold.

    What people wrote goes from the board of its themes, and the keys of their comments from what program leads did.
    """
    keys = {key.hex() for key in session.scalars(select(Response.key).where(Response.wave_id == wave.id))}
    session.execute(delete(Response).where(Response.wave_id == wave.id))
    session.execute(update(Guess).where(Guess.wave_id == wave.id).values(sealed_body=b""))
    forget_words(session, wave)
    forget_comments(session, wave.survey_id, keys)
    retire(session, public_half(session, wave), now=now)
    wave.answers_deleted = True
    session.flush()


def forget_words(session: Session, wave: Wave) -> None:
    """Take what people wrote in this wave off the board that it is the newest wave of."""
    for board in session.scalars(select(ThemeBoard).where(ThemeBoard.wave_id == wave.id)):
        themes = {part: [without_words(theme) for theme in board.snapshot[part]] for part in ("themes", "aside")}
        board.snapshot = {**board.snapshot, **themes}


def without_words(theme: Mapping[str, Any]) -> dict[str, Any]:
    """A theme of a board without what people wrote."""
    return {**theme, **{part: [] for part in IN_WORDS}}


def forget_comments(session: Session, survey_id: int, responses: set[str]) -> None:
    """Take the comments of these responses out of the survey's placing and edits, wherever they are named there."""
    placing = session.get(ThemePlacing, survey_id)
    if placing is not None:
        placing.content = kept(placing.content, responses)
    mine = select(ThemeEdit).where(ThemeEdit.survey_id == survey_id).options(undefer(ThemeEdit.comments))
    for edit in session.scalars(mine):
        edit.comments = comments_kept(edit.comments, responses)


def comments_kept(comments: Mapping[str, Any], responses: set[str]) -> dict[str, Any]:
    """The private part of an edit (operations.theme_edits.parted) without comments of these responses."""
    left: dict[str, Any] = kept(dict(comments), responses)
    if is_of(left.get(MOVED), responses):
        left[MOVED] = GONE
    return left


def kept(content: Any, responses: set[str]) -> Any:
    """JSON without what is listed or filed under a comment of these responses, at any depth."""
    if isinstance(content, dict):
        return {name: kept(value, responses) for name, value in content.items() if not is_of(name, responses)}
    if isinstance(content, list):
        return [kept(value, responses) for value in content if not is_of(value, responses)]
    return content


def is_of(comment: Any, responses: set[str]) -> bool:
    """Whether this is the private key ("response:question") of a comment of one of these responses."""
    return isinstance(comment, str) and comment.partition(":")[0] in responses


def keep_for(session: Session, organisation: Organisation, months: int) -> None:
    """Keep the answers of an organisation's waves for so many months from now on.

    Waves that have opened keep what their respondents were told, or less.
    """
    organisation.keep_months = months
    mine = select(Survey.id).where(Survey.organisation_id == organisation.id)
    for wave in session.scalars(select(Wave).where(Wave.survey_id.in_(mine), Wave.keep_months > months)):
        if wave.answers_until is not None:
            earlier = months_after(wave.answers_until, months - wave.keep_months)
            wave.answers_until = earlier
        wave.keep_months = months
    session.flush()
