"""The monthly check-in: prefilled, sent once, answered, and counted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.checkin_rows import RowEntry
from survey_service.errors import InvalidAnswersError, NotFoundError, UnknownLinkError, WaveStateError
from survey_service.models import CheckIn, OutboxMessage, Respondent
from survey_service.operations import checkin_figures, checkins
from tests.makers import make_organisation, make_respondent

SEPTEMBER = date(2026, 9, 1)
OCTOBER = date(2026, 10, 1)


@dataclass
class Line:
    """A leader, a manager, and two reps."""

    leader: Respondent
    manager: Respondent
    reps: list[Respondent]


@pytest.fixture
def line(session: Session) -> Line:
    """One line of an organisation."""
    organisation = make_organisation(session)
    leader = make_respondent(session, organisation, "executive", name="Vera Holt")
    manager = make_respondent(session, organisation, "manager", name="Dana Reyl", manager_id=leader.id)
    reps = [
        make_respondent(session, organisation, "rep", name=name, manager_id=manager.id) for name in ("Ines", "Marek")
    ]
    return Line(leader, manager, reps)


def begin(session: Session, line: Line, month: date) -> CheckIn:
    """Begin a month; the manager's check-in."""
    checkins.open_checkins(session, line.manager.organisation_id, month)
    found = (CheckIn.manager_id == line.manager.id) & (CheckIn.month == month)
    return session.scalars(select(CheckIn).where(found)).one()


def entries(line: Line, **values: object) -> list[RowEntry]:
    """The same entry for each rep."""
    defaults: dict[str, object] = {"priority": "discovery", "plan": "First two visits together", "talks": 2}
    return [RowEntry(rep.id, **{**defaults, **values}) for rep in line.reps]  # type: ignore[arg-type]


def send(session: Session, line: Line, month: date, now: datetime, **values: object) -> CheckIn:
    """A check-in filled and sent."""
    checkin = begin(session, line, month)
    checkins.save_rows(checkin, entries(line, **values), now=now)
    checkins.send_checkin(session, checkin, now=now)
    return checkin


def test_a_month_begins_once_for_each_manager_with_reps(session: Session, line: Line, now: datetime) -> None:
    home = line.manager.organisation_id
    make_respondent(session, line.manager.organisation, "manager", name="Nobody's Manager")

    assert checkins.begin_month(session, home, SEPTEMBER, now=now, secret="s") == 1
    assert checkins.begin_month(session, home, SEPTEMBER, now=now, secret="s") == 0
    assert session.scalars(select(CheckIn)).one().leader_id == line.leader.id
    assert session.scalars(select(OutboxMessage.kind)).all() == ["mail"]


def test_last_months_priority_stands_in_the_new_month(session: Session, line: Line, now: datetime) -> None:
    send(session, line, SEPTEMBER, now)
    october = begin(session, line, OCTOBER)

    assert [(row.priority, row.plan, row.talks) for row in october.rows] == [
        ("discovery", "First two visits together", 2)
    ] * 2
    assert [row.support for row in october.rows] == ["none", "none"]


def test_only_its_link_opens_a_check_in(session: Session, line: Line) -> None:
    (token,) = checkins.open_checkins(session, line.manager.organisation_id, SEPTEMBER).values()

    assert checkins.find_by_token(session, token).manager_id == line.manager.id
    with pytest.raises(UnknownLinkError):
        checkins.find_by_token(session, token[:-1])


def test_a_check_in_is_sent_once_and_then_stays(session: Session, line: Line, now: datetime) -> None:
    checkin = send(session, line, SEPTEMBER, now)

    assert checkins.send_checkin(session, checkin, now=now) is False
    with pytest.raises(WaveStateError, match="has been sent"):
        checkins.save_rows(checkin, entries(line), now=now)


@pytest.mark.parametrize(
    "bad", [{"priority": "charm"}, {"support": "money"}, {"last_status": "maybe"}, {"talks": 32}, {"plan": "x" * 141}]
)
def test_what_the_form_does_not_offer_is_refused(
    session: Session, line: Line, now: datetime, bad: dict[str, object]
) -> None:
    with pytest.raises(InvalidAnswersError):
        checkins.save_rows(begin(session, line, SEPTEMBER), entries(line, **bad), now=now)


def test_an_ask_is_supported_declined_with_a_reason_or_put_back(session: Session, line: Line, now: datetime) -> None:
    send(session, line, SEPTEMBER, now, support="training")
    first, second = checkins.asks_of(session, line.leader, SEPTEMBER)

    checkins.support_ask(first, now=now)
    checkins.decline_ask(second, " No budget this quarter. ", now=now)
    assert (first.decision, second.decision, second.reason) == ("supported", "declined", "No budget this quarter.")
    checkins.undo_decision(second)
    assert (second.decision, second.reason, second.decided_at) == ("waiting", "", None)
    with pytest.raises(InvalidAnswersError):
        checkins.decline_ask(second, "  ", now=now)


def test_an_ask_of_another_leader_looks_like_none(session: Session, line: Line, now: datetime) -> None:
    send(session, line, SEPTEMBER, now, support="training")
    row = checkins.asks_of(session, line.leader, SEPTEMBER)[0]
    other = make_respondent(session, line.leader.organisation, "executive")

    with pytest.raises(NotFoundError):
        checkins.find_ask(session, other, row.id)


def test_the_month_is_counted_from_what_was_sent(session: Session, line: Line, now: datetime) -> None:
    checkin = send(session, line, SEPTEMBER, now, support="time")
    checkins.support_ask(checkin.rows[0], now=now + timedelta(days=4))  # Monday to Friday
    counts = checkin_figures.loop_counts(session, line.manager.organisation_id, SEPTEMBER)

    assert counts is not None
    assert (counts.recorded, counts.recordable, counts.asks, counts.answered, counts.supported) == (2, 2, 2, 1, 1)
    assert counts.median_days == 4


def test_a_month_nobody_began_has_no_counts(session: Session, line: Line) -> None:
    assert checkin_figures.loop_counts(session, line.manager.organisation_id, OCTOBER) is None


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 9, 21), date(2026, 9, 21), 0),
        (date(2026, 9, 18), date(2026, 9, 21), 1),  # Friday to Monday
        (date(2026, 9, 14), date(2026, 9, 28), 10),
    ],
)
def test_working_days_leave_out_weekends(start: date, end: date, days: int) -> None:
    assert checkin_figures.working_days(start, end) == days


def test_a_month_is_due_on_its_fifth_working_day() -> None:
    assert checkin_figures.nth_working_day(date(2026, 11, 1), 5) == date(2026, 11, 6)  # the 1st is a Sunday
    assert checkin_figures.nth_working_day(date(2026, 9, 1), 1) == date(2026, 9, 1)


def test_a_response_and_a_check_in_share_no_column() -> None:
    from survey_service.models import CheckInRow, Response

    targets = {key.column.table.name for key in Response.__table__.foreign_keys}
    assert targets == {"wave"}
    own = {key.column.table.name for table in (CheckIn, CheckInRow) for key in table.__table__.foreign_keys}
    assert own == {"organisation", "respondent", "checkin"}
