"""Guessing a password is slow, and who gets in is never slowed."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.models import Member
from tests.makers import make_member, make_organisation


def try_to_sign_in(client: FlaskClient, email: str, password: str) -> int:
    """Post the form; the status that comes back."""
    return client.post("/sign-in", data={"email": email, "password": password}).status_code


def member_of(session: Session) -> Member:
    """A program lead who is stored."""
    member = make_member(session, make_organisation(session))
    session.commit()
    return member


def test_the_eleventh_wrong_password_of_an_hour_is_refused(session: Session, client: FlaskClient) -> None:
    email = member_of(session).email

    tries = [try_to_sign_in(client, email, f"guess {number}") for number in range(11)]
    assert tries == [200] * 10 + [429]
    assert try_to_sign_in(client, email, "a long password") == 429


def test_one_address_may_not_try_account_after_account(session: Session, client: FlaskClient) -> None:
    member_of(session)

    tries = [try_to_sign_in(client, f"person{number}@tarnbrook.example", "guess") for number in range(21)]
    assert tries == [200] * 20 + [429]


def test_who_signs_in_rightly_is_never_slowed(session: Session, client: FlaskClient) -> None:
    email = member_of(session).email

    for _ in range(25):
        assert try_to_sign_in(client, email, "a long password") == 302
        client.post("/sign-out")
