"""The life of a wave: planned, opened with everything frozen in it, and closed. Each step happens once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from survey_service.clock import months_after, zone_of
from survey_service.errors import NotFoundError, PulseError, WaveStateError
from survey_service.models import Draft, Organisation, Survey, Wave
from survey_service.operations import outbox
from survey_service.operations.analysis_runs import queue_run
from survey_service.operations.instruments import freeze_instrument
from survey_service.operations.invitations import AskList, invite, mail_prefix, people_to_ask
from survey_service.operations.key_pairs import NO_KEY_READY, claim_key, is_ready
from survey_service.operations.planning import has_passed, minimums_of, plan_anew, plan_next
from survey_service.operations.question_bank import load_bank
from survey_service.operations.recurrence import closing_moment
from survey_service.operations.rows import changed_one


@dataclass(frozen=True)
class DueWork:
    """What one run did: the ids of waves opened, closed and planned, and a sentence for each that could not open."""

    opened: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()
    planned: tuple[int, ...] = ()
    problems: tuple[str, ...] = ()


def find_wave(session: Session, organisation: Organisation, wave_id: int) -> Wave:
    """The wave of that id.

    Raises:
        NotFoundError: there is none, or it is another organisation's.
    """
    mine = (Wave.id == wave_id) & (Survey.organisation_id == organisation.id)
    wave = session.scalar(select(Wave).join(Survey).where(mine))
    if wave is None:
        raise NotFoundError("There is no such wave. Choose one from the list of waves.")
    return wave


def waves_of(session: Session, organisation: Organisation) -> Sequence[Wave]:
    """All waves of an organisation, the latest first."""
    mine = Survey.organisation_id == organisation.id
    return session.scalars(select(Wave).join(Survey).where(mine).order_by(Wave.opens_at.desc(), Wave.id.desc())).all()


def who_would_be_asked(session: Session, survey: Survey, *, now: datetime) -> AskList:
    """Whom a wave of this survey would ask if it opened now, for the page that asks whether to open it."""
    entry = load_bank().surveys.get(survey.instrument_key)
    return people_to_ask(session, survey, entry.roles() if entry else (), now=now)


def open_wave(session: Session, wave: Wave, *, now: datetime, secret: str) -> int:
    """Open a planned wave: freeze instrument, minimums and roster in it, give it a key, and put out the invitations.

    Opened before its time, the whole window moves; opened late, it closes as planned. Returns how many are asked.

    Raises:
        WaveStateError: it is open, has closed or is past its closing, its survey is paused or has another wave open,
            there is nobody to ask, or no key is ready.
        NotFoundError: the question bank has no such survey any more.
    """
    may_open(session, wave, now=now)
    lock_organisation(session, wave.survey.organisation_id)
    opens_on = now.astimezone(zone_of(wave.survey.time_zone)).date()
    instrument = freeze_instrument(session, wave.survey, opens_on=opens_on)
    asked = people_to_ask(session, wave.survey, instrument.content["roles"], now=now)
    if not asked.people:
        raise WaveStateError(nobody_to_ask(asked.resting))
    closes_at = closing_if_opened(wave, now=now)
    values = {"opens_at": now, "closes_at": closes_at, "instrument_id": instrument.id, "skipped": asked.resting}
    values |= {**minimums_of(wave.survey), "keep_months": wave.survey.organisation.keep_months}
    if not move(session, wave, "planned", "open", values):
        raise WaveStateError(why_not_open(wave))
    claim_key(session, wave)
    invite(session, wave, asked.people, now=now, secret=secret)
    return len(asked.people)


def closing_if_opened(wave: Wave, *, now: datetime) -> datetime:
    """When a planned wave closes if it opens now."""
    if now >= wave.opens_at:
        return wave.closes_at
    return closing_moment(wave.survey, now.astimezone(zone_of(wave.survey.time_zone)).date())


def lock_organisation(session: Session, organisation_id: int) -> None:
    """Let one wave of an organisation open at a time, so that the load guard of the next one sees whom it asks."""
    found = select(Organisation.id).where(Organisation.id == organisation_id)
    session.execute(found.with_for_update(key_share=True))


def may_open(session: Session, wave: Wave, *, now: datetime) -> None:
    """Refuse what cannot open.

    Raises:
        WaveStateError: see `open_wave`.
    """
    if wave.state != "planned":
        raise WaveStateError(why_not_open(wave))
    if not wave.survey.active:
        raise WaveStateError(f"“{wave.survey.name}” is paused. Resume it, then open the wave.")
    if now >= wave.closes_at:
        raise WaveStateError(f"The time of “{wave.name}” has passed. Its survey plans the next wave within minutes.")
    other = select(Wave.name).where(Wave.survey_id == wave.survey_id, Wave.state == "open").limit(1)
    if name := session.scalar(other):
        raise WaveStateError(f"“{name}” of the same survey is open. Close it first.")
    if not is_ready(session):
        raise WaveStateError(NO_KEY_READY)


def move(session: Session, wave: Wave, before: str, after: str, values: dict[str, Any]) -> bool:
    """Bring a wave from one state to the next if it is still in that state: of two processes, one succeeds."""
    as_seen = (Wave.id == wave.id) & (Wave.state == before)
    moved = changed_one(session, update(Wave).where(as_seen).values(state=after, **values))
    session.refresh(wave)
    return moved


def why_not_open(wave: Wave) -> str:
    """Why a wave that is not planned cannot be opened."""
    if wave.state == "open":
        return f"“{wave.name}” is open already. Nothing was changed."
    return f"“{wave.name}” has closed, and a wave opens once. Its survey plans the next one."


def nobody_to_ask(resting: int) -> str:
    """Why a wave would ask nobody."""
    if resting:
        return (
            f"Everyone it would ask was asked elsewhere less than a week ago, or is close to a quarterly wave "
            f"({resting} people). Open it later."
        )
    return "There is nobody to ask: the roster has no active people in the roles of this survey. Import people first."


def close_wave(session: Session, wave: Wave, *, now: datetime) -> None:
    """Close an open wave for good: delete its drafts, stop its mails and queue its analysis.

    The seal needs the wave's private key, so the worker makes it, before the analysis (operations/seals.py).

    Raises:
        WaveStateError: it has closed already, or has not opened.
    """
    closes_at = max(min(now, wave.closes_at), wave.opens_at + timedelta(seconds=1))
    values = {"closes_at": closes_at, "answers_until": months_after(closes_at, wave.keep_months)}
    if wave.state != "open" or not move(session, wave, "open", "closed", values):
        raise WaveStateError(why_not_closed(wave))
    session.execute(delete(Draft).where(Draft.wave_id == wave.id))
    outbox.drop(session, mail_prefix(wave), "The wave closed before it could be sent.")
    queue_run(session, wave, now=now)


def may_close(wave: Wave) -> None:
    """Refuse what is not open.

    Raises:
        WaveStateError: it has closed, or has not opened.
    """
    if wave.state != "open":
        raise WaveStateError(why_not_closed(wave))


def why_not_closed(wave: Wave) -> str:
    """Why a wave that is not open cannot be closed."""
    if wave.state == "closed":
        sealed = "its answers are sealed" if wave.sealed else "its answers are being sealed"
        return f"“{wave.name}” has closed already, and {sealed}. Nothing was changed."
    return f"“{wave.name}” has not opened yet, so there is nothing to close."


def run_due(session: Session, *, now: datetime, secret: str) -> DueWork:
    """Close, plan and open whatever is due, each once, however often and in however many processes this runs.

    After a long stop old waves are not made up for: a survey goes on with its present window, or the next.
    """
    closed = [wave.id for wave in waves_to_close(session, now) if close_if_open(session, wave, now=now)]
    planned = [wave.id for survey in running_surveys(session) if (wave := plan_next(session, survey, now=now))]
    waiting = waves_to_open(session, now)
    passed = [wave for wave in waiting if has_passed(wave, now=now) and plan_anew(session, wave, now=now)]
    due = [wave for wave in waiting if wave.opens_at <= now]
    outcomes = [(wave.id, open_if_planned(session, wave, now=now, secret=secret)) for wave in due]
    return DueWork(
        opened=tuple(wave_id for wave_id, problem in outcomes if problem is None),
        closed=tuple(closed),
        planned=(*planned, *(wave.id for wave in passed)),
        problems=tuple(problem for _, problem in outcomes if problem),
    )


def running_surveys(session: Session) -> Sequence[Survey]:
    """The surveys that are not paused."""
    return session.scalars(select(Survey).where(Survey.active).order_by(Survey.id)).all()


def waves_to_close(session: Session, now: datetime) -> Sequence[Wave]:
    """Open waves past their closing."""
    due = (Wave.state == "open") & (Wave.closes_at <= now)
    return session.scalars(select(Wave).where(due).order_by(Wave.id)).all()


def waves_to_open(session: Session, now: datetime) -> Sequence[Wave]:
    """Planned waves of running surveys past their opening."""
    due = (Wave.state == "planned") & (Wave.opens_at <= now) & Survey.active
    return session.scalars(select(Wave).join(Survey).where(due).order_by(Wave.id)).all()


def close_if_open(session: Session, wave: Wave, *, now: datetime) -> bool:
    """Close a wave; False where another process did meanwhile."""
    try:
        close_wave(session, wave, now=now)
    except WaveStateError:
        return False
    return True


def open_if_planned(session: Session, wave: Wave, *, now: datetime, secret: str) -> str | None:
    """Open a wave; else say why it could not open, "" where another process opened it meanwhile."""
    try:
        with session.begin_nested():
            open_wave(session, wave, now=now, secret=secret)
    except PulseError as error:
        session.refresh(wave)
        return str(error) if wave.state == "planned" else ""
    return None
