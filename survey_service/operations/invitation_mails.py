"""What an invitation mail says: who asks, how long it takes, until when, the promise and the personal link."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.clock import zone_of
from survey_service.mail import Mail
from survey_service.models import Invitation, Respondent, Wave
from survey_service.operations.letters import Letterhead, asker_of
from survey_service.wording import counted, in_words, place_of, written_moment


def invitation_mail(session: Session, body: dict[str, Any], letter: Letterhead) -> Mail | None:
    """Write the mail of one invitation to the address the roster has now; None where nobody needs it any more."""
    invitation = find_invitation_of(session, body)
    if invitation is None:
        return None
    facts = mail_facts(session, invitation, letter.link("r", body["token"]))
    subject = f"{facts['title']} {facts['minutes'].capitalize()}, until {facts['closing_day']}"
    organisation = invitation.wave.survey.organisation
    return letter.mail("invitation", facts, to=invitation.respondent, organisation=organisation, subject=subject)


def find_invitation_of(session: Session, body: dict[str, Any]) -> Invitation | None:
    """The invitation a mail's sealed body is about, if it may still be answered by somebody on the roster."""
    about = (Invitation.wave_id == body["wave_id"]) & (Invitation.respondent_id == body["respondent_id"])
    askable = about & (Wave.state == "open") & ~Invitation.answered & Respondent.active
    found = select(Invitation).join(Wave, Invitation.wave_id == Wave.id)
    return session.scalar(found.join(Respondent, Invitation.respondent_id == Respondent.id).where(askable))


def mail_facts(session: Session, invitation: Invitation, link: str) -> dict[str, Any]:
    """What the templates of an invitation mail need."""
    wave = invitation.wave
    asked = wave.instrument.content["roles"][invitation.role] if wave.instrument else {}
    always = sum(1 for question in asked["questions"] if not question["only_if"])
    closing = wave.closes_at.astimezone(zone_of(wave.survey.time_zone))
    return {
        "title": asked["title"],
        "questions": counted(always, "short question").capitalize(),
        "minutes": minutes_in_words(asked["minutes"]),
        "closing": closing_text(wave, invitation.respondent),
        "closing_day": f"{closing.day} {closing:%B}",
        "minimum_score": wave.minimum_score,
        "minimum_comments": wave.minimum_comments,
        "link": link,
        "asker": asker_of(session, wave.survey.organisation),
    }


def minutes_in_words(minutes: float) -> str:
    """How long it takes: "half a minute", "one minute", "two minutes"."""
    if minutes < 1:
        return "half a minute"
    return f"{in_words(round(minutes))} {'minute' if round(minutes) == 1 else 'minutes'}"


def closing_text(wave: Wave, respondent: Respondent) -> str:
    """When the wave closes, with the place whose time that is where the reader lives by another."""
    zone = wave.survey.time_zone
    text = written_moment(wave.closes_at, zone)
    return text if same_time(wave.closes_at, zone, respondent.time_zone) else f"{text}, {place_of(zone)}"


def same_time(moment: datetime, one: str, other: str) -> bool:
    """Whether clocks in both zones show the same at that moment."""
    return moment.astimezone(zone_of(one)).utcoffset() == moment.astimezone(zone_of(other)).utcoffset()
