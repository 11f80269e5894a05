"""Executions of either kind, an analysis or a fit of themes: which step they are at, how they fail, who was killed."""

from datetime import datetime
from textwrap import shorten
from typing import TypeAlias

from sqlalchemy import update
from sqlalchemy.orm import Session

from survey_service.models import AnalysisRun, ThemeRun

Kind: TypeAlias = type[AnalysisRun] | type[ThemeRun]

LONGEST_MESSAGE = 300
"""Characters that the column of a message holds."""


def note_step(session: Session, kind: Kind, run_id: int, step: int) -> None:
    """Say which of its STEPS a run is at, counted from 1."""
    session.execute(update(kind).where(kind.id == run_id).values(step=step))


def fail_run(session: Session, kind: Kind, run_id: int, message: str, *, now: datetime) -> None:
    """End a run that could not finish, with a sentence for the program lead, cut between words where it is long."""
    values = {"state": "failed", "message": shorten(message, LONGEST_MESSAGE, placeholder=" …"), "ended_at": now}
    session.execute(update(kind).where(kind.id == run_id).values(values))


def put_back_abandoned(session: Session, *, before: datetime) -> None:
    """Put runs back that were claimed before a moment and never ended, as after a kill."""
    for kind in (AnalysisRun, ThemeRun):
        stale = (kind.state == "running") & (kind.started_at < before)
        session.execute(update(kind).where(stale).values(state="waiting", started_at=None))
