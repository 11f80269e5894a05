"""Completed instruments and drafts: no column here leads to a person, and no time is finer than the day."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from survey_service.models.base import Base


class Response(Base):
    """One completed instrument under a random key, with a snapshot of its writer's role and segments.

    WITHOUT ROWID, so that SQLite keeps no order of arrival.
    """

    __tablename__ = "response"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy reads it from the class)

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    role: Mapped[str]
    region: Mapped[str] = mapped_column(default="")
    leader: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    answers: Mapped[dict[str, Any]]
    receipt_hash: Mapped[bytes] = mapped_column(unique=True)
    day: Mapped[date]


class Draft(Base):
    """What somebody has answered so far, under an id and a key that only their link gives."""

    __tablename__ = "draft"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy reads it from the class)

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    sealed_body: Mapped[bytes]
