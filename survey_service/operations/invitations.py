"""Who is asked in a wave: the roster as it stands when the wave opens, frozen, with a personal link for each."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from survey_service.models import Invitation, OutboxMessage, Respondent, Survey, Wave
from survey_service.operations import outbox
from survey_service.operations.load_guard import resting_people
from survey_service.sealing import derived, new_token, seal, token_hash, unseal


@dataclass(frozen=True)
class AskList:
    """Whom a wave asks now, and how many rest because they were or will be asked elsewhere."""

    people: tuple[Respondent, ...]
    resting: int


def people_to_ask(session: Session, survey: Survey, roles: Iterable[str], *, now: datetime) -> AskList:
    """Everyone active in one of the roles, without those the load guard lets rest."""
    mine = (Respondent.organisation_id == survey.organisation_id) & Respondent.active
    everyone = session.scalars(select(Respondent).where(mine, Respondent.role.in_(list(roles))).order_by(Respondent.id))
    resting = resting_people(session, survey, now=now)
    people = list(everyone)
    asked = tuple(person for person in people if person.id not in resting)
    return AskList(asked, len(people) - len(asked))


def invite(session: Session, wave: Wave, people: Sequence[Respondent], *, now: datetime, secret: str) -> None:
    """Freeze these people in the wave, each with a link of their own; only its hash stays, and one sealed mail."""
    roster = roster_by_id(session, wave.survey.organisation_id)
    names = segment_names(roster.values())
    tokens = [new_token() for _ in people]
    rows = [frozen_person(wave, person, token, roster, names) for person, token in zip(people, tokens, strict=True)]
    if rows:
        session.execute(insert(Invitation), rows)
    mails = [mail_of(wave, person, token, now, secret) for person, token in zip(people, tokens, strict=True)]
    outbox.put_all(session, mails)


def roster_by_id(session: Session, organisation_id: int) -> dict[int, Respondent]:
    """The whole roster, those who left included, so that a line of managers can be followed."""
    found = session.scalars(select(Respondent).where(Respondent.organisation_id == organisation_id))
    return {person.id: person for person in found}


def segment_names(people: Iterable[Respondent]) -> dict[int, str]:
    """What each person's team or line is called: their name, with the address where two share one."""
    bearers: dict[str, list[Respondent]] = {}
    for person in people:
        bearers.setdefault(person.name, []).append(person)
    return {
        person.id: name if len(sharing) == 1 else f"{name} ({person.email})"
        for name, sharing in bearers.items()
        for person in sharing
    }


def frozen_person(
    wave: Wave, person: Respondent, token: str, roster: Mapping[int, Respondent], names: Mapping[int, str]
) -> dict[str, Any]:
    """The invitation of one person, with role and segments as they are now."""
    return {
        "wave_id": wave.id,
        "respondent_id": person.id,
        "role": person.role,
        **frozen_segments(person, roster, names),
        "language": person.language,
        "token_hash": token_hash(token),
        "answered": False,
        "arrival": "waiting",
    }


def frozen_segments(person: Respondent, roster: Mapping[int, Respondent], names: Mapping[int, str]) -> dict[str, str]:
    """The groups of a person. Their response copies these, so nobody may be known by one.

    A manager has no team, since it would bear their own name; executives have no groups at all, being too few.
    """
    if person.role == "executive":
        return {"region": "", "leader": "", "team": ""}
    leader = leader_of(person, roster)
    team = person.manager_id if person.role == "rep" else None
    return {
        "region": person.region,
        "leader": names[leader.id] if leader else "",
        "team": names[team] if team else "",
    }


def leader_of(person: Respondent, roster: Mapping[int, Respondent]) -> Respondent | None:
    """The first executive up the line of a rep or manager; None where it ends before one."""
    seen: set[int] = set()
    above: Respondent | None = person
    while above is not None and above.role != "executive":
        if above.id in seen:
            return None
        seen.add(above.id)
        above = roster.get(above.manager_id) if above.manager_id else None
    return above


def mail_prefix(wave: Wave) -> str:
    """What the outbox keys of a wave's invitation mails begin with."""
    return f"invitation-{wave.id}-"


def mail_of(wave: Wave, person: Respondent, token: str, now: datetime, secret: str) -> dict[str, Any]:
    """The outbox message of one invitation mail; the link stands only in its sealed body."""
    body = {"wave_id": wave.id, "respondent_id": person.id, "token": token}
    sealed = base64.b64encode(seal(body, derived(secret, "mail"))).decode("ascii")
    return {"key": f"{mail_prefix(wave)}{person.id}", "kind": "mail", "payload": {"sealed": sealed}, "due_at": now}


def open_mail(message: OutboxMessage, *, secret: str) -> dict[str, Any] | None:
    """What the sealed body of a mail says, {wave_id, respondent_id, token}; None where it is empty or not ours."""
    sealed = message.payload.get("sealed")
    return unseal(base64.b64decode(sealed), derived(secret, "mail")) if sealed else None


def not_arrived(session: Session, wave: Wave) -> list[tuple[Respondent, str]]:
    """The people whose mail did not arrive, and why, by name. It says nothing of who has answered."""
    lost = (Invitation.wave_id == wave.id) & (Invitation.arrival == "failed")
    people = session.scalars(select(Respondent).join(Invitation, Invitation.respondent_id == Respondent.id).where(lost))
    prefix = mail_prefix(wave)
    failed = select(OutboxMessage.key, OutboxMessage.error).where(
        OutboxMessage.key.startswith(prefix, autoescape=True), OutboxMessage.state == "failed"
    )
    reasons = {key.removeprefix(prefix): error for key, error in session.execute(failed)}
    found = [(person, reasons.get(str(person.id), "")) for person in people]
    return sorted(found, key=lambda pair: pair[0].name.casefold())


def send_again(session: Session, wave: Wave, *, now: datetime) -> None:
    """Try the mails that did not arrive once more, to the addresses the roster has now."""
    outbox.try_again(session, mail_prefix(wave), now=now)
    lost = (Invitation.wave_id == wave.id) & (Invitation.arrival == "failed")
    session.execute(update(Invitation).where(lost).values(arrival="waiting"))
