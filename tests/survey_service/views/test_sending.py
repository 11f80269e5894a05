"""What comes in twice, too late, too long or from elsewhere is stored once, refused or given back."""

import html
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from survey_service.db import db
from survey_service.models import Draft, Response, Wave
from survey_service.operations.drafts import load_draft
from survey_service.operations.waves import close_wave
from tests.makers import NOW
from tests.survey_service.views.answering import (
    REP,
    STORED,
    answer_all,
    ask,
    ask_six,
    close,
    post,
    responses,
    taken_in,
    text_of,
)


def test_unknown_questions_and_impossible_choices_are_refused_or_ignored(client: FlaskClient, session: Session) -> None:
    token = ask(session)
    client.get(f"/r/{token}")
    assert post(client, "I99", I99="1").status_code == 404
    assert post(client, "I10", I10="deals").status_code == 404
    assert post(client, "I1", I1="77").status_code == 422
    assert post(client, "I1", I1="2", I5="4", role="executive", answered="0").status_code == 303
    session.rollback()
    draft = load_draft(session, token)
    assert draft is not None
    assert draft.answers == {"I1": 2}


def test_a_request_over_256_kib_is_refused_with_the_limit(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    for path in ("/r/questions/O1", "/receipt"):
        page = client.post(path, data={"O1": "x" * 10_000_000, "code": "x"})
        assert page.status_code == 413, path
        assert "256 KiB" in text_of(page)


def test_ten_thousand_fields_change_nothing(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    fields = {f"f{number}": "1" for number in range(10_000)}
    assert client.post("/r/questions/I1", data={**fields, "I1": "2"}).status_code == 303
    parts = {f"f{number}": "1" for number in range(1_001)}
    many = client.post("/r/questions/I1", data=parts, content_type="multipart/form-data")
    assert many.status_code == 413


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"O1=a%00b%ED%A0%80c", "ab%ED%A0%80c"),
        (b"O1=%E2%80%AEevil", "evil"),
        (b"O1=%F0%9F%91%8D%0D%0Aok", "👍\nok"),
        (b"O1=x" + b"%CC%A5" * 40, "x" + "\u0325" * 3),
    ],
)
def test_odd_text_is_stored_the_same_on_both_databases(
    client: FlaskClient, session: Session, sent: bytes, kept: str
) -> None:
    client.get(f"/r/{ask(session)}")
    answer_all(client, REP)
    session.rollback()
    for response in session.scalars(select(Response)):
        session.delete(response)
    session.commit()
    answer_all(client, REP[:-2])
    form = "application/x-www-form-urlencoded"
    assert client.post("/r/questions/O1", data=sent, content_type=form).status_code == 303
    assert post(client, "O2", O2="").status_code == 303
    assert taken_in(session)[0]["O1"]["text"] == kept


def test_markup_in_an_answer_stays_text(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    evil = "</textarea><img src=x onerror=alert(1)>{{7*7}}"
    post(client, "O1", O1=evil)
    page = client.get("/r/questions/O1").get_data(as_text=True)
    assert "<img" not in page
    assert evil in html.unescape(page)
    assert "{{7*7}}" in page


def test_a_second_send_leads_to_the_same_receipt(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    answer_all(client, REP)
    first = text_of(client.get("/r"))
    again = post(client, "O2", O2="")
    assert (again.status_code, again.location) == (303, "/r")
    assert text_of(client.get("/r")) == first
    assert client.get("/r/questions/I1").location == "/r"
    assert len(responses(session)) == 1


def test_words_from_a_second_tab_are_given_back_to_copy(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    answer_all(client, REP)
    page = post(client, "O2", O2="Something I wrote in the other tab.")
    assert page.status_code == 409
    assert "Something I wrote in the other tab." in text_of(page)
    assert "Your answers are in already" in text_of(page)
    assert taken_in(session)[0] == STORED


def test_words_are_given_back_where_the_survey_has_closed_meanwhile(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    answer_all(client, REP[:-1])
    close(session)
    page = post(client, "O2", O2="Too late, but worth keeping.")
    assert page.status_code == 410
    assert "The survey has closed" in text_of(page)
    assert "Too late, but worth keeping." in text_of(page)
    assert "She asks first." in text_of(page)
    assert responses(session) == []


def test_words_are_given_back_where_the_browser_has_lost_the_link(client: FlaskClient, session: Session) -> None:
    page = post(client, "O2", O2="Written over lunch.", O2_may_quote="yes")
    assert page.status_code == 404
    assert "Your link is needed once more" in text_of(page)
    assert "Written over lunch." in text_of(page)


def fill_the_disk(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    """From now on this database stores nothing."""
    if statement.startswith(("INSERT", "UPDATE")):
        raise OperationalError(statement, {}, OSError("no space left on device"))


def test_words_are_given_back_where_the_database_cannot_store_them(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    event.listen(session.get_bind(), "before_cursor_execute", fill_the_disk)
    page = post(client, "O2", O2="Written on a full disk.")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "30"
    assert "Written on a full disk." in text_of(page)


def test_sixteen_sends_at_once_store_one_response(app: Flask, client: FlaskClient, session: Session) -> None:
    token = ask(session)
    client.get(f"/r/{token}")
    answer_all(client, REP[:-1])
    session.rollback()
    together, locations = Barrier(16), []

    def send() -> None:
        browser = app.test_client()
        browser.get(f"/r/{token}")
        together.wait()
        answer = browser.post("/r/questions/O2", data={"O2": ""})
        locations.append((answer.status_code, answer.location))

    threads = [Thread(target=send) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(locations) == {(303, "/r")}
    assert taken_in(session) == [STORED]


def test_a_send_that_meets_the_close_is_stored_or_given_back(app: Flask, session: Session) -> None:
    tokens = ask_six(session)
    browsers = [app.test_client() for _ in tokens]
    for browser, token in zip(browsers, tokens, strict=True):
        browser.get(f"/r/{token}")
        answer_all(browser, REP[:-2])
    session.rollback()
    together, statuses = Barrier(7), []

    def send(browser: FlaskClient) -> None:
        together.wait()
        statuses.append(browser.post("/r/questions/O2", data={"O2": "Words."}).status_code)

    def close_it() -> None:
        with app.app_context():
            together.wait()
            own = db.session()
            close_wave(own, own.scalars(select(Wave)).one(), now=NOW)
            own.commit()

    threads = [Thread(target=send, args=(browser,)) for browser in browsers] + [Thread(target=close_it)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == 6
    assert set(statuses) <= {303, 410}
    assert len(responses(session)) == statuses.count(303)
    assert session.scalar(select(func.count()).select_from(Draft)) == 0
