"""A programme that asks the same organisation again and again, and what it asks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey_service.models.base import Base
from survey_service.models.organisation import Organisation

CADENCES = ("weekly", "monthly", "quarterly")


class Instrument(Base):
    """The questions of a wave, frozen; equal content is stored once, under its checksum."""

    __tablename__ = "instrument"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[str]
    checksum: Mapped[str] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]


class Survey(Base):
    """A programme. Waves open each week, month or quarter from `starts_on`, at `opens_hour`, for `open_days`."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint(f"cadence IN {CADENCES}", name="cadence"),
        CheckConstraint("minimum_score >= 4", name="minimum_score_floor"),
        CheckConstraint("minimum_comments >= minimum_score", name="minimum_comments"),
        CheckConstraint("open_days BETWEEN 1 AND 60", name="open_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    instrument_key: Mapped[str]
    """Which survey of the question bank it asks, such as "quarterly"."""
    cadence: Mapped[str]
    starts_on: Mapped[date]
    opens_hour: Mapped[int] = mapped_column(default=9)
    open_days: Mapped[int] = mapped_column(default=11)
    time_zone: Mapped[str] = mapped_column(default="UTC")
    minimum_score: Mapped[int] = mapped_column(default=5)
    minimum_comments: Mapped[int] = mapped_column(default=10)
    leaders_across: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether leaders are shown where they lead in several regions, so that the two groupings cross."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()
