from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Organisation, Survey, Wave
from tests.makers import make_organisation, make_survey, make_wave
from tests.survey_service.views.signing_in import lead_of

ENTERED = {
    "name": "Quarterly pulse",
    "cadence": "quarterly",
    "starts_on": "2027-10-04",
    "opens_hour": "9",
    "time_zone": "Europe/Berlin",
    "open_days": "11",
    "minimum_score": "5",
    "minimum_comments": "10",
}


@pytest.fixture
def organisation(session: Session, client: FlaskClient) -> Organisation:
    organisation = make_organisation(session)
    lead_of(client, session, organisation)
    return organisation


def test_an_empty_list_says_what_brings_a_survey_about(client: FlaskClient, organisation: Organisation) -> None:
    page = client.get("/surveys").text
    assert "No survey yet" in page
    assert "/surveys/new" in page


def test_the_bank_shows_every_question_a_role_is_asked(client: FlaskClient, organisation: Organisation) -> None:
    assert "/surveys/bank/quarterly" in client.get("/surveys/new").text
    page = client.get("/surveys/bank/quarterly").text
    for words in ("Reps: ", "Managers: ", "Executives: ", "Far too little", "Up to 2 of: ", "Own words"):
        assert words in page
    assert "Asked only after an answer to question 7" in page


def test_blocks_that_take_turns_are_shown_one_after_the_other(client: FlaskClient, organisation: Organisation) -> None:
    page = client.get("/surveys/bank/monthly_manager_rhythm").text
    assert page.index("How do your reviews run?") < page.index("Under which conditions do you lead?")


def test_a_survey_is_made_and_its_next_dates_are_shown(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    answer = client.post("/surveys/new/quarterly", data=ENTERED)
    survey = session.scalars(select(Survey)).one()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/surveys/{survey.id}")
    page = client.get(answer.headers["Location"]).text
    assert "Mon 4 Oct 2027, 09:00" in page
    assert "Quarter 1, 2028" in page
    assert "Mon 4 Oct 2027, 09:00" in client.get("/surveys").text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": " \u202e"}, "Give the survey a name."),
        ({"starts_on": "31 February"}, "Not a valid date value."),
        ({"open_days": "many"}, "Not a valid integer value."),
        ({"open_days": "61"}, "Enter 1 to 60 days."),
        ({"cadence": "weekly"}, "A weekly wave can stay open for 1 to 6 days"),
        ({"cadence": "daily"}, "Not a valid choice."),
        ({"time_zone": "Mars/Olympus"}, "Not a valid choice."),
        ({"minimum_score": "3"}, "Enter 4 to 100 people."),
        ({"minimum_comments": "9"}, "Enter 10 to 100 people."),
        ({"minimum_comments": "10", "minimum_score": "11"}, "Comments need 10 people or more, and at least as many"),
    ],
)
def test_a_wrong_entry_is_named_beside_its_field_and_nothing_is_lost(
    client: FlaskClient, session: Session, organisation: Organisation, change: dict[str, Any], message: str
) -> None:
    answer = client.post("/surveys/new/quarterly", data={**ENTERED, "minimum_score": "5", **change})
    assert answer.status_code == 400
    assert answer.text.count(message) == 2
    assert f'href="#{next(iter(change))}"' in answer.text or "weekly" in change.values()
    assert session.scalars(select(Survey)).all() == []


def test_a_name_that_is_taken_is_refused(client: FlaskClient, organisation: Organisation) -> None:
    client.post("/surveys/new/quarterly", data=ENTERED)
    answer = client.post("/surveys/new/quarterly", data=ENTERED)
    assert (answer.status_code, "Choose another name." in answer.text) == (400, True)


def test_what_the_bank_does_not_offer_is_not_there(client: FlaskClient, organisation: Organisation) -> None:
    for path in ("/surveys/new/nothing", "/surveys/bank/nothing"):
        assert client.get(path).status_code == 404


def test_dates_change_before_the_first_wave_and_stay_after_it(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    client.post("/surveys/new/quarterly", data=ENTERED)
    survey = session.scalars(select(Survey)).one()
    session.commit()
    moved = {**ENTERED, "starts_on": "2027-11-01"}
    assert client.post(f"/surveys/{survey.id}/edit", data=moved).status_code == 303
    session.rollback()
    assert survey.starts_on.month == 11
    session.scalars(select(Wave)).one().state = "open"
    session.commit()
    assert "starts_on" not in client.get(f"/surveys/{survey.id}/edit").text
    answer = client.post(f"/surveys/{survey.id}/edit", data={**moved, "starts_on": "2028-01-03", "minimum_score": "6"})
    assert answer.status_code == 303
    session.rollback()
    assert (survey.starts_on.month, survey.minimum_score) == (11, 6)
    answer = client.post(f"/surveys/{survey.id}/edit", data=moved)
    assert (answer.status_code, "not lowered" in answer.text) == (400, True)
    session.rollback()
    assert survey.minimum_score == 6


def test_a_survey_is_paused_and_resumed(client: FlaskClient, session: Session, organisation: Organisation) -> None:
    client.post("/surveys/new/quarterly", data=ENTERED)
    survey = session.scalars(select(Survey)).one()
    session.commit()
    client.post(f"/surveys/{survey.id}/pause")
    assert "Paused" in client.get("/surveys").text
    answer = client.post(f"/surveys/{survey.id}/resume")
    assert "The next wave opens on Monday 4 October, 09:00." in client.get(answer.headers["Location"]).text


@pytest.mark.parametrize("page", ["", "/edit"])
def test_a_survey_of_another_organisation_is_not_there(
    app: Flask, session: Session, organisation: Organisation, page: str
) -> None:
    survey = make_survey(session, organisation)
    stranger = app.test_client()
    lead_of(stranger, session, make_organisation(session, "Another"))
    assert stranger.get(f"/surveys/{survey.id}{page}").status_code == 404
    assert stranger.post(f"/surveys/{survey.id}/pause").status_code == 404


def test_a_survey_whose_questions_the_bank_has_no_more_still_shows(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    survey = make_survey(session, organisation, instrument_key="gone", active=False)
    make_wave(session, survey, instrument_key="quarterly", state="closed", imported=True)
    session.commit()
    assert client.get(f"/surveys/{survey.id}").status_code == 200
    assert client.get(f"/surveys/{survey.id}/edit").status_code == 200


def test_a_survey_says_whether_leaders_are_shown_across_regions(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    client.post("/surveys/new/quarterly", data={**ENTERED, "leaders_across": "y"})
    survey = session.scalars(select(Survey)).one()
    assert survey.leaders_across
    assert "Leaders across regions" in client.get(f"/surveys/{survey.id}").text
    client.post(f"/surveys/{survey.id}/edit", data=ENTERED)
    session.rollback()
    assert not survey.leaders_across
