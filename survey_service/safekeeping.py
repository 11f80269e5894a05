"""What the worker does for the answers' sake: has keys ready, seals what has closed, deletes what is over.

Each step commits by itself, and is found again after a kill: the database says what is left to do.
"""

import logging
import time
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from survey_service import db
from survey_service.errors import KeyMissingError
from survey_service.models import Wave
from survey_service.operations import key_pairs, retention, seals, theme_boards
from survey_service.wave_keys import KeyFolder

log = logging.getLogger("pulse.worker")

SEAL_TRIES, SEAL_PAUSE = 5, 1.0
"""How often, and how many seconds apart, the old versions of sealed rows are tried to be cleared."""


def key_folder() -> KeyFolder:
    """The folder of the private keys; only the worker and commands ask for it.

    Raises:
        PulseError: the settings name none.
    """
    keys: KeyFolder = current_app.extensions["pulse_settings"].keys()
    return keys


def keep_keys(now: datetime) -> None:
    """Have keys ready for the next waves, look which are missing or back, and destroy those whose time has come."""
    session, keys = db.session(), key_folder()
    _, lost = key_pairs.make_ready(session, keys)
    away = session.scalars(select(Wave).where(Wave.sealed & Wave.key_missing)).all()
    missing = [wave.name for wave in key_pairs.note_missing(session, keys)]
    for wave in away:
        if not wave.key_missing:
            theme_boards.queue_if_unknown(session, wave, now=now)
    session.commit()
    if lost or missing:
        log.warning(
            "Key files are missing from %s: %s of no wave yet, and those of %s. Do all workers use the same folder?",
            keys.path, lost, missing or "no wave",
        )  # fmt: skip
    destroy_old_keys(now)


def destroy_old_keys(now: datetime) -> None:
    """Destroy the keys that are retired for long enough, and those of deleted answers."""
    session, keys = db.session(), key_folder()
    for public in key_pairs.keys_to_destroy(session, now=now):
        keys.destroy(public)
        key_pairs.forget_key(session, public)
    session.commit()


def seal_closed_waves(now: datetime) -> int:
    """Seal every wave that has closed and whose key is there; returns how many."""
    session = db.session()
    closed = (Wave.state == "closed") & ~Wave.sealed & ~Wave.key_missing
    waiting = session.scalars(select(Wave.id).where(closed).order_by(Wave.id)).all()
    session.rollback()
    return sum(seal_if_possible(wave_id, now=now) for wave_id in waiting)


def seal_if_possible(wave_id: int, *, now: datetime) -> bool:
    """Seal a wave; where its key has just been lost, its analysis will say so."""
    try:
        return seal_now(wave_id, now=now)
    except KeyMissingError as error:
        db.session().rollback()
        log.error("%s", error)  # noqa: TRY400 (the sentence says it all)
        return False


def seal_now(wave_id: int, *, now: datetime) -> bool:
    """Seal one wave, unless it is or another worker does; then clear what is left of the rows before.

    Raises:
        KeyMissingError: its answers cannot be opened.
    """
    session = db.session()
    session.rollback()
    wave = session.get_one(Wave, wave_id)
    sealed = seals.seal_wave(session, wave, key_folder(), now=now)
    if sealed:
        theme_boards.queue_if_unknown(session, wave, now=now)
    session.commit()
    if sealed:
        forget_old_versions()
    return sealed


def delete_old_answers(now: datetime) -> int:
    """Delete the answers of every wave whose time is over, and destroy their keys; returns of how many."""
    session = db.session()
    over = retention.waves_to_delete(session, now=now)
    for wave in over:
        retention.delete_answers(session, wave, now=now)
        session.commit()
    if over:
        destroy_old_keys(now)
        forget_old_versions()
    return len(over)


def change_key(wave_id: int, *, now: datetime) -> None:
    """Encrypt the answers of a sealed wave to a new key, and destroy the old one.

    Raises:
        WaveStateError: it is not sealed, or its answers were deleted or cannot be opened.
    """
    session, keys = db.session(), key_folder()
    old = seals.rotate_key(session, session.get_one(Wave, wave_id), keys, now=now)
    session.commit()
    keys.destroy(old)
    key_pairs.forget_key(session, old)
    session.commit()
    forget_old_versions()


def forget_old_versions() -> None:
    """Clear what is left of rows that were written anew or deleted; a reader that holds them is waited for.

    After that the database clears them by itself, with the first writing once the reader has gone.
    """
    for _ in range(SEAL_TRIES):
        if seals.forget_old_versions(db.session()):
            return
        time.sleep(SEAL_PAUSE)
    log.warning("A reader holds rows from before the seal; they are cleared once it has gone.")
