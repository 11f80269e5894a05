import threading
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service.db import db
from survey_service.models import Organisation, Survey, Wave
from survey_service.operations.waves import DueWork, close_wave, open_wave, run_due
from tests.makers import make_organisation, make_respondent, make_survey

SECRET = "test"
OPENS = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)
CLOSES = datetime(2026, 9, 25, 16, 0, tzinfo=UTC)


def tick(session: Session, now: datetime) -> DueWork:
    done = run_due(session, now=now, secret=SECRET)
    session.commit()
    return done


def wave_of(session: Session) -> Wave:
    return session.scalars(select(Wave).order_by(Wave.number.desc())).first() or pytest.fail("there is no wave")


def number_of_waves(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Wave)) or 0


@pytest.fixture
def organisation(session: Session) -> Organisation:
    organisation = make_organisation(session)
    for role in ("rep", "rep", "manager", "executive"):
        make_respondent(session, organisation, role)
    return organisation


@pytest.fixture
def survey(session: Session, organisation: Organisation) -> Survey:
    return make_survey(session, organisation, time_zone="Europe/Berlin")


def test_a_survey_is_planned_opened_and_closed_by_itself(session: Session, survey: Survey) -> None:
    done = tick(session, OPENS - timedelta(days=3))
    wave = wave_of(session)
    assert (done.planned, wave.name, wave.opens_at, wave.closes_at) == ((wave.id,), "quarter 3, 2026", OPENS, CLOSES)
    assert tick(session, OPENS - timedelta(seconds=1)) == DueWork()
    assert tick(session, OPENS).opened == (wave.id,)
    assert tick(session, CLOSES - timedelta(seconds=1)) == DueWork()
    done = tick(session, CLOSES)
    assert done.closed == (wave.id,)
    assert wave_of(session).name == "quarter 4, 2026"
    assert wave_of(session).number == 2


def test_however_often_it_runs_each_wave_happens_once(session: Session, survey: Survey) -> None:
    done = [tick(session, OPENS + timedelta(seconds=second)) for second in range(5)]
    assert [len(work.opened) for work in done] == [1, 0, 0, 0, 0]
    done = [tick(session, CLOSES + timedelta(seconds=second)) for second in range(5)]
    assert [len(work.closed) for work in done] == [1, 0, 0, 0, 0]
    assert number_of_waves(session) == 2


@pytest.mark.parametrize("moment", [OPENS, CLOSES], ids=["opening", "closing"])
def test_two_schedulers_at_the_same_moment_do_it_once(
    app: Flask, session: Session, survey: Survey, moment: datetime
) -> None:
    if moment == CLOSES:
        tick(session, OPENS)
    session.commit()
    together = threading.Barrier(2)
    done: list[DueWork] = []

    def scheduler() -> None:
        with app.app_context(), Session(db.engine) as mine:
            together.wait()
            done.append(run_due(mine, now=moment, secret=SECRET))
            mine.commit()

    workers = [threading.Thread(target=scheduler) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    session.rollback()
    assert sum(len(work.opened) for work in done) == (1 if moment == OPENS else 0)
    assert sum(len(work.closed) for work in done) == (0 if moment == OPENS else 1)
    assert not any(work.problems for work in done)
    assert number_of_waves(session) == (1 if moment == OPENS else 2)


@pytest.mark.parametrize("jump", [timedelta(hours=2), timedelta(hours=-2)])
def test_a_clock_that_jumps_changes_no_count(session: Session, survey: Survey, jump: timedelta) -> None:
    opened = closed = 0
    for moment in (OPENS, OPENS + jump, OPENS, CLOSES, CLOSES + jump, CLOSES, CLOSES + timedelta(hours=3)):
        done = tick(session, moment)
        opened, closed = opened + len(done.opened), closed + len(done.closed)
    assert (opened, closed, number_of_waves(session)) == (1, 1, 2)


def test_worker_clocks_five_minutes_apart_agree_on_one_wave(session: Session, survey: Survey) -> None:
    for minute in range(30):
        for apart in (0, 5):
            tick(session, OPENS - timedelta(minutes=15) + timedelta(minutes=minute + apart))
    assert number_of_waves(session) == 1


@pytest.mark.parametrize(
    ("starts_on", "hours"),
    [(date(2026, 10, 18), [7, 8]), (date(2027, 3, 21), [8, 7])],
    ids=["clocks go back", "clocks go forward"],
)
def test_waves_keep_their_local_hour_when_the_clocks_change(
    session: Session, organisation: Organisation, starts_on: date, hours: list[int]
) -> None:
    make_survey(session, organisation, cadence="weekly", starts_on=starts_on, open_days=5, time_zone="Europe/Berlin")
    opened: list[datetime] = []
    for day in (0, 6, 7, 8):
        for hour in (6, 7, 8, 17):
            moment = datetime.combine(starts_on, time(hour), UTC) + timedelta(days=day)
            opened += [session.get_one(Wave, wave_id).opens_at for wave_id in tick(session, moment).opened]
    assert [at.hour for at in opened] == hours


def test_a_wave_that_begins_on_a_leap_day_happens_once(session: Session, organisation: Organisation) -> None:
    make_survey(session, organisation, cadence="monthly", starts_on=date(2028, 1, 31), open_days=3)
    opened = []
    for day in range(60):
        for hour in (8, 10, 19):
            now = datetime(2028, 1, 31, hour, tzinfo=UTC) + timedelta(days=day)
            opened += [(now.month, now.day) for _ in tick(session, now).opened]
    assert opened == [(1, 31), (2, 29)]


def test_after_a_long_stop_only_the_present_wave_opens(session: Session, organisation: Organisation) -> None:
    make_survey(session, organisation, cadence="weekly", starts_on=date(2026, 1, 5), open_days=4)
    tick(session, datetime(2026, 1, 3, tzinfo=UTC))
    done = tick(session, datetime(2026, 9, 15, 12, 0, tzinfo=UTC))
    assert len(done.opened) == 1
    assert number_of_waves(session) == 1
    wave = wave_of(session)
    assert (wave.name, wave.closes_at) == ("week 38, 2026", datetime(2026, 9, 18, 18, 0, tzinfo=UTC))


def test_after_a_long_stop_between_two_waves_the_next_one_is_planned(
    session: Session, organisation: Organisation
) -> None:
    make_survey(session, organisation, cadence="weekly", starts_on=date(2026, 1, 5), open_days=2)
    tick(session, datetime(2026, 1, 3, tzinfo=UTC))
    done = tick(session, datetime(2026, 9, 18, 12, 0, tzinfo=UTC))
    assert (done.opened, wave_of(session).name) == ((), "week 39, 2026")


def test_a_wave_left_open_through_a_long_stop_closes_once_and_the_present_one_opens(
    session: Session, organisation: Organisation
) -> None:
    make_survey(session, organisation, cadence="monthly", starts_on=date(2026, 1, 5), open_days=5)
    tick(session, datetime(2026, 1, 5, 10, tzinfo=UTC))
    done = tick(session, datetime(2026, 9, 6, 10, tzinfo=UTC))
    assert (len(done.closed), len(done.opened), number_of_waves(session)) == (1, 1, 2)
    assert wave_of(session).name == "September 2026"
    assert session.scalars(select(Wave.closes_at).order_by(Wave.number)).first() == datetime(
        2026, 1, 10, 18, tzinfo=UTC
    )


def test_a_wave_opened_by_hand_takes_the_place_of_the_planned_one(session: Session, survey: Survey) -> None:
    tick(session, OPENS - timedelta(days=10))
    wave = wave_of(session)
    early = OPENS - timedelta(days=8)
    open_wave(session, wave, now=early, secret=SECRET)
    close_wave(session, wave, now=early + timedelta(days=2))
    tick(session, OPENS - timedelta(days=1))
    assert wave_of(session).name == "quarter 4, 2026"


def test_a_paused_survey_opens_nothing_and_still_closes(session: Session, survey: Survey) -> None:
    tick(session, OPENS)
    survey.active = False
    assert len(tick(session, CLOSES).closed) == 1
    assert number_of_waves(session) == 1


def test_a_wave_that_cannot_open_does_not_stand_in_the_way_of_others(session: Session, survey: Survey) -> None:
    lonely = make_survey(session, make_organisation(session, "Nobody"), time_zone="Europe/Berlin")
    done = tick(session, OPENS)
    assert len(done.opened) == 1
    assert len(done.problems) == 1
    assert "nobody to ask" in done.problems[0]
    assert session.scalars(select(Wave.state).where(Wave.survey_id == lonely.id)).one() == "planned"
