"""One fit of a survey's themes over its closed waves: queued, claimed once, told step by step, ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, aliased

from survey_service.models import Survey, ThemeBoard, ThemeRun, Wave
from survey_service.operations.rows import changed_one

STEPS = ("Reading the comments", "Finding the themes", "Counting people")


def queue_theme_run(session: Session, survey_id: int, *, now: datetime) -> ThemeRun:
    """Write down that a survey wants its themes found anew; a run that waits already is that one.

    One that is under way is not: it may have read the edits before the one that asks.
    """
    waiting = (ThemeRun.survey_id == survey_id) & (ThemeRun.state == "waiting")
    found = session.scalar(select(ThemeRun).where(waiting).limit(1))
    if found:
        return found
    run = ThemeRun(survey_id=survey_id, created_at=now)
    session.add(run)
    session.flush()
    return run


def queue_missing(session: Session, *, now: datetime) -> None:
    """Queue a first run for each survey that has a closed wave and neither a board nor a run, as after an upgrade."""
    closed = exists().where(Wave.survey_id == Survey.id, Wave.state == "closed")
    nothing = ~exists().where(ThemeRun.survey_id == Survey.id) & ~exists().where(ThemeBoard.survey_id == Survey.id)
    for survey_id in session.scalars(select(Survey.id).where(closed, nothing)):
        queue_theme_run(session, survey_id, now=now)


def waiting_theme_runs(session: Session) -> Sequence[int]:
    """The ids of the runs that wait, the oldest first."""
    return session.scalars(select(ThemeRun.id).where(ThemeRun.state == "waiting").order_by(ThemeRun.id)).all()


def drop_waiting(session: Session, survey_id: int, *, now: datetime) -> None:
    """End the runs that wait for what another one has just stored."""
    waiting = (ThemeRun.survey_id == survey_id) & (ThemeRun.state == "waiting")
    session.execute(update(ThemeRun).where(waiting).values(state="done", step=len(STEPS), ended_at=now))


def claim_theme_run(session: Session, run_id: int, *, now: datetime) -> bool:
    """Take a waiting run, unless another one of the same survey is under way; True for one of those who try."""
    other = aliased(ThemeRun)
    under_way = exists().where(other.survey_id == ThemeRun.survey_id, other.state == "running")
    waiting = (ThemeRun.id == run_id) & (ThemeRun.state == "waiting") & ~under_way
    return changed_one(session, update(ThemeRun).where(waiting).values(state="running", started_at=now, step=1))


def end_theme_run(session: Session, run_id: int, *, now: datetime) -> None:
    """End a run whose board is stored."""
    done = {"state": "done", "step": len(STEPS), "ended_at": now}
    session.execute(update(ThemeRun).where(ThemeRun.id == run_id).values(done))


def newest_theme_run(session: Session, survey: Survey) -> ThemeRun | None:
    """The last run of a survey, or None."""
    runs = select(ThemeRun).where(ThemeRun.survey_id == survey.id).order_by(ThemeRun.id.desc())
    return session.scalar(runs.limit(1))
