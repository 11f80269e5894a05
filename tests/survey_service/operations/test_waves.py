import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from survey_service.db import db
from survey_service.errors import NotFoundError, WaveStateError
from survey_service.models import AnalysisRun, Draft, Invitation, OutboxMessage, Survey, Wave, WaveKey
from survey_service.operations import outbox
from survey_service.operations.invitations import open_mail
from survey_service.operations.waves import close_wave, find_wave, open_wave
from survey_service.sealing import token_hash
from tests.makers import make_invitation, make_organisation, make_respondent, make_survey, make_wave

SECRET = "test"


def planned_wave(session: Session, survey: Survey, now: datetime, **values: Any) -> Wave:
    defaults = {"state": "planned", "opens_at": now, "closes_at": now + timedelta(days=11), "instrument_id": None}
    return make_wave(session, survey, **{**defaults, **values})


def small_roster(session: Session, survey: Survey) -> None:
    """Ada leads Ben, who manages Cleo and Dan."""
    organisation = survey.organisation
    ada = make_respondent(session, organisation, "executive", name="Ada", region="North")
    ben = make_respondent(session, organisation, "manager", name="Ben", manager_id=ada.id, region="North")
    make_respondent(session, organisation, name="Cleo", manager_id=ben.id, region="North", language="de")
    make_respondent(session, organisation, name="Dan", manager_id=ben.id, region="Coast")
    make_respondent(session, organisation, name="Eve, who left", manager_id=ben.id, active=False)


@pytest.fixture
def survey(session: Session) -> Survey:
    who = {"minimum_score": 6, "minimum_comments": 12, "leaders_across": True}
    survey = make_survey(session, make_organisation(session), **who)
    small_roster(session, survey)
    return survey


def test_opening_freezes_the_roster_the_instrument_and_the_minimums(
    session: Session, survey: Survey, now: datetime
) -> None:
    wave = planned_wave(session, survey, now)
    assert open_wave(session, wave, now=now, secret=SECRET) == 4
    frozen = {
        invitation.respondent.name: (
            invitation.role,
            invitation.region,
            invitation.leader,
            invitation.team,
            invitation.language,
        )
        for invitation in session.scalars(select(Invitation).where(Invitation.wave_id == wave.id))
    }
    assert frozen == {
        "Ada": ("executive", "", "", "", "en"),
        "Ben": ("manager", "North", "Ada", "", "en"),
        "Cleo": ("rep", "North", "Ada", "Ben", "de"),
        "Dan": ("rep", "Coast", "Ada", "Ben", "en"),
    }
    assert (wave.state, wave.minimum_score, wave.minimum_comments, wave.leaders_across) == ("open", 6, 12, True)
    assert wave.instrument is not None
    assert wave.instrument.content["roles"]["rep"]["questions"][0]["id"] == "I1"


def test_opening_takes_a_key_and_keeps_answers_as_long_as_the_organisation_says(
    session: Session, survey: Survey, now: datetime
) -> None:
    survey.organisation.keep_months = 3
    wave = planned_wave(session, survey, now)
    open_wave(session, wave, now=now, secret=SECRET)
    assert session.scalars(select(WaveKey.retired_at).where(WaveKey.wave_id == wave.id)).all() == [None]
    assert wave.keep_months == 3


def test_a_wave_without_a_key_that_is_ready_stays_planned_and_says_what_to_do(
    session: Session, survey: Survey, now: datetime
) -> None:
    session.execute(delete(WaveKey))
    wave = planned_wave(session, survey, now)
    with pytest.raises(WaveStateError, match="The worker makes them: see that it runs"):
        open_wave(session, wave, now=now, secret=SECRET)
    assert wave.state == "planned"


def test_nobody_is_asked_under_their_own_name(session: Session, survey: Survey, now: datetime) -> None:
    wave = planned_wave(session, survey, now)
    open_wave(session, wave, now=now, secret=SECRET)
    for invitation in session.scalars(select(Invitation).where(Invitation.wave_id == wave.id)):
        assert invitation.respondent.name not in (invitation.leader, invitation.team)


def test_two_waves_of_the_same_questions_share_one_instrument(session: Session, survey: Survey, now: datetime) -> None:
    first = planned_wave(session, survey, now)
    open_wave(session, first, now=now, secret=SECRET)
    close_wave(session, first, now=now + timedelta(days=2))
    later = now + timedelta(days=90)
    second = planned_wave(session, survey, later, number=2)
    open_wave(session, second, now=later, secret=SECRET)
    assert first.instrument_id == second.instrument_id


def test_each_person_gets_one_mail_and_only_the_hash_of_their_link_is_stored(
    session: Session, survey: Survey, now: datetime
) -> None:
    wave = planned_wave(session, survey, now)
    open_wave(session, wave, now=now, secret=SECRET)
    hashes = set(session.scalars(select(Invitation.token_hash)))
    bodies = [open_mail(message, secret=SECRET) for message in session.scalars(select(OutboxMessage))]
    assert {token_hash(body["token"]) for body in bodies if body} == hashes
    assert len(hashes) == 4
    assert open_mail(session.scalars(select(OutboxMessage)).all()[0], secret="another") is None


def test_two_managers_of_one_name_keep_two_teams(session: Session, survey: Survey, now: datetime) -> None:
    other = make_respondent(session, survey.organisation, "manager", name="Ben", email="ben@coast.example")
    make_respondent(session, survey.organisation, name="Finn", manager_id=other.id)
    wave = planned_wave(session, survey, now)
    open_wave(session, wave, now=now, secret=SECRET)
    teams = set(session.scalars(select(Invitation.team).where(Invitation.role == "rep")))
    assert len(teams) == 2
    assert "Ben (ben@coast.example)" in teams


def test_a_wave_opens_once(session: Session, survey: Survey, now: datetime) -> None:
    wave = planned_wave(session, survey, now)
    open_wave(session, wave, now=now, secret=SECRET)
    with pytest.raises(WaveStateError, match="is open already"):
        open_wave(session, wave, now=now, secret=SECRET)
    close_wave(session, wave, now=now + timedelta(days=1))
    with pytest.raises(WaveStateError, match="a wave opens once"):
        open_wave(session, wave, now=now, secret=SECRET)


def test_a_wave_opened_before_its_time_stays_open_as_long(session: Session, survey: Survey, now: datetime) -> None:
    wave = planned_wave(session, survey, now + timedelta(days=20), closes_at=now + timedelta(days=31))
    open_wave(session, wave, now=now, secret=SECRET)
    assert wave.opens_at == now
    assert f"{wave.closes_at:%Y-%m-%d %H:%M}" == "2026-10-02 18:00"


def test_a_wave_opened_late_closes_as_planned(session: Session, survey: Survey, now: datetime) -> None:
    wave = planned_wave(session, survey, now - timedelta(days=4), closes_at=now + timedelta(days=7))
    open_wave(session, wave, now=now, secret=SECRET)
    assert (wave.opens_at, wave.closes_at) == (now, now + timedelta(days=7))


def test_a_wave_with_nobody_to_ask_stays_planned_and_says_so(session: Session, now: datetime) -> None:
    survey = make_survey(session, make_organisation(session))
    wave = planned_wave(session, survey, now)
    with pytest.raises(WaveStateError, match="Import people first"):
        open_wave(session, wave, now=now, secret=SECRET)
    assert wave.state == "planned"


def test_a_paused_survey_opens_no_wave(session: Session, survey: Survey, now: datetime) -> None:
    survey.active = False
    with pytest.raises(WaveStateError, match="is paused"):
        open_wave(session, planned_wave(session, survey, now), now=now, secret=SECRET)


def test_a_survey_has_one_open_wave_at_a_time(session: Session, survey: Survey, now: datetime) -> None:
    make_wave(session, survey, name="week 38, 2026")
    with pytest.raises(WaveStateError, match="week 38, 2026"):
        open_wave(session, planned_wave(session, survey, now, number=2), now=now, secret=SECRET)


def test_closing_deletes_drafts_stops_mails_and_queues_one_analysis(
    session: Session, survey: Survey, now: datetime
) -> None:
    wave = planned_wave(session, survey, now)
    open_wave(session, wave, now=now, secret=SECRET)
    session.add(Draft(id=b"d" * 32, wave_id=wave.id, sealed_body=b"words"))
    later = now + timedelta(days=2)
    close_wave(session, wave, now=later)
    session.flush()
    assert (wave.state, wave.closes_at, wave.sealed) == ("closed", later, False)
    assert wave.answers_until == datetime(2027, 9, 23, 9, 0, tzinfo=UTC)
    assert session.scalar(select(func.count()).select_from(Draft)) == 0
    assert outbox.claim_next(session, "mail", now=later) is None
    assert not any(message.payload.get("sealed") for message in session.scalars(select(OutboxMessage)))
    run = session.scalars(select(AnalysisRun)).one()
    assert (run.wave_id, run.state) == (wave.id, "waiting")


def test_closing_twice_says_that_nothing_was_changed(session: Session, survey: Survey, now: datetime) -> None:
    wave = make_wave(session, survey)
    close_wave(session, wave, now=now)
    with pytest.raises(WaveStateError, match="has closed already"):
        close_wave(session, wave, now=now + timedelta(days=1))
    assert wave.closes_at == now
    assert session.scalar(select(func.count()).select_from(AnalysisRun)) == 1


def test_a_planned_wave_cannot_be_closed(session: Session, survey: Survey, now: datetime) -> None:
    wave = planned_wave(session, survey, now)
    with pytest.raises(WaveStateError, match="has not opened yet"):
        close_wave(session, wave, now=now)
    assert wave.state == "planned"


def test_closing_does_not_touch_another_wave(session: Session, survey: Survey, now: datetime) -> None:
    other = make_wave(session, make_survey(session, survey.organisation, name="Other"))
    make_invitation(session, other, make_respondent(session, survey.organisation))
    outbox.put(session, key=f"invitation-{other.id}-1", kind="mail", payload={"sealed": "x"}, due_at=now)
    close_wave(session, make_wave(session, survey), now=now)
    session.refresh(other)
    assert other.state == "open"
    assert outbox.claim_next(session, "mail", now=now) is not None


def test_a_wave_of_another_organisation_is_not_found(session: Session, survey: Survey) -> None:
    stranger = make_organisation(session, "Another")
    with pytest.raises(NotFoundError):
        find_wave(session, stranger, make_wave(session, survey).id)


@pytest.mark.parametrize("step", ["open", "close"])
def test_of_two_processes_at_once_one_wins(
    app: Flask, session: Session, survey: Survey, now: datetime, step: str
) -> None:
    wave = planned_wave(session, survey, now) if step == "open" else make_wave(session, survey)
    wave_id = wave.id
    session.commit()
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def process() -> None:
        with Session(db.engine) as mine:
            together.wait()
            seen = mine.get_one(Wave, wave_id)
            try:
                if step == "open":
                    open_wave(mine, seen, now=now, secret=SECRET)
                else:
                    close_wave(mine, seen, now=now)
                mine.commit()
                outcomes.append("done")
            except WaveStateError:
                outcomes.append("refused")

    workers = [threading.Thread(target=with_context(app, process)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(outcomes) == ["done", "refused"]
    session.rollback()
    expected = {"open": (4, 0), "close": (0, 1)}[step]
    invited = session.scalar(select(func.count()).select_from(Invitation))
    runs = session.scalar(select(func.count()).select_from(AnalysisRun))
    assert (invited, runs) == expected


def with_context(app: Flask, process: Any) -> Any:
    def run() -> None:
        with app.app_context():
            process()

    return run
