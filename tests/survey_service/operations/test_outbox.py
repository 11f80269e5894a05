from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service.db import db
from survey_service.models import OutboxMessage
from survey_service.operations import outbox


def put_mail(session: Session, key: str, due_at: datetime) -> None:
    outbox.put(session, key=key, kind="mail", payload={"sealed": "x"}, due_at=due_at)


def test_the_same_key_is_put_once(session: Session, now: datetime) -> None:
    put_mail(session, "a", now)
    put_mail(session, "a", now + timedelta(days=1))
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_work_is_claimed_in_the_order_it_is_due_and_never_before(session: Session, now: datetime) -> None:
    put_mail(session, "late", now + timedelta(minutes=1))
    put_mail(session, "second", now)
    put_mail(session, "first", now - timedelta(minutes=1))
    claimed = [outbox.claim_next(session, "mail", now=now) for _ in range(3)]
    assert [message.key if message else None for message in claimed] == ["first", "second", None]


def test_work_of_another_kind_is_left_alone(session: Session, now: datetime) -> None:
    outbox.put(session, key="analysis-1", kind="analysis", payload={}, due_at=now)
    assert outbox.claim_next(session, "mail", now=now) is None


def test_a_message_seen_by_two_workers_goes_to_one(session: Session, now: datetime) -> None:
    put_mail(session, "a", now)
    session.commit()
    with Session(db.engine, expire_on_commit=False) as other:
        seen_by_other = other.scalars(outbox.due("mail", now)).one()
        other.commit()
        assert outbox.claim_next(session, "mail", now=now)
        session.commit()
        assert not outbox.claim(other, seen_by_other, now=now)
        assert outbox.claim_next(other, "mail", now=now) is None


def test_a_claim_is_abandoned_after_ten_minutes(session: Session, now: datetime) -> None:
    put_mail(session, "a", now)
    assert outbox.claim_next(session, "mail", now=now)
    assert outbox.claim_next(session, "mail", now=now + timedelta(minutes=9)) is None
    again = outbox.claim_next(session, "mail", now=now + timedelta(minutes=10))
    assert again is not None
    assert again.attempts == 2


def test_done_work_keeps_nothing_of_what_it_held(session: Session, now: datetime) -> None:
    put_mail(session, "a", now)
    message = outbox.claim_next(session, "mail", now=now)
    assert message is not None
    outbox.mark_done(session, message)
    assert (message.state, message.payload) == ("done", {})
    assert outbox.claim_next(session, "mail", now=now + timedelta(days=1)) is None


def test_failed_work_waits_longer_each_time_and_outlives_an_hour_without_a_mail_server(
    session: Session, now: datetime
) -> None:
    put_mail(session, "a", now)
    waits = []
    at = now
    while (message := outbox.claim_next(session, "mail", now=at)) is not None:
        outbox.mark_failed(session, message, "The mail server could not be reached.", now=at)
        if message.state == "failed":
            break
        waits.append(message.due_at - at)
        at = message.due_at
    assert message is not None
    assert message.error == "The mail server could not be reached."
    assert len(waits) == 4
    assert waits == sorted(waits)
    assert at - now > timedelta(hours=2)


def test_a_final_failure_is_not_tried_again_until_somebody_asks(session: Session, now: datetime) -> None:
    put_mail(session, "invitation-1-7", now)
    message = outbox.claim_next(session, "mail", now=now)
    assert message is not None
    outbox.mark_failed(session, message, "The address is unknown.", now=now, final=True)
    assert outbox.claim_next(session, "mail", now=now + timedelta(days=1)) is None
    outbox.try_again(session, "invitation-1-", now=now)
    assert outbox.claim_next(session, "mail", now=now) is message
    assert message.attempts == 1


def test_dropped_work_is_forgotten_and_done_work_stays_done(session: Session, now: datetime) -> None:
    for key in ("invitation-1-1", "invitation-1-2", "invitation-11-1"):
        put_mail(session, key, now)
    first = outbox.claim_next(session, "mail", now=now)
    assert first is not None
    outbox.mark_done(session, first)
    outbox.drop(session, "invitation-1-", "The wave closed.")
    states = {message.key: (message.state, bool(message.payload)) for message in session.scalars(select(OutboxMessage))}
    assert states == {
        "invitation-1-1": ("done", False),
        "invitation-1-2": ("failed", False),
        "invitation-11-1": ("waiting", True),
    }
