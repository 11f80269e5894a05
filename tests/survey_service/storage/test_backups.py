"""A backup from before the end of the answers' time, restored after it: nobody can read what is in it."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from survey_service import safekeeping
from survey_service.db import db
from survey_service.operations.key_pairs import private_half
from survey_service.sealing import open_box
from tests.makers import NOW, stored_answers, wave_keys
from tests.postgres import create_database, drop_database, server_program
from tests.survey_service.storage.answered import MARKER, answer_one_by_one, close, dump, on_postgres

PEOPLE = 8
BODIES = "SELECT sealed_body FROM response"


def take_backup(session: Session, folder: Path) -> Path:
    """A real backup, taken while the service could be running: SQLite's own, or pg_dump's."""
    file = folder / "backup"
    if on_postgres(session):
        file.write_bytes(dump("--no-owner"))
        return file
    with closing(sqlite3.connect(folder / "pulse.sqlite3")) as live, closing(sqlite3.connect(file)) as copy:
        live.backup(copy)
    return file


@contextmanager
def restored(session: Session, backup: Path) -> Iterator[list[bytes]]:
    """The bodies of all responses in a backup, read from a database that was restored from it."""
    if not on_postgres(session):
        with closing(sqlite3.connect(backup)) as copy:
            yield [body for (body,) in copy.execute(BODIES)]
        return
    address = create_database()
    try:
        where = make_url(address)
        options = ("-q", "-U", "postgres", "-h", str(where.query["host"]), "-d", str(where.database), "-f", backup)
        subprocess.run([server_program("psql"), *options], check=True, stdout=subprocess.DEVNULL)
        with psycopg.connect(where.set(drivername="postgresql").render_as_string(hide_password=False)) as copy:
            yield [bytes(body) for (body,) in copy.execute(BODIES)]
    finally:
        drop_database(address)


def readable(bodies: list[bytes]) -> int:
    """How many of these are opened by any private key that is left."""
    publics = [bytes.fromhex(path.stem) for path in wave_keys().path.iterdir()]
    halves = [half for public in publics if (half := wave_keys().private_half(public))]
    assert halves  # those of the waves to come are there
    return sum(any(open_box(body, half) is not None for half in halves) for body in bodies)


def test_a_restored_backup_cannot_be_read_once_the_key_is_destroyed(session: Session, tmp_path: Path) -> None:
    answered = answer_one_by_one(session, people=PEOPLE)
    close(session, answered)
    safekeeping.seal_now(answered.wave.id, now=NOW)
    key = private_half(session, answered.wave, wave_keys())
    assert len(stored_answers(session, answered.wave)) == PEOPLE
    answered.wave.answers_until = NOW
    session.commit()
    backup = take_backup(session, tmp_path)
    with restored(session, backup) as bodies:
        assert (len(bodies), readable(bodies)) == (PEOPLE, PEOPLE)

    assert safekeeping.delete_old_answers(NOW) == 1

    with restored(session, backup) as bodies:
        assert (len(bodies), readable(bodies)) == (PEOPLE, 0)
        assert MARKER.encode() in (open_box(bodies[0], key) or b"")  # the backup is whole: it is the key that is gone
    db.session.remove()
