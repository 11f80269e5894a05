from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.models import Member, Wave
from survey_service.operations.reports import newest_run
from tests.makers import make_member, make_organisation
from tests.survey_service.closed_waves import make_closed_wave, make_report, make_run, sign_in
from tests.survey_service.report_sample import (
    HOSTILE,
    hidden_snapshot,
    hostile_snapshot,
    minimal_snapshot,
    sample_snapshot,
)

HIDDEN = "Hidden to protect people: fewer than 5 answered"


def test_a_report_shows_every_panel_from_its_snapshot(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_report(session, wave)
    session.commit()

    page = client.get(f"/reports/{wave.id}")

    assert page.status_code == 200
    for words in (
        "Where support and need part ways",
        "Three things to talk about",
        "Managers need far more coaching",
        "Support: wanted, got, given, guessed",
        "Everything compared",
        "The coaching cascade",
        "How hands-on leaders are",
        "When leaders join unasked",
        "The monthly loop",
        "By region",
        "What is hidden, and why",
        "In their own words",
        "Method.",
    ):
        assert words in page.text
    assert page.text.count('role="img"') == 18
    assert page.text.count("Show these numbers as a table") == 7


def test_what_is_hidden_stands_in_its_place_with_the_reason(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_report(session, wave, hidden_snapshot())
    session.commit()

    page = client.get(f"/reports/{wave.id}").text

    assert page.count(HIDDEN) > 30
    for number in ("79", "31", "54", "131", "n 18", "49 points"):
        assert f">{number}<" not in page
        assert f" {number} " not in page


def test_a_wave_that_asked_little_has_a_page_too(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_report(session, wave, minimal_snapshot())
    session.commit()

    page = client.get(f"/reports/{wave.id}").text

    assert "Nothing stands out" in page
    assert "This wave did not ask which support people want." in page


def test_texts_that_look_like_code_stay_texts(session: Session, client: FlaskClient, wave: Wave, lead: Member) -> None:
    make_report(session, wave, hostile_snapshot())
    session.commit()

    page = client.get(f"/reports/{wave.id}").text

    for text in HOSTILE:
        assert text.replace("\u202e", "") in unescape(page)
    assert "<img" not in page
    assert "\u202e" not in page


def test_the_paper_comes_as_a_pdf(session: Session, client: FlaskClient, wave: Wave, lead: Member) -> None:
    make_report(session, wave)
    session.commit()

    paper = client.get(f"/reports/{wave.id}/report.pdf")

    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert paper.data.startswith(b"%PDF-")


def test_the_suppression_log_is_for_program_leads(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_report(session, wave)
    session.commit()

    assert "Show the suppression log" in client.get(f"/reports/{wave.id}").text


def test_the_list_names_reports_and_what_is_being_made(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_report(session, wave)
    running = make_closed_wave(session, wave.survey.organisation, name="quarter 4, 2026")
    make_run(session, running, state="running", step=2)
    session.commit()

    page = client.get("/reports").text

    assert "Quarter 3, 2026</a>" in page
    assert sample_snapshot()["lead"] in page
    assert "Step 2 of 4, about a minute." in page


def test_an_empty_list_says_what_will_stand_there(client: FlaskClient, lead: Member, session: Session) -> None:
    other = make_member(session, make_organisation(session, "Another"))
    session.commit()
    sign_in(client, other)

    assert "A report appears when a wave closes" in client.get("/reports").text


def test_a_report_that_is_being_made_says_how_far_it_is(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_run(session, wave, state="waiting", step=0)
    session.commit()

    page = client.get(f"/reports/{wave.id}")

    assert page.status_code == 200
    assert "Step 1 of 4" in page.text
    assert client.get(f"/reports/{wave.id}/report.pdf").status_code == 404


def test_a_failed_analysis_says_why_and_can_be_tried_again(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_run(session, wave, state="failed", message="There was no room on the disk.")
    session.commit()

    page = client.get(f"/reports/{wave.id}").text
    again = client.post(f"/reports/{wave.id}/again")
    twice = client.post(f"/reports/{wave.id}/again")

    assert "There was no room on the disk." in page
    assert (again.status_code, twice.status_code) == (303, 409)
    session.rollback()
    run = newest_run(session, wave)
    assert run is not None
    assert run.state == "waiting"


STOPPED = "This report is not published, because it would reveal people: the mean of region Coast (reps, I1) follows."


def test_a_report_that_was_stopped_is_nowhere_and_the_lead_is_told_what_it_would_reveal(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_run(session, wave, state="failed", message=STOPPED)
    session.commit()

    pages = [client.get(path).text for path in (f"/reports/{wave.id}", "/reports", f"/waves/{wave.id}")]

    for page in pages:
        assert "a report was stopped before it was published" in page
        assert STOPPED in page
        assert "Try again" in page
    kept = ["report.pdf", "export.csv", "export.xlsx", "export.json"]
    assert [client.get(f"/reports/{wave.id}/{name}").status_code for name in kept] == [404] * 4


def test_an_executive_is_told_that_a_report_was_stopped_and_not_whom_it_would_reveal(
    session: Session, client: FlaskClient, wave: Wave
) -> None:
    make_run(session, wave, state="failed", message=STOPPED)
    sign_in(client, make_member(session, wave.survey.organisation, "executive"))
    session.commit()

    page = client.get("/reports").text

    assert "a report was stopped before it was published" in page
    assert "Coast" not in page
    assert "Try again" not in page


def test_a_later_report_that_was_stopped_stands_above_the_one_before_for_the_lead_alone(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    make_report(session, wave)
    make_run(session, wave, state="failed", message=STOPPED)
    executive = make_member(session, wave.survey.organisation, "executive")
    session.commit()

    assert STOPPED in client.get(f"/reports/{wave.id}").text
    sign_in(client, executive)
    assert "stopped" not in client.get(f"/reports/{wave.id}").text


@pytest.mark.parametrize(
    "path", ["/reports/{id}", "/reports/{id}/report.pdf", "/reports/{id}/export.csv", "/reports/999999"]
)
def test_a_report_of_another_organisation_is_not_there(
    session: Session, client: FlaskClient, wave: Wave, path: str
) -> None:
    make_report(session, wave)
    other = make_member(session, make_organisation(session, "Another"))
    session.commit()
    sign_in(client, other)

    assert client.get(path.format(id=wave.id)).status_code == 404


def test_nobody_reads_a_report_without_signing_in(session: Session, client: FlaskClient, wave: Wave) -> None:
    make_report(session, wave)
    session.commit()

    answer = client.get(f"/reports/{wave.id}")

    assert answer.status_code == 303
    assert "/sign-in" in answer.location


def test_themes_stand_beside_what_is_compared_and_with_the_leads_words(
    session: Session, client: FlaskClient, wave: Wave, lead: Member
) -> None:
    snapshot = sample_snapshot()
    reps, managers = snapshot["themes"][:2]
    managers["themes"][0] |= {"paraphrase": "Watch, then say what you saw.", "share_text": "75 or more"}
    managers["themes"][0] |= {"n_people": None, "share": None}
    count = {"construct": "K8", "role": "rep", "n_people": 12, "share": 40, "share_text": "40", "hidden": ""}
    reps |= {"broader": "Shown in broader themes: few reps wrote.", "constructs": [count], "small_people": 20}
    reps |= {"n_small_themes": 4, "hidden": "Hidden to protect people: fewer than 10 in each."}
    make_report(session, wave, snapshot)
    session.commit()

    page = client.get(f"/reports/{wave.id}").text

    assert "Stands beside: Coaching for managers: need, got" in page
    assert "In their words: “Sit in, then tell me” (75 % or more" in page
    assert "In short: Watch, then say what you saw." in page
    assert "75 % or more of those who wrote" in page
    assert "Shown in broader themes: few reps wrote." in page
    assert "Reporting load" in page
    assert "Four smaller themes, 20 people or more" in page
    assert client.get(f"/reports/{wave.id}/report.pdf").status_code == 200
