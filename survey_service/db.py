"""The database: one session a request, SQLite made durable and unhurried, migrations."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import current_app
from flask_alembic import Alembic
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from survey_service.models import Base
from survey_service.sqlite_log import truncate_log

db = SQLAlchemy(metadata=Base.metadata)
alembic = Alembic(metadatas=Base.metadata)
logging.getLogger("alembic").setLevel(logging.WARNING)  # the extension has just set it to tell of every step

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=15000",
)

reading: ContextVar[bool] = ContextVar("reading", default=False)
"""Whether the next transaction only reads; SQLite takes its write lock at once for all others."""

UPGRADE_LOCK = 7_150_226
"""The PostgreSQL advisory lock of upgrades; any fixed number does."""


def session() -> Session:
    """The session of this request or command."""
    return db.session()


def set_pragmas(connection: Any, _record: object) -> None:
    """Make a new SQLite connection durable, and leave BEGIN to us."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def begin(connection: Connection) -> None:
    """Begin on SQLite; a writer waits for the lock here, not in the middle where it would have to fail."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN DEFERRED" if reading.get() else "BEGIN IMMEDIATE")


def watch(engine: Engine) -> None:
    """Attach the two hooks above to an engine."""
    event.listen(engine, "connect", set_pragmas)
    event.listen(engine, "begin", begin)


@contextmanager
def upgrading() -> Iterator[None]:
    """Let one process at a time upgrade a PostgreSQL database; SQLite's write lock does it by itself."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": UPGRADE_LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": UPGRADE_LOCK})


def upgrade() -> None:
    """Bring the database to this version's tables; harmless when it is there already.

    What an upgrade took out of SQLite's file is cleared from its log too.
    """
    with upgrading(), current_app.app_context():  # a context of its own, at whose end the connection is let go
        before = alembic.current()
        alembic.upgrade()
        changed = alembic.current() != before
    if changed and db.engine.dialect.name == "sqlite":
        truncate_log(db.engine)
