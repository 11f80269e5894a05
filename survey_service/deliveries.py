"""Send the mails that wait in the outbox, one at a time. A job: it commits between steps, so no lock outlives one."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from survey_service.mail import DeliveryError, Mail, Mailer
from survey_service.models import Invitation, OutboxMessage
from survey_service.operations import outbox
from survey_service.operations.checkin_mails import checkin_mail
from survey_service.operations.invitation_mails import invitation_mail
from survey_service.operations.invitations import open_mail
from survey_service.operations.letters import Letterhead

NOT_OURS = "Not readable: was the secret key changed?"
GIVEN_UP = "Given up: sending it was interrupted each time"


def deliver_next(session: Session, mailer: Mailer, *, now: datetime, secret: str, base_url: str) -> bool:
    """Claim the mail that has waited longest, send it and note how it went; False where none is due.

    The claim is committed before the mail goes: of two workers one sends it, and a worker that is killed meanwhile
    leaves a claim that another takes over, with the same Message-ID and link.
    """
    message = outbox.claim_next(session, "mail", now=now)
    session.commit()
    if message is None:
        return False
    try:
        deliver(session, message, mailer, secret=secret, base_url=base_url)
    except DeliveryError as error:
        outbox.mark_failed(session, message, error.reason, now=now, final=error.final)
        note_arrival(session, message, secret, "failed" if message.state == "failed" else "waiting")
    session.commit()
    return True


def deliver(session: Session, message: OutboxMessage, mailer: Mailer, *, secret: str, base_url: str) -> None:
    """Write one claimed mail and hand it over; what nobody needs any more is done without being sent.

    Raises:
        DeliveryError: it did not get away.
    """
    if message.attempts > outbox.MOST_TRIES:
        raise DeliveryError(GIVEN_UP, final=True)
    body = open_mail(message, secret=secret)
    if body is None:
        raise DeliveryError(NOT_OURS, final=True)
    mail = written_mail(session, body, Letterhead(message.key, secret, base_url))
    if mail is not None:
        session.commit()
        mailer.send(mail)
        note_arrival(session, message, secret, "sent")
    outbox.mark_done(session, message)


def written_mail(session: Session, body: dict[str, Any], letter: Letterhead) -> Mail | None:
    """Write the mail a sealed body is for; None where nobody needs it any more."""
    if "checkin_id" in body:
        return checkin_mail(session, body, letter)
    return invitation_mail(session, body, letter)


def note_arrival(session: Session, message: OutboxMessage, secret: str, arrival: str) -> None:
    """Note on the invitation how its mail fares."""
    body = open_mail(message, secret=secret)
    if body is not None and "respondent_id" in body:
        about = (Invitation.wave_id == body["wave_id"]) & (Invitation.respondent_id == body["respondent_id"])
        session.execute(update(Invitation).where(about).values(arrival=arrival))
