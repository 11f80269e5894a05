"""The seal happens once and whole; after it every answer is there, and nothing else is as it was."""

import os
import signal
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service import safekeeping
from survey_service.db import db
from survey_service.errors import KeyMissingError, WaveStateError
from survey_service.models import Invitation, Respondent, Response, Wave, WaveKey
from survey_service.operations.key_pairs import public_half
from survey_service.operations.receipts import Receipt
from survey_service.operations.responses import submit_response, withdraw_response
from survey_service.operations.seals import rotate_key, seal_wave
from survey_service.operations.theme_runs import waiting_theme_runs
from survey_service.operations.wave_tables import wave_table
from survey_service.wave_keys import KeyFolder
from tests.makers import NOW, make_asked_wave, make_wave, stored_answers, wave_keys
from tests.survey_service.theme_board_sample import sample_board
from tests.survey_service.theme_boards import make_board

PEOPLE = 12


def answered_wave(session: Session, people: int = PEOPLE) -> tuple[Wave, list[Receipt]]:
    """A closed wave in which everybody answered in a transaction of their own."""
    wave, asked = make_asked_wave(session, people, instrument_key="monthly_rep")
    receipts = []
    for number, (invitation, token) in enumerate(asked):
        answers = {"I1": 1 + number % 5, "I3": {"n": number % 6, "of": 5}, "I6": 1 + number % 4}
        receipts.append(submit_response(session, invitation, answers, token=token, today=date(2026, 9, 20)))
        session.commit()
    return wave, receipts


def close(session: Session, wave: Wave) -> None:
    """Close a wave, without the seal."""
    wave.state = "closed"
    session.commit()


def stored_values(session: Session) -> set[object]:
    """Everything that is stored of responses, but for their wave."""
    rows = session.execute(select(Response.key, Response.sealed_body, Response.own_copy, Response.receipt_hash))
    return {value for row in rows for value in row if value is not None}


def test_the_seal_keeps_every_answer_and_nothing_else(session: Session) -> None:
    wave, _ = answered_wave(session)
    answers = sorted(map(str, stored_answers(session, wave)))
    before, old_key = stored_values(session), public_half(session, wave)
    close(session, wave)

    assert seal_wave(session, wave, wave_keys(), now=NOW)
    session.commit()

    assert wave.sealed
    assert sorted(map(str, stored_answers(session, wave))) == answers
    assert stored_values(session).isdisjoint(before)
    assert public_half(session, wave) != old_key
    rows = session.scalars(select(Response)).all()
    assert {(row.own_copy, row.receipt_hash, row.day) for row in rows} == {(None, None, wave.closes_at.date())}


def test_one_long_answer_makes_no_response_longer_than_the_others(session: Session) -> None:
    wave, asked = make_asked_wave(session, 2)
    closed_questions = {"I1": 3, "I2": 2, "I3": {"n": 3, "of": 5}, "I4": "not_sure", "I5": 4, "I6": 2, "I7": 1}
    for words, (invitation, token) in zip(("ß" * 1000, "Short."), asked, strict=True):
        answers = {**closed_questions, "O1": {"text": words}, "O2": {"text": words}}
        submit_response(session, invitation, answers, token=token, today=date(2026, 9, 20))
    before = sorted(len(body) for body in session.scalars(select(Response.sealed_body)))
    close(session, wave)

    seal_wave(session, wave, wave_keys(), now=NOW)

    assert before == [4096 + 48, 8192 + 48]
    assert [len(body) for body in session.scalars(select(Response.sealed_body))] == [8192 + 48] * 2


def test_an_open_wave_is_not_sealed_and_a_sealed_one_not_again(session: Session) -> None:
    wave, _ = answered_wave(session, people=2)
    assert not seal_wave(session, wave, wave_keys(), now=NOW)
    close(session, wave)
    assert seal_wave(session, wave, wave_keys(), now=NOW)
    after = stored_values(session)
    assert not seal_wave(session, wave, wave_keys(), now=NOW)
    assert stored_values(session) == after


def test_no_analysis_reads_a_wave_before_its_seal(session: Session) -> None:
    wave, _ = answered_wave(session, people=2)
    close(session, wave)
    with pytest.raises(WaveStateError, match="are being sealed"):
        wave_table(session, wave, wave_keys())


def test_what_was_withdrawn_is_not_in_a_sealed_wave(session: Session) -> None:
    wave, receipts = answered_wave(session)
    withdrawn = stored_answers(session, wave)
    withdraw_response(session, receipts[0])
    close(session, wave)
    seal_wave(session, wave, wave_keys(), now=NOW)
    assert len(stored_answers(session, wave)) == len(withdrawn) - 1


def test_of_two_workers_one_seals(app: Flask, session: Session) -> None:
    wave, _ = answered_wave(session)
    close(session, wave)
    wave_id, done, together = wave.id, list[bool](), threading.Barrier(2)
    session.rollback()

    def worker() -> None:
        with app.app_context():
            together.wait()
            done.append(safekeeping.seal_now(wave_id, now=NOW))
            db.session.remove()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert sorted(done) == [False, True]
    session.expire_all()
    assert len(stored_answers(session, session.get_one(Wave, wave_id))) == PEOPLE
    retired = session.scalars(select(WaveKey.retired_at).where(WaveKey.wave_id == wave_id)).all()
    assert sorted(map(bool, retired)) == [False, True]


def test_a_worker_that_is_killed_in_the_middle_of_a_seal_leaves_everything_as_it_was(
    app: Flask, session: Session
) -> None:
    wave, receipts = answered_wave(session)
    close(session, wave)
    before, wave_id = stored_values(session), wave.id
    session.rollback()
    db.engine.dispose()

    child = os.fork()
    if child == 0:  # a worker of its own, which the system kills before it can commit
        with app.app_context():
            own = db.session()
            seal_wave(own, own.get_one(Wave, wave_id), wave_keys(), now=NOW)
            own.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)

    session.expire_all()
    assert stored_values(session) == before
    assert not session.get_one(Wave, wave_id).sealed
    session.rollback()
    assert safekeeping.seal_now(wave_id, now=NOW)
    assert len(stored_answers(session, session.get_one(Wave, wave_id))) == len(receipts)


def test_without_the_key_nothing_is_changed_and_the_wave_is_named(session: Session, tmp_path: Path) -> None:
    wave, _ = answered_wave(session, people=2)
    close(session, wave)
    before = stored_values(session)

    with pytest.raises(KeyMissingError, match="The key of “quarter 3, 2026” is missing from the key folder"):
        seal_wave(session, wave, KeyFolder(tmp_path / "another"), now=NOW)
    session.rollback()

    assert stored_values(session) == before
    assert not wave.sealed


@pytest.mark.parametrize(("later", "known", "queued"), [(90, [], 1), (90, ["quarter 3, 2026"], 0), (-90, [], 0)])
def test_a_wave_that_is_sealed_late_has_the_themes_of_a_later_one_found_anew(
    session: Session, later: int, known: list[str], queued: int
) -> None:
    wave, _ = answered_wave(session, people=2)
    close(session, wave)
    opened, closed = (at + timedelta(days=later) for at in (wave.opens_at, wave.closes_at))
    other = make_wave(session, wave.survey, number=2, state="closed", sealed=True, opens_at=opened, closes_at=closed)
    make_board(session, other, sample_board(waves=[*known, "quarter 4, 2026"]))
    session.commit()

    assert safekeeping.seal_now(wave.id, now=NOW)

    assert len(waiting_theme_runs(session)) == queued


def test_a_new_key_reads_the_same_answers_and_the_old_one_none(session: Session, now: datetime) -> None:
    wave, _ = answered_wave(session)
    close(session, wave)
    seal_wave(session, wave, wave_keys(), now=now)
    session.commit()
    answers, bodies = stored_answers(session, wave), set(session.scalars(select(Response.sealed_body)))
    names, old = set(session.scalars(select(Response.key))), public_half(session, wave)
    session.rollback()

    safekeeping.change_key(wave.id, now=now)

    assert stored_answers(session, wave) == answers
    assert set(session.scalars(select(Response.key))) == names
    assert bodies.isdisjoint(session.scalars(select(Response.sealed_body)))
    assert not wave_keys().holds(old)
    assert session.get(WaveKey, old) is None


def test_an_open_wave_keeps_its_key(session: Session) -> None:
    wave, _ = answered_wave(session, people=1)
    with pytest.raises(WaveStateError, match="A key is changed after the seal"):
        rotate_key(session, wave, wave_keys(), now=NOW)


def test_who_answered_is_still_known_and_nothing_more(session: Session) -> None:
    wave, _ = answered_wave(session)
    close(session, wave)
    seal_wave(session, wave, wave_keys(), now=NOW)
    session.commit()

    answered = select(Respondent.id).join(Invitation).where(Invitation.wave_id == wave.id, Invitation.answered)
    assert len(session.scalars(answered).all()) == PEOPLE
