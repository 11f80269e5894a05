"""One execution of the analysis on a closed wave, and the immutable snapshot it leaves."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey_service.models.base import Base
from survey_service.models.run import RUN_STATES, Run
from survey_service.models.wave import Wave

NOT_PUBLISHED = "This report is not published"
"""How the message of a run begins whose report would have revealed people."""


class AnalysisRun(Run, Base):
    """One execution of the analysis."""

    __tablename__ = "analysis_run"
    __table_args__ = (CheckConstraint(f"state IN {RUN_STATES}", name="state"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)

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
