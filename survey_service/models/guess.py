"""An executive's own copy of their guesses."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey_service.models.base import Base


class Guess(Base):
    """What an executive guessed before reading, sealed, for their own reveal page. Having one unlocks the report."""

    __tablename__ = "guess"
    __table_args__ = (UniqueConstraint("wave_id", "respondent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    sealed_body: Mapped[bytes]
