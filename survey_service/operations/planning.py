"""Which wave of a survey comes next, and the row that plans it; two processes plan it once."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey_service.models import Survey, Wave
from survey_service.operations.recurrence import PERIODS, Window, windows
from survey_service.operations.rows import changed_one

SHORTEST_OPEN = timedelta(hours=12)
"""A window that has less than this left is skipped: hardly anybody could answer in time."""


def upcoming_window(session: Session, survey: Survey, *, now: datetime) -> Window:
    """The window the survey's next wave belongs in: the present one if enough of it is left, else the next.

    Windows that have passed are skipped. After a wave that was opened by hand at least half a period is left free.
    """
    own = (Wave.survey_id == survey.id) & (Wave.state != "planned") & ~Wave.imported
    last = session.scalar(select(Wave).where(own).order_by(Wave.opens_at.desc()).limit(1))
    free_from = now - timedelta(days=survey.open_days + 2)
    if last is not None:
        free_from = max(free_from, last.closes_at, last.opens_at + PERIODS[survey.cadence] / 2)
    return next(window for window in windows(survey, free_from) if window.closes_at - now >= SHORTEST_OPEN)


def plan_next(session: Session, survey: Survey, *, now: datetime) -> Wave | None:
    """Plan the survey's next wave. None where one is planned or open, or another process planned it just now."""
    # The number is read first: whoever plans after this either shows up as going, or makes our number a second one.
    number = 1 + (session.scalar(select(func.max(Wave.number)).where(Wave.survey_id == survey.id)) or 0)
    going = select(Wave.id).where(Wave.survey_id == survey.id, Wave.state != "closed").limit(1)
    if not survey.active or session.scalar(going) is not None:
        return None
    window = upcoming_window(session, survey, now=now)
    wave = Wave(survey_id=survey.id, number=number, **window_values(window), **minimums_of(survey))
    try:
        with session.begin_nested():
            session.add(wave)
    except IntegrityError:
        return None
    return wave


def plan_anew(session: Session, wave: Wave, *, now: datetime) -> bool:
    """Move a planned wave to the survey's upcoming window, if that is another one; says whether it moved."""
    window = upcoming_window(session, wave.survey, now=now)
    if window.opens_at == wave.opens_at and window.closes_at == wave.closes_at:
        return False
    as_seen = (Wave.id == wave.id) & (Wave.state == "planned") & (Wave.opens_at == wave.opens_at)
    moved = changed_one(session, update(Wave).where(as_seen).values(window_values(window)))
    session.refresh(wave)
    return moved


def has_passed(wave: Wave, *, now: datetime) -> bool:
    """Whether a planned wave has too little time left to open in."""
    return wave.closes_at - now < SHORTEST_OPEN


def window_values(window: Window) -> dict[str, Any]:
    """What a planned wave takes from its window."""
    return {"name": window.name, "opens_at": window.opens_at, "closes_at": window.closes_at}


def minimums_of(survey: Survey) -> dict[str, Any]:
    """What a wave takes from its survey about who may be shown, and keeps from its opening on."""
    return {name: getattr(survey, name) for name in ("minimum_score", "minimum_comments", "leaders_across")}
