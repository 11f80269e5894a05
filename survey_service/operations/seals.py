"""The seal: when a wave closes, its responses are written anew in random order.

After it no row version, page order or write-ahead log pairs a response with an answered mark:
PostgreSQL's xmin is the same in all rows, and the table's physical order is that of the new random keys.
"""

import secrets

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from survey_service.models import Response, Wave


def seal_responses(session: Session, wave: Wave) -> int:
    """Rewrite a wave's responses under new random keys and in random order; returns how many there are."""
    rows = [
        {**response_values(response), "key": secrets.token_bytes(16)}
        for response in session.scalars(select(Response).where(Response.wave_id == wave.id))
    ]
    secrets.SystemRandom().shuffle(rows)
    session.execute(delete(Response).where(Response.wave_id == wave.id))
    session.expire_all()
    if rows:
        session.execute(insert(Response), rows)
    return len(rows)


def response_values(response: Response) -> dict[str, object]:
    """What a response keeps: everything but its key; its receipt opens nothing any more, so that goes too."""
    return {
        "wave_id": response.wave_id,
        "role": response.role,
        "region": response.region,
        "leader": response.leader,
        "team": response.team,
        "answers": response.answers,
        "receipt_hash": secrets.token_bytes(32),
        "day": response.day,
    }


def forget_old_versions(session: Session) -> bool:
    """Clear what the database keeps of the rows before the seal: a write-ahead log, dead rows.

    Runs after the commit of the close, outside any transaction. False where a reader still held the old state: it is
    then to be run again.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        session.rollback()
        raw = session.get_bind().engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA busy_timeout=1000")
            busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.detach()
            raw.close()
        return not busy
    session.rollback()
    with session.get_bind().engine.connect().execution_options(isolation_level="AUTOCOMMIT") as free:
        free.execute(text("VACUUM FULL response"))
        free.execute(text("VACUUM FULL draft"))
    return True
