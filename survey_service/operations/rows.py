"""The conditional update that decides between two who want the same row."""

from typing import Any, cast

from sqlalchemy import CursorResult, Update
from sqlalchemy.orm import Session


def changed_one(session: Session, statement: Update) -> bool:
    """Run a conditional update; True where it found its row as expected: this caller goes on, no other."""
    session.flush()
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", result).rowcount == 1
