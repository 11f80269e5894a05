"""What all our mails share: whom they are from, how they greet, where their link leads, which message they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.mail import Mail, render
from survey_service.models import Member, Organisation, Respondent
from survey_service.sealing import derived


@dataclass(frozen=True)
class Letterhead:
    """What a mail needs from the installation: the outbox key it is sent under, the secret key, where links lead."""

    key: str
    secret: str
    base_url: str

    def link(self, page: str, token: str) -> str:
        """The personal link."""
        return f"{self.base_url.rstrip('/')}/{page}/{token}"

    def mail(
        self, name: str, facts: Mapping[str, Any], *, to: Respondent, organisation: Organisation, subject: str
    ) -> Mail:
        """The mail, from the templates of that name; its message id is the same however often it is written."""
        text, html = render(name, organisation=organisation.name, first_name=first_name(to.name), **facts)
        return Mail(
            to_name=to.name,
            to_address=to.email,
            sender_name=f"Frontline Pulse for {organisation.name}",
            subject=subject,
            text=text,
            html=html,
            message_id=derived(f"{self.secret}:{self.key}", "message-id").hex()[:40],
        )


def first_name(name: str) -> str:
    """How a mail greets somebody: by the first word of their name, unless that is a title."""
    first = name.split()[0] if name.split() else name
    return name if first.endswith(".") else first


def asker_of(session: Session, organisation: Organisation) -> str:
    """The program lead who asks, by name; empty where the organisation has none."""
    leads = (Member.organisation_id == organisation.id) & (Member.role == "program_lead") & Member.active
    return session.scalar(select(Member.name).where(leads).order_by(Member.id).limit(1)) or ""
