"""One asking of a survey, and each respondent asked in it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey_service.models.base import Base
from survey_service.models.roster import ROLES, Respondent
from survey_service.models.survey import Instrument, Survey

WAVE_STATES = ("planned", "open", "closed")
ARRIVALS = ("waiting", "sent", "failed")


class Wave(Base):
    """One asking. Opening freezes roster, instrument and minimums in it; closing seals its responses."""

    __tablename__ = "wave"
    __table_args__ = (
        UniqueConstraint("survey_id", "number"),
        CheckConstraint(f"state IN {WAVE_STATES}", name="state"),
        CheckConstraint("closes_at > opens_at", name="dates"),
        CheckConstraint("minimum_score >= 4", name="minimum_score_floor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    number: Mapped[int]
    name: Mapped[str]
    """Such as "quarter 3, 2026"."""
    state: Mapped[str] = mapped_column(default="planned")
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    instrument_id: Mapped[int | None] = mapped_column(ForeignKey("instrument.id"))
    minimum_score: Mapped[int] = mapped_column(default=5)
    minimum_comments: Mapped[int] = mapped_column(default=10)
    leaders_across: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Of its survey when it opened: a grouping across regions is declared before anybody answers."""
    skipped: Mapped[int] = mapped_column(default=0)
    """How many the load guard left out when it opened: they were or would be asked elsewhere."""
    imported: Mapped[bool] = mapped_column(default=False)
    """Answers collected elsewhere: who was asked is not known."""
    sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its answers were written anew after the close; before that no analysis reads them."""
    key_missing: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The worker did not find its private key, so that nobody can read its answers."""
    keep_months: Mapped[int] = mapped_column(default=12, server_default="12")
    """For how many months after the close its answers are kept; fixed when it opens, as its respondents are told."""
    answers_until: Mapped[datetime | None]
    """When its answers are to be deleted; set when it closes."""
    answers_deleted: Mapped[bool] = mapped_column(default=False, server_default=false())

    survey: Mapped[Survey] = relationship()
    instrument: Mapped[Instrument | None] = relationship()


class WaveKey(Base):
    """The public half of a key pair; the private one lies in the key folder (survey_service.wave_keys).

    `wave_id` is empty while the pair waits for a wave. A wave has one pair that is not retired; a retired one opens
    nothing but older backups, and is destroyed.
    """

    __tablename__ = "wave_key"
    __table_args__ = (
        Index(
            "ix_wave_key_current",
            "wave_id",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    public_key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    wave_id: Mapped[int | None] = mapped_column(ForeignKey("wave.id"))
    retired_at: Mapped[datetime | None]


class Invitation(Base):
    """One respondent asked in one wave, with their role and segments as they were when it opened.

    It knows only whether it was answered: no time, and no way to the response.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("wave_id", "respondent_id"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
        CheckConstraint(f"arrival IN {ARRIVALS}", name="arrival"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    role: Mapped[str]
    region: Mapped[str] = mapped_column(default="")
    leader: Mapped[str] = mapped_column(default="")
    """The executive at the top of a rep's or a manager's line, by name; executives have no groups."""
    team: Mapped[str] = mapped_column(default="")
    """The manager whose team a rep is in, by name; a manager has none, since it would be their own name."""
    language: Mapped[str] = mapped_column(default="en")
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    answered: Mapped[bool] = mapped_column(default=False)
    arrival: Mapped[str] = mapped_column(default="waiting")

    wave: Mapped[Wave] = relationship()
    respondent: Mapped[Respondent] = relationship()
