"""What a program lead made of the themes, what a fit put where, and the board that their page shows."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey_service.models.base import Base
from survey_service.models.organisation import Member
from survey_service.models.run import RUN_STATES, Run
from survey_service.models.survey import Survey
from survey_service.models.wave import Wave


class ThemeEdit(Base):
    """One change by a program lead. Rows are only added; undoing one fills `undone_at` and changes nothing else.

    What one form makes is a `batch`, undone together. Its name is made from the page that was sent and what it says, so
    that the same form sent twice is one batch.
    """

    __tablename__ = "theme_edit"
    __table_args__ = (UniqueConstraint("batch", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    batch: Mapped[str]
    place: Mapped[int]
    kind: Mapped[str]
    content: Mapped[dict[str, Any]]
    """The edit as plain JSON, without the comments it is about."""
    comments: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    """The comments it is about, by their private keys: read by a fit alone, shown by no page."""
    sentence: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("member.id"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    maker: Mapped[Member] = relationship()


class ThemePlacing(Base):
    """Which comment the last fit put into which theme, by private keys: the memory that the next fit starts from.

    `handle_secret` turns those keys into the handles of one board; neither is ever shown.
    """

    __tablename__ = "theme_placing"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]]
    handle_secret: Mapped[bytes]


class ThemeRun(Run, Base):
    """One fit of a survey's themes over its closed waves."""

    __tablename__ = "theme_run"
    __table_args__ = (CheckConstraint(f"state IN {RUN_STATES}", name="state"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)

    survey: Mapped[Survey] = relationship()


class ThemeBoard(Base):
    """What the page of themes shows: a snapshot that holds nothing but what may be seen. A new fit makes a new one.

    `wave_id` is the newest wave in it; `changes` is how many changes by program leads it knows of.
    """

    __tablename__ = "theme_board"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    changes: Mapped[int]
    snapshot: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]

    wave: Mapped[Wave] = relationship()
