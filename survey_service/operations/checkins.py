"""The monthly coaching check-in: a manager's priorities by name, their leader's answers, and the month in aggregate.

A work record. Nothing here reads or writes a response, and no response knows of it.
"""

import base64
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from survey_service.checkin_rows import LAST_STATUSES, PLAN_LIMIT, PRIORITIES, REASON_LIMIT, SUPPORTS, RowEntry
from survey_service.errors import InvalidAnswersError, NotFoundError, UnknownLinkError, WaveStateError
from survey_service.models import CheckIn, CheckInRow, Respondent
from survey_service.operations import outbox
from survey_service.operations.rows import changed_one
from survey_service.sealing import derived, new_token, seal, token_hash


def open_checkins(session: Session, organisation_id: int, month: date) -> dict[int, str]:
    """Begin the month for every manager with reps who has none yet; maps a check-in's id to its link's token."""
    begun = {}
    for manager in managers_without(session, organisation_id, month):
        token = new_token()
        checkin = CheckIn(
            organisation_id=organisation_id,
            manager_id=manager.id,
            leader_id=manager.manager_id,
            month=month,
            token_hash=token_hash(token),
        )
        session.add(checkin)
        session.flush()
        prefill_rows(session, checkin)
        begun[checkin.id] = token
    return begun


def begin_month(session: Session, organisation_id: int, month: date, *, now: datetime, secret: str) -> int:
    """Begin the month, and put a mail with each manager's link on its way; returns how many began."""
    begun = open_checkins(session, organisation_id, month)
    for checkin_id, token in begun.items():
        body = {"checkin_id": checkin_id, "token": token}
        sealed = base64.b64encode(seal(body, derived(secret, "mail"))).decode("ascii")
        outbox.put(session, key=f"checkin-{checkin_id}", kind="mail", payload={"sealed": sealed}, due_at=now)
    return len(begun)


def managers_without(session: Session, organisation_id: int, month: date) -> list[Respondent]:
    """Find active managers with active reps and no check-in this month."""
    reps = select(Respondent.manager_id).where(Respondent.role == "rep", Respondent.active)
    begun = select(CheckIn.manager_id).where(CheckIn.month == month)
    query = select(Respondent).where(
        Respondent.organisation_id == organisation_id,
        Respondent.role == "manager",
        Respondent.active,
        Respondent.id.in_(reps),
        Respondent.id.not_in(begun),
    )
    return list(session.scalars(query.order_by(Respondent.id)))


def prefill_rows(session: Session, checkin: CheckIn) -> None:
    """Give a check-in a row for each rep, with last month's priority and plan."""
    before = {row.rep_id: row for row in last_rows(session, checkin)}
    reps = select(Respondent).where(
        Respondent.manager_id == checkin.manager_id, Respondent.role == "rep", Respondent.active
    )
    for rep in session.scalars(reps.order_by(Respondent.name, Respondent.id)):
        last = before.get(rep.id)
        kept = {"priority": last.priority, "plan": last.plan, "talks": last.talks} if last else {}
        session.add(CheckInRow(checkin_id=checkin.id, rep_id=rep.id, **kept))
    session.flush()


def last_rows(session: Session, checkin: CheckIn) -> list[CheckInRow]:
    """Find the same manager's rows of the month before, where a priority was recorded."""
    month = checkin.month - relativedelta(months=1)
    query = select(CheckInRow).join(CheckIn).where(CheckIn.manager_id == checkin.manager_id, CheckIn.month == month)
    return list(session.scalars(query.where(CheckInRow.priority != "")))


def find_by_token(session: Session, token: str) -> CheckIn:
    """Find the check-in a personal link leads to.

    Raises:
        UnknownLinkError: no check-in has this link.
    """
    checkin = session.scalar(select(CheckIn).where(CheckIn.token_hash == token_hash(token)))
    if checkin is None:
        raise UnknownLinkError(
            "This link leads to no check-in. Use the newest mail, or ask your program lead for a link."
        )
    return checkin


def save_rows(checkin: CheckIn, entries: list[RowEntry], *, now: datetime) -> None:
    """Keep what a manager wrote, as a draft.

    Raises:
        WaveStateError: the check-in has been sent.
        InvalidAnswersError: a choice, a rep or a number that the form does not offer.
    """
    if checkin.state != "draft":
        raise WaveStateError("This check-in has been sent. Your leader has it; talk to them about changes.")
    rows = {row.rep_id: row for row in checkin.rows}
    for entry in entries:
        check_entry(entry, set(rows))
        row = rows[entry.rep_id]
        row.priority, row.plan, row.talks = entry.priority, entry.plan, entry.talks
        row.support, row.last_status = entry.support, entry.last_status
    checkin.saved_at = now


def check_entry(entry: RowEntry, reps: set[int]) -> None:
    """Refuse what the form does not offer."""
    known = (
        entry.rep_id in reps
        and entry.priority in {"", *PRIORITIES}
        and entry.support in SUPPORTS
        and entry.last_status in {"", *LAST_STATUSES}
        and (entry.talks is None or 0 <= entry.talks <= 31)
        and len(entry.plan) <= PLAN_LIMIT
    )
    if not known:
        raise InvalidAnswersError(
            "A row holds something the form does not offer. Load the page again; what was saved is kept."
        )


def send_checkin(session: Session, checkin: CheckIn, *, now: datetime) -> bool:
    """Send a draft to the leader; True once, False where it had been sent already (a conditional update decides)."""
    draft = (CheckIn.id == checkin.id) & (CheckIn.state == "draft")
    sent = changed_one(session, update(CheckIn).where(draft).values(state="sent", sent_at=now, saved_at=now))
    session.refresh(checkin)
    return sent


def asks_of(session: Session, leader: Respondent, month: date) -> list[CheckInRow]:
    """List the support asked of a leader this month, oldest first."""
    query = (
        select(CheckInRow)
        .join(CheckIn)
        .where(
            CheckIn.leader_id == leader.id,
            CheckIn.month == month,
            CheckIn.state != "draft",
            CheckInRow.support != "none",
        )
    )
    return list(session.scalars(query.order_by(CheckIn.sent_at, CheckInRow.id)))


def checkins_of_leader(session: Session, leader: Respondent, month: date) -> list[CheckIn]:
    """List the check-ins of a leader's managers; reading them marks those sent as seen."""
    mine = (CheckIn.leader_id == leader.id) & (CheckIn.month == month)
    return list(session.scalars(select(CheckIn).where(mine).order_by(CheckIn.id)))


def mark_seen(session: Session, leader: Respondent, month: date) -> None:
    """Note that the leader has looked at what was sent."""
    sent = (CheckIn.leader_id == leader.id) & (CheckIn.month == month) & (CheckIn.state == "sent")
    session.execute(update(CheckIn).where(sent).values(state="seen"))


def find_ask(session: Session, leader: Respondent, row_id: int) -> CheckInRow:
    """Find one ask of this leader.

    Raises:
        NotFoundError: there is none, or it was asked of somebody else.
    """
    row = session.get(CheckInRow, row_id)
    if row is None or row.checkin.leader_id != leader.id or row.checkin.state == "draft" or row.support == "none":
        raise NotFoundError("This ask is not on your list. Go back to your check-ins.")
    return row


def support_ask(row: CheckInRow, *, now: datetime) -> None:
    """Agree to support it."""
    row.decision, row.reason, row.decided_at = "supported", "", now


def decline_ask(row: CheckInRow, reason: str, *, now: datetime) -> None:
    """Decline it, with a reason for the manager.

    Raises:
        InvalidAnswersError: there is no reason, or a very long one.
    """
    if not reason.strip():
        raise InvalidAnswersError("Say in a few words why. The manager reads it.")
    if len(reason) > REASON_LIMIT:
        raise InvalidAnswersError(f"Use up to {REASON_LIMIT} characters. Nothing you wrote is lost.")
    row.decision, row.reason, row.decided_at = "declined", reason.strip(), now


def undo_decision(row: CheckInRow) -> None:
    """Put an answered ask back on the list."""
    row.decision, row.reason, row.decided_at = "waiting", "", None
