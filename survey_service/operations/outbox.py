"""The table of work to do: put once, claimed by one, tried again later and later, then given up for all to see."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey_service.models import OutboxMessage
from survey_service.operations.rows import changed_one

MOST_TRIES = 5
FIRST_WAIT = timedelta(minutes=5)
"""The waits grow threefold, 5, 15, 45 and 135 minutes, so that an hour without a mail server loses nothing."""

CLAIM_LASTS = timedelta(minutes=10)
"""After this a claim is taken for abandoned: its worker has died, and another may try."""


def put(session: Session, *, key: str, kind: str, payload: dict[str, Any], due_at: datetime) -> None:
    """Add a piece of work, unless one with this key is there, whatever its state."""
    put_all(session, [{"key": key, "kind": kind, "payload": payload, "due_at": due_at}])


def put_all(session: Session, messages: Iterable[dict[str, Any]]) -> None:
    """Add many pieces of work at once, each {key, kind, payload, due_at}; keys that are there add nothing."""
    rows = [{"state": "waiting", "attempts": 0, "error": "", **message} for message in messages]
    if rows:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(insert(OutboxMessage).on_conflict_do_nothing(index_elements=["key"]), rows)


def claim_next(session: Session, kind: str, *, now: datetime) -> OutboxMessage | None:
    """Claim the piece of work of this kind that has waited longest; None where nothing is due.

    The conditional update decides: of two workers that see one message, one gets it and the other goes on to the next.
    """
    while (message := session.scalar(due(kind, now))) is not None:
        if claim(session, message, now=now):
            return message
    return None


def due(kind: str, now: datetime) -> Select[OutboxMessage]:
    """The first message that may be claimed now."""
    abandoned = and_(OutboxMessage.state == "claimed", OutboxMessage.claimed_at <= now - CLAIM_LASTS)
    waiting = and_(OutboxMessage.state == "waiting", OutboxMessage.due_at <= now)
    found = select(OutboxMessage).where(OutboxMessage.kind == kind, or_(waiting, abandoned))
    return found.order_by(OutboxMessage.due_at, OutboxMessage.id).limit(1).execution_options(populate_existing=True)


def claim(session: Session, message: OutboxMessage, *, now: datetime) -> bool:
    """Take one message as it was seen; False where another worker was faster."""
    as_seen = and_(OutboxMessage.id == message.id, OutboxMessage.state == message.state)
    same_try = and_(as_seen, OutboxMessage.attempts == message.attempts)
    values = {"state": "claimed", "claimed_at": now, "attempts": OutboxMessage.attempts + 1}
    taken = changed_one(session, update(OutboxMessage).where(same_try).values(values))
    session.refresh(message)
    return taken


def mark_done(session: Session, message: OutboxMessage) -> None:
    """Note that the work is done; what it held is not kept."""
    message.state, message.payload, message.error = "done", {}, ""
    session.flush()


def mark_failed(session: Session, message: OutboxMessage, error: str, *, now: datetime, final: bool = False) -> None:
    """Note what went wrong, and try again later; after five tries, or when `final`, it stays failed for all to see."""
    message.error = error[:300]
    if final or message.attempts >= MOST_TRIES:
        message.state = "failed"
    else:
        message.state, message.due_at = "waiting", now + waiting_time(message.attempts)
    session.flush()


def waiting_time(attempts: int) -> timedelta:
    """How long to wait after so many tries, a quarter more or less so that not all come back at once."""
    jitter = secrets.SystemRandom().uniform(0.75, 1.25)
    return FIRST_WAIT * (3.0 ** (attempts - 1) * jitter)


def try_again(session: Session, prefix: str, *, now: datetime) -> None:
    """Give the failed messages whose keys begin so another five tries, from now on."""
    failed = and_(OutboxMessage.key.startswith(prefix, autoescape=True), OutboxMessage.state == "failed")
    values = {"state": "waiting", "attempts": 0, "due_at": now, "error": ""}
    session.execute(update(OutboxMessage).where(failed).values(values))


def drop(session: Session, prefix: str, error: str) -> None:
    """Give up the messages whose keys begin so and have not gone, and forget what they hold: their cause has passed."""
    left = and_(OutboxMessage.key.startswith(prefix, autoescape=True), OutboxMessage.state != "done")
    session.execute(update(OutboxMessage).where(left).values(state="failed", payload={}, error=error))
