"""A wave that people answer one by one, as over days, and all that the database keeps of it, to look through."""

import subprocess
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from survey_service.db import db
from survey_service.models import Response, Wave
from survey_service.operations.receipts import Receipt
from survey_service.operations.responses import submit_response
from survey_service.sqlite_log import truncate_log
from tests.makers import make_asked_wave
from tests.postgres import server_program

PEOPLE = 40
MARKER = "Zwölf Brötchen zum Frühstück"
"""What everybody writes, with their number: in no other row of a database."""
OTHERS = {"I2": 2, "I4": "not_sure", "I5": 4, "I6": 2, "I7": 1}
TEAM = "Team of the marked manager"


@dataclass
class Answered:
    """A wave, and who answered in which order: the ids of invitations, and what each of them wrote."""

    wave: Wave
    invitations: list[int] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    def said_by(self, place: int) -> str:
        """What the person who came at this place wrote."""
        return f"{MARKER}, {place:03}."


def answer_one_by_one(session: Session, people: int = PEOPLE) -> Answered:
    """Everybody answers, in a transaction of their own."""
    wave, asked = make_asked_wave(session, people, groups={"team": TEAM})
    answered = Answered(wave)
    for place, (invitation, token) in enumerate(asked):
        words = {"text": answered.said_by(place), "may_quote": True}
        answers = {**OTHERS, "I1": 1 + place % 5, "I3": {"n": place % 6, "of": 5}, "O1": words}
        answered.receipts.append(
            submit_response(session, invitation, answers, token=token, today=date(2026, 9, 1 + place % 20))
        )
        answered.invitations.append(invitation.id)
        session.commit()
    return answered


def close(session: Session, answered: Answered) -> None:
    """Close the wave; it is not sealed yet."""
    answered.wave.state = "closed"
    session.commit()


def on_postgres(session: Session) -> bool:
    """Whether this database is PostgreSQL."""
    found = session.get_bind().dialect.name == "postgresql"
    session.rollback()
    return found


def files_of(session: Session, folder: Path) -> bytes:
    """Every byte that is kept of responses and drafts: SQLite's files with the log, or the tables' and a dump."""
    session.rollback()
    if not on_postgres(session):
        return b"".join(file.read_bytes() for file in sorted(folder.glob("pulse.sqlite3*")))
    session.execute(text("CHECKPOINT"))
    data = Path(session.execute(text("SHOW data_directory")).scalar_one())
    paths = session.scalars(
        text(
            "SELECT pg_relation_filepath(oid::regclass) FROM pg_class WHERE relname IN ('response', 'draft')"
            " OR oid IN (SELECT reltoastrelid FROM pg_class WHERE relname IN ('response', 'draft'))"
        )
    ).all()
    session.rollback()
    return b"".join((data / path).read_bytes() for path in paths) + dump("--table=response", "--table=draft")


def dump(*options: str) -> bytes:
    """What `pg_dump` writes of this database."""
    address = db.engine.url
    where = ("-U", "postgres", "-h", str(address.query["host"]), "-d", str(address.database))
    return subprocess.run([server_program("pg_dump"), *where, *options], check=True, capture_output=True).stdout


def empty_log(session: Session) -> None:
    """Bring everything into SQLite's main file."""
    session.rollback()
    if not on_postgres(session):
        assert truncate_log(db.engine)


def stored(session: Session, wave: Wave) -> list[bytes]:
    """The sealed bodies of a wave."""
    return list(session.scalars(select(Response.sealed_body).where(Response.wave_id == wave.id)))
