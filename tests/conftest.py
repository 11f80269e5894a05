"""What every test may ask for: an application on a fresh database, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from survey_service.app import create_app
from survey_service.config import Settings
from survey_service.db import db, reading, upgrade
from tests.clients import SeparateClient
from tests.postgres import fresh_database
from tests.ready_keys import add_ready_keys, copy_database, write_ready_keys

NOW = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """The moment the tests live in."""
    return NOW


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded, empty SQLite database to copy from, in which keys are ready."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(Settings(data_folder=folder, secret_key="test"))
    with app.app_context():
        upgrade()
        add_ready_keys(db.session())
        db.session.remove()
        db.engine.dispose()
    return folder / "pulse.sqlite3"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of an application with an empty database of its own."""
    if request.param == "sqlite":
        copy_database(request.getfixturevalue("empty_sqlite"), tmp_path)
        yield Settings(data_folder=tmp_path, secret_key="test", mail_backend="file")
        return
    with fresh_database() as url:
        keys = write_ready_keys(tmp_path)
        yield Settings(data_folder=tmp_path, secret_key="test", mail_backend="file", database_url=url, key_folder=keys)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """The templates, compiled once for all the applications of a test process."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The application, with its context pushed."""
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled_templates
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = SeparateClient
    with app.app_context():
        token = reading.set(True)  # a test's own session takes no write lock while it only looks
        yield app
        reading.reset(token)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Session:
    """A session on the application's database."""
    return db.session()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without script: keeps cookies, follows nothing by itself."""
    return app.test_client()
