"""The monthly check-in in figures: how far it has come, what was asked and answered, how long it took."""

from datetime import date, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.tables import LoopCounts
from survey_service.models import CheckIn, CheckInRow


def working_days(start: date, end: date) -> int:
    """Count the days from Monday to Friday after `start`, up to `end`."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 for day in days)


def nth_working_day(month: date, n: int) -> date:
    """The n-th day from Monday to Friday of a month, counted from 1."""
    days = (month + timedelta(days=step) for step in range(31))
    return [day for day in days if day.weekday() < 5][n - 1]


def waited(row: CheckInRow, day: date) -> int:
    """Count the working days an ask has waited on a day."""
    return working_days(row.checkin.sent_at.date(), day) if row.checkin.sent_at else 0


def loop_counts(session: Session, organisation_id: int, month: date) -> LoopCounts | None:
    """Count the month: recorded priorities, asks, answers, supports, the median wait; None where nothing was begun."""
    query = select(CheckInRow).join(CheckIn).where(CheckIn.organisation_id == organisation_id, CheckIn.month == month)
    rows = list(session.scalars(query))
    if not rows:
        return None
    asks = [row for row in rows if row.support != "none" and row.checkin.state != "draft"]
    answered = [row for row in asks if row.decided_at and row.checkin.sent_at]
    waits = [waited(row, row.decided_at.date()) for row in answered if row.decided_at]
    return LoopCounts(
        month=f"{month:%B %Y}",
        recorded=sum(bool(row.priority) and row.checkin.state != "draft" for row in rows),
        recordable=len(rows),
        asks=len(asks),
        answered=len(answered),
        supported=sum(row.decision == "supported" for row in answered),
        median_days=float(median(waits)) if waits else None,
    )


def months_begun(session: Session, organisation_id: int) -> list[date]:
    """List the months that have check-ins, newest first."""
    query = select(CheckIn.month).where(CheckIn.organisation_id == organisation_id).group_by(CheckIn.month)
    return list(session.scalars(query.order_by(CheckIn.month.desc())))


def sent_of(session: Session, organisation_id: int, month: date) -> tuple[int, int]:
    """Count the managers who sent theirs, and all who have one."""
    mine = (CheckIn.organisation_id == organisation_id) & (CheckIn.month == month)
    total = session.scalar(select(func.count()).select_from(CheckIn).where(mine)) or 0
    sent = session.scalar(select(func.count()).select_from(CheckIn).where(mine, CheckIn.state != "draft")) or 0
    return sent, total
