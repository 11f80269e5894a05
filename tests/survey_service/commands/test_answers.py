"""Answers collected elsewhere, from a file to a report and its export."""

import io
import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from survey_service import db
from survey_service.commands.service import service
from survey_service.models import Response, Wave
from tests.guards.project_tree import ROOT
from tests.survey_service.commands.runner import Run

ANSWERS = ROOT / "tests" / "files" / "answers.csv"
MAPPING = ROOT / "tests" / "files" / "answers.toml"


def stored(data: Path) -> tuple[int, int]:
    """How many waves and responses there are."""
    with service(data):
        waves, responses = (db.session().scalar(select(func.count()).select_from(kind)) for kind in (Wave, Response))
        return waves or 0, responses or 0


def test_two_years_of_answers_become_two_closed_waves_with_their_reports(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data)

    ran = run("--data", data, "import-answers", ANSWERS, "--mapping", MAPPING, "--yes")
    again = run("--data", data, "import-answers", ANSWERS, "--mapping", MAPPING, "--yes")
    written = run("--data", data, "export", 2, "--format", "json")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:4] == [
        "148 rows fine, 0 need mending, 2 left out.",
        "  Wave 2024: 8 executive, 20 manager, 46 rep",
        "  Wave 2025: 8 executive, 20 manager, 46 rep",
        "  Left out: 2 where job is “visitor”",
    ]
    assert (again.code, again.err.count("\n")) == (1, 1)
    assert "has a wave “2024” already. Nothing was imported twice." in again.err
    assert stored(data) == (2, 148)
    assert written.code == 0
    rows = json.loads((data / "wave-2.json").read_text("utf-8"))
    assert {row["audience"] for row in rows} >= {"rep", "manager", "executive"}
    asked = next(row for row in rows if row["audience"] == "executive")
    assert (asked["n_invited"], asked["n_answered"]) == (None, 8)


def test_one_bad_cell_keeps_the_whole_file_out(run: Run, sqlite_data: Path) -> None:
    rows = ANSWERS.read_text("utf-8").replace("sales manager", "sales wizard", 1)
    (sqlite_data / "bad.csv").write_text(rows, "utf-8")

    ran = run("--data", sqlite_data, "import-answers", sqlite_data / "bad.csv", "--mapping", MAPPING, "--yes")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "column job, “sales wizard”: Not a role of the mapping." in ran.out
    assert "Nothing was imported." in ran.err
    assert stored(sqlite_data) == (0, 0)


def test_nothing_is_imported_that_is_not_confirmed(
    run: Run, sqlite_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))

    ran = run("--data", sqlite_data, "import-answers", ANSWERS, "--mapping", MAPPING)

    assert (ran.code, ran.err) == (1, "Stopped.\n")
    assert stored(sqlite_data) == (0, 0)


@pytest.mark.parametrize(
    ("content", "mapping", "says"),
    [
        (b"", None, "The file is empty."),
        (b"job\n\xff\n", None, "Line 2 holds a byte (0xFF) that is not UTF-8."),
        (b"job,mood\nvisitor,Good\n", None, "There is no column “answered on”."),
        (None, b"survey = ", "The mapping is not TOML"),
        (None, b"\xff", "The mapping is not TOML"),
        (None, b'survey = "x"', "The mapping has no [questions.COLUMN] tables."),
    ],
    ids=["empty", "bad UTF-8", "no column", "not TOML", "not text", "no questions"],
)
def test_a_file_or_mapping_that_cannot_be_read_is_one_line(
    run: Run, sqlite_data: Path, content: bytes | None, mapping: bytes | None, says: str
) -> None:
    (sqlite_data / "a.csv").write_bytes(ANSWERS.read_bytes() if content is None else content)
    (sqlite_data / "m.toml").write_bytes(MAPPING.read_bytes() if mapping is None else mapping)

    ran = run("--data", sqlite_data, "import-answers", sqlite_data / "a.csv", "--mapping", sqlite_data / "m.toml")

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert says in ran.err
