"""The life of a wave on the command line, on either database."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from survey_service import db
from survey_service.clock import now
from survey_service.commands.service import service
from survey_service.models import AnalysisRun, Invitation, OutboxMessage, Report, Wave
from survey_service.operations.invitations import mail_prefix, open_mail
from survey_service.operations.responses import submit_response
from survey_service.sealing import token_hash
from tests.makers import make_organisation, make_respondent, make_survey, make_wave
from tests.survey_service.commands.runner import Run

REPS = 6
ANSWERS = {"I1": 2, "I2": 2, "I3": {"n": 2, "of": 5}, "I4": 3, "I5": 3, "I6": 2, "I7": 1}


def plan_wave(data: Path) -> int:
    """A planned wave of six reps, due since a minute; its number."""
    with service(data):
        session, moment = db.session(), now()
        survey = make_survey(session, make_organisation(session), starts_on=moment.date(), opens_hour=0)
        for _ in range(REPS):
            make_respondent(session, survey.organisation)
        window = {"opens_at": moment - timedelta(minutes=1), "closes_at": moment + timedelta(days=11)}
        wave = make_wave(session, survey, state="planned", instrument_id=None, **window)
        session.commit()
        return wave.id


def answer_by_mail(data: Path, wave_id: int) -> None:
    """Everybody answers with the link of their mail."""
    with service(data):
        session = db.session()
        wave = session.get_one(Wave, wave_id)
        mails = select(OutboxMessage).where(OutboxMessage.key.startswith(mail_prefix(wave), autoescape=True))
        for body in [open_mail(mail, secret="test") for mail in session.scalars(mails)]:
            token = body["token"] if body else ""
            invitation = session.scalars(select(Invitation).where(Invitation.token_hash == token_hash(token))).one()
            submit_response(session, invitation, ANSWERS, token=token, today=now().date())
        session.commit()


def test_a_wave_is_opened_answered_closed_analysed_and_exported(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = plan_wave(data)
    monkeypatch.chdir(data)

    opened = run("--data", data, "open-wave", wave)
    answer_by_mail(data, wave)
    closed = run("--data", data, "close-wave", wave, "--yes")
    written = [run("--data", data, "export", wave, "--format", kind) for kind in ("csv", "json", "xlsx")]

    assert (opened.code, opened.err) == (0, "")
    assert "is open: 6 people are invited." in opened.out
    assert (closed.code, closed.err) == (0, "")
    assert closed.out.endswith("The report is stored.\n")
    assert [(ran.code, ran.out) for ran in written] == [
        (0, f"Written: wave-{wave}.{kind}\n") for kind in ("csv", "json", "xlsx")
    ]
    assert_equal_exports(data / f"wave-{wave}")


def assert_equal_exports(stem: Path) -> None:
    """The three files hold the same rows, whatever each format's way with empty cells, numbers and truth is."""
    with stem.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        as_csv = list(csv.DictReader(file))
    as_json = json.loads(stem.with_suffix(".json").read_text("utf-8"))
    book = CalamineWorkbook.from_path(str(stem.with_suffix(".xlsx")))
    names, *sheet = book.get_sheet_by_index(0).to_python()
    as_xlsx = [dict(zip(map(str, names), cells, strict=True)) for cells in sheet]

    assert as_csv
    assert [{name: plain(cell) for name, cell in row.items()} for row in as_json] == [
        {name: plain(cell) for name, cell in row.items()} for row in as_csv
    ]
    assert [{name: plain(cell) for name, cell in row.items()} for row in as_xlsx] == [
        {name: plain(cell) for name, cell in row.items()} for row in as_csv
    ]


def plain(cell: object) -> object:
    """A cell without its format: numbers as numbers, no value as an empty text."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    try:
        return float(str(cell))
    except ValueError:
        return str(cell)


def test_what_is_due_opens_once_and_says_which(run: Run, data: Path) -> None:
    wave = plan_wave(data)

    first, second = run("--data", data, "run-due"), run("--data", data, "run-due")

    assert first.out.startswith("0 planned, 1 opened, 0 closed.\n")
    assert f"Opened: wave {wave}, “Quarterly pulse”, quarter 3, 2026" in first.out
    assert (second.code, second.out) == (0, "0 planned, 0 opened, 0 closed.\n")


def test_a_wave_closes_once(run: Run, data: Path) -> None:
    wave = plan_wave(data)
    run("--data", data, "open-wave", wave)
    run("--data", data, "close-wave", wave, "--yes")

    again = run("--data", data, "close-wave", wave, "--yes")

    assert (again.code, again.out, again.err.count("\n")) == (1, "", 1)
    assert "has closed already, and its answers are sealed. Nothing was changed." in again.err
    with service(data):
        assert db.session().scalar(select(func.count()).select_from(AnalysisRun)) == 1


@pytest.mark.parametrize("command", ["open-wave", "close-wave", "analyse", "export"])
def test_an_unknown_wave_is_one_line(run: Run, data: Path, command: str) -> None:
    ran = run("--data", data, command, 7)

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "There is no wave 7." in ran.err


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("close-wave", "has not opened yet, so there is nothing to close."),
        ("analyse", "Its answers can be read once it has closed."),
        ("export", "has no report yet. One is made when the wave has closed."),
    ],
)
def test_a_wave_that_is_not_that_far_is_one_line(run: Run, sqlite_data: Path, command: str, says: str) -> None:
    wave = plan_wave(sqlite_data)

    ran = run("--data", sqlite_data, command, wave)

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert says in ran.err


def test_a_wave_closes_only_when_that_is_confirmed(
    run: Run, sqlite_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = plan_wave(sqlite_data)
    run("--data", sqlite_data, "open-wave", wave)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    ran = run("--data", sqlite_data, "close-wave", wave)

    assert (ran.code, ran.err.splitlines()[-1]) == (1, "Stopped.")
    with service(sqlite_data):
        assert db.session().get_one(Wave, wave).state == "open"


def test_analysing_anew_leaves_a_second_report(run: Run, sqlite_data: Path) -> None:
    wave = plan_wave(sqlite_data)
    run("--data", sqlite_data, "open-wave", wave)
    run("--data", sqlite_data, "close-wave", wave, "--yes")

    ran = run("--data", sqlite_data, "analyse", wave)

    assert (ran.code, ran.out) == (0, "The report of “quarter 3, 2026” is stored.\n")
    with service(sqlite_data):
        assert db.session().scalar(select(func.count()).select_from(Report)) == 2


def test_an_export_goes_where_it_is_told_or_says_why_not(run: Run, sqlite_data: Path) -> None:
    wave = plan_wave(sqlite_data)
    run("--data", sqlite_data, "open-wave", wave)
    run("--data", sqlite_data, "close-wave", wave, "--yes")

    there = run("--data", sqlite_data, "export", wave, "--output", sqlite_data / "mine.csv")
    nowhere = run("--data", sqlite_data, "export", wave, "--output", sqlite_data / "no folder" / "mine.csv")

    assert (there.code, (sqlite_data / "mine.csv").exists()) == (0, True)
    assert (nowhere.code, nowhere.err.count("\n")) == (1, 1)
    assert "No such file or directory" in nowhere.err
