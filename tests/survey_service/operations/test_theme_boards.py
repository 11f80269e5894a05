"""Boards of themes: a newer one takes the place of the last, and a fit that did not know of it is not stored."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service.models import ThemeBoard, ThemePlacing, Wave
from survey_service.operations.theme_boards import (
    BoardBefore,
    NewBoard,
    newest_board,
    newest_closed_wave,
    next_closing,
    store_board,
)
from survey_service.operations.theme_runs import waiting_theme_runs
from tests.makers import make_wave
from tests.survey_service.closed_waves import make_closed_wave
from tests.survey_service.theme_board_sample import sample_board


@pytest.fixture
def wave(session: Session) -> Wave:
    return make_closed_wave(session)


def new_board(wave: str = "quarter 3, 2026", *, last_id: int = 6, first: str = "") -> NewBoard:
    """What a fit leaves."""
    placing = {"version": 1, "last_id": last_id, "placed": {"aa:Q1": [1, 0.5, 0]}}
    return NewBoard(sample_board(wave=wave), placing, b"s" * 16, first)


def test_a_board_takes_the_place_of_the_last_one(session: Session, wave: Wave, now: datetime) -> None:
    assert store_board(session, wave, new_board(), BoardBefore(0, 0), now=now)
    first = newest_board(session, wave.survey)
    assert first is not None

    assert store_board(session, wave, new_board("later"), BoardBefore(first.id, 2), now=now)

    stored = session.scalars(select(ThemeBoard)).one()
    assert (stored.snapshot["wave"], stored.changes) == ("later", 2)
    assert session.scalar(select(func.count()).select_from(ThemePlacing)) == 1


def test_what_the_first_fit_of_some_comments_began_from_stays_until_there_is_another(
    session: Session, wave: Wave, now: datetime
) -> None:
    began = []
    for last_id, first, last_edit in ((5, "one", 2), (6, "one", 4), (7, "another", 5)):
        board = newest_board(session, wave.survey)
        before = BoardBefore(board.id if board else 0, 0, last_edit)
        store_board(session, wave, new_board(last_id=last_id, first=first), before, now=now)
        content = session.get_one(ThemePlacing, wave.survey_id).content["began"]["quarter 3, 2026"]
        began.append((content.get("last_id"), content["knew"], content["found"]))

    assert began == [(None, 2, "one"), (None, 2, "one"), (6, 5, "another")]


def test_a_fit_that_did_not_know_of_the_last_board_is_made_anew(session: Session, wave: Wave, now: datetime) -> None:
    store_board(session, wave, new_board(), BoardBefore(0, 0), now=now)

    assert not store_board(session, wave, new_board("stale"), BoardBefore(0, 0), now=now)

    assert session.scalars(select(ThemeBoard)).one().snapshot["wave"] == "quarter 3, 2026"
    assert len(waiting_theme_runs(session)) == 1


def test_an_older_wave_that_is_analysed_again_changes_nothing(session: Session, wave: Wave, now: datetime) -> None:
    later = make_wave(
        session,
        wave.survey,
        number=2,
        state="closed",
        opens_at=wave.opens_at + timedelta(days=90),
        closes_at=wave.closes_at + timedelta(days=90),
    )
    store_board(session, later, new_board(), BoardBefore(0, 0), now=now)
    board = newest_board(session, wave.survey)
    assert board is not None

    assert not store_board(session, wave, new_board("older"), BoardBefore(board.id, 0), now=now)

    assert session.scalars(select(ThemeBoard.id)).all() == [board.id]
    assert list(waiting_theme_runs(session)) == []
    assert newest_closed_wave(session, wave.survey) == later


def test_an_older_wave_that_is_brought_in_later_makes_the_board_anew(
    session: Session, wave: Wave, now: datetime
) -> None:
    store_board(session, wave, new_board(), BoardBefore(0, 0), now=now)
    older = make_wave(
        session, wave.survey, number=2, name="2024", state="closed", opens_at=wave.opens_at - timedelta(days=700)
    )

    assert not store_board(session, older, new_board("2024"), BoardBefore(1, 0), now=now)

    assert len(waiting_theme_runs(session)) == 1


def test_the_next_closing_is_that_of_the_wave_that_is_open(session: Session, wave: Wave) -> None:
    assert next_closing(session, wave.survey) is None

    coming = make_wave(session, wave.survey, number=2, closes_at=wave.closes_at + timedelta(days=90))

    assert next_closing(session, wave.survey) == coming.closes_at
