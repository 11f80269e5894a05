"""Invented check-ins: most managers send theirs, leaders answer most asks."""

from datetime import date, datetime, time, timedelta

from numpy.random import Generator
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.checkin_rows import RowEntry
from survey_service.models import CheckIn, CheckInRow
from survey_service.operations import checkins

PLANS = {
    "prospecting": "Two mornings a week, ten new accounts each",
    "discovery": "First two visits together, the rep leads the second",
    "qualification": "Three questions before every quote",
    "deal_strategy": "Say who can stop each of the top three deals",
    "negotiation": "Rehearse the renewal, plan the first offer",
    "account_planning": "Map the buyers at two accounts",
    "product_knowledge": "One demonstration a week without help",
    "pipeline_care": "Clear out deals older than 90 days",
    "time_use": "Two mornings a week without internal calls",
}
ASKS = ["none", "time", "training", "leader_joins", "people_decision", "other_team", "tool"]
ASK_WEIGHTS = [0.78, 0.05, 0.05, 0.05, 0.02, 0.04, 0.01]
REASONS = ("No budget this quarter; let us look at it in the next.", "Please try it with the team lead first.")


def invent_checkins(session: Session, organisation_id: int, month: date, *, now: datetime, rng: Generator) -> None:
    """Fill one month; in the month of `now` some are still drafts and some asks wait."""
    current = month == now.date().replace(day=1)
    checkins.open_checkins(session, organisation_id, month)
    sent_at = datetime.combine(month + timedelta(days=4), time(8, 41), now.tzinfo)
    mine = (CheckIn.organisation_id == organisation_id) & (CheckIn.month == month)
    for checkin in session.scalars(select(CheckIn).where(mine).order_by(CheckIn.id)).all():
        moment = min(sent_at + timedelta(days=int(rng.integers(0, 3))), now - timedelta(hours=2))
        checkins.save_rows(checkin, [invented_row(row, rng) for row in checkin.rows], now=moment)
        if rng.random() < (0.85 if current else 0.97):
            checkins.send_checkin(session, checkin, now=moment)
            answer_asks(checkin, moment, now, rng, rate=0.6 if current else 0.92)


def invented_row(row: CheckInRow, rng: Generator) -> RowEntry:
    """One rep's row: last month's priority again now and then, else another."""
    priority = row.priority if row.priority and rng.random() < 0.5 else str(rng.choice(list(PLANS)))
    last = str(rng.choice(["done", "partly", "not", "changed"], p=[0.4, 0.35, 0.15, 0.1])) if row.priority else ""
    support = str(rng.choice(ASKS, p=ASK_WEIGHTS))
    return RowEntry(row.rep_id, priority, PLANS[priority], int(rng.integers(1, 4)), support, last)


def answer_asks(checkin: CheckIn, sent_at: datetime, now: datetime, rng: Generator, *, rate: float) -> None:
    """Let the leader answer most asks, some days later."""
    for row in checkin.rows:
        if row.support == "none" or rng.random() > rate:
            continue
        moment = min(sent_at + timedelta(days=int(rng.integers(1, 7))), now)
        if rng.random() < 0.75:
            checkins.support_ask(row, now=moment)
        else:
            checkins.decline_ask(row, str(rng.choice(REASONS)), now=moment)
