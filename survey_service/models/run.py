"""What every kind of execution has: it is claimed once, says which step it is at, and how it ended."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

RUN_STATES = ("waiting", "running", "done", "failed")


class Run:
    """The columns of an execution that a conditional update claims."""

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="waiting")
    step: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
