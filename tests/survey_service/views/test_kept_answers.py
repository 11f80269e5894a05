"""What a wave's page says of its answers: being sealed, sealed, unreadable, kept until, deleted."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service import safekeeping
from survey_service.models import Organisation, Wave
from survey_service.operations.key_pairs import public_half
from tests.makers import NOW, make_organisation, make_respondent, make_survey, make_wave, wave_keys
from tests.survey_service.closed_waves import make_run
from tests.survey_service.views.answering import ask, text_of
from tests.survey_service.views.signing_in import lead_of

UNTIL = datetime(2027, 9, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def organisation(session: Session, client: FlaskClient) -> Organisation:
    organisation = make_organisation(session)
    make_respondent(session, organisation)
    lead_of(client, session, organisation)
    return organisation


def wave_with(session: Session, organisation: Organisation, **values: Any) -> Wave:
    wave = make_wave(session, make_survey(session, organisation), **{"state": "closed", **values})
    session.commit()
    return wave


def page(client: FlaskClient, wave: Wave) -> str:
    """The text of a wave's page, without its tags' white space."""
    return " ".join(text_of(client.get(f"/waves/{wave.id}")).split())


def test_closing_says_closed_at_once_and_sealed_when_the_worker_has_done_it(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    wave = wave_with(session, organisation, state="open")

    closed = text_of(client.post(f"/waves/{wave.id}/close", follow_redirects=True))
    assert "Closed. The answers are being sealed" in closed
    assert "Closed and sealed" not in closed
    session.rollback()

    assert safekeeping.seal_closed_waves(NOW) == 1
    assert "Closed and sealed" in page(client, wave)


def test_a_missing_key_is_said_with_what_stands_and_what_to_do(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    wave = wave_with(session, organisation)
    wave_keys().destroy(public_half(session, wave))
    session.commit()
    safekeeping.keep_keys(NOW)

    said = page(client, wave)

    assert "Nobody can read the answers of quarter 3, 2026 any more." in said
    assert "Reports that were made stay as they are." in said
    assert "put the file back from a backup of the key folder: <code>frontline-pulse keys</code> names it" in said


def test_an_analysis_without_its_key_does_not_say_that_the_answers_are_safe(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    wave = wave_with(session, organisation, key_missing=True)
    make_run(session, wave, state="failed", message="The key is missing.")
    session.commit()

    report = text_of(client.get(f"/reports/{wave.id}"))

    assert "The key is missing." in report
    assert "The answers are safe" not in report
    assert "nobody can read its answers" in text_of(client.get("/home"))


def test_the_page_says_until_when_answers_are_kept_and_that_they_were_deleted(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    wave = wave_with(session, organisation, answers_until=UNTIL)
    assert "Answers kept until" in page(client, wave)
    assert "Answers are deleted 12 months after the close. Reports stay." in page(client, wave)

    safekeeping.delete_old_answers(UNTIL)

    assert "The answers were deleted for good, and their key was destroyed. Reports stay." in page(client, wave)


def test_respondents_are_told_who_holds_the_keys_and_for_how_long(client: FlaskClient, session: Session) -> None:
    client.get(f"/r/{ask(session, keep_months=1)}")
    promise = " ".join(text_of(client.get("/r/promise")).split())

    assert "two keys open them: your receipt, which you alone have" in promise
    assert "this is confidential, not anonymous" in promise
    assert "One month after the close your answers are deleted and their key is destroyed" in promise
