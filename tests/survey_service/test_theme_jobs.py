"""Boards of themes made by the worker: with each analysis, after edits, after an upgrade; and what a failure leaves."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from analysis.text.curation import BringBack, Describe, Edit, Merge, Rename, SetAside
from analysis.text.told_figures import told_from_json
from survey_service import db, jobs
from survey_service.app import create_app
from survey_service.config import Settings
from survey_service.db import db as database
from survey_service.demo.organisation import build_demo
from survey_service.demo.themes import NAME, OBJECTIVE, PARAPHRASE, curate_themes
from survey_service.models import (
    AnalysisRun,
    Member,
    Report,
    Response,
    Survey,
    ThemeBoard,
    ThemeEdit,
    ThemePlacing,
    ThemeRun,
    Wave,
)
from survey_service.operations.theme_edits import (
    Sender,
    changes_of,
    count_changes,
    first_fit_of,
    make_edits,
    undo_batch,
)
from survey_service.operations.theme_pages import names_of
from survey_service.operations.theme_runs import queue_theme_run
from tests.makers import NOW, make_response
from tests.ready_keys import copy_database
from tests.survey_service.closed_waves import make_closed_wave

REPS = 60
LONG_AGO = NOW - timedelta(days=1000)


@pytest.fixture(scope="module")
def curated(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Three closed waves of a demo, analysed in turn, with the lead's edits before the last one."""
    folder = tmp_path_factory.mktemp("curated")
    copy_database(empty_sqlite, folder)
    app = create_app(Settings(data_folder=folder, secret_key="test"))
    with app.app_context():
        session = db.session()
        for _ in build_demo(session, now=NOW, secret="test", reps=REPS):
            pass
        *earlier, newest = session.scalars(select(AnalysisRun.id).order_by(AnalysisRun.id)).all()
        for run_id in earlier:
            jobs.run_analysis(run_id, now=NOW)
        curate_themes(session)
        jobs.run_analysis(newest, now=NOW)
        yield session
        database.session.remove()
        database.engine.dispose()


@pytest.fixture
def survey(curated: Session) -> Survey:
    return curated.scalars(select(Survey)).one()


def board(session: Session) -> dict[str, Any]:
    """The snapshot of the only board."""
    session.rollback()
    return session.scalars(select(ThemeBoard)).one().snapshot


def send(session: Session, survey: Survey, edit: Edit) -> str:
    """Send a form with one edit."""
    lead = session.scalars(select(Member).where(Member.role == "program_lead")).one()
    changes = count_changes(session, survey)
    sender = Sender(lead, (("page", str(changes)),), changes)
    batch = make_edits(session, survey, lambda: [edit], sender, names_of(board(session)), now=NOW)
    session.commit()
    return batch


def test_the_board_is_of_the_newest_wave_and_knows_all_of_them(curated: Session) -> None:
    stored = curated.scalars(select(ThemeBoard)).one()

    assert [run.state for run in curated.scalars(select(AnalysisRun))] == ["done"] * 3
    assert stored.wave.name == stored.snapshot["wave"] == "quarter 2, 2026"
    assert stored.snapshot["waves"] == ["quarter 4, 2025", "quarter 1, 2026", "quarter 2, 2026"]
    assert stored.snapshot["themes"]


def test_no_key_of_a_response_is_on_the_board_or_in_a_report(curated: Session) -> None:
    keys = [key.hex() for key in curated.scalars(select(Response.key))]
    told = [*curated.scalars(select(Report.snapshot)), *curated.scalars(select(ThemeEdit.content))]
    shown = json.dumps([board(curated), *told])

    assert len(keys) > 100
    assert [key for key in keys if key in shown] == []
    placed = curated.scalars(select(ThemePlacing)).one().content["placed"]
    assert {key.partition(":")[0] for key in placed} <= set(keys)


def test_the_leads_name_and_words_are_on_the_board_and_in_the_next_report(curated: Session) -> None:
    named = next(theme for theme in board(curated)["themes"] if theme["name"] == NAME)
    newest = curated.scalars(select(Report.snapshot).order_by(Report.id.desc())).first()

    assert (named["named_by_you"], named["paraphrase"], named["objective"]) == (True, PARAPHRASE, OBJECTIVE)
    assert newest is not None
    assert NAME in [theme["label"] for side in newest["themes"] for theme in side["themes"]]
    assert {row.kind for row in curated.scalars(select(ThemeEdit))} == {"rename", "describe", "merge"}
    assert curated.scalars(select(ThemeRun.state)).all() == ["done"]


def without_handles(snapshot: dict[str, Any]) -> dict[str, Any]:
    """A board without the names of its comments, which every fit draws anew and which say nothing."""
    lists = {
        part: [theme | {"movable": sorted_texts(theme)} for theme in snapshot[part]] for part in ("themes", "aside")
    }
    return snapshot | lists


def sorted_texts(theme: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted((each["text"], each["also"]) for each in theme["movable"])


def test_a_merge_makes_one_of_two_leaves_the_others_alone_and_undone_gives_the_same_board(
    curated: Session, survey: Survey
) -> None:
    before = board(curated)
    (one, other), others = before["themes"][:2], before["themes"][2:]
    batch = send(curated, survey, Merge((one["id"], other["id"])))

    assert jobs.run_theme_fits(NOW) == 1
    merged = {theme["id"]: theme for theme in board(curated)["themes"]}
    assert others != []
    assert merged.keys() == {one["id"], *(theme["id"] for theme in others)}
    for theme in others:
        assert [merged[theme["id"]][part] for part in ("roles", "identity", "state")] == [
            theme[part] for part in ("roles", "identity", "state")
        ]

    undo_batch(curated, survey, batch, now=NOW)
    curated.commit()
    jobs.run_theme_fits(NOW)
    assert without_handles(board(curated)) == without_handles(before)
    assert changes_of(curated, survey)[0].undone_at == NOW


def test_a_fit_after_an_edit_knows_which_edits_came_since_the_first_one(curated: Session, survey: Survey) -> None:
    newest = board(curated)["wave"]
    first = first_fit_of(curated, survey, newest)

    assert first is not None
    assert [type(edit) for edit in first.knew] == [Rename, Describe, Merge]
    assert [type(edit) for edit in first.since] == []
    assert first.began.placed.keys() < curated.scalars(select(ThemePlacing)).one().content["placed"].keys()
    assert first_fit_of(curated, survey, "a wave of which nothing is known") is None


def test_what_is_set_aside_stays_so_and_comes_back(curated: Session, survey: Survey) -> None:
    theme = board(curated)["themes"][-1]["id"]
    send(curated, survey, SetAside(theme))
    queue_theme_run(curated, survey.id, now=NOW)
    curated.commit()
    jobs.run_theme_fits(NOW)
    assert theme in [each["id"] for each in board(curated)["aside"]]

    send(curated, survey, BringBack(theme))
    queue_theme_run(curated, survey.id, now=NOW)
    curated.commit()
    jobs.run_theme_fits(NOW)
    assert theme in [each["id"] for each in board(curated)["themes"]]


def middle_wave(session: Session) -> Wave:
    """The wave with one before it and one after it."""
    return session.scalars(select(Wave).where(Wave.state == "closed").order_by(Wave.opens_at)).all()[1]


def reports_of(session: Session, wave: Wave) -> list[dict[str, Any]]:
    """The reports of a wave, the first one first."""
    session.rollback()
    return [
        row.snapshot for row in session.scalars(select(Report).where(Report.wave_id == wave.id).order_by(Report.id))
    ]


def test_a_second_report_of_one_wave_tells_the_same_figures_or_far_others(curated: Session) -> None:
    wave, stored = middle_wave(curated), curated.scalars(select(ThemePlacing)).one()
    told = told_from_json(stored.content["told"][wave.name])
    jobs.analyse_now(wave.id, now=NOW)

    curated.refresh(stored)
    first, again = (
        [theme["n_people"] for side in report["themes"] for theme in side["themes"]]
        for report in reports_of(curated, wave)
    )

    assert again != first  # the lead has merged two themes since
    told_now = told_from_json(stored.content["told"][wave.name])
    assert told_now[: len(told)] == told
    shown = [figure.people for figure in told if figure.how == "exact"]
    new = [figure.people for figure in told_now[len(told) :] if figure.how != "hidden"]
    assert all(len(one ^ other) >= 10 for one in shown for other in new)


def test_an_older_wave_analysed_again_has_the_same_themes(curated: Session) -> None:
    wave, made = middle_wave(curated), ThemeEdit.undone_at.is_(None)
    curated.execute(update(ThemeEdit).where(made).values(undone_at=LONG_AGO))  # the first report knew of no edits
    curated.commit()
    jobs.analyse_now(wave.id, now=NOW)
    curated.execute(update(ThemeEdit).where(ThemeEdit.undone_at == LONG_AGO).values(undone_at=None))
    curated.commit()

    first, *_, again = reports_of(curated, wave)

    assert again["themes"] == first["themes"]
    assert {theme["theme_id"] for side in again["themes"] for theme in side["themes"]} != set()


def test_whose_figures_a_report_told_is_known_to_the_next_fit_though_it_leaves_no_board(curated: Session) -> None:
    stored = curated.scalars(select(ThemePlacing)).one()
    assert set(stored.content["told"]) == {"quarter 4, 2025", "quarter 1, 2026", "quarter 2, 2026"}
    told = stored.content["told"]
    stored.content = {**stored.content, "told": {}}
    curated.commit()

    jobs.analyse_now(middle_wave(curated).id, now=NOW)

    curated.refresh(stored)
    assert set(stored.content["told"]) == {"quarter 4, 2025", "quarter 1, 2026"}
    assert len(stored.content["told"]["quarter 1, 2026"]["figures"]) <= len(told["quarter 1, 2026"]["figures"])
    assert board(curated)["wave"] == "quarter 2, 2026"


def test_after_an_upgrade_the_first_board_is_made_by_itself(curated: Session) -> None:
    for table in (ThemeBoard, ThemeRun, ThemePlacing):
        curated.execute(delete(table))
    curated.commit()

    assert jobs.run_theme_fits(NOW) == 1
    assert jobs.run_theme_fits(NOW) == 0
    assert NAME in [theme["name"] for theme in board(curated)["themes"]]


def test_a_fit_that_fails_says_why_and_quotes_nobody(session: Session, now: datetime) -> None:
    wave: Wave = make_closed_wave(session)
    secret = "my manager is never there"
    make_response(session, wave, {"O1": secret})
    session.commit()

    assert jobs.run_theme_fits(now) == 1

    run = session.scalars(select(ThemeRun)).one()
    assert run.state == "failed"
    assert run.message.startswith("Something unforeseen stopped it (AttributeError in wave_tables.py, line ")
    assert secret not in run.message
