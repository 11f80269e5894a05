from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.errors import ConflictError, NotFoundError
from survey_service.models import Organisation, Wave
from survey_service.operations.instruments import freeze_instrument, key_in_turn
from survey_service.operations.question_bank import load_bank
from survey_service.operations.surveys import (
    SurveyPlan,
    change_survey,
    coming_windows,
    create_survey,
    find_survey,
    offered_surveys,
    offered_title,
    pause,
    resume,
)
from tests.makers import make_organisation, make_survey, make_wave

PLAN = SurveyPlan("Quarterly pulse", "quarterly", "quarterly", date(2026, 10, 5), time_zone="Europe/Berlin")


@pytest.fixture
def organisation(session: Session) -> Organisation:
    return make_organisation(session)


def test_a_new_survey_has_its_first_wave_planned(session: Session, organisation: Organisation, now: datetime) -> None:
    survey = create_survey(session, organisation, PLAN, now=now)
    wave = session.scalars(select(Wave).where(Wave.survey_id == survey.id)).one()
    assert (wave.state, wave.name, f"{wave.opens_at:%Y-%m-%d %H:%M}") == (
        "planned",
        "quarter 4, 2026",
        "2026-10-05 07:00",
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "name"),
        ({"cadence": "daily"}, "weekly, monthly or quarterly"),
        ({"opens_hour": 24}, "hour from 0 to 23"),
        ({"time_zone": "Mars/Olympus"}, "time zone"),
        ({"open_days": 0}, "1 to 60 days"),
        ({"cadence": "weekly", "open_days": 7}, "1 to 6 days"),
        ({"minimum_score": 3}, "4 people"),
        ({"minimum_comments": 9}, "Comments need 10 people"),
        ({"minimum_comments": 10, "minimum_score": 11}, "at least as many"),
    ],
)
def test_a_plan_no_wave_could_follow_is_refused_with_what_to_change(
    session: Session, organisation: Organisation, now: datetime, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConflictError, match=message):
        create_survey(session, organisation, replace(PLAN, **change), now=now)


def test_two_surveys_of_an_organisation_have_two_names(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    create_survey(session, organisation, PLAN, now=now)
    with pytest.raises(ConflictError, match="Choose another name"):
        create_survey(session, organisation, PLAN, now=now)
    create_survey(session, make_organisation(session, "Another"), PLAN, now=now)


def test_dates_can_change_until_the_first_wave_opens(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    survey = create_survey(session, organisation, PLAN, now=now)
    change_survey(session, survey, replace(PLAN, starts_on=date(2026, 11, 2), minimum_score=6), now=now)
    wave = session.scalars(select(Wave)).one()
    assert (f"{wave.opens_at:%Y-%m-%d}", wave.minimum_score) == ("2026-11-02", 6)


def test_once_a_wave_has_opened_rhythm_stays_and_minimums_only_rise(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    survey = create_survey(session, organisation, PLAN, now=now)
    session.scalars(select(Wave)).one().state = "open"
    for change in ({"starts_on": date(2026, 11, 2)}, {"cadence": "monthly"}, {"minimum_score": 4}):
        with pytest.raises(ConflictError, match="A wave has opened"):
            change_survey(session, survey, replace(PLAN, **change), now=now)
    change_survey(session, survey, replace(PLAN, minimum_score=8, name="Pulse"), now=now)
    assert (survey.name, survey.minimum_score) == ("Pulse", 8)


def test_leaders_across_regions_are_declared_before_a_wave_opens(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    survey = create_survey(session, organisation, PLAN, now=now)
    first = session.scalars(select(Wave)).one()
    change_survey(session, survey, replace(PLAN, leaders_across=True), now=now)
    assert first.leaders_across
    first.state = "open"
    change_survey(session, survey, replace(PLAN, leaders_across=False), now=now)
    assert (survey.leaders_across, first.leaders_across) == (False, True)


def test_a_survey_of_another_organisation_is_not_found(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    survey = create_survey(session, organisation, PLAN, now=now)
    with pytest.raises(NotFoundError):
        find_survey(session, make_organisation(session, "Another"), survey.id)
    with pytest.raises(NotFoundError):
        find_survey(session, organisation, survey.id + 1)


def test_a_paused_survey_has_no_dates_and_goes_on_with_the_present_window(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    survey = create_survey(session, organisation, PLAN, now=now)
    pause(survey)
    assert coming_windows(session, survey, now=now, count=3) == []
    later = now + timedelta(days=40)
    resume(session, survey, now=later)
    coming = coming_windows(session, survey, now=later, count=2)
    assert [window.name for window in coming] == ["quarter 1, 2027", "quarter 2, 2027"]


def test_coming_dates_begin_after_the_wave_that_is_open(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    survey = make_survey(session, organisation)
    make_wave(session, survey)
    names = [window.name for window in coming_windows(session, survey, now=now, count=2)]
    assert names == ["quarter 4, 2026", "quarter 1, 2027"]


def test_the_bank_offers_each_survey_once_and_what_is_switched_off_last() -> None:
    bank = load_bank()
    offers = offered_surveys(bank)
    assert [entry.key for entry in offers] == ["quarterly", "monthly_rep", "monthly_manager_rhythm", "weekly_tap"]
    assert offered_title(bank, offers[0]) == "Quarterly pulse"
    assert offered_title(bank, offers[2]) == "Monthly pulse: rhythm, direction, conditions in turn"


@pytest.mark.parametrize(("month", "block"), [(1, "rhythm"), (5, "direction"), (9, "conditions"), (10, "rhythm")])
def test_monthly_blocks_take_turns_by_the_month_of_the_quarter(month: int, block: str) -> None:
    assert key_in_turn(load_bank(), "monthly_manager_rhythm", date(2026, month, 1)) == f"monthly_manager_{block}"


def test_an_instrument_is_stored_once_for_equal_content(session: Session, organisation: Organisation) -> None:
    survey = make_survey(session, organisation)
    first = freeze_instrument(session, survey, opens_on=date(2026, 9, 14))
    assert freeze_instrument(session, survey, opens_on=date(2026, 12, 14)) is first


def test_a_survey_the_bank_no_longer_has_cannot_be_frozen(session: Session, organisation: Organisation) -> None:
    survey = make_survey(session, organisation, instrument_key="gone")
    with pytest.raises(NotFoundError, match="gone"):
        freeze_instrument(session, survey, opens_on=date(2026, 9, 14))
