"""The migrations make the tables that the models describe, on both databases, and a second upgrade changes nothing."""

from flask import Flask
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from survey_service.db import alembic, db, upgrade
from survey_service.models import Report, Wave
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
