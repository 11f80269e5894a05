"""Build the demo organisation by the service's own operations: people are asked, they answer, waves close."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from dateutil.relativedelta import relativedelta
from flask_security.utils import hash_password
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from survey_service.demo import LEAD, PASSWORD
from survey_service.demo.answers import invented_answers
from survey_service.demo.checkins import invent_checkins
from survey_service.demo.people import REPS, Person, invented_people
from survey_service.models import CheckIn, Invitation, Member, Organisation, OutboxMessage, Respondent, Survey, Wave
from survey_service.operations.guesses import keep_guess
from survey_service.operations.invitations import mail_prefix, open_mail
from survey_service.operations.recurrence import next_dates, wave_name
from survey_service.operations.responses import submit_response
from survey_service.operations.waves import close_wave, open_wave
from survey_service.sealing import new_token, token_hash

NAME = "Tarnbrook Instruments (demo)"
SEED = 20260936
OPEN_DAYS = 11
CLOSED_WAVES = 3
ANSWER_RATES = {"rep": 0.79, "manager": 0.9, "executive": 1.0}
OPEN_RATES = {"rep": 0.62, "manager": 0.78, "executive": 0.34}


@dataclass(frozen=True)
class DemoLinks:
    """What the demo prints: tokens of links nobody has used, and who signs in."""

    tokens: dict[str, str]
    executive: str
    open_until: datetime


def build_demo(session: Session, *, now: datetime, secret: str, reps: int = REPS) -> Iterator[str]:
    """Build everything, a commit a step; yields what it has just done. `demo_links` then has the addresses."""
    organisation = Organisation(name=NAME, is_demo=True, created_at=now)
    session.add(organisation)
    session.flush()
    people = add_people(session, organisation, invented_people(SEED, reps=reps))
    add_members(session, organisation, people)
    survey = add_survey(session, organisation, now=now)
    session.commit()
    yield "people"
    for quarter, window in enumerate(next_dates(survey, midnight_before(survey, now), CLOSED_WAVES + 1)):
        wave = planned_wave(session, survey, quarter, window.opens_at, window.closes_at)
        open_wave(session, wave, now=window.opens_at, secret=secret)
        answer(session, wave, people, quarter=quarter, secret=secret)
        if quarter < CLOSED_WAVES:
            close_wave(session, wave, now=window.closes_at)
            forget_mails(session, wave)
        session.commit()
        yield wave.name
    for month in months_of_checkins(session, survey, now):
        invent_checkins(session, organisation.id, month, now=now, rng=np.random.default_rng([SEED, month.toordinal()]))
        session.commit()
    yield "check-ins"


def add_people(session: Session, organisation: Organisation, people: list[Person]) -> dict[str, Person]:
    """Put the invented people on the roster; maps their addresses to what we know of them."""
    rows: dict[str, Respondent] = {}
    for person in people:
        above = rows[person.manager].id if person.manager else None
        row = Respondent(
            organisation_id=organisation.id,
            name=person.name,
            email=person.email,
            role=person.role,
            region=person.region,
            manager_id=above,
        )
        session.add(row)
        session.flush()
        rows[person.email] = row
    return {person.email: person for person in people}


def add_members(session: Session, organisation: Organisation, people: dict[str, Person]) -> None:
    """Let a program lead and every executive sign in."""
    members = [(LEAD, "Demo program lead", "program_lead")]
    members += [(person.email, person.name, "executive") for person in people.values() if person.role == "executive"]
    password = hash_password(PASSWORD)
    for email, name, role in members:
        session.add(
            Member(
                organisation_id=organisation.id,
                email=email,
                name=name,
                role=role,
                password=password,
                fs_uniquifier=new_token(),
            )
        )


def add_survey(session: Session, organisation: Organisation, *, now: datetime) -> Survey:
    """The quarterly survey, begun so that its fourth wave is open now."""
    begun = (now - timedelta(days=7)).date() - relativedelta(months=3 * CLOSED_WAVES)
    survey = Survey(
        organisation_id=organisation.id,
        name="Quarterly pulse",
        instrument_key="quarterly",
        cadence="quarterly",
        starts_on=begun,
        open_days=OPEN_DAYS,
        created_at=now - timedelta(days=300),
    )
    session.add(survey)
    session.flush()
    return survey


def midnight_before(survey: Survey, now: datetime) -> datetime:
    """A moment before the survey's first wave."""
    return datetime.combine(survey.starts_on, datetime.min.time(), now.tzinfo) - timedelta(days=1)


def planned_wave(session: Session, survey: Survey, quarter: int, opens_at: datetime, closes_at: datetime) -> Wave:
    """One planned wave of the demo."""
    wave = Wave(
        survey_id=survey.id,
        number=quarter + 1,
        name=wave_name(survey.cadence, opens_at.date()),
        opens_at=opens_at,
        closes_at=closes_at,
        minimum_score=survey.minimum_score,
        minimum_comments=survey.minimum_comments,
        leaders_across=survey.leaders_across,
    )
    session.add(wave)
    session.flush()
    return wave


def answer(session: Session, wave: Wave, people: dict[str, Person], *, quarter: int, secret: str) -> None:
    """Let most people answer, each with the token of their mail.

    Those whose links and sign-ins the demo prints have not answered the open wave, and have not guessed in any.
    """
    rng, printed, tokens = (
        np.random.default_rng([SEED, quarter]),
        first_of_each_role(people),
        tokens_of(session, wave, secret),
    )
    rates = ANSWER_RATES if quarter < CLOSED_WAVES else OPEN_RATES
    content = wave.instrument.content if wave.instrument else {}
    for invitation in session.scalars(select(Invitation).where(Invitation.wave_id == wave.id).order_by(Invitation.id)):
        person = people[invitation.respondent.email]
        if rng.random() > rates[person.role] or (quarter == CLOSED_WAVES and person.email in printed):
            continue
        answers = invented_answers(content, person.role, quarter=quarter, team_effect=team_effect(person), rng=rng)
        token, day = tokens[invitation.respondent_id], wave.opens_at.date()
        submit_response(session, invitation, answers, token=token, today=day)
        if person.role == "executive" and person.email not in printed:
            keep_guess(session, wave, invitation.respondent, answers, secret=secret)


def team_effect(person: Person) -> float:
    """How much better or worse a team fares than others, the same in every quarter."""
    return float(np.random.default_rng([SEED, person.team]).normal(0, 0.1)) if person.team >= 0 else 0.0


def tokens_of(session: Session, wave: Wave, secret: str) -> dict[int, str]:
    """The tokens in the wave's mails that have not gone yet, by respondent."""
    mails = session.scalars(
        select(OutboxMessage).where(OutboxMessage.key.startswith(mail_prefix(wave), autoescape=True))
    )
    bodies = [open_mail(mail, secret=secret) for mail in mails]
    return {body["respondent_id"]: body["token"] for body in bodies if body}


def forget_mails(session: Session, wave: Wave) -> None:
    """Past mails went long ago."""
    session.execute(delete(OutboxMessage).where(OutboxMessage.key.startswith(mail_prefix(wave), autoescape=True)))
    session.execute(update(Invitation).where(Invitation.wave_id == wave.id).values(arrival="sent"))


def first_of_each_role(people: dict[str, Person]) -> dict[str, str]:
    """The address of the first rep, manager and executive with managers, who have not answered the open wave."""
    first: dict[str, str] = {}
    for person in people.values():
        if person.manager:
            first.setdefault(person.role, person.email)
    return {email: role for role, email in first.items()}


def months_of_checkins(session: Session, survey: Survey, now: datetime) -> list[date]:
    """The months in which a wave closed, last month and this one; oldest first, as each is prefilled from the last."""
    this = now.date().replace(day=1)
    closed = session.scalars(select(Wave.closes_at).where(Wave.survey_id == survey.id, Wave.state == "closed"))
    return sorted({*(moment.date().replace(day=1) for moment in closed), this - relativedelta(months=1), this})


def demo_links(session: Session, *, secret: str) -> DemoLinks:
    """The unused links of the first rep, manager and executive of the open wave, and of a manager's draft check-in."""
    wave = session.scalars(select(Wave).where(Wave.state == "open").order_by(Wave.id)).one()
    people = {person.email: person for person in invented_people(SEED)}
    roles = first_of_each_role(people)
    tokens = tokens_of(session, wave, secret)
    found = session.scalars(select(Respondent).where(Respondent.email.in_(list(roles))))
    executive = next(email for email, role in roles.items() if role == "executive")
    links = {roles[person.email]: tokens[person.id] for person in found}
    return DemoLinks({**links, "checkin": link_of_draft(session)}, executive, wave.closes_at)


def link_of_draft(session: Session) -> str:
    """Give one check-in that has not been sent a new link, since only the hash of its first one is stored."""
    newest = select(CheckIn).order_by(CheckIn.month.desc(), CheckIn.state != "draft", CheckIn.id).limit(1)
    token = new_token()
    session.scalars(newest).one().token_hash = token_hash(token)
    session.commit()
    return token
