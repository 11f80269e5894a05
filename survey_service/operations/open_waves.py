"""Hold a wave open while something goes into it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.errors import WaveNotOpenError
from survey_service.models import Wave


def hold_open(session: Session, wave_id: int) -> Wave:
    """The wave, if it is open; it cannot close before this transaction has ended.

    PostgreSQL locks its row against changes (FOR SHARE); on SQLite whoever writes is alone anyway.

    Raises:
        WaveNotOpenError: the wave has not opened or has closed.
    """
    held = select(Wave).where(Wave.id == wave_id).with_for_update(read=True, of=Wave)
    wave = session.scalars(held, execution_options={"populate_existing": True}).one()
    if wave.state != "open":
        raise WaveNotOpenError("The survey has closed, so what you entered was not taken in.")
    return wave
