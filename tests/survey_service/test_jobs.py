"""What the worker does when an analysis cannot be made."""

import logging
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.errors import AnalysisError
from survey_service import jobs
from survey_service.errors import WaveStateError
from survey_service.models import AnalysisRun, Report, Wave
from survey_service.operations.analysis_runs import queue_run
from survey_service.operations.runs import fail_run
from tests.makers import make_response
from tests.survey_service.closed_waves import make_closed_wave

SECRET_WORDS = "my manager is never there"


@pytest.fixture
def wave(session: Session, now: datetime) -> Wave:
    """A closed wave with a response that no analysis can read."""
    wave = make_closed_wave(session)
    make_response(session, wave, {"I3": {"n": SECRET_WORDS, "of": 5}})
    session.commit()
    return wave


def test_a_failed_analysis_leaves_a_sentence_and_no_report(session: Session, wave: Wave, now: datetime) -> None:
    run = queue_run(session, wave, now=now)
    session.commit()

    assert jobs.run_analysis(run.id, now=now)
    assert not jobs.run_analysis(run.id, now=now)

    session.refresh(run)
    assert run.state == "failed"
    assert run.message.startswith("Something unforeseen stopped it (TypeError in wave_tables.py, line ")
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_what_somebody_wrote_is_in_no_message(
    session: Session, wave: Wave, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="pulse.worker")

    with pytest.raises(WaveStateError) as refused:
        jobs.analyse_now(wave.id, now=now)

    assert SECRET_WORDS not in str(refused.value)
    assert SECRET_WORDS not in session.scalars(select(AnalysisRun.message)).one()


def test_a_long_reason_is_cut_between_words_and_fits_its_column(session: Session, wave: Wave, now: datetime) -> None:
    run = queue_run(session, wave, now=now)
    fail_run(session, AnalysisRun, run.id, "This report is not published: " + "the mean follows; " * 40, now=now)
    session.commit()

    session.refresh(run)
    assert len(run.message) <= 300
    assert run.message.endswith(" the mean …")


def test_a_refusal_speaks_for_itself() -> None:
    assert jobs.reason_of(AnalysisError("The table is empty.")) == "The table is empty."
