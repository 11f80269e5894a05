"""`frontline-pulse audit-release`: what it reads, what it says, and how it ends."""

from pathlib import Path

import pytest
from sqlalchemy import select

from survey_service import db, jobs
from survey_service.commands.service import service
from survey_service.models import Report, Wave
from tests.makers import NOW, make_organisation, make_survey, make_wave
from tests.survey_service.audited_waves import careless_groups, make_answered_wave
from tests.survey_service.closed_waves import make_report
from tests.survey_service.commands.runner import Run
from tests.survey_service.report_sample import sample_snapshot


@pytest.fixture
def reported(data: Path) -> int:
    """The number of a wave with one report."""
    with service(data):
        session = db.session()
        wave = make_answered_wave(session, make_survey(session, make_organisation(session)))
        jobs.analyse_now(wave.id, now=NOW)
        return wave.id


def show_too_much(data: Path, wave_id: int) -> None:
    """Store a later report of the same wave as no analysis would make it."""
    with service(data):
        session = db.session()
        wave = session.get_one(Wave, wave_id)
        snapshot = session.scalars(select(Report.snapshot).where(Report.wave_id == wave_id)).one()
        make_report(session, wave, {**snapshot, "groups": careless_groups(session, wave)})
        session.commit()


def test_a_safe_report_ends_with_0_and_one_closing_line(run: Run, data: Path, reported: int) -> None:
    ran = run("--data", data, "audit-release", reported)

    assert (ran.code, ran.err) == (0, "")
    first, last = ran.out.splitlines()
    assert first.startswith("“Quarterly pulse” up to quarter 3, 2026: 1 wave, 1 report, ")
    assert last.startswith("1 survey, 1 wave, 1 report, ")
    assert last.endswith(": 0 leaks.")


def test_a_later_report_that_reveals_a_small_group_ends_with_1_and_says_whose(
    run: Run, data: Path, reported: int
) -> None:
    show_too_much(data, reported)

    one, every = run("--data", data, "audit-release", reported), run("--data", data, "audit-release", "--all")

    assert (one.code, every.code) == (1, 1)
    assert one.out == every.out
    leaks = [line for line in one.out.splitlines() if line.startswith("  LEAK: ")]
    assert any("region Coast (reps, I1)" in line for line in leaks)
    assert one.out.splitlines()[-1].startswith("1 survey, 1 wave, 2 reports, ")
    assert one.out.splitlines()[-1].endswith(f": {len(leaks)} leaks.")


def test_the_waves_before_are_read_too_and_no_later_one(run: Run, sqlite_data: Path) -> None:
    with service(sqlite_data):
        session = db.session()
        survey = make_survey(session, make_organisation(session))
        first, second = (make_wave(session, survey, state="closed", number=n, name=f"wave {n}") for n in (1, 2))
        for wave in (first, second):
            make_report(session, wave, {**sample_snapshot(), "groups": []})
        session.commit()
        numbers = first.id, second.id

    told = [run("--data", sqlite_data, "audit-release", number).out.splitlines()[0] for number in numbers]

    assert [line.split(", ")[:2] for line in told] == [
        ["“Quarterly pulse” up to wave 1: 1 wave", "1 report"],
        ["“Quarterly pulse” up to wave 2: 2 waves", "2 reports"],
    ]


def test_without_any_report_all_is_nothing(run: Run, sqlite_data: Path) -> None:
    ran = run("--data", sqlite_data, "audit-release", "--all")

    assert (ran.code, ran.out) == (0, "0 surveys, 0 waves, 0 reports, 0 sums: 0 leaks.\n")


def test_what_cannot_be_audited_is_wrong_usage(run: Run, sqlite_data: Path) -> None:
    with service(sqlite_data):
        session = db.session()
        wave = make_wave(session, make_survey(session, make_organisation(session)))
        session.commit()
        number = wave.id

    refused = [
        run("--data", sqlite_data, "audit-release", *arguments)
        for arguments in ((), (number, "--all"), (number,), (number + 1,))
    ]

    assert [ran.code for ran in refused] == [2, 2, 2, 2]
    assert [ran.err.splitlines()[-1] for ran in refused] == [
        "Error: Give the number of one WAVE, or --all.",
        "Error: Give the number of one WAVE, or --all.",
        "Error: “quarter 3, 2026” has no report yet. One is made when the wave has closed.",
        f"Error: There is no wave {number + 1}. The console lists them; `run-due` plans the next.",
    ]
