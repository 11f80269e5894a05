"""Whom a respondent can write to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Member, Organisation


def program_lead_of(session: Session, organisation: Organisation) -> Member | None:
    """The program lead who has been there longest, None where there is none."""
    leads = select(Member).where(
        Member.organisation_id == organisation.id, Member.role == "program_lead", Member.active
    )
    return session.scalar(leads.order_by(Member.id).limit(1))
