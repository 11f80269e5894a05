"""A respondent's whole way through the pages, as a browser without script goes it."""

import html
import re
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey_service.config import Settings
from survey_service.models import Draft, Guess, Invitation, Response, Wave
from survey_service.operations.drafts import load_draft
from survey_service.operations.receipts import receipt_of
from survey_service.sealing import new_token
from tests.makers import NOW, make_invitation, make_member, make_organisation, make_respondent, make_survey, make_wave

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


def close(session: Session) -> None:
    for wave in session.scalars(select(Wave)):
        wave.state = "closed"
    session.commit()


# --- the link -------------------------------------------------------------------------------------------------------


def test_a_link_moves_its_token_into_a_cookie_and_out_of_the_address(client: FlaskClient, session: Session) -> None:
    token = ask(session)
    response = client.get(f"/r/{token}")
    assert (response.status_code, response.location) == (303, "/r")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith(f"pulse-answer={token};")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert token not in response.get_data(as_text=True)
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"


def test_on_https_the_cookie_is_bound_to_its_host(app: Flask, session: Session) -> None:
    app.config["SESSION_COOKIE_SECURE"] = Settings(base_url="https://pulse.example").secure
    cookie = app.test_client().get(f"/r/{ask(session)}").headers["Set-Cookie"]
    assert cookie.startswith("__Host-pulse-answer=")
    assert "; Secure" in cookie
    assert "Path=/;" in cookie
    assert "Domain" not in cookie


def test_looking_consumes_nothing_and_records_nothing(client: FlaskClient, session: Session) -> None:
    token = ask(session)
    for path in (f"/r/{token}", "/r", "/r/promise", "/r/questions", "/r/questions/I1", "/r/stop", "/receipt"):
        for look in (client.get, client.head, client.get, client.head):
            assert look(path).status_code in (200, 303), path
    session.rollback()
    assert not session.scalars(select(Invitation)).one().answered
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_looking_at_the_withdrawal_withdraws_nothing(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    answer_all(client, REP)
    for look in (client.head, client.get, client.head, client.get):
        assert look("/receipt/withdraw").status_code == 200
    assert len(responses(session)) == 1


def test_unknown_expired_and_broken_links_look_the_same(client: FlaskClient, session: Session) -> None:
    expired, used = ask(session), ask(session)
    client.get(f"/r/{used}")
    answer_all(client, REP)
    close(session)
    pages = set()
    for token in (new_token(), expired, used, "x", "a%00b", "é", "-"):
        assert client.get(f"/r/{token}").status_code == 303
        page = client.get("/r")
        assert page.status_code == 404
        pages.add(text_of(page))
    assert len(pages) == 1
    assert "This link does not open a survey." in pages.pop()


def test_without_a_link_no_page_opens(client: FlaskClient) -> None:
    for path in ("/r", "/r/questions", "/r/questions/I1", "/r/promise", "/r/stop", "/receipt/answers", "/receipt/file"):
        assert client.get(path).status_code == 404, path
    for path in ("/r/questions", "/r/questions/I1", "/r/stop", "/receipt/withdraw"):
        assert client.post(path).status_code == 404, path


def test_a_broken_link_does_not_leave_an_earlier_one_in_force(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    client.get("/r/broken")
    assert client.get("/r").status_code == 404


# --- the questions --------------------------------------------------------------------------------------------------


def test_the_promise_names_the_limits_of_the_wave(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session, minimum_score=6, minimum_comments=12)}")
    page = text_of(client.get("/r"))
    assert "How does coaching reach you?" in page
    assert "9 short questions, about 2 minutes. Open until Friday 25 September, 11:00." in page
    assert "Groups of 6 or more for scores, 12 or more for comments." in page
    assert "Nadia Voss" in text_of(client.get("/r/promise"))


def test_somebody_answers_question_by_question_and_gets_a_receipt(client: FlaskClient, session: Session) -> None:
    token = ask(session)
    client.get(f"/r/{token}")
    assert client.get("/r/questions").location == "/r/questions/I1"
    assert "Question 1 of 9" in text_of(client.get("/r/questions/I1"))
    assert post(client, "I1", I1="3").location == "/r/questions/I2"
    sent = answer_all(client, REP[1:])
    assert (sent.status_code, sent.location) == (303, "/r")
    assert [response.answers for response in responses(session)] == [STORED]
    page = text_of(client.get("/r"))
    assert "Thank you. Your answers are in." in page
    assert receipt_of(token).code in page
    assert "25 Sept" in page


def test_a_page_without_an_answer_says_what_to_do(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    page = post(client, "I1")
    assert page.status_code == 422
    assert "One answer needs another look" in text_of(page)
    assert '<a href="#I1">Choose how many coaching talks you had, or “Not sure”</a>' in text_of(page)
    assert "Choose one, or “Not sure”." in text_of(page)


def test_a_follow_up_comes_only_when_it_applies(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    assert client.get("/r/questions/I8").location == "/r/questions"
    assert post(client, "I7", I7="2").location == "/r/questions/I8"
    assert "Question 8 of 10" in text_of(client.get("/r/questions/I8"))
    assert post(client, "I7", I7="1").location == "/r/questions/O1"


def test_back_keeps_what_was_entered_even_where_it_is_wrong(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    back = post(client, "I3", I3="fewer", I3_n="3", I3_of="2", way="back")
    assert back.location == "/r/questions/I2"
    page = text_of(client.get("/r/questions/I3"))
    assert re.search(r'name="I3_n"[^>]*value="3"', page)
    assert post(client, "I1", way="back").location == "/r"


def test_a_draft_is_kept_for_the_link_alone_and_picked_up_again(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    token = ask(session)
    client.get(f"/r/{token}")
    answer_all(client, REP[:2])
    other = app.test_client()
    other.get(f"/r/{token}")
    assert "Go on" in text_of(other.get("/r"))
    assert other.get("/r/questions").location == "/r/questions/I3"
    page = text_of(other.get("/r/questions/I2"))
    assert re.search(r"Saved at \d\d:\d\d\. You can close this page and go on later with the same link\.", page)
    assert re.search(r'id="I2-2"[^>]* checked', page)


def test_stopping_throws_the_draft_away(client: FlaskClient, session: Session) -> None:
    token = ask(session)
    client.get(f"/r/{token}")
    answer_all(client, REP[:2])
    assert "Throw away what you entered?" in text_of(client.get("/r/stop"))
    assert "Thrown away." in text_of(client.post("/r/stop", follow_redirects=True))
    session.rollback()
    assert load_draft(session, token) is None


def test_sending_too_early_leads_to_the_first_question_that_is_missing(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    answer_all(client, REP[:2])
    page = post(client, "O2", O2="More time.")
    assert page.status_code == 422
    assert "Five answers need another look" in text_of(page)
    assert "Question 3 of 9" in text_of(page)
    assert '<a href="/r/questions/I7">Choose how many times it happened, or “Not sure”</a>' in text_of(page)
    assert "More time." in text_of(client.get("/r/questions/O2"))
    assert responses(session) == []


def test_a_text_that_is_too_long_keeps_every_word(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    words = "word " * 300
    page = post(client, "O1", O1=words, O1_may_quote="yes")
    assert page.status_code == 422
    assert "Shorten this by 499 characters: it has 1,499, the limit is 1,000." in text_of(page)
    assert words.strip() in text_of(page)
    assert re.search(r'name="O1_may_quote"[^>]* checked', text_of(page))


def test_a_short_survey_stands_on_one_page(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session, key='monthly_rep')}")
    assert "3 short questions, about half a minute." in text_of(client.get("/r"))
    assert "Monthly pulse" in text_of(client.get("/r/questions"))
    wrong = client.post("/r/questions", data={"I3": "fewer", "I3_n": "3", "I3_of": "2", "I6": "2"})
    page = text_of(wrong)
    assert wrong.status_code == 422
    assert "Two answers need another look" in page
    assert '<a href="#I3_n">Check the two numbers: 3 of 2 talks cannot be right</a>' in page
    assert "The first number cannot be larger than the second." in page
    assert re.search(r'id="I6-2"[^>]* checked', page)
    assert "What you entered is kept. Nothing has been sent yet." in page
    sent = client.post("/r/questions", data={"I1": "1", "I3": "there_were_none", "I6": "2"})
    assert sent.status_code == 303
    assert [response.answers for response in responses(session)] == [{"I1": 1, "I3": "there_were_none", "I6": 2}]


def test_a_manager_picks_up_to_two_in_an_order_that_stays(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session, 'manager')}")
    first, again = text_of(client.get("/r/questions/I10")), text_of(client.get("/r/questions/I10"))
    assert first == again
    page = client.post("/r/questions/I10", data={"I10": ["deals", "people", "culture"]})
    assert "Untick 1: you picked 3, and 2 is the limit." in text_of(page)
    assert client.post("/r/questions/I10", data={"I10": ["deals", "people"]}).location == "/r/questions/I11"


def test_an_executives_guess_is_kept_for_their_own_page(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session, 'executive')}")
    page = text_of(client.get("/r/questions/I10"))
    assert "Your view first" in page
    assert "Keep this guess" in page
    pages = [(name, {name: "deals"}) for name in ("I10", "I11")]
    pages += [(name, {name: "2"}) for name in ("I12", "I13", "I7", "I9", "I15", "I17", "I1", "I6")]
    answer_all(client, [*pages, ("O5", {"O5": "Direction."})])
    assert len(responses(session)) == 1
    assert len(session.scalars(select(Guess)).all()) == 1


# --- what nobody asked for ------------------------------------------------------------------------------------------


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
    assert responses(session)[0].answers["O1"]["text"] == kept


def test_markup_in_an_answer_stays_text(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    evil = "</textarea><img src=x onerror=alert(1)>{{7*7}}"
    post(client, "O1", O1=evil)
    page = client.get("/r/questions/O1").get_data(as_text=True)
    assert "<img" not in page
    assert evil in html.unescape(page)
    assert "{{7*7}}" in page


# --- twice, late, elsewhere -----------------------------------------------------------------------------------------


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
    assert responses(session)[0].answers == STORED


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
    assert [response.answers for response in responses(session)] == [STORED]


# --- the receipt ----------------------------------------------------------------------------------------------------


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
    assert responses(session)[0].answers == STORED
    sent = post(client, "O2", O2="")
    assert sent.location == "/r?changed=1"
    assert [response.answers for response in responses(session)] == [{**STORED, "I1": 5}]
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
    assert responses(session)[0].answers == STORED


def test_a_wave_to_come_is_not_open_yet(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session, state='planned', opens_at=NOW + timedelta(days=1))}")
    assert client.get("/r").status_code == 404
