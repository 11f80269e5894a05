"""Minimums are fixed when a wave opens: no route lowers them, and everybody reads them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey_service import jobs
from survey_service.errors import PulseError
from survey_service.models import Report, Survey, Wave
from survey_service.operations.answer_imports import ImportedAnswer, closed_wave
from survey_service.operations.surveys import change_survey, plan_of
from survey_service.operations.waves import open_wave
from tests.makers import (
    NOW,
    make_instrument,
    make_invitation,
    make_organisation,
    make_respondent,
    make_survey,
    make_wave,
)
from tests.survey_service.audited_waves import make_answered_wave
from tests.survey_service.views.signing_in import lead_of

FIXED = {"minimum_score": 6, "minimum_comments": 12}
LOWER = {"minimum_score": 4, "minimum_comments": 10}


@pytest.fixture
def survey(session: Session, client: FlaskClient) -> Survey:
    """A survey whose program lead is signed in."""
    organisation = make_organisation(session)
    lead_of(client, session, organisation)
    return make_survey(session, organisation, **FIXED)


@pytest.fixture
def wave(session: Session, survey: Survey) -> Wave:
    """A closed wave of the survey, opened under its minimums."""
    return make_answered_wave(session, survey, **FIXED)


def form_of_the_survey(client: FlaskClient, _session: Session, wave: Wave) -> int:
    fields = {"name": wave.survey.name, "open_days": "11", **{name: str(value) for name, value in LOWER.items()}}
    return client.post(f"/surveys/{wave.survey_id}/edit", data=fields).status_code


def page_to_open_a_wave(client: FlaskClient, _session: Session, wave: Wave) -> int:
    return client.post(f"/waves/{wave.id}/open", data=LOWER).status_code


def page_to_close_a_wave(client: FlaskClient, _session: Session, wave: Wave) -> int:
    return client.post(f"/waves/{wave.id}/close", data=LOWER).status_code


def page_to_analyse_again(client: FlaskClient, _session: Session, wave: Wave) -> int:
    return client.post(f"/reports/{wave.id}/again", data=LOWER).status_code


def operation_that_changes_a_survey(_client: FlaskClient, session: Session, wave: Wave) -> int:
    plan = plan_of(wave.survey)
    return refused(lambda: change_survey(session, wave.survey, plan.__class__(**{**vars(plan), **LOWER}), now=NOW))


def operation_that_opens_a_wave(_client: FlaskClient, session: Session, wave: Wave) -> int:
    return refused(lambda: open_wave(session, wave, now=NOW, secret="test"))


def refused(change: Callable[[], object]) -> int:
    with pytest.raises(PulseError) as error:
        change()
    assert (
        "Nothing was changed" in str(error.value)
        or "not lowered" in str(error.value)
        or "opens once" in str(error.value)
    )
    return 409


@pytest.mark.parametrize(
    "route",
    [
        form_of_the_survey,
        page_to_open_a_wave,
        page_to_close_a_wave,
        page_to_analyse_again,
        operation_that_changes_a_survey,
        operation_that_opens_a_wave,
    ],
)
def test_no_route_lowers_a_minimum_once_a_wave_has_opened(
    client: FlaskClient, session: Session, wave: Wave, route: Callable[[FlaskClient, Session, Wave], int]
) -> None:
    assert route(client, session, wave) in (400, 409)

    session.rollback()
    session.expire_all()
    assert {name: getattr(wave, name) for name in FIXED} == FIXED
    assert {name: getattr(wave.survey, name) for name in FIXED} == FIXED


def test_raising_a_surveys_minimums_changes_later_waves_alone(session: Session, wave: Wave) -> None:
    plan = plan_of(wave.survey)
    change_survey(session, wave.survey, plan.__class__(**{**vars(plan), "minimum_score": 8}), now=NOW)
    make_respondent(session, wave.survey.organisation)
    later = make_wave(session, wave.survey, number=7, state="planned", instrument_id=None, opens_at=NOW, **LOWER)

    open_wave(session, later, now=NOW, secret="test")

    assert (wave.minimum_score, later.minimum_score, later.minimum_comments) == (6, 8, 12)


def test_an_import_takes_the_minimums_of_its_survey(session: Session, survey: Survey) -> None:
    row = ImportedAnswer("2025", NOW.date(), "rep", {}, {})
    wave = closed_wave(session, survey, make_instrument(session), 9, "2025", [row])

    assert {name: getattr(wave, name) for name in FIXED} == FIXED


def test_minimums_lowered_in_the_database_itself_change_no_later_report(session: Session, wave: Wave) -> None:
    jobs.analyse_now(wave.id, now=NOW)
    session.execute(text(f"DROP TRIGGER wave_minimums_stay{'' if on_sqlite(session) else ' ON wave'}"))
    session.execute(update(Wave).where(Wave.id == wave.id).values(**LOWER))
    session.commit()

    jobs.analyse_now(wave.id, now=NOW)

    first, second = session.scalars(select(Report.snapshot).where(Report.wave_id == wave.id).order_by(Report.id))
    assert second["method"]["minimums"] == first["method"]["minimums"]
    assert [one["n"] for one in second["groups"]] == [one["n"] for one in first["groups"]]


def on_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


REFUSED = [{"minimum_score": 5}, {"minimum_comments": 11}, {"state": "planned"}, LOWER, {"leaders_across": True}]


@pytest.mark.parametrize("change", REFUSED)
@pytest.mark.parametrize("state", ["open", "closed"])
def test_the_database_lowers_no_minimum_of_a_wave_that_has_opened(
    session: Session, survey: Survey, state: str, change: dict[str, Any]
) -> None:
    wave = make_wave(session, survey, state=state, **FIXED)
    session.commit()

    with pytest.raises(IntegrityError, match="minimums of a wave stay"):
        session.execute(update(Wave).where(Wave.id == wave.id).values(**change))
    session.rollback()
    assert (wave.state, wave.minimum_score, wave.minimum_comments, wave.leaders_across) == (state, 6, 12, False)


def test_the_database_lets_a_planned_wave_take_other_minimums(session: Session, survey: Survey) -> None:
    wave = make_wave(session, survey, state="planned", **FIXED)
    session.execute(update(Wave).where(Wave.id == wave.id).values(**LOWER))
    session.execute(update(Wave).where(Wave.id == wave.id).values(state="open", minimum_score=7, leaders_across=True))
    session.execute(update(Wave).where(Wave.id == wave.id).values(minimum_score=8, leaders_across=True))
    session.commit()
    session.refresh(wave)
    assert (wave.state, wave.minimum_score, wave.minimum_comments, wave.leaders_across) == ("open", 8, 10, True)


@pytest.mark.parametrize("kind", [Wave, Survey])
def test_the_database_takes_no_score_minimum_under_four(session: Session, wave: Wave, kind: Any) -> None:
    with pytest.raises(IntegrityError):
        session.execute(update(kind).values(minimum_score=3))
    session.rollback()


def test_the_minimums_are_read_before_answering_and_on_the_report(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    jobs.analyse_now(wave.id, now=NOW)
    report = client.get(f"/reports/{wave.id}").text
    page = client.get(f"/waves/{wave.id}").text
    opened = make_wave(session, wave.survey, number=2, **FIXED)
    _, token = make_invitation(session, opened, make_respondent(session, wave.survey.organisation))
    session.commit()
    start = client.get(f"/r/{token}", follow_redirects=True).text

    assert "Scores need 6 people" in report
    assert "comments and themes 12" in report
    assert "6 people" in page
    assert "12 people" in page
    assert "6" in start.partition("promise")[2]
    assert "12" in start.partition("promise")[2]
