"""The migrations make the tables that the models describe, on both databases, and a second upgrade changes nothing."""

from flask import Flask

from survey_service.db import alembic, upgrade


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
