import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service.db import db
from survey_service.deliveries import deliver_next
from survey_service.mail import FULL, UNKNOWN, DeliveryError, Mail
from survey_service.models import Invitation, Organisation, OutboxMessage, Respondent, Wave
from survey_service.operations.checkins import begin_month
from survey_service.operations.invitations import not_arrived, send_again
from survey_service.operations.waves import close_wave, open_wave
from survey_service.sealing import token_hash
from tests.makers import make_member, make_organisation, make_respondent, make_survey, make_wave

SECRET = "test"
BASE_URL = "https://pulse.tarnbrook.example"


@dataclass
class Postman:
    """A mailer that keeps what it is given, and drops what it is told to."""

    carried: list[Mail] = field(default_factory=list)
    trouble: dict[str, DeliveryError] = field(default_factory=dict)

    def send(self, mail: Mail) -> None:
        if mail.to_address in self.trouble:
            raise self.trouble[mail.to_address]
        self.carried.append(mail)


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def organisation(session: Session) -> Organisation:
    organisation = make_organisation(session, "Tarnbrook & Sons")
    make_member(session, organisation, name="Nadia Voss")
    return organisation


@pytest.fixture
def tess(session: Session, organisation: Organisation) -> Respondent:
    return make_respondent(session, organisation, name="Tess <b>Brandt", email="tess@tarnbrook.example")


@pytest.fixture
def wave(session: Session, organisation: Organisation, tess: Respondent, now: datetime) -> Wave:
    survey = make_survey(session, organisation, time_zone="Europe/Berlin")
    closes_at = datetime.fromisoformat("2026-09-25T16:00:00+00:00")
    wave = make_wave(session, survey, state="planned", opens_at=now, closes_at=closes_at, instrument_id=None)
    open_wave(session, wave, now=now, secret=SECRET)
    session.commit()
    return wave


@pytest.fixture
def deliver(session: Session, postman: Postman, wave: Wave) -> Callable[[datetime], bool]:
    return lambda now: deliver_next(session, postman, now=now, secret=SECRET, base_url=BASE_URL)


def arrival(session: Session) -> str:
    return session.scalars(select(Invitation.arrival)).one()


def test_an_invitation_says_who_asks_how_long_it_takes_and_until_when(
    deliver: Callable[[datetime], bool], postman: Postman, now: datetime
) -> None:
    assert deliver(now)
    (mail,) = postman.carried
    assert mail.subject == "How does coaching reach you? Two minutes, until 25 September"
    assert mail.sender_name == "Frontline Pulse for Tarnbrook & Sons"
    assert "Nine short questions, about two minutes" in mail.text
    assert "It is open until Friday 25 September, 18:00, Berlin time." in mail.text
    assert "Nadia Voss asks on behalf of Tarnbrook & Sons." in mail.text
    assert "Hello Tess," in mail.html
    assert "Tarnbrook &amp; Sons" in mail.html


def test_the_link_is_the_one_whose_hash_is_stored(
    session: Session, deliver: Callable[[datetime], bool], postman: Postman, now: datetime
) -> None:
    deliver(now)
    text = postman.carried[0].text
    link = next(line for line in text.splitlines() if line.startswith(BASE_URL))
    assert token_hash(link.removeprefix(f"{BASE_URL}/r/")) == session.scalars(select(Invitation.token_hash)).one()
    assert postman.carried[0].html.count(link) == 3


def test_a_mail_that_has_gone_leaves_no_link_behind_and_does_not_go_again(
    session: Session, deliver: Callable[[datetime], bool], postman: Postman, now: datetime
) -> None:
    deliver(now)
    assert not deliver(now + timedelta(days=1))
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.state, message.payload, arrival(session)) == ("done", {}, "sent")
    assert len(postman.carried) == 1


def test_a_full_mailbox_is_tried_five_times_and_then_shown(
    session: Session, deliver: Callable[[datetime], bool], postman: Postman, tess: Respondent, wave: Wave, now: datetime
) -> None:
    postman.trouble[tess.email] = DeliveryError(FULL, final=False)
    tries = sum(deliver(now + timedelta(hours=4 * hour)) for hour in range(10))
    assert tries == 5
    assert arrival(session) == "failed"
    assert not_arrived(session, wave) == [(tess, FULL)]


def test_an_unknown_address_is_shown_at_once_and_goes_again_when_it_is_mended(
    session: Session, deliver: Callable[[datetime], bool], postman: Postman, tess: Respondent, wave: Wave, now: datetime
) -> None:
    postman.trouble[tess.email] = DeliveryError(UNKNOWN, final=True)
    deliver(now)
    assert not_arrived(session, wave) == [(tess, UNKNOWN)]
    tess.email = "tess.brandt@tarnbrook.example"
    send_again(session, wave, now=now)
    session.commit()
    assert deliver(now)
    assert postman.carried[0].to_address == "tess.brandt@tarnbrook.example"
    assert not_arrived(session, wave) == []


def test_a_worker_killed_while_sending_is_followed_by_another_with_the_same_message(
    session: Session, deliver: Callable[[datetime], bool], postman: Postman, tess: Respondent, now: datetime
) -> None:
    killed: list[Mail] = []

    class Killed(BaseException):
        pass

    class Doomed:
        def send(self, mail: Mail) -> None:
            killed.append(mail)
            raise Killed

    with pytest.raises(Killed):
        deliver_next(session, Doomed(), now=now, secret=SECRET, base_url=BASE_URL)
    session.rollback()
    assert not deliver(now + timedelta(minutes=5))
    assert deliver(now + timedelta(minutes=11))
    assert postman.carried == killed


def test_nobody_gets_a_link_to_a_wave_that_has_closed(
    session: Session, deliver: Callable[[datetime], bool], postman: Postman, wave: Wave, now: datetime
) -> None:
    close_wave(session, wave, now=now + timedelta(hours=1))
    session.commit()
    assert not deliver(now + timedelta(hours=2))
    assert postman.carried == []


def test_whoever_left_the_roster_gets_no_mail(
    session: Session, deliver: Callable[[datetime], bool], postman: Postman, tess: Respondent, now: datetime
) -> None:
    tess.active = False
    session.commit()
    assert deliver(now)
    assert postman.carried == []
    assert session.scalar(select(func.count()).where(OutboxMessage.state == "done")) == 1


def test_a_changed_secret_key_is_a_failure_one_can_see(
    session: Session, wave: Wave, postman: Postman, now: datetime
) -> None:
    assert deliver_next(session, postman, now=now, secret="another", base_url=BASE_URL)
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.state, message.error) == ("failed", "Not readable: was the secret key changed?")


def test_a_check_in_mail_leads_to_the_managers_own_rows(
    session: Session, organisation: Organisation, postman: Postman, now: datetime
) -> None:
    leader = make_respondent(session, organisation, "executive", name="Vera Holt")
    manager = make_respondent(session, organisation, "manager", name="Dana Reyl", manager_id=leader.id)
    make_respondent(session, organisation, manager_id=manager.id)
    begin_month(session, organisation.id, date(2026, 9, 1), now=now, secret=SECRET)
    session.commit()
    assert deliver_next(session, postman, now=now, secret=SECRET, base_url=BASE_URL)
    (mail,) = postman.carried
    assert (mail.subject, mail.to_name) == ("Your check-in for September 2026", "Dana Reyl")
    assert f"{BASE_URL}/c/" in mail.text
    assert "you and Vera Holt read it by name" in mail.text
    assert "one rep" in mail.text


def test_two_workers_send_every_mail_once(
    app: Flask, session: Session, organisation: Organisation, now: datetime
) -> None:
    for _ in range(20):
        make_respondent(session, organisation)
    wave = make_wave(session, make_survey(session, organisation), state="planned", opens_at=now, instrument_id=None)
    open_wave(session, wave, now=now, secret=SECRET)
    session.commit()
    postmen = [Postman(), Postman()]
    together = threading.Barrier(2)

    def work(postman: Postman) -> None:
        with app.app_context(), Session(db.engine) as mine:
            together.wait()
            while deliver_next(mine, postman, now=now, secret=SECRET, base_url=BASE_URL):
                pass

    workers = [threading.Thread(target=work, args=[postman]) for postman in postmen]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    addresses = [mail.to_address for postman in postmen for mail in postman.carried]
    assert (len(addresses), len(set(addresses))) == (20, 20)
