"""What the tests of a respondent's pages share: people who are asked, and a browser without script that answers."""

import html
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey_service.models import Response, Wave
from survey_service.sealing import new_token
from tests.makers import (
    make_asked_wave,
    make_invitation,
    make_member,
    make_organisation,
    make_respondent,
    make_survey,
    make_wave,
    stored_answers,
)

REP: list[tuple[str, dict[str, str]]] = [
    ("I1", {"I1": "3"}),
    ("I2", {"I2": "2"}),
    ("I3", {"I3": "fewer", "I3_n": "1", "I3_of": "2"}),
    ("I4", {"I4": "not_sure"}),
    ("I5", {"I5": "4"}),
    ("I6", {"I6": "2"}),
    ("I7", {"I7": "1"}),
    ("O1", {"O1": "She asks first.", "O1_may_quote": "yes"}),
    ("O2", {"O2": ""}),
]
STORED = {
    "I1": 3,
    "I2": 2,
    "I3": {"n": 1, "of": 2},
    "I4": "not_sure",
    "I5": 4,
    "I6": 2,
    "I7": 1,
    "O1": {"text": "She asks first.", "may_quote": True},
}


def ask(session: Session, role: str = "rep", key: str = "quarterly", **wave_values: Any) -> str:
    """Ask somebody in an open wave; gives the token of their link."""
    organisation = make_organisation(session)
    make_member(session, organisation, email=f"{new_token()}@tarnbrook.example")
    wave = make_wave(session, make_survey(session, organisation, instrument_key=key), **wave_values)
    _, token = make_invitation(session, wave, make_respondent(session, organisation, role, time_zone="Europe/Berlin"))
    session.commit()
    return token


def ask_six(session: Session) -> list[str]:
    """Ask six reps in one open wave; gives the tokens of their links."""
    return [token for _, token in make_asked_wave(session, 6)[1]]


def text_of(response: TestResponse) -> str:
    return html.unescape(response.get_data(as_text=True))


def post(client: FlaskClient, question: str, **entered: str) -> TestResponse:
    return client.post(f"/r/questions/{question}", data=entered)


def answer_all(client: FlaskClient, pages: list[tuple[str, dict[str, str]]]) -> TestResponse:
    """Answer page after page; the last answer of the server."""
    return [client.post(f"/r/questions/{question}", data=entered) for question, entered in pages][-1]


def responses(session: Session) -> list[Response]:
    session.rollback()
    return list(session.scalars(select(Response)))


def taken_in(session: Session) -> list[dict[str, Any]]:
    """What everybody answered, as the waves' private keys open it."""
    session.rollback()
    return [answers for wave in session.scalars(select(Wave)) for answers in stored_answers(session, wave)]


def close(session: Session) -> None:
    for wave in session.scalars(select(Wave)):
        wave.state = "closed"
    session.commit()
