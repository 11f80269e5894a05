"""Sign a member in without the form; that has tests of its own."""

from flask import g
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.models import Member, Organisation
from tests.makers import make_member


def sign_in(client: FlaskClient, member: Member) -> None:
    """Go on as this member."""
    forget_member()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = member.fs_uniquifier
        cookie["_fresh"] = True


def forget_member() -> None:
    """Forget who was signed in last: requests of a test share its application context."""
    g.pop("_login_user", None)


def lead_of(client: FlaskClient, session: Session, organisation: Organisation) -> Member:
    """Sign in as a program lead of an organisation."""
    member = make_member(session, organisation)
    sign_in(client, member)
    session.commit()
    return member
