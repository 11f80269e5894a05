import pytest
from sqlalchemy.orm import Session

from survey_service.errors import NotFoundError, ReportNotReadyError, WaveStateError
from survey_service.operations.guesses import keep_guess
from survey_service.operations.members import respondent_of
from survey_service.operations.reports import (
    closed_wave,
    find_report,
    must_guess,
    newest_run,
    reports_of,
    try_again,
)
from tests.makers import NOW, make_member, make_organisation, make_respondent, make_survey, make_wave
from tests.survey_service.closed_waves import make_closed_wave, make_report, make_run


def test_reports_are_listed_with_the_newest_first_and_only_ones_own(session: Session) -> None:
    organisation, other = make_organisation(session), make_organisation(session, "Another")
    survey = make_survey(session, organisation)
    older = make_wave(session, survey, state="closed", number=1)
    newer = make_wave(session, survey, state="closed", number=2)
    make_wave(session, survey, number=3)
    make_closed_wave(session, other)
    make_report(session, older)
    latest = make_report(session, older)
    running = make_run(session, newer, state="running", step=2)

    entries = reports_of(session, organisation)

    assert [entry.wave for entry in entries] == [newer, older]
    assert [entry.report for entry in entries] == [None, latest]
    assert entries[0].run == running


def test_a_wave_of_another_organisation_is_not_there(session: Session) -> None:
    wave = make_closed_wave(session)

    with pytest.raises(NotFoundError, match="no such report"):
        closed_wave(session, make_organisation(session, "Another"), wave.id)


def test_an_open_wave_has_no_report_yet(session: Session) -> None:
    wave = make_closed_wave(session, state="open")

    with pytest.raises(ReportNotReadyError, match="when the wave has closed"):
        closed_wave(session, wave.survey.organisation, wave.id)


def test_a_report_that_is_not_made_yet_is_asked_for_later(session: Session) -> None:
    with pytest.raises(ReportNotReadyError, match="not ready"):
        find_report(session, make_closed_wave(session))


def test_an_executive_guesses_first_and_once(session: Session) -> None:
    wave = make_closed_wave(session)
    organisation = wave.survey.organisation
    member = make_member(session, organisation, "executive", email="Exec@tarnbrook.example")
    respondent = make_respondent(session, organisation, "executive", email="exec@tarnbrook.example")

    assert must_guess(session, wave, member)
    keep_guess(session, wave, respondent, {"I12": 3}, secret="test")
    session.flush()
    assert not must_guess(session, wave, member)


def test_a_program_lead_reads_at_once(session: Session) -> None:
    wave = make_closed_wave(session)

    assert not must_guess(session, wave, make_member(session, wave.survey.organisation))


def test_answers_collected_elsewhere_need_no_guess(session: Session) -> None:
    wave = make_closed_wave(session, imported=True)

    assert not must_guess(session, wave, make_member(session, wave.survey.organisation, "executive"))


def test_an_executive_who_is_not_on_the_roster_is_told_whom_to_ask(session: Session) -> None:
    wave = make_closed_wave(session)
    member = make_member(session, wave.survey.organisation, "executive")

    assert respondent_of(session, member) is None
    with pytest.raises(ReportNotReadyError, match="Ask your program lead"):
        must_guess(session, wave, member)


def test_a_failed_analysis_is_queued_again_once(session: Session) -> None:
    wave = make_closed_wave(session)
    make_run(session, wave, state="failed", message="It ran out of memory.")

    try_again(session, wave, now=NOW)

    run = newest_run(session, wave)
    assert run is not None
    assert run.state == "waiting"
    with pytest.raises(WaveStateError, match="has not failed"):
        try_again(session, wave, now=NOW)
