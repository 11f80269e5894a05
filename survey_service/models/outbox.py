"""The table of work to do, written in the same transaction as its cause."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from survey_service.models.base import Base

OUTBOX_STATES = ("waiting", "claimed", "done", "failed")


class OutboxMessage(Base):
    """One piece of work, once: `key` is unique, so that a cause repeated adds nothing.

    `payload` of a mail is sealed, since it holds a personal link, and is emptied when it has gone.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(f"state IN {OUTBOX_STATES}", name="state"),
        Index("ix_outbox_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    """Only "mail" so far."""
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
