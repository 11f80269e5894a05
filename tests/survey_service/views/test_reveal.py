from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Guess, Member, Wave
from tests.makers import make_member, make_respondent
from tests.survey_service.closed_waves import make_closed_wave, make_report, sign_in

ANSWERS: dict[str, Any] = {
    "I10": ["direction", "deals"],
    "I11": ["deals"],
    "I12": "3",
    "I13": "4",
    "I7": "1",
    "I9": "3",
    "I15": "not_sure",
    "I17": "2",
    "I1": "4",
    "I6": "3",
}


@pytest.fixture
def wave(session: Session) -> Wave:
    wave = make_closed_wave(session)
    make_report(session, wave)
    return wave


@pytest.fixture
def executive(session: Session, client: FlaskClient, wave: Wave) -> Member:
    member = make_member(session, wave.survey.organisation, "executive", email="exec@tarnbrook.example")
    make_respondent(session, wave.survey.organisation, "executive", email="exec@tarnbrook.example")
    session.commit()
    sign_in(client, member)
    return member


@pytest.mark.parametrize("page", ["", "/report.pdf", "/reveal"])
def test_an_executive_is_asked_before_reading(client: FlaskClient, wave: Wave, executive: Member, page: str) -> None:
    answer = client.get(f"/reports/{wave.id}{page}")

    assert (answer.status_code, answer.location) == (303, f"/reports/{wave.id}/guess")


def test_the_questions_are_those_of_the_wave_and_none_in_own_words(
    client: FlaskClient, wave: Wave, executive: Member
) -> None:
    page = client.get(f"/reports/{wave.id}/guess")

    assert page.status_code == 200
    assert page.text.count("<legend") == len(ANSWERS)
    assert "your answers do not enter the report" in page.text
    assert "<textarea" not in page.text


def test_a_guess_opens_the_reveal_and_the_report(
    session: Session, client: FlaskClient, wave: Wave, executive: Member
) -> None:
    sent = client.post(f"/reports/{wave.id}/guess", data=ANSWERS)
    reveal = client.get(sent.location)
    report = client.get(f"/reports/{wave.id}")

    assert (sent.status_code, sent.location) == (303, f"/reports/{wave.id}/reveal")
    assert "You guessed one of your managers’ top two" in reveal.text
    assert "only you see this page" in reveal.text
    assert report.status_code == 200
    assert "Your guesses" in report.text
    assert "Show the suppression log" not in report.text
    assert "export.csv" not in report.text


def test_an_incomplete_guess_is_shown_again_with_what_was_entered(
    session: Session, client: FlaskClient, wave: Wave, executive: Member
) -> None:
    page = client.post(f"/reports/{wave.id}/guess", data={**ANSWERS, "I12": "9", "I7": ""})

    assert page.status_code == 400
    assert "Two answers need another look" in page.text
    assert 'value="direction" checked' in page.text
    assert session.scalars(select(Guess)).all() == []


def test_a_second_guess_changes_nothing(session: Session, client: FlaskClient, wave: Wave, executive: Member) -> None:
    client.post(f"/reports/{wave.id}/guess", data=ANSWERS)
    again = client.post(f"/reports/{wave.id}/guess", data={**ANSWERS, "I10": ["people"]})

    assert (again.status_code, again.location) == (303, f"/reports/{wave.id}")
    assert "You guessed one of" in client.get(f"/reports/{wave.id}/reveal").text


def test_a_guess_is_stored_sealed(session: Session, client: FlaskClient, wave: Wave, executive: Member) -> None:
    client.post(f"/reports/{wave.id}/guess", data=ANSWERS)

    session.rollback()
    stored = session.scalars(select(Guess)).one()
    assert b"direction" not in stored.sealed_body


def test_the_reveal_is_for_executives_alone(
    session: Session, client: FlaskClient, wave: Wave, executive: Member
) -> None:
    lead = make_member(session, wave.survey.organisation)
    session.commit()
    sign_in(client, lead)

    assert client.get(f"/reports/{wave.id}/reveal").status_code == 403
    assert client.get(f"/reports/{wave.id}/guess").status_code == 403


def test_an_executive_who_is_not_on_the_roster_is_told_whom_to_ask(
    session: Session, client: FlaskClient, wave: Wave
) -> None:
    stranger = make_member(session, wave.survey.organisation, "executive")
    session.commit()
    sign_in(client, stranger)

    page = client.get(f"/reports/{wave.id}")

    assert page.status_code == 404
    assert "Ask your program lead to add you." in page.text
