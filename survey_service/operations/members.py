"""Members, and the organisation of an installation that has one."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from survey_service.errors import ConflictError, NotFoundError
from survey_service.models import Member, Organisation, Respondent
from survey_service.sealing import new_token


def the_organisation(session: Session) -> Organisation:
    """The organisation the command line works on.

    Raises:
        NotFoundError: there is none yet.
    """
    found = session.scalar(select(Organisation).order_by(Organisation.id).limit(1))
    if found is None:
        raise NotFoundError(
            "There is no organisation yet. `frontline-pulse add-member` makes one, `demo` an invented one."
        )
    return found


def add_member(
    session: Session, organisation: str, email: str, name: str, role: str, password_hash: str, *, now: datetime
) -> Member:
    """Add someone who signs in, and the organisation if there is none.

    Raises:
        ConflictError: the address signs in already.
    """
    email = email.strip().casefold()
    if session.scalar(select(Member.id).where(Member.email == email)):
        raise ConflictError(f"{email} signs in already.")
    home = session.scalar(select(Organisation).order_by(Organisation.id).limit(1))
    if home is None:
        home = Organisation(name=organisation, created_at=now)
        session.add(home)
        session.flush()
    member = Member(
        organisation_id=home.id, email=email, name=name, role=role, password=password_hash, fs_uniquifier=new_token()
    )
    session.add(member)
    session.flush()
    return member


def demo_sign_ins(session: Session) -> list[Member]:
    """Who signs in to look at the demo: the program lead, and a leader with managers; nobody elsewhere."""
    demo = select(Member).join(Organisation).where(Organisation.is_demo).order_by(Member.id)
    leads = session.scalars(demo.where(Member.role == "program_lead").limit(1))
    below_the_chief = session.scalars(demo.where(Member.role == "executive").offset(1).limit(1))
    return [*leads, *below_the_chief]


def respondent_of(session: Session, member: Member) -> Respondent | None:
    """Find the person on the roster that a member is, by the address they sign in with."""
    address: ColumnElement[bool] = func.lower(Respondent.email) == member.email.lower()
    return session.scalar(select(Respondent).where(Respondent.organisation_id == member.organisation_id, address))
