"""SQLite's write-ahead log, which keeps what was written until it is emptied."""

from sqlalchemy import Engine


def truncate_log(engine: Engine) -> bool:
    """Empty SQLite's write-ahead log; False where a reader that needs it did not end within a second."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA busy_timeout=1000")
        busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        raw.detach()
        raw.close()
    return not busy
