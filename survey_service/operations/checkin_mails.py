"""What the mail that brings a manager their monthly check-in says."""

from typing import Any

from sqlalchemy.orm import Session

from survey_service.mail import Mail
from survey_service.models import CheckIn, Organisation
from survey_service.operations.letters import Letterhead, asker_of
from survey_service.wording import counted


def checkin_mail(session: Session, body: dict[str, Any], letter: Letterhead) -> Mail | None:
    """Write the mail of one check-in; None where it has been sent already or the manager has left."""
    checkin = session.get(CheckIn, body["checkin_id"])
    if checkin is None or checkin.state != "draft" or not checkin.manager.active:
        return None
    organisation = session.get_one(Organisation, checkin.organisation_id)
    month = f"{checkin.month:%B %Y}"
    facts = {
        "title": "What will you coach each rep on?",
        "month": month,
        "reps": counted(len(checkin.rows), "rep"),
        "leader": checkin.leader.name if checkin.leader else "",
        "link": letter.link("c", body["token"]),
        "asker": asker_of(session, organisation),
    }
    subject = f"Your check-in for {month}"
    return letter.mail("checkin", facts, to=checkin.manager, organisation=organisation, subject=subject)
