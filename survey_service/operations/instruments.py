"""The instrument of a wave: what the question bank says when the wave opens, stored once for equal content."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Instrument, Survey
from survey_service.operations.bank_file import Bank, SurveyEntry
from survey_service.operations.question_bank import instrument_checksum, instrument_for, load_bank


def freeze_instrument(session: Session, survey: Survey, *, opens_on: date) -> Instrument:
    """Find or store the instrument that a wave of the survey asks when it opens on that day.

    Raises:
        NotFoundError: the question bank has no such survey any more.
    """
    bank = load_bank()
    content = instrument_for(bank, key_in_turn(bank, survey.instrument_key, opens_on))
    checksum = instrument_checksum(content)
    found = session.scalar(select(Instrument).where(Instrument.checksum == checksum))
    return found or store_instrument(session, content, checksum)


def store_instrument(session: Session, content: dict[str, object], checksum: str) -> Instrument:
    """Store an instrument that is not there yet."""
    instrument = Instrument(
        key=str(content["key"]), version=str(content["version"]), checksum=checksum, content=content
    )
    session.add(instrument)
    session.flush()
    return instrument


def key_in_turn(bank: Bank, key: str, day: date) -> str:
    """Which entry of the bank is asked on that day: its own, or the block whose turn the month of the quarter is."""
    blocks = blocks_in_turn(bank, key)
    return next((block.key for block in blocks if block.turn == (day.month - 1) % 3 + 1), key)


def blocks_in_turn(bank: Bank, key: str) -> list[SurveyEntry]:
    """The blocks that take turns with this entry, itself among them; only itself where it takes no turns."""
    entry = bank.surveys.get(key)
    if entry is None:
        return []
    if entry.turn is None:
        return [entry]
    same = [other for other in bank.surveys.values() if other.turn and other.roles().keys() == entry.roles().keys()]
    return sorted(same, key=lambda block: block.turn or 0)
