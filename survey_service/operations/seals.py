"""The seal: after a wave has closed, its responses are written anew in random order, under another key.

After it no row version, page order, write-ahead log or backup pairs a response with an answered mark: PostgreSQL's
xmin is the same in all rows, their physical order is drawn by lot, no key, receipt or ciphertext is as it was, all
bodies are of one length, and the private key that could open an older backup is destroyed soon after.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session

from survey_service.errors import WaveStateError
from survey_service.models import Response, Wave
from survey_service.operations.key_pairs import add_key, public_half, retire
from survey_service.operations.rows import changed_one
from survey_service.operations.sealed_answers import CHUNK, opened_bodies
from survey_service.sealing import BUCKET, seal_to
from survey_service.sqlite_log import truncate_log
from survey_service.wave_keys import KeyFolder


def seal_wave(session: Session, wave: Wave, keys: KeyFolder, *, now: datetime) -> bool:
    """Seal a closed wave; once, whoever else tries, and whole or not at all. False where it is sealed already.

    Raises:
        KeyMissingError: its answers cannot be opened.
    """
    as_seen = (Wave.id == wave.id) & (Wave.state == "closed") & ~Wave.sealed
    if not changed_one(session, update(Wave).where(as_seen).values(sealed=True)):
        return False
    bodies = [body.rstrip() for _, body in opened_bodies(session, wave, keys)]
    secrets.SystemRandom().shuffle(bodies)
    write_anew(session, wave, keys, [(secrets.token_bytes(16), body) for body in bodies], now=now)
    session.refresh(wave)
    return True


def rotate_key(session: Session, wave: Wave, keys: KeyFolder, *, now: datetime) -> bytes:
    """Encrypt the answers of a sealed wave to a new key; returns the old one's public half, which is to be destroyed.

    The random keys of the responses stay, since what program leads did to themes names comments by them.

    Raises:
        WaveStateError: it is not sealed, or its answers were deleted.
        KeyMissingError: its answers cannot be opened.
    """
    as_seen = (Wave.id == wave.id) & Wave.sealed & ~Wave.answers_deleted
    if not changed_one(session, update(Wave).where(as_seen).values(sealed=True)):
        raise WaveStateError(f"“{wave.name}” has no sealed answers. A key is changed after the seal.")
    old = public_half(session, wave)
    bodies = [(key, body.rstrip()) for key, body in opened_bodies(session, wave, keys)]
    secrets.SystemRandom().shuffle(bodies)
    write_anew(session, wave, keys, bodies, now=now)
    return old


def write_anew(
    session: Session, wave: Wave, keys: KeyFolder, bodies: Sequence[tuple[bytes, bytes]], *, now: datetime
) -> None:
    """Put these bodies, in this order, in the place of a wave's responses: under a new key, all of one length.

    One long answer would else be known again by its length. Nothing of the time before stays: no receipt, no day.
    """
    retire(session, public_half(session, wave), now=now)
    public = add_key(session, wave, keys)
    length = common_length([body for _, body in bodies])
    day = wave.closes_at.date()
    session.execute(delete(Response).where(Response.wave_id == wave.id))
    session.expire_all()
    for start in range(0, len(bodies), CHUNK):
        rows = [
            {"key": key, "wave_id": wave.id, "sealed_body": seal_to(public, body.ljust(length)), "day": day}
            for key, body in bodies[start : start + CHUNK]
        ]
        session.execute(insert(Response), rows)


def common_length(bodies: Sequence[bytes]) -> int:
    """The bucket that the longest body needs."""
    length = BUCKET
    while length < max(map(len, bodies), default=0):
        length *= 2
    return length


def forget_old_versions(session: Session) -> bool:
    """Clear what the database keeps of the rows before the seal: a write-ahead log, dead rows.

    Runs after the commit of the seal, outside any transaction. False where a reader still held the old state: it is
    then to be run again.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        session.rollback()
        return truncate_log(session.get_bind().engine)
    session.rollback()
    with session.get_bind().engine.connect().execution_options(isolation_level="AUTOCOMMIT") as free:
        free.execute(text("VACUUM FULL response"))
        free.execute(text("VACUUM FULL draft"))
    return True
