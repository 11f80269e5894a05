"""When their time is over, answers go, also what was made of their words; reports and figures stay."""

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service import jobs, safekeeping
from survey_service.clock import months_after
from survey_service.errors import WaveStateError
from survey_service.models import Guess, Report, Response, ThemeBoard, ThemeEdit, ThemePlacing, Wave, WaveKey
from survey_service.operations.guesses import keep_guess, own_guess
from survey_service.operations.key_pairs import public_half
from survey_service.operations.retention import comments_kept, delete_answers, keep_for, waves_to_delete
from tests.makers import make_member, make_respondent, make_response, make_wave, wave_keys
from tests.survey_service.closed_waves import make_closed_wave, make_report
from tests.survey_service.theme_boards import make_board

WORDS = {"O1": {"text": "She asks first.", "may_quote": True}}


@pytest.fixture
def wave(session: Session, now: datetime) -> Wave:
    """A closed wave with two answers, whose time is over now, and its report."""
    wave = make_closed_wave(session, answers_until=now)
    for _ in range(2):
        make_response(session, wave, WORDS)
    make_report(session, wave)
    session.commit()
    return wave


def test_only_what_is_over_is_deleted_and_only_once(session: Session, wave: Wave, now: datetime) -> None:
    other = make_wave(session, wave.survey, number=2, state="closed", answers_until=now + timedelta(seconds=1))
    make_response(session, other, WORDS)
    session.commit()

    assert safekeeping.delete_old_answers(now - timedelta(seconds=1)) == 0
    assert safekeeping.delete_old_answers(now) == 1
    assert safekeeping.delete_old_answers(now) == 0

    session.expire_all()
    assert session.scalars(select(Response.wave_id)).all() == [other.id]
    assert (wave.answers_deleted, other.answers_deleted) == (True, False)


def test_the_key_is_destroyed_and_the_report_stays(session: Session, wave: Wave, now: datetime) -> None:
    public = public_half(session, wave)
    session.commit()

    safekeeping.delete_old_answers(now)

    session.expire_all()
    assert not wave_keys().holds(public)
    assert session.scalar(select(func.count()).select_from(WaveKey).where(WaveKey.wave_id == wave.id)) == 0
    assert session.scalar(select(func.count()).select_from(Report)) == 1


def test_a_worker_that_was_killed_before_it_destroyed_the_key_does_so_later(
    session: Session, wave: Wave, now: datetime
) -> None:
    public = public_half(session, wave)
    delete_answers(session, wave, now=now)
    session.commit()
    assert wave_keys().holds(public)

    safekeeping.keep_keys(now)

    assert not wave_keys().holds(public)


def test_what_is_deleted_cannot_be_analysed_and_says_so(session: Session, wave: Wave, now: datetime) -> None:
    safekeeping.delete_old_answers(now)
    with pytest.raises(WaveStateError, match="were deleted when their time was over, as everybody was told"):
        jobs.analyse_now(wave.id, now=now)


def test_words_go_from_the_board_and_comments_from_placing_and_edits(
    session: Session, wave: Wave, now: datetime
) -> None:
    mine, *_ = (f"{key.hex()}:O1" for key in session.scalars(select(Response.key)))
    other = f"{'00' * 16}:O1"
    board = make_board(session, wave)
    placing = session.scalars(select(ThemePlacing)).one()
    placing.content = {**placing.content, "placed": {mine: [1, 0.9, 0], other: [2, 0.8, 1]}}
    lead = make_member(session, wave.survey.organisation)
    edit = ThemeEdit(
        survey_id=wave.survey_id, batch="b", place=0, kind="merge", content={"kind": "merge"}, sentence="Merged.",
        comments={"confirmed": {mine: 1, other: 1}, "before": {"2": [mine, other]}}, made_by=lead.id, made_at=now,
    )  # fmt: skip
    session.add(edit)
    session.commit()
    assert any(theme["movable"] or theme["quotes"] for theme in board.snapshot["themes"])

    safekeeping.delete_old_answers(now)

    session.expire_all()
    themes = session.scalars(select(ThemeBoard.snapshot)).one()["themes"]
    assert all(theme["movable"] == theme["quotes"] == [] for theme in themes)
    assert [theme["name"] for theme in themes]
    assert session.scalars(select(ThemePlacing.content)).one()["placed"] == {other: [2, 0.8, 1]}
    assert edit.comments == {"confirmed": {other: 1}, "before": {"2": [other]}}
    assert mine not in json.dumps(edit.comments)


def test_a_comment_that_was_moved_has_no_name_any_more() -> None:
    moved = {"confirmed": {}, "before": {}, "key": "aa:O1"}
    assert comments_kept(moved, {"aa"})["key"] == ""
    assert comments_kept(moved, {"bb"}) == moved


def test_an_executives_own_copy_goes_and_the_report_stays_open_to_them(
    session: Session, wave: Wave, now: datetime
) -> None:
    executive = make_respondent(session, wave.survey.organisation, "executive")
    keep_guess(session, wave, executive, {"I1": 3}, secret="test")
    session.commit()
    assert own_guess(session, wave, executive, secret="test") == {"I1": 3}

    safekeeping.delete_old_answers(now)

    session.expire_all()
    assert own_guess(session, wave, executive, secret="test") is None
    assert session.scalar(select(func.count()).select_from(Guess)) == 1


def test_a_shorter_time_counts_for_all_waves_and_a_longer_one_for_new_ones(
    session: Session, wave: Wave, now: datetime
) -> None:
    closed = make_wave(session, wave.survey, number=2, state="closed", answers_until=months_after(now, 12))
    organisation = wave.survey.organisation

    keep_for(session, organisation, 24)
    assert (organisation.keep_months, closed.keep_months, closed.answers_until) == (24, 12, months_after(now, 12))

    keep_for(session, organisation, 3)
    assert (organisation.keep_months, closed.keep_months, closed.answers_until) == (3, 3, months_after(now, 3))
    assert closed not in waves_to_delete(session, now=now)
