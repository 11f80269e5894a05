"""The demo organisation: the sizes it promises, the same for one moment, and on every day of the calendar."""

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service import db
from survey_service.app import create_app
from survey_service.config import Settings
from survey_service.db import db as database
from survey_service.demo.organisation import CLOSED_WAVES, build_demo, demo_links
from survey_service.models import (
    AnalysisRun,
    CheckIn,
    CheckInRow,
    Guess,
    Invitation,
    Member,
    Organisation,
    Response,
    Wave,
)
from survey_service.operations.checkins import find_by_token
from survey_service.operations.responses import find_invitation
from survey_service.operations.sealed_answers import answers_of
from tests.makers import NOW, wave_keys
from tests.ready_keys import copy_database

FEW = 12
"""Reps enough to see that a day works."""


@contextmanager
def demo(folder: Path, empty: Path, now: datetime, **values: Any) -> Iterator[Session]:
    """A demo organisation in a folder of its own."""
    folder.mkdir()
    copy_database(empty, folder)
    app = create_app(Settings(data_folder=folder, secret_key="test"))
    with app.app_context():
        for _ in build_demo(db.session(), now=now, secret="test", **values):
            pass
        yield db.session()
        database.session.remove()
        database.engine.dispose()


@pytest.fixture(scope="module")
def whole(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The demo as `frontline-pulse demo` builds it."""
    with demo(tmp_path_factory.mktemp("whole") / "demo", empty_sqlite, NOW) as session:
        yield session


def counted(session: Session, column: Any) -> dict[Any, int]:
    """How many rows have each value of a column."""
    rows: list[Any] = list(session.execute(select(column, func.count()).group_by(column)))
    return dict(rows)


def test_three_quarterly_waves_are_closed_and_one_is_open(whole: Session) -> None:
    waves = whole.scalars(select(Wave).order_by(Wave.number)).all()

    assert [(wave.name, wave.state) for wave in waves] == [
        ("quarter 4, 2025", "closed"),
        ("quarter 1, 2026", "closed"),
        ("quarter 2, 2026", "closed"),
        ("quarter 3, 2026", "open"),
    ]
    assert waves[-1].opens_at <= NOW < waves[-1].closes_at
    assert counted(whole, AnalysisRun.state) == {"waiting": CLOSED_WAVES}


def test_everybody_is_asked_and_most_answer(whole: Session) -> None:
    asked = counted(whole, Invitation.wave_id)
    answered = counted(whole, Response.wave_id)

    assert set(asked.values()) == {190}
    assert all(140 <= answered[wave] <= 175 for wave in list(asked)[:CLOSED_WAVES])
    assert 90 <= answered[max(asked)] < 140


def test_it_is_marked_as_a_demo_and_its_members_can_sign_in(whole: Session) -> None:
    assert whole.scalars(select(Organisation.is_demo)).all() == [True]
    assert counted(whole, Member.role) == {"program_lead": 1, "executive": 6}


def test_the_check_in_of_the_month_is_there_and_some_asks_wait(whole: Session) -> None:
    months = counted(whole, CheckIn.month)
    asks = Counter(whole.scalars(select(CheckInRow.decision).where(CheckInRow.support != "none")))

    assert months[NOW.date().replace(day=1)] == 24
    assert asks["waiting"]
    assert asks["supported"]
    assert asks["declined"]


def test_the_printed_links_are_unused_and_the_printed_executive_has_not_guessed(whole: Session) -> None:
    links = demo_links(whole, secret="test")

    checkin = find_by_token(whole, links.tokens.pop("checkin"))
    found = {role: find_invitation(whole, token) for role, token in links.tokens.items()}
    assert {role: (link.role, link.answered) for role, link in found.items()} == {
        role: (role, False) for role in ("rep", "manager", "executive")
    }
    assert (checkin.month, checkin.state) == (NOW.date().replace(day=1), "draft")
    guessers = whole.scalars(select(Guess.respondent_id).distinct()).all()
    assert found["executive"].respondent.email == links.executive
    assert found["executive"].respondent_id not in guessers
    assert guessers


def written(session: Session) -> list[tuple[Any, ...]]:
    """All that people answered and planned, without keys that are random on purpose."""
    responses = [
        (wave.id, each.role, each.region, each.team, str(each.answers))
        for wave in session.scalars(select(Wave))
        for each in answers_of(session, wave, wave_keys())
    ]
    rows = session.execute(select(CheckInRow.rep_id, CheckInRow.priority, CheckInRow.support, CheckInRow.decision))
    return [*sorted(responses), *sorted(tuple(row) for row in rows)]


def test_one_moment_gives_the_same_answers_every_time(empty_sqlite: Path, tmp_path: Path) -> None:
    with demo(tmp_path / "first", empty_sqlite, NOW, reps=FEW) as session:
        first = written(session)
    with demo(tmp_path / "second", empty_sqlite, NOW, reps=FEW) as session:
        second = written(session)

    assert len(first) > 100
    assert first == second


@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 5, 31, 23, 59, tzinfo=UTC),
        datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
        datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
        datetime(2026, 12, 31, 8, 0, tzinfo=UTC),
        datetime(2027, 3, 7, 9, 0, tzinfo=UTC),
    ],
    ids=["31 May", "29 February", "1 January", "31 December", "a week after 28 February"],
)
def test_it_can_be_built_on_every_day(empty_sqlite: Path, tmp_path: Path, now: datetime) -> None:
    with demo(tmp_path / "demo", empty_sqlite, now, reps=FEW) as session:
        waves = session.scalars(select(Wave).order_by(Wave.number)).all()
        latest = session.scalar(select(func.max(CheckIn.month)))
        decided = session.scalar(select(func.max(CheckInRow.decided_at)))
        tokens = demo_links(session, secret="test").tokens

        assert [wave.state for wave in waves] == ["closed"] * CLOSED_WAVES + ["open"]
        assert waves[-1].opens_at <= now < waves[-1].closes_at
        assert all(later.opens_at - wave.closes_at > timedelta(days=60) for wave, later in itertools.pairwise(waves))
        assert latest == now.date().replace(day=1)
        assert decided is not None
        assert decided <= now
        assert sorted(tokens) == ["checkin", "executive", "manager", "rep"]
