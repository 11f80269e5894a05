import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey_service.cli import main
from tests.postgres import fresh_database
from tests.ready_keys import copy_database, write_ready_keys
from tests.survey_service.commands.runner import Ran, Run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `frontline-pulse` with these arguments."""

    def run_command(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["frontline-pulse", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ran(ended.value.code if isinstance(ended.value.code, int) else 0, printed.out, printed.err)

    return run_command


@pytest.fixture(params=["sqlite", "postgresql"])
def data(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder to give as `--data`: with an empty database in it, or beside one on PostgreSQL."""
    monkeypatch.setenv("PULSE_SECRET_KEY", "test")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("PULSE_KEY_FOLDER", raising=False)
    if request.param == "sqlite":
        copy_database(request.getfixturevalue("empty_sqlite"), tmp_path)
        yield tmp_path
        return
    with fresh_database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("PULSE_KEY_FOLDER", str(write_ready_keys(tmp_path)))
        yield tmp_path


@pytest.fixture
def sqlite_data(empty_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, on SQLite alone: for what does not depend on the database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("PULSE_KEY_FOLDER", raising=False)
    copy_database(empty_sqlite, tmp_path)
    return tmp_path
