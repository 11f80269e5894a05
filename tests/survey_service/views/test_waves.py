from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.clock import now
from survey_service.models import Invitation, Organisation, OutboxMessage, Survey, Wave
from survey_service.operations import outbox
from survey_service.operations.waves import open_wave
from tests.makers import make_invitation, make_member, make_organisation, make_respondent, make_survey, make_wave
from tests.survey_service.views.signing_in import forget_member, lead_of, sign_in

SECRET = "test"


@pytest.fixture
def organisation(session: Session, client: FlaskClient) -> Organisation:
    organisation = make_organisation(session)
    lead_of(client, session, organisation)
    return organisation


@pytest.fixture
def survey(session: Session, organisation: Organisation) -> Survey:
    for role in ("rep", "manager", "executive"):
        make_respondent(session, organisation, role, name=f"{role} <script>")
    return make_survey(session, organisation, time_zone="Europe/Berlin")


@pytest.fixture
def planned(session: Session, survey: Survey) -> Wave:
    moment = now() + timedelta(days=3)
    wave = make_wave(
        session, survey, state="planned", opens_at=moment, closes_at=moment + timedelta(days=9), instrument_id=None
    )
    session.commit()
    return wave


@pytest.fixture
def opened(session: Session, planned: Wave) -> Wave:
    open_wave(session, planned, now=now(), secret=SECRET)
    session.commit()
    return planned


def test_opening_asks_first_and_says_what_happens(client: FlaskClient, session: Session, planned: Wave) -> None:
    page = client.get(f"/waves/{planned.id}/open")
    assert "Open it for 3 people" in page.text
    assert "frozen as they are now" in page.text
    session.rollback()
    assert planned.state == "planned"


def test_opening_invites_everyone_and_goes_to_the_wave(client: FlaskClient, session: Session, planned: Wave) -> None:
    answer = client.post(f"/waves/{planned.id}/open")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/waves/{planned.id}")
    session.rollback()
    assert planned.state == "open"
    assert len(session.scalars(select(Invitation)).all()) == 3
    assert "three people are invited" in client.get(answer.headers["Location"]).text


def test_opening_twice_is_a_conflict_that_says_so(client: FlaskClient, opened: Wave) -> None:
    for answer in (client.get(f"/waves/{opened.id}/open"), client.post(f"/waves/{opened.id}/open")):
        assert answer.status_code == 409
        assert "is open already" in answer.text


def test_a_wave_that_nobody_can_be_asked_in_says_why(client: FlaskClient, session: Session, planned: Wave) -> None:
    for respondent_id in (1, 2, 3):
        earlier = make_survey(session, planned.survey.organisation, name=f"Earlier {respondent_id}")
        wave = make_wave(session, earlier, opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=1))
        invited = session.scalars(select(Invitation)).all()
        assert len(invited) == respondent_id - 1
        session.add(
            Invitation(wave_id=wave.id, respondent_id=respondent_id, role="rep", token_hash=bytes([respondent_id]) * 32)
        )
    session.commit()
    page = client.get(f"/waves/{planned.id}/open")
    assert "asked elsewhere less than a week ago" in page.text
    assert "Open it for" not in page.text
    assert client.post(f"/waves/{planned.id}/open").status_code == 409


def test_an_open_wave_shows_steps_and_never_a_count(client: FlaskClient, session: Session, survey: Survey) -> None:
    wave = make_wave(session, survey)
    for number in range(40):
        make_invitation(session, wave, make_respondent(session, survey.organisation), answered=number < 23)
    for number in range(7):
        boss = make_respondent(session, survey.organisation, "executive")
        make_invitation(session, wave, boss, answered=number < 3)
    session.commit()
    text = client.get(f"/waves/{wave.id}").text
    assert "40 % or more" in text
    assert "fewer than 5" in text
    assert "23" not in text.replace(wave.name, "")


def test_closing_says_that_it_cannot_be_undone(client: FlaskClient, session: Session, opened: Wave) -> None:
    page = client.get(f"/waves/{opened.id}/close").text
    assert "This cannot be undone." in page
    assert "3 people were invited" in page
    session.rollback()
    assert opened.state == "open"


def test_closing_twice_is_a_conflict_and_changes_nothing(client: FlaskClient, session: Session, opened: Wave) -> None:
    assert client.post(f"/waves/{opened.id}/close").status_code == 303
    session.rollback()
    closed_at = opened.closes_at
    for answer in (client.post(f"/waves/{opened.id}/close"), client.get(f"/waves/{opened.id}/close")):
        assert answer.status_code == 409
        assert "has closed already" in answer.text
    session.rollback()
    assert (opened.state, opened.closes_at) == ("closed", closed_at)


def test_a_planned_wave_cannot_be_closed(client: FlaskClient, planned: Wave) -> None:
    answer = client.post(f"/waves/{planned.id}/close")
    assert (answer.status_code, "has not opened yet" in answer.text) == (409, True)


def test_lost_invitations_are_named_and_sent_again(client: FlaskClient, session: Session, opened: Wave) -> None:
    message = outbox.claim_next(session, "mail", now=now())
    assert message is not None
    outbox.mark_failed(session, message, "Address unknown", now=now(), final=True)
    person = message.key.rpartition("-")[2]
    lost = session.scalars(select(Invitation).where(Invitation.respondent_id == int(person))).one()
    lost.arrival = "failed"
    session.commit()
    page = client.get(f"/waves/{opened.id}/not-arrived").text
    assert "Address unknown" in page
    assert "&lt;script&gt;" in page
    answer = client.post(f"/waves/{opened.id}/not-arrived")
    assert answer.status_code == 303
    session.rollback()
    assert session.scalars(select(OutboxMessage.state)).all() == ["waiting"] * 3
    assert "Every invitation went out" in client.get(f"/waves/{opened.id}/not-arrived").text


def test_all_waves_are_listed_with_those_from_a_file_marked(
    client: FlaskClient, session: Session, opened: Wave, survey: Survey
) -> None:
    make_wave(session, survey, number=7, state="closed", imported=True, name="2024")
    session.commit()
    page = client.get("/waves").text
    assert "From a file" in page
    assert "2024" in page


@pytest.mark.parametrize("page", ["", "/open", "/close", "/not-arrived"])
def test_a_wave_of_another_organisation_is_not_there(app: Flask, session: Session, opened: Wave, page: str) -> None:
    stranger = app.test_client()
    lead_of(stranger, session, make_organisation(session, "Another"))
    assert stranger.get(f"/waves/{opened.id}{page}").status_code == 404
    assert stranger.get(f"/waves/{opened.id + 1000}{page}").status_code == 404


def test_executives_and_strangers_see_no_waves(
    app: Flask, session: Session, organisation: Organisation, opened: Wave
) -> None:
    boss, stranger = app.test_client(), app.test_client()
    sign_in(boss, make_member(session, organisation, "executive"))
    session.commit()
    pages = ("/waves", f"/waves/{opened.id}")
    assert [boss.get(path).status_code for path in pages] == [403, 403]
    forget_member()
    assert [stranger.get(path).status_code for path in pages] == [303, 303]
