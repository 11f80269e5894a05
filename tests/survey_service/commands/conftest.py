import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey_service.cli import main
from tests.postgres import fresh_database
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
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "pulse.sqlite3")
        yield tmp_path
        return
    with fresh_database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield tmp_path


@pytest.fixture
def sqlite_data(empty_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, on SQLite alone: for what does not depend on the database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shutil.copy(empty_sqlite, tmp_path / "pulse.sqlite3")
    return tmp_path
