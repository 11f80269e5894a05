"""The people to ask, and a roster file that waits to be confirmed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey_service.models.base import Base
from survey_service.models.organisation import Organisation

ROLES = ("rep", "manager", "executive")


class Respondent(Base):
    """One of the people to ask; `manager` is who they report to. Who left stays, inactive."""

    __tablename__ = "respondent"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    role: Mapped[str]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("respondent.id"), index=True)
    region: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    active: Mapped[bool] = mapped_column(default=True)

    manager: Mapped["Respondent | None"] = relationship(remote_side=id)
    organisation: Mapped[Organisation] = relationship()


class RosterImport(Base):
    """A roster file that was read and waits to be confirmed; it changes nothing until then."""

    __tablename__ = "roster_import"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'confirmed', 'cancelled')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    file_name: Mapped[str]
    rows: Mapped[list[Any]]
    """The rows as read: a list of {row, name, email, role, manager, region, language, time_zone}."""
    state: Mapped[str] = mapped_column(default="waiting")
    created_at: Mapped[datetime]
