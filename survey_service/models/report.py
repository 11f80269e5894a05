"""One execution of the analysis on a closed wave, and the immutable snapshot it leaves."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey_service.models.base import Base
from survey_service.models.wave import Wave

RUN_STATES = ("waiting", "running", "done", "failed")
NOT_PUBLISHED = "This report is not published"
"""How the message of a run begins whose report would have revealed people."""


class AnalysisRun(Base):
    """One execution: claimed by a conditional update, it says which step it is at."""

    __tablename__ = "analysis_run"
    __table_args__ = (CheckConstraint(f"state IN {RUN_STATES}", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    state: Mapped[str] = mapped_column(default="waiting")
    step: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    wave: Mapped[Wave] = relationship()

    @property
    def was_stopped(self) -> bool:
        """Whether it came to an end, and its report was held back because it would have revealed people."""
        return self.state == "failed" and self.message.startswith(NOT_PUBLISHED)


class Report(Base):
    """The snapshot; never changed. Page, PDF and exports read nothing else. `charts` maps a name to inline SVG."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("analysis_run.id"), unique=True)
    snapshot: Mapped[dict[str, Any]]
    charts: Mapped[dict[str, Any]]
    checksum: Mapped[str]
    created_at: Mapped[datetime]

    wave: Mapped[Wave] = relationship()
