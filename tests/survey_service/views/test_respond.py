"""A respondent's way through the pages, as a browser without script goes it."""

import re

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service.config import Settings
from survey_service.models import Draft, Guess, Invitation, Respondent, Wave
from survey_service.operations.drafts import load_draft
from survey_service.operations.guesses import own_guess
from survey_service.operations.receipts import receipt_of
from survey_service.sealing import new_token
from tests.survey_service.views.answering import REP, STORED, answer_all, ask, close, post, responses, taken_in, text_of


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
    assert taken_in(session) == [STORED]
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
    assert taken_in(session) == [{"I1": 1, "I3": "there_were_none", "I6": 2}]


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
    guess = session.scalars(select(Guess)).one()
    person = session.get_one(Respondent, guess.respondent_id)
    kept = own_guess(session, session.get_one(Wave, guess.wave_id), person, secret=current_app.config["SECRET_KEY"])
    assert kept is not None
    assert kept["I12"] == 2
    assert "O5" not in kept


@pytest.mark.parametrize(
    ("role", "stored", "copy"),
    [
        ("rep", "the day, your role and the groups you belong to: region, leader and team.", False),
        ("manager", "the day, your role and the groups you belong to: region and leader.", False),
        ("executive", "the day and your role.", True),
    ],
)
def test_everybody_reads_what_is_stored_of_their_role(
    client: FlaskClient, session: Session, role: str, stored: str, copy: bool
) -> None:
    client.get(f"/r/{ask(session, role)}")
    page = text_of(client.get("/r/promise"))
    assert stored in page
    assert ("is kept under your name" in page) is copy


def test_beside_each_box_for_words_stands_what_to_leave_out(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    for question in ("O1", "O2"):
        page = text_of(client.get(f"/r/questions/{question}"))
        assert "Please leave out names." in page
        assert "A detail that only you know can still give you away." in page
        assert f'aria-describedby="{question}-hint {question}-limit"' in page
    assert "only you know" not in text_of(client.get("/r/questions/I1"))


@pytest.mark.parametrize("declared", [True, False])
def test_leaders_across_regions_are_promised_where_the_wave_shows_them(
    client: FlaskClient, session: Session, declared: bool
) -> None:
    token = ask(session, leaders_across=declared)
    pages = [text_of(client.get(address, follow_redirects=True)) for address in (f"/r/{token}", "/r/promise")]
    said = (
        "A leader of several regions is shown too, where no sum or difference of groups speaks of fewer than 10 people"
    )
    assert [said in page for page in pages] == [declared, declared]


def test_the_page_of_the_promise_says_what_it_cannot_promise(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session)}")
    page = text_of(client.get("/r/promise"))
    for said in ("covered before anyone reads them", "not all: a nickname", "What we cannot protect against"):
        assert said in page
