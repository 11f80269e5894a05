"""The whole loop, as its people walk it: asked by mail, answered, closed, read, exported, checked in."""

import csv
import io
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service import jobs
from survey_service.clock import now, today
from survey_service.models import Draft, Invitation, Respondent, Response, Survey, Wave
from survey_service.operations.recurrence import next_dates
from tests.journeys.walking import always, answer_survey, entered, go_through, links_in_mails, sign_in
from tests.makers import make_member, make_organisation, stored_answers

PASSWORD = "a long password"
LEAD = "nadia@tarnbrook.example"
CHIEF = "executive0@tarnbrook.example"
REPS, MANAGERS, EXECUTIVES = 10, 6, 5
ASKED = REPS + MANAGERS + EXECUTIVES
SAYINGS = {"rep": 2, "manager": 4, "executive": 4}
WORDS = "A longer coaching talk about one account would help me most."


def roster() -> str:
    """A roster file: a chief with four executives, six managers, ten reps, and a row whose manager nobody knows."""
    chief = [f"Chief Ash,{CHIEF},executive,,"]
    others = [f"Leader {n},executive{n}@tarnbrook.example,executive,{CHIEF},North" for n in range(1, EXECUTIVES)]
    managers = [
        f"Manager {n},manager{n}@tarnbrook.example,manager,executive{1 + n % 2}@tarnbrook.example,North"
        for n in range(MANAGERS)
    ]
    reps = [f"Rep {n},rep{n}@tarnbrook.example,rep,manager{n % MANAGERS}@tarnbrook.example,North" for n in range(REPS)]
    lost = ["Lost Soul,lost@tarnbrook.example,rep,nobody@tarnbrook.example,North"]
    return "\n".join(["name,e-mail,role,manager,region", *chief, *others, *managers, *reps, *lost])


@pytest.fixture
def lead(app: Flask, session: Session) -> FlaskClient:
    """The program lead, signed in; the chief can sign in too."""
    organisation = make_organisation(session)
    make_member(session, organisation, "program_lead", email=LEAD)
    make_member(session, organisation, "executive", email=CHIEF)
    session.commit()
    client = app.test_client()
    assert sign_in(client, LEAD, PASSWORD).status_code == 302
    return client


def text_of(client: FlaskClient, address: str) -> str:
    """The text of a page that is there, its white space made even."""
    page = client.get(address, follow_redirects=True, buffered=True)
    assert page.status_code == 200, (address, page.status_code)
    return " ".join(re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)).split())


def test_people_are_asked_answer_and_are_read(app: Flask, session: Session, lead: FlaskClient, tmp_path: Path) -> None:
    import_roster(lead, session)
    survey = make_survey_by_page(lead, session)
    opens_at = next_dates(survey, now(), 1)[0].opens_at
    wave = open_by_itself(session, survey, opens_at)
    links = links_in_mails(tmp_path / "mail")
    assert len(links) == ASKED

    codes = answer_all_but(app, session, wave, links, {"executive0", "rep0"})
    change_one(app, session, wave, codes["rep1"])
    withdraw_one(app, codes["rep2"])
    assert_stored(session, wave, ASKED - 3)
    assert lead.get(f"/reports/{wave.id}").status_code == 404

    close_by_itself(session, wave)
    assert app.test_client().get(links["rep0@tarnbrook.example"], follow_redirects=True).status_code == 404
    read_report(lead, wave)
    guess_and_read(app, session, wave)


def import_roster(lead: FlaskClient, session: Session) -> None:
    """The lead uploads a file, reads what it would change, and confirms the rest without the bad row."""
    file = (io.BytesIO(roster().encode()), "people.csv")
    staged = lead.post("/people/import", data={"file": file}, content_type="multipart/form-data")
    preview = text_of(lead, staged.location)

    assert f"{ASKED + 1} rows read. {ASKED} fine, 1 to mend." in preview
    assert "nobody@tarnbrook.example" in preview
    assert session.scalar(select(func.count()).select_from(Respondent)) == 0

    assert lead.post(f"{staged.location}/confirm").status_code == 303
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Respondent)) == ASKED
    assert "Chief Ash" in text_of(lead, "/people")


def make_survey_by_page(lead: FlaskClient, session: Session) -> Survey:
    """The lead makes a quarterly survey from the bank."""
    form = {
        "name": "Pulse of the quarter",
        "cadence": "quarterly",
        "starts_on": (today() + timedelta(days=3)).isoformat(),
        "opens_hour": "9",
        "time_zone": "Europe/Berlin",
        "open_days": "11",
        "minimum_score": "5",
        "minimum_comments": "10",
    }
    made = lead.post("/surveys/new/quarterly", data=form)
    assert made.status_code == 303, made.get_data(as_text=True)
    assert "Pulse of the quarter" in text_of(lead, made.location)
    session.rollback()
    return session.scalars(select(Survey)).one()


def open_by_itself(session: Session, survey: Survey, opens_at: datetime) -> Wave:
    """The worker opens the wave at its hour and not before, once, and sends the mails."""
    jobs.work_once(opens_at - timedelta(minutes=1))
    wave = session.scalars(select(Wave).where(Wave.survey_id == survey.id)).one()
    assert (wave.state, wave.opens_at) == ("planned", opens_at)

    assert jobs.work_once(opens_at)
    assert not jobs.work_once(opens_at)
    session.refresh(wave)
    assert wave.state == "open"
    assert set(session.scalars(select(Invitation.arrival))) == {"sent"}
    return wave


def answer_all_but(app: Flask, session: Session, wave: Wave, links: dict[str, str], silent: set[str]) -> dict[str, str]:
    """Everybody else answers by the link of their mail; the codes of their receipts by name."""
    instrument: dict[str, Any] = wave.instrument.content if wave.instrument else {}
    session.rollback()
    codes = {}
    for address, link in links.items():
        name = address.partition("@")[0]
        if name not in silent:
            place = SAYINGS[name.rstrip("0123456789")]
            codes[name] = answer_survey(app.test_client(), link, instrument, always(place), WORDS)
    return codes


def change_one(app: Flask, session: Session, wave: Wave, code: str) -> None:
    """Somebody comes back with their receipt and answers anew; there is still one response of theirs."""
    instrument: dict[str, Any] = wave.instrument.content if wave.instrument else {}
    before = stored_places(session, wave)
    client = app.test_client()
    assert client.post("/receipt", data={"code": code}).location == "/receipt/answers"
    assert "Withdraw" in text_of(client, "/receipt/answers")

    assert go_through(client, client.get("/r/questions"), instrument, always(1)) == code

    after = stored_places(session, wave)
    assert (len(after), after.count(1) - before.count(1)) == (len(before), 1)


def stored_places(session: Session, wave: Wave) -> list[Any]:
    """What everybody said to the first question that reps, managers and executives share."""
    session.rollback()
    return [answers.get("I1") for answers in stored_answers(session, wave)]


def withdraw_one(app: Flask, code: str) -> None:
    """Somebody withdraws with their receipt, which then opens nothing."""
    client = app.test_client()
    client.post("/receipt", data={"code": code})
    assert client.post("/receipt/withdraw").status_code == 303
    assert client.post("/receipt", data={"code": code}).status_code == 422


def assert_stored(session: Session, wave: Wave, count: int) -> None:
    """So many responses are stored, and no draft is left of those who sent."""
    session.rollback()
    mine = select(func.count()).select_from(Response).where(Response.wave_id == wave.id)
    assert session.scalar(mine) == count
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def close_by_itself(session: Session, wave: Wave) -> None:
    """The worker closes the wave at its hour and makes the report."""
    closes_at = wave.closes_at
    assert not jobs.work_once(closes_at - timedelta(minutes=1))
    assert jobs.work_once(closes_at)
    session.rollback()
    assert wave.state == "closed"


def read_report(lead: FlaskClient, wave: Wave) -> None:
    """The lead reads the report on a page, on paper and in three files that say the same."""
    page = text_of(lead, f"/reports/{wave.id}")
    paper = lead.get(f"/reports/{wave.id}/report.pdf")
    files = {kind: lead.get(f"/reports/{wave.id}/export.{kind}") for kind in ("csv", "json", "xlsx")}

    assert wave.name in page
    assert WORDS not in page
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    assert {kind: file.status_code for kind, file in files.items()} == {"csv": 200, "json": 200, "xlsx": 200}
    as_json = json.loads(files["json"].data)
    as_csv = list(csv.DictReader(io.StringIO(files["csv"].data.decode("utf-8-sig"))))
    assert [row["audience"] or "" for row in as_json] == [row["audience"] for row in as_csv]
    invited = {row["audience"]: (row["n_invited"], row["n_answered"]) for row in as_json[:3]}
    hidden = None  # four executives answered, and a group needs five
    assert invited == {"rep": (REPS, REPS - 2), "manager": (MANAGERS, MANAGERS), "executive": (EXECUTIVES, hidden)}


def guess_and_read(app: Flask, session: Session, wave: Wave) -> None:
    """The chief, who did not answer, guesses first; then come their guesses beside the managers', then the report."""
    instrument: dict[str, Any] = wave.instrument.content if wave.instrument else {}
    chief = app.test_client()
    sign_in(chief, CHIEF, PASSWORD)
    assert chief.get(f"/reports/{wave.id}").location == f"/reports/{wave.id}/guess"
    assert chief.get(f"/reports/{wave.id}/report.pdf").location == f"/reports/{wave.id}/guess"
    asked = [question for question in instrument["roles"]["executive"]["questions"] if question.get("kind") != "open"]
    guesses = {name: value for question in asked for name, value in entered_guess(instrument, question).items()}

    kept = chief.post(f"/reports/{wave.id}/guess", data=guesses)

    assert (kept.status_code, kept.location) == (303, f"/reports/{wave.id}/reveal")
    assert "guess" in text_of(chief, kept.location)
    assert wave.name in text_of(chief, f"/reports/{wave.id}")
    assert chief.get(f"/reports/{wave.id}/export.csv").status_code == 403
    session.rollback()


def entered_guess(instrument: dict[str, Any], question: dict[str, Any]) -> dict[str, Any]:
    """A guess in the middle of each scale."""
    return entered(instrument, question, 3, "")


def test_a_check_in_is_begun_filled_sent_answered_and_counted(
    app: Flask, session: Session, lead: FlaskClient, tmp_path: Path
) -> None:
    import_roster(lead, session)
    assert lead.post("/check-ins/begin").status_code == 303
    jobs.work_once(now())
    links = links_in_mails(tmp_path / "mail")
    assert sorted(links) == sorted(f"manager{n}@tarnbrook.example" for n in range(MANAGERS))

    manager = app.test_client()
    manager.get(links["manager1@tarnbrook.example"])
    rows = re.findall(r'id="(rep-\d+)"', manager.get("/check-in").get_data(as_text=True))
    form = {f"{row}-{field}": value for row in rows for field, value in fields(row == rows[0]).items()}
    incomplete = manager.post("/check-in", data={**form, f"{rows[0]}-priority": "", "action": "send"})
    assert incomplete.status_code == 400
    assert "First two visits together" in incomplete.get_data(as_text=True)
    assert manager.post("/check-in", data={**form, "action": "send"}).status_code == 303
    assert "What you sent" in text_of(manager, "/check-in")

    answer_ask(app, session)
    assert "Supported" in text_of(manager, "/check-in")
    overview = text_of(lead, "/check-ins")
    assert f"1 of {MANAGERS}" in overview
    assert f"{today():%B}" in overview


def fields(asking: bool) -> dict[str, str]:
    """A rep's row; one of them asks for something."""
    support = "training" if asking else "none"
    return {"priority": "discovery", "plan": "First two visits together", "talks": "2", "support": support}


def answer_ask(app: Flask, session: Session) -> None:
    """The executive above the manager supports what was asked."""
    session.rollback()
    leader = session.scalars(select(Respondent).where(Respondent.email == "executive2@tarnbrook.example")).one()
    make_member(session, leader.organisation, "executive", email=leader.email)
    session.commit()
    client = app.test_client()
    sign_in(client, leader.email, PASSWORD)
    asks = re.findall(r'action="(/check-ins/answers/\d+)"', client.get("/check-ins/answers").get_data(as_text=True))
    assert len(set(asks)) == 1
    assert client.post(asks[0], data={"answer": "support"}).status_code == 303
    assert "All answered" in text_of(client, "/check-ins/answers")
