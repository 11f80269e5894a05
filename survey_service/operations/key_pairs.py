"""The key pair of each wave: made ready by the worker, claimed when a wave opens, retired by the seal, destroyed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from survey_service.errors import KeyMissingError, WaveStateError
from survey_service.models import Wave, WaveKey
from survey_service.operations.rows import changed_one
from survey_service.wave_keys import KeyFolder

READY = 8
"""Pairs that wait for waves, so that the web process can open some without reading the key folder."""
OLD_KEY_LASTS = timedelta(days=7)
"""How long the key of the time before the seal is kept: a backup of that time can be restored for so long, then not."""
NO_KEY_READY = (
    "No key is ready that this wave's answers could be encrypted with. The worker makes them: see that it runs "
    "(`frontline-pulse work`), then open the wave."
)


def make_ready(session: Session, keys: KeyFolder) -> tuple[int, int]:
    """Have pairs ready for the next waves; returns how many were made, and how many of before had lost their file.

    What has no file is given up: a wave that opened with it would take in answers that nobody could ever read.
    """
    waiting = session.scalars(select(WaveKey.public_key).where(WaveKey.wave_id.is_(None))).all()
    lost = [public for public in waiting if not keys.holds(public)]
    if lost:
        session.execute(delete(WaveKey).where(WaveKey.wave_id.is_(None), WaveKey.public_key.in_(lost)))
    wanted = max(0, READY - len(waiting) + len(lost))
    session.add_all([WaveKey(public_key=keys.create()) for _ in range(wanted)])
    session.flush()
    return wanted, len(lost)


def is_ready(session: Session) -> bool:
    """Whether a wave could open now."""
    return session.scalar(unclaimed()) is not None


def claim_key(session: Session, wave: Wave) -> None:
    """Give a wave that opens a pair of its own; of two waves at once, each gets another one.

    Raises:
        WaveStateError: none is ready.
    """
    while (public := session.scalar(unclaimed())) is not None:
        as_seen = (WaveKey.public_key == public) & WaveKey.wave_id.is_(None)
        if changed_one(session, update(WaveKey).where(as_seen).values(wave_id=wave.id)):
            return
    raise WaveStateError(NO_KEY_READY)


def unclaimed() -> Select[bytes]:
    """One pair that waits."""
    return select(WaveKey.public_key).where(WaveKey.wave_id.is_(None)).limit(1)


def add_key(session: Session, wave: Wave, keys: KeyFolder) -> bytes:
    """Make a pair for a wave at once, as whoever has the key folder can; returns its public half."""
    public = keys.create()
    session.add(WaveKey(public_key=public, wave_id=wave.id))
    session.flush()
    return public


def public_half(session: Session, wave: Wave) -> bytes:
    """What the answers of a wave are encrypted to.

    Raises:
        WaveStateError: it has no key, since it has not opened or its answers were deleted.
    """
    current = (WaveKey.wave_id == wave.id) & WaveKey.retired_at.is_(None)
    public = session.scalar(select(WaveKey.public_key).where(current))
    if public is None:
        raise WaveStateError(f"“{wave.name}” has no key: it has not opened, or its answers were deleted.")
    return public


def private_half(session: Session, wave: Wave, keys: KeyFolder) -> bytes:
    """What opens the answers of a wave.

    Raises:
        KeyMissingError: its file is not in the key folder.
    """
    public = public_half(session, wave)
    private = keys.private_half(public)
    if private is None:
        raise KeyMissingError(missing_sentence(wave))
    return private


def missing_sentence(wave: Wave) -> str:
    """What a missing key means, and what can be done."""
    return (
        f"The key of “{wave.name}” is missing from the key folder, so that nobody can read its answers. Reports that "
        "were made stay. Put the key folder's files back from its backup; `frontline-pulse keys` names the file."
    )


def retire(session: Session, public: bytes, *, now: datetime) -> None:
    """Give up the key of a wave."""
    session.execute(update(WaveKey).where(WaveKey.public_key == public).values(retired_at=now))


def note_missing(session: Session, keys: KeyFolder) -> Sequence[Wave]:
    """Write down which waves' keys are missing, for the pages, which cannot look; returns those found missing now."""
    current = select(Wave, WaveKey.public_key).join(WaveKey, WaveKey.wave_id == Wave.id)
    held = [(wave, keys.holds(public)) for wave, public in session.execute(current.where(WaveKey.retired_at.is_(None)))]
    changed = [wave for wave, there in held if wave.key_missing == there]
    for wave in changed:
        wave.key_missing = not wave.key_missing
    session.flush()
    return [wave for wave in changed if wave.key_missing]


def keys_to_destroy(session: Session, *, now: datetime) -> Sequence[bytes]:
    """The retired keys whose time has come, by their public halves: those of deleted answers at once."""
    over = WaveKey.retired_at <= now - OLD_KEY_LASTS
    useless = WaveKey.wave_id.in_(select(Wave.id).where(Wave.answers_deleted))
    return session.scalars(select(WaveKey.public_key).where(WaveKey.retired_at.is_not(None), over | useless)).all()


def forget_key(session: Session, public: bytes) -> None:
    """Take a key that was destroyed off the list."""
    session.execute(delete(WaveKey).where(WaveKey.public_key == public))
