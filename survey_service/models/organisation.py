"""The customer, and the people of it who sign in."""

from datetime import datetime

from flask_security.core import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey_service.models.base import Base

MEMBER_ROLES = ("executive", "program_lead", "administrator")


class Organisation(Base):
    """The customer."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    time_zone: Mapped[str] = mapped_column(default="UTC")
    is_demo: Mapped[bool] = mapped_column(default=False)
    keep_months: Mapped[int] = mapped_column(default=12, server_default="12")
    """For how many months after its close the answers of a wave that opens now are kept."""
    created_at: Mapped[datetime]


class Member(Base, UserMixin):
    """Someone who signs in. An executive is also on the roster, found by the e-mail address."""

    __tablename__ = "member"
    __table_args__ = (CheckConstraint(f"role IN {MEMBER_ROLES}", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)

    organisation: Mapped[Organisation] = relationship()
