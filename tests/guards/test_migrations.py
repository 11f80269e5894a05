"""The migrations make the tables that the models describe, on both databases, and a second upgrade changes nothing."""

import json
import secrets
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import TextClause, delete, inspect, select, text
from sqlalchemy.orm import Session

from survey_service.clock import now
from survey_service.config import Settings
from survey_service.db import alembic, db, upgrade
from survey_service.errors import PulseError, UnknownReceiptError
from survey_service.models import Report, Wave, WaveKey
from survey_service.operations.receipts import Receipt, quick_hash, receipt_of
from survey_service.operations.responses import find_response, read_own, withdraw_response
from survey_service.operations.sealed_answers import answers_of
from tests.makers import NOW, make_organisation, make_survey, make_wave, wave_keys
from tests.survey_service.closed_waves import make_closed_wave, make_report


def test_the_migrations_equal_the_models(app: Flask) -> None:
    with app.app_context():
        difference = alembic.produce_migrations().upgrade_ops

    assert difference is not None
    assert difference.ops == []


def test_a_second_upgrade_changes_nothing(app: Flask) -> None:
    with app.app_context():
        before = [revision.revision for revision in alembic.current()]
    upgrade()

    with app.app_context():
        assert [revision.revision for revision in alembic.current()] == before != []


def test_a_database_of_the_first_tables_keeps_its_rows(app: Flask, session: Session) -> None:
    wave = make_closed_wave(session)
    checksum = make_report(session, wave).checksum
    name = wave.name
    session.commit()
    with app.app_context():
        alembic.downgrade("0001")
        assert "theme_edit" not in inspect(db.engine).get_table_names()
        assert "report" in inspect(db.engine).get_table_names()

    upgrade()

    session.expire_all()
    assert session.scalars(select(Wave.name)).all() == [name]
    assert session.scalars(select(Report.checksum)).all() == [checksum]
    assert {"theme_edit", "theme_placing", "theme_board", "theme_run"} <= set(inspect(db.engine).get_table_names())


WORDS = "Omar never listens to “us”, ßeriously."
OLD_ANSWERS = {"I1": 3, "I3": {"n": 1, "of": 2}, "O1": {"text": WORDS, "may_quote": True}}
ROLE_AND_GROUPS = {"role": "rep", "region": "North", "leader": "Lena Hart", "team": "Team of Omar"}


def old_answers(app: Flask, session: Session, people: int) -> tuple[list[str], list[Receipt]]:
    """A database as the second migration left it: a closed and an open wave, in which all answered in plain text."""
    organisation = make_organisation(session)
    survey = make_survey(session, organisation)
    waves = [make_wave(session, survey, state="closed"), make_wave(session, survey, number=2, name="quarter 4, 2026")]
    names, ids = [wave.name for wave in waves], [wave.id for wave in waves]
    session.execute(delete(WaveKey))
    session.commit()
    with app.app_context():
        alembic.downgrade("0002")
    receipts = [receipt_of(f"token {number}") for number in range(people)]
    for wave_id in ids:
        for number, receipt in enumerate(receipts):
            row = {
                "key": secrets.token_bytes(16),
                "wave_id": wave_id,
                **ROLE_AND_GROUPS,
                "answers": json.dumps({**OLD_ANSWERS, "I2": 1 + number % 5}),
                "receipt_hash": quick_hash(receipt.code) if wave_id == ids[1] else secrets.token_bytes(32),
                "day": NOW.date(),
            }
            session.execute(insert_of(row), row)
    session.commit()
    return names, receipts


def insert_of(row: dict[str, Any]) -> TextClause:
    values = ", ".join(f"CAST(:{name} AS jsonb)" if name == "answers" else f":{name}" for name in row)
    if db.engine.dialect.name == "sqlite":
        values = values.replace("CAST(:answers AS jsonb)", ":answers")
    return text(f"INSERT INTO response ({', '.join(row)}) VALUES ({values})")


def files_of(tmp_path: Path) -> bytes:
    """All that SQLite wrote to the disk."""
    return b"".join(file.read_bytes() for file in sorted(tmp_path.glob("pulse.sqlite3*")))


def test_answers_in_plain_text_are_encrypted_and_none_is_lost(app: Flask, session: Session, tmp_path: Path) -> None:
    names, _ = old_answers(app, session, people=30)
    assert session.connection().dialect.name == "postgresql" or WORDS.encode()[:20] in files_of(tmp_path)
    session.rollback()

    upgrade()

    for name in names:
        wave = session.scalars(select(Wave).where(Wave.name == name)).one()
        found = answers_of(session, wave, wave_keys())
        assert sorted(each.answers["I2"] for each in found) == sorted(1 + number % 5 for number in range(30))
        assert all({**each.answers, "I2": 0} == {**OLD_ANSWERS, "I2": 0} for each in found)
        assert {(each.role, each.region, each.leader, each.team) for each in found} == {tuple(ROLE_AND_GROUPS.values())}
    closed, opened = (session.scalars(select(Wave).where(Wave.name == name)).one() for name in names)
    assert (closed.sealed, opened.sealed, opened.answers_until) == (True, False, None)
    assert closed.answers_until is not None
    assert closed.answers_until > now() + timedelta(days=27)
    assert session.connection().dialect.name == "postgresql" or WORDS.encode()[:20] not in files_of(tmp_path)


def test_after_the_upgrade_a_receipt_still_opens_changes_and_withdraws(app: Flask, session: Session) -> None:
    _, receipts = old_answers(app, session, people=2)

    upgrade()

    for number, receipt in enumerate(receipts):
        assert read_own(find_response(session, receipt), receipt).answers == {**OLD_ANSWERS, "I2": 1 + number}
    withdraw_response(session, receipts[0])
    with pytest.raises(UnknownReceiptError):
        find_response(session, receipts[0])


def test_an_upgrade_that_is_broken_off_leaves_the_old_database_usable(
    app: Flask, session: Session, settings: Settings
) -> None:
    old_answers(app, session, people=3)
    folder = settings.keys().path
    shutil.move(folder, folder.with_name("elsewhere"))
    folder.write_text("in the way")

    with pytest.raises(PulseError, match="No key can be kept in the key folder"):
        upgrade()

    session.rollback()
    columns = {column["name"] for column in inspect(db.engine).get_columns("response")}
    assert "answers" in columns
    assert session.execute(text("SELECT count(*) FROM response")).scalar_one() == 6
    assert "wave_key" not in inspect(db.engine).get_table_names()
    session.rollback()
    folder.unlink()
    upgrade()
    assert session.execute(text("SELECT count(sealed_body) FROM response")).scalar_one() == 6
