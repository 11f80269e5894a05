from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.clock import now
from survey_service.models import AnalysisRun, Organisation, RosterImport
from survey_service.operations.checkins import begin_month
from tests.makers import make_invitation, make_member, make_organisation, make_respondent, make_survey, make_wave
from tests.survey_service.theme_boards import form, make_board
from tests.survey_service.views.signing_in import forget_member, lead_of, sign_in


@pytest.fixture
def organisation(session: Session, client: FlaskClient) -> Organisation:
    organisation = make_organisation(session)
    lead_of(client, session, organisation)
    return organisation


def test_everybody_is_sent_to_where_they_begin(app: Flask, session: Session, organisation: Organisation) -> None:
    expected = {"program_lead": "/home", "administrator": "/home", "executive": "/reports"}
    for role, page in expected.items():
        client = app.test_client()
        sign_in(client, make_member(session, organisation, role))
        session.commit()
        assert client.get("/").headers["Location"] == page
    forget_member()
    assert app.test_client().get("/").headers["Location"] == "/sign-in"


def test_a_new_organisation_sees_three_steps_with_one_link_each(
    client: FlaskClient, organisation: Organisation
) -> None:
    page = client.get("/home").text
    for link in ("/people/import", "/surveys/new", "/waves"):
        assert page.count(f'href="{link}"') >= 1
    assert page.count("btn-primary") == 1
    assert "Needs you" not in page


def test_a_step_that_is_done_says_so(client: FlaskClient, session: Session, organisation: Organisation) -> None:
    make_respondent(session, organisation)
    session.commit()
    page = client.get("/home").text
    assert page.count(">Done<") == 1
    assert "/people/import" not in page


def test_a_day_with_nothing_to_do_says_that(client: FlaskClient, session: Session, organisation: Organisation) -> None:
    make_respondent(session, organisation)
    make_wave(session, make_survey(session, organisation), state="closed")
    session.commit()
    page = client.get("/home").text
    assert "No wave is open." in page
    assert "Nothing at the moment." in page


def test_the_open_wave_what_comes_next_and_what_needs_somebody(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    survey = make_survey(session, organisation, time_zone="Europe/Berlin")
    moment = now()
    wave = make_wave(session, survey, opens_at=moment - timedelta(days=2), closes_at=moment + timedelta(days=3))
    for number in range(10):
        lost = {"arrival": "failed"} if number < 3 else {}
        make_invitation(session, wave, make_respondent(session, organisation), answered=number < 6, **lost)
    session.add(
        RosterImport(organisation_id=organisation.id, file_name="october.csv", rows=[{}, {}], created_at=moment)
    )
    old = make_wave(session, survey, number=9, state="closed", name="quarter 1, 2026")
    session.add(AnalysisRun(wave_id=old.id, state="failed", created_at=moment))
    session.commit()
    page = client.get("/home").text
    assert "One wave is open, one import waits for you, three invitations did not arrive, one report" in page
    assert "50 % or more" in page
    assert "closes and is sealed" in page
    for words in ("3 invitations did not arrive", "Import october.csv", "2 rows read", "The report of quarter 1, 2026"):
        assert words in page


def test_an_analysis_that_succeeded_later_needs_nobody(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    make_respondent(session, organisation)
    wave = make_wave(session, make_survey(session, organisation), state="closed")
    for state in ("failed", "done"):
        session.add(AnalysisRun(wave_id=wave.id, state=state, created_at=now()))
        session.flush()
    session.commit()
    assert "could not be made" not in client.get("/home").text


def test_a_wave_that_could_not_open_says_why(client: FlaskClient, session: Session, organisation: Organisation) -> None:
    survey = make_survey(session, organisation)
    moment = now()
    make_wave(
        session, survey, state="planned", opens_at=moment - timedelta(days=1), closes_at=moment + timedelta(days=3)
    )
    session.commit()
    page = client.get("/home").text
    assert "could not open" in page
    assert "Import people first." in page


def test_the_months_check_in_is_counted_and_never_named(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    manager = make_respondent(session, organisation, "manager", name="Dana Reyl")
    make_respondent(session, organisation, manager_id=manager.id, name="Ines Falk")
    make_survey(session, organisation)
    begin_month(session, organisation.id, now().date().replace(day=1), now=now(), secret="test")
    session.commit()
    page = client.get("/home").text
    assert "0 of 1" in page
    assert "Ines Falk" not in page


def test_executives_have_no_console(app: Flask, session: Session, organisation: Organisation) -> None:
    client = app.test_client()
    sign_in(client, make_member(session, organisation, "executive"))
    session.commit()
    assert client.get("/home").status_code == 403


def test_themes_without_a_paraphrase_wait_for_the_lead(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    wave = make_wave(session, make_survey(session, organisation), state="closed")
    make_board(session, wave)
    session.commit()
    assert "6 themes have no paraphrase" in client.get("/home").text

    said = form(action="save", name="One-to-one time", paraphrase="Reps want more of it.", objective="")
    assert client.post(f"/surveys/{wave.survey_id}/themes/1", data=said).status_code == 303

    page = client.get("/home").text
    assert "5 themes have no paraphrase" in page
    assert "Executives see your words, not ours." in page
    assert f'href="/surveys/{wave.survey_id}/themes"' in page
