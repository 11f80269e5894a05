"""The worker: opens, closes and seals what is due, sends mail, runs analyses, finds themes anew, keeps the keys.

Any number may run: the database says who does what.
"""

import logging
import signal
import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app
from sqlalchemy import select

from analysis.errors import AnalysisError
from survey_service import db, safekeeping
from survey_service.clock import now as clock_now
from survey_service.deliveries import deliver_next
from survey_service.errors import PulseError, WaveStateError
from survey_service.mail import FlaskMailer
from survey_service.models import AnalysisRun, Survey, ThemeRun, Wave
from survey_service.operations import analysis_runs, runs, theme_boards, theme_runs, waves
from survey_service.operations.theme_edits import count_changes

if TYPE_CHECKING:
    from analysis.wave_themes import ThemeReading

log = logging.getLogger("pulse.worker")

ABANDONED_AFTER = timedelta(minutes=30)
"""An analysis that was claimed longer ago than this and never ended was killed; it is run again."""


def work(app: Flask, *, pause: float = 1.0) -> None:
    """Work until told to stop by SIGTERM or Ctrl-C; a step under way is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        with app.app_context():
            try:
                did_something = work_once(clock_now())
            except Exception:  # the worker outlives a database that is away; whatever was under way is tried again
                log.exception("A piece of work failed; it will be tried again.")
                did_something = False
        stop.wait(0 if did_something else pause)


def work_once(now: datetime) -> bool:
    """Do all that is due now; True where there was something."""
    session = db.session()
    safekeeping.keep_keys(now)
    due = waves.run_due(session, now=now, secret=current_app.config["SECRET_KEY"])
    session.commit()
    sealed = safekeeping.seal_closed_waves(now)
    runs.put_back_abandoned(session, before=now - ABANDONED_AFTER)
    session.commit()
    delivered = deliver_mail(now)
    analysed = run_analyses(now)
    fitted = run_theme_fits(now)
    deleted = safekeeping.delete_old_answers(now)
    return bool(due.opened or due.closed or sealed or delivered or analysed or fitted or deleted)


def deliver_mail(now: datetime) -> int:
    """Send every mail that is due; returns how many were tried."""
    config = current_app.config
    base_url = current_app.extensions["pulse_settings"].base_url
    mailer = FlaskMailer(config["MAIL_DEFAULT_SENDER"])
    tried = 0
    while deliver_next(db.session(), mailer, now=now, secret=config["SECRET_KEY"], base_url=base_url):
        tried += 1
    return tried


def run_analyses(now: datetime) -> int:
    """Run every analysis that waits, oldest first; returns how many."""
    waiting = select(AnalysisRun.id).where(AnalysisRun.state == "waiting").order_by(AnalysisRun.id)
    return sum(run_analysis(run_id, now=now) for run_id in db.session().scalars(waiting).all())


def analyse_now(wave_id: int, *, now: datetime) -> None:
    """Analyse one closed wave here and now, as a command does.

    Raises:
        WaveStateError: it failed; the message says why.
    """
    session = db.session()
    safekeeping.keep_keys(now)
    run = analysis_runs.queue_run(session, session.get_one(Wave, wave_id), now=now)
    session.commit()
    run_analysis(run.id, now=now)
    session.refresh(run)
    if run.state == "failed":
        raise WaveStateError(f"The analysis failed. {run.message}")


def run_analysis(run_id: int, *, now: datetime) -> bool:
    """Run one analysis, if nobody else does; a failure is kept with its sentence, and nothing is half stored."""
    return run_claimed(AnalysisRun, run_id, analysis_runs.claim_run, analyse_and_store, now=now)


def run_claimed(
    kind: runs.Kind, run_id: int, claim: Callable[..., bool], step_by_step: Callable[..., None], *, now: datetime
) -> bool:
    """Do one run step by step, if nobody else has claimed it; where it fails, nothing is half stored."""
    session = db.session()
    session.rollback()
    if not claim(session, run_id, now=now):
        session.rollback()
        return False
    session.commit()
    try:
        step_by_step(run_id, now=now)
    except Exception as error:  # noqa: BLE001 (whatever failed, the lead reads why, and can have it tried again)
        log.error("%s %s failed: %s", kind.__name__, run_id, reason_of(error))  # noqa: TRY400 (a traceback may quote an answer)
        session.rollback()
        runs.fail_run(session, kind, run_id, reason_of(error), now=clock_now())
        session.commit()
    return True


def run_theme_fits(now: datetime) -> int:
    """Find the themes of every survey that waits for it, after the analyses, which find them too; returns how many."""
    session = db.session()
    theme_runs.queue_missing(session, now=now)
    session.commit()
    return sum(run_theme_fit(run_id, now=now) for run_id in theme_runs.waiting_theme_runs(session))


def run_theme_fit(run_id: int, *, now: datetime) -> bool:
    """Find the themes of one survey, if nobody else does; a failure is kept with its sentence."""
    return run_claimed(ThemeRun, run_id, theme_runs.claim_theme_run, fit_and_store, now=now)


def fit_and_store(run_id: int, *, now: datetime) -> None:
    """Read the closed waves of a survey, find their themes, store the board; the fit holds no transaction."""
    from analysis.wave_themes import read_themes  # heavy, and only the worker needs it

    session = db.session()
    survey = session.get_one(Survey, session.get_one(ThemeRun, run_id).survey_id)
    wave = theme_boards.newest_closed_wave(session, survey)
    if wave is not None:
        work_input = analysis_runs.read_wave(session, wave, safekeeping.key_folder(), now=now)
        next_step(ThemeRun, run_id, 2)
        reading = read_themes(work_input.table, work_input.settings)
        next_step(ThemeRun, run_id, 3)
        store_themes(wave, work_input, reading)
    theme_runs.end_theme_run(session, run_id, now=clock_now())
    session.commit()


def store_themes(wave: Wave, work_input: analysis_runs.AnalysisInput, reading: "ThemeReading") -> None:
    """Store what a fit leaves for the page of themes and for the next fit."""
    new = theme_boards.NewBoard(
        snapshot=reading.board.snapshot(),
        placing=reading.placing.to_json(),
        handle_secret=work_input.settings.handle_secret,
        first=reading.first,
    )
    session, moment = db.session(), clock_now()
    stored = theme_boards.store_board(session, wave, new, work_input.board, now=moment)
    if stored and count_changes(session, wave.survey) == work_input.board.changes:
        theme_runs.drop_waiting(session, wave.survey_id, now=moment)


def reason_of(error: Exception) -> str:
    """Why an analysis failed, for the lead. An unforeseen error may quote an answer, so only its place is told."""
    if isinstance(error, (AnalysisError, PulseError)):
        return str(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
    return f"Something unforeseen stopped it ({where}). Try again, and report this if it comes back."


def analyse_and_store(run_id: int, *, now: datetime) -> None:
    """Seal what is not sealed yet, read, analyse, draw, store; the long steps hold no transaction."""
    from analysis import analyse_wave  # heavy, and only the worker needs it
    from analysis.disclosure.gate import assert_safe
    from analysis.wave_themes import read_themes
    from survey_service.charts import draw_charts

    session = db.session()
    wave = session.get_one(Wave, session.get_one(AnalysisRun, run_id).wave_id)
    safekeeping.seal_now(wave.id, now=now)
    work_input = analysis_runs.read_wave(session, wave, safekeeping.key_folder(), now=now)
    next_step(AnalysisRun, run_id, 2)
    reading = read_themes(work_input.table, work_input.settings)
    analysis = analyse_wave(work_input.table, work_input.settings, reading)
    assert_safe(analysis, work_input.table, work_input.settings)
    snapshot = analysis.snapshot() | {"wave": work_input.facts}
    next_step(AnalysisRun, run_id, 3)
    charts = draw_charts(snapshot)
    next_step(AnalysisRun, run_id, 4)
    analysis_runs.store_report(session, run_id, snapshot, charts, now=clock_now())
    store_themes(wave, work_input, reading)
    session.commit()


def next_step(kind: runs.Kind, run_id: int, step: int) -> None:
    """Say where a run is, for the page that shows its progress."""
    session = db.session()
    session.rollback()
    runs.note_step(session, kind, run_id, step)
    session.commit()
