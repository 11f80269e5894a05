"""The monthly coaching check-in: a named work record with no key to any response."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey_service.models.base import Base
from survey_service.models.roster import Respondent

CHECKIN_STATES = ("draft", "sent", "seen", "closed")
DECISIONS = ("waiting", "supported", "declined")


class CheckIn(Base):
    """One manager's month. It goes to `leader`, who the manager reports to."""

    __tablename__ = "checkin"
    __table_args__ = (
        UniqueConstraint("manager_id", "month"),
        CheckConstraint(f"state IN {CHECKIN_STATES}", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    manager_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("respondent.id"), index=True)
    month: Mapped[date]
    """The first day of the month."""
    state: Mapped[str] = mapped_column(default="draft")
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    saved_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    manager: Mapped[Respondent] = relationship(foreign_keys=manager_id)
    leader: Mapped[Respondent | None] = relationship(foreign_keys=leader_id)
    rows: Mapped[list["CheckInRow"]] = relationship(back_populates="checkin", order_by="CheckInRow.id")


class CheckInRow(Base):
    """One rep's priority this month, the support asked for it, and the leader's answer."""

    __tablename__ = "checkin_row"
    __table_args__ = (
        UniqueConstraint("checkin_id", "rep_id"),
        CheckConstraint(f"decision IN {DECISIONS}", name="decision"),
        CheckConstraint("decision <> 'declined' OR reason <> ''", name="declined_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkin.id"), index=True)
    rep_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    priority: Mapped[str] = mapped_column(default="")
    plan: Mapped[str] = mapped_column(String(140), default="")
    talks: Mapped[int | None]
    support: Mapped[str] = mapped_column(default="none")
    last_status: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="waiting")
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]

    checkin: Mapped[CheckIn] = relationship(back_populates="rows")
    rep: Mapped[Respondent] = relationship()
