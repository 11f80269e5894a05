from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Invitation, Organisation, Respondent, Survey
from survey_service.operations.invitations import people_to_ask
from survey_service.operations.waves import open_wave
from tests.makers import make_invitation, make_organisation, make_respondent, make_survey, make_wave


@pytest.fixture
def organisation(session: Session) -> Organisation:
    return make_organisation(session)


def monthly(session: Session, organisation: Organisation) -> Survey:
    return make_survey(session, organisation, name="Monthly", instrument_key="monthly_rep", cadence="monthly")


def asked_before(
    session: Session, organisation: Organisation, person: Respondent, now: datetime, cadence: str, **dates: Any
) -> None:
    survey = make_survey(session, organisation, name=f"Earlier {cadence}", cadence=cadence)
    moments = {name: now + timedelta(days=days) for name, days in dates.items()}
    make_invitation(session, make_wave(session, survey, state="closed", **moments), person)


@pytest.mark.parametrize(
    ("cadence", "opens_at", "closes_at", "rests"),
    [
        ("monthly", -6, -1, True),
        ("monthly", -7, -1, False),
        ("quarterly", -21, -9, True),
        ("quarterly", -22, -11, False),
    ],
)
def test_whoever_was_asked_lately_rests(
    session: Session,
    organisation: Organisation,
    now: datetime,
    cadence: str,
    opens_at: int,
    closes_at: int,
    rests: bool,
) -> None:
    person = make_respondent(session, organisation)
    asked_before(session, organisation, person, now, cadence, opens_at=opens_at, closes_at=closes_at)
    asked = people_to_ask(session, monthly(session, organisation), ["rep"], now=now)
    assert (len(asked.people), asked.resting) == ((0, 1) if rests else (1, 0))


@pytest.mark.parametrize(("days", "rests"), [(9, True), (11, False)])
def test_nobody_is_asked_shortly_before_a_quarterly_wave(
    session: Session, organisation: Organisation, now: datetime, days: int, rests: bool
) -> None:
    make_respondent(session, organisation)
    opens_at = now + timedelta(days=days)
    survey = make_survey(session, organisation)
    make_wave(session, survey, state="planned", opens_at=opens_at, closes_at=opens_at + timedelta(days=11))
    asked = people_to_ask(session, monthly(session, organisation), ["rep"], now=now)
    assert asked.resting == (1 if rests else 0)


def test_a_planned_quarterly_wave_of_a_paused_survey_holds_nobody_back(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    make_respondent(session, organisation)
    survey = make_survey(session, organisation, active=False)
    opens_at = now + timedelta(days=2)
    make_wave(session, survey, state="planned", opens_at=opens_at, closes_at=opens_at + timedelta(days=11))
    assert people_to_ask(session, monthly(session, organisation), ["rep"], now=now).resting == 0


def test_another_organisation_does_not_count(session: Session, organisation: Organisation, now: datetime) -> None:
    other = make_organisation(session, "Another")
    asked_before(session, other, make_respondent(session, other), now, "quarterly", opens_at=-3, closes_at=-1)
    make_respondent(session, organisation)
    assert people_to_ask(session, monthly(session, organisation), ["rep"], now=now).resting == 0


def test_imported_waves_asked_nobody(session: Session, organisation: Organisation, now: datetime) -> None:
    person = make_respondent(session, organisation)
    wave = make_wave(session, make_survey(session, organisation), state="closed", imported=True)
    make_invitation(session, wave, person)
    assert people_to_ask(session, monthly(session, organisation), ["rep"], now=now).resting == 0


def test_a_wave_counts_those_it_left_out(session: Session, organisation: Organisation, now: datetime) -> None:
    tired, fresh = make_respondent(session, organisation), make_respondent(session, organisation)
    asked_before(session, organisation, tired, now, "monthly", opens_at=-2, closes_at=-1)
    survey = monthly(session, organisation)
    wave = make_wave(session, survey, state="planned", opens_at=now, instrument_key="quarterly")
    assert open_wave(session, wave, now=now, secret="test") == 1
    assert wave.skipped == 1
    asked = session.scalars(select(Invitation.respondent_id).where(Invitation.wave_id == wave.id)).all()
    assert asked == [fresh.id]
