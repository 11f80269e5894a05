"""The receipt opens, changes and withdraws what its holder sent."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.operations.receipts import receipt_of
from tests.makers import NOW
from tests.survey_service.views.answering import REP, STORED, answer_all, ask, close, post, responses, taken_in, text_of


def with_receipt(app: Flask, session: Session) -> tuple[FlaskClient, str]:
    """Somebody who has answered, and comes back on another device with their code alone."""
    token = ask(session)
    client = app.test_client()
    client.get(f"/r/{token}")
    answer_all(client, REP)
    other, code = app.test_client(), receipt_of(token).code
    assert other.post("/receipt", data={"code": code.lower()}).location == "/receipt/answers"
    return other, code


def test_the_receipt_opens_the_answers_and_changes_them(app: Flask, session: Session) -> None:
    client, code = with_receipt(app, session)
    assert "Change them" in text_of(client.get("/receipt/answers"))
    assert client.get("/r/questions").location == "/r/questions/I1"
    assert re.search(r'id="I1-3"[^>]* checked', text_of(client.get("/r/questions/I1")))
    assert "She asks first." in text_of(client.get("/r/questions/O1"))
    post(client, "I1", I1="5")
    assert taken_in(session)[0] == STORED
    sent = post(client, "O2", O2="")
    assert sent.location == "/r?changed=1"
    assert taken_in(session) == [{**STORED, "I1": 5}]
    page = text_of(client.get("/r?changed=1"))
    assert "The new answers took the place of the old ones." in page
    assert code in page


def test_the_receipt_withdraws_the_answers_and_the_link_may_answer_again(app: Flask, session: Session) -> None:
    token = ask(session)
    client = app.test_client()
    client.get(f"/r/{token}")
    answer_all(client, REP)
    assert receipt_of(token).code in text_of(client.get("/receipt"))
    assert "Withdraw your answers?" in text_of(client.get("/receipt/withdraw"))
    assert "Your answers are withdrawn" in text_of(client.post("/receipt/withdraw", follow_redirects=True))
    assert responses(session) == []
    assert client.post("/receipt/withdraw").status_code == 404
    client.get(f"/r/{token}")
    assert "You withdrew your answers." in text_of(client.get("/r"))
    answer_all(client, REP)
    assert len(responses(session)) == 1


@pytest.mark.parametrize("code", ["", "7QK4-M9XT-2HPR", "wrong", "\x00", "x" * 500])
def test_a_wrong_code_opens_nothing_and_says_so(client: FlaskClient, code: str) -> None:
    page = client.post("/receipt", data={"code": code})
    assert page.status_code == 422
    assert "twelve" in text_of(page)


def test_the_receipt_can_be_saved_as_a_file(client: FlaskClient, session: Session) -> None:
    token = ask(session)
    client.get(f"/r/{token}")
    answer_all(client, REP)
    file = client.get("/receipt/file")
    assert file.mimetype == "text/plain"
    assert "attachment" in file.headers["Content-Disposition"]
    assert receipt_of(token).code in file.get_data(as_text=True)
    assert token not in file.get_data(as_text=True)


def test_after_the_close_a_receipt_opens_nothing(app: Flask, session: Session) -> None:
    client, _ = with_receipt(app, session)
    close(session)
    for path in ("/receipt/answers", "/receipt/withdraw", "/receipt/file", "/r"):
        assert client.get(path).status_code == 404, path
    assert client.post("/receipt/withdraw").status_code == 404
    assert post(client, "I1", I1="5").status_code == 410
    assert taken_in(session)[0] == STORED


def test_a_wave_to_come_is_not_open_yet(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session, state='planned', opens_at=NOW + timedelta(days=1))}")
    assert client.get("/r").status_code == 404
