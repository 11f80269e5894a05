"""Completed instruments and drafts: no column here leads to a person, and no time is finer than the day."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from survey_service.models.base import Base


class Response(Base):
    """One completed instrument under a random key; what is in it, role and segments too, only the wave's key opens.

    `sealed_body` is padded, so that its length says nothing. `own_copy` and `receipt_hash` are there until the seal:
    the same body under a key of the receipt's, and what the receipt finds it by. The day is that of the close then.
    WITHOUT ROWID, so that SQLite keeps no order of arrival.
    """

    __tablename__ = "response"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy reads it from the class)

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    sealed_body: Mapped[bytes]
    own_copy: Mapped[bytes | None]
    receipt_hash: Mapped[bytes | None] = mapped_column(unique=True)
    day: Mapped[date]


class Draft(Base):
    """What somebody has answered so far, under an id and a key that only their link gives."""

    __tablename__ = "draft"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy reads it from the class)

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    sealed_body: Mapped[bytes]
