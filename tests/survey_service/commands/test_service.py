"""The database under a command: made quietly, or refused in one line."""

import sqlite3
from pathlib import Path

import pytest

from survey_service.commands.service import child_environment
from tests.survey_service.commands.runner import Run


def test_upgrading_makes_the_database_and_says_so_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"

    first, second = run("--data", folder, "upgrade-db"), run("--data", folder, "upgrade-db")

    assert (folder / "pulse.sqlite3").exists()
    for ran in (first, second):
        assert (ran.code, ran.out, ran.err) == (0, "The database is up to date.\n", "")


def test_a_new_data_folder_is_open_to_its_owner_alone(run: Run, tmp_path: Path) -> None:
    run("--data", tmp_path / "new", "upgrade-db")

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_links_in_mails_begin_with_the_address_that_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULSE_BASE_URL", raising=False)
    assert child_environment(tmp_path, "http://127.0.0.1:8000")["PULSE_BASE_URL"] == "http://127.0.0.1:8000"

    monkeypatch.setenv("PULSE_BASE_URL", "https://pulse.tarnbrook.example")
    assert child_environment(tmp_path, "http://127.0.0.1:8000")["PULSE_BASE_URL"] == "https://pulse.tarnbrook.example"


def test_a_command_works_on_either_database(run: Run, data: Path) -> None:
    ran = run("--data", data, "run-due")

    assert (ran.code, ran.out, ran.err) == (0, "0 planned, 0 opened, 0 closed.\n", "")


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("DATABASE_URL", "postgresql://127.0.0.1:1/pulse", "Connection refused. Check DATABASE_URL"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL is not understood"),
        ("DATABASE_URL", "mysql://127.0.0.1/pulse", "DATABASE_URL is not understood"),
        ("PULSE_MAIL_PORT", "twenty-five", "The setting PULSE_MAIL_PORT is wrong"),
        ("PULSE_MAIL_BACKEND", "pigeon", "The setting PULSE_MAIL_BACKEND is wrong"),
    ],
)
def test_a_setting_that_cannot_be_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, says: str
) -> None:
    monkeypatch.setenv("PULSE_SECRET_KEY", "test")
    monkeypatch.setenv(setting, value)

    ran = run("--data", tmp_path, "upgrade-db")

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith("frontline-pulse: ")
    assert says in ran.err


def test_a_shared_database_asks_for_a_shared_secret(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULSE_SECRET_KEY", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/pulse")

    ran = run("--data", tmp_path, "upgrade-db")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "Set PULSE_SECRET_KEY" in ran.err


def test_a_file_that_is_no_database_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pulse.sqlite3").write_text("this is a letter, and a long one " * 99)

    ran = run("--data", tmp_path, "run-due")

    assert ran.code == 1
    assert ran.err == (
        "frontline-pulse: The database cannot be used: file is not a database. "
        "Check DATABASE_URL, or the folder of --data.\n"
    )


def test_a_database_of_a_newer_version_is_left_alone(run: Run, sqlite_data: Path) -> None:
    with sqlite3.connect(sqlite_data / "pulse.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    ran = run("--data", sqlite_data, "run-due")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "A newer version made this database" in ran.err


def test_a_folder_that_cannot_be_made_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    ran = run("--data", tmp_path / "file" / "folder", "upgrade-db")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "Not a directory" in ran.err
