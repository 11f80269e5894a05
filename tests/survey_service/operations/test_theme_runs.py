"""Fits of themes: queued once, claimed once, one at a time for a survey, and put back after a kill."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import ThemeRun, Wave
from survey_service.operations.runs import fail_run, note_step, put_back_abandoned
from survey_service.operations.theme_runs import (
    claim_theme_run,
    drop_waiting,
    end_theme_run,
    newest_theme_run,
    queue_missing,
    queue_theme_run,
    waiting_theme_runs,
)
from tests.makers import make_survey, make_wave
from tests.survey_service.closed_waves import make_closed_wave
from tests.survey_service.theme_boards import make_board


@pytest.fixture
def wave(session: Session) -> Wave:
    return make_closed_wave(session)


def test_a_run_that_waits_answers_for_the_next_who_asks(session: Session, wave: Wave, now: datetime) -> None:
    first, second = (queue_theme_run(session, wave.survey_id, now=now) for _ in range(2))

    assert first.id == second.id


def test_a_run_under_way_does_not_answer_for_a_later_edit_and_lets_none_pass(
    session: Session, wave: Wave, now: datetime
) -> None:
    first = queue_theme_run(session, wave.survey_id, now=now)
    assert claim_theme_run(session, first.id, now=now)
    assert not claim_theme_run(session, first.id, now=now)

    second = queue_theme_run(session, wave.survey_id, now=now)

    assert second.id != first.id
    assert not claim_theme_run(session, second.id, now=now)
    end_theme_run(session, first.id, now=now)
    assert claim_theme_run(session, second.id, now=now)


def test_a_run_of_another_survey_is_no_obstacle(session: Session, wave: Wave, now: datetime) -> None:
    other = make_survey(session, wave.survey.organisation, name="Other")
    first, second = (queue_theme_run(session, survey_id, now=now) for survey_id in (wave.survey_id, other.id))

    assert claim_theme_run(session, first.id, now=now)
    assert claim_theme_run(session, second.id, now=now)


def test_a_step_is_told_and_a_failure_keeps_its_sentence(session: Session, wave: Wave, now: datetime) -> None:
    run = queue_theme_run(session, wave.survey_id, now=now)
    claim_theme_run(session, run.id, now=now)
    note_step(session, ThemeRun, run.id, 2)
    fail_run(session, ThemeRun, run.id, "It broke. " * 90, now=now)

    session.expire_all()
    found = newest_theme_run(session, wave.survey)
    assert found is not None
    assert (found.state, found.step, found.ended_at) == ("failed", 2, now)
    assert found.message.endswith("broke. It …")


def test_a_killed_run_is_put_back(session: Session, wave: Wave, now: datetime) -> None:
    run = queue_theme_run(session, wave.survey_id, now=now)
    claim_theme_run(session, run.id, now=now)

    put_back_abandoned(session, before=now)
    assert list(waiting_theme_runs(session)) == []
    put_back_abandoned(session, before=now + timedelta(seconds=1))
    assert list(waiting_theme_runs(session)) == [run.id]


def test_only_surveys_with_a_closed_wave_and_no_board_are_missing(session: Session, wave: Wave, now: datetime) -> None:
    done, still_open = make_closed_wave(session), make_survey(session, wave.survey.organisation, name="Open")
    make_board(session, done)
    make_wave(session, still_open)

    queue_missing(session, now=now)
    queue_missing(session, now=now)

    assert session.scalars(select(ThemeRun.survey_id)).all() == [wave.survey_id]


def test_what_another_fit_has_stored_is_not_done_again(session: Session, wave: Wave, now: datetime) -> None:
    queue_theme_run(session, wave.survey_id, now=now)

    drop_waiting(session, wave.survey_id, now=now)

    assert list(waiting_theme_runs(session)) == []
