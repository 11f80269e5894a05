"""The worker: opens and closes what is due, sends mail, runs analyses.

Any number may run: the database says who does what.
"""

import logging
import signal
import threading
import time
import traceback
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import select

from analysis.errors import AnalysisError
from survey_service import db
from survey_service.clock import now as clock_now
from survey_service.deliveries import deliver_next
from survey_service.errors import PulseError, WaveStateError
from survey_service.mail import FlaskMailer
from survey_service.models import AnalysisRun, Wave
from survey_service.operations import analysis_runs, seals, waves

log = logging.getLogger("pulse.worker")

SEAL_TRIES, SEAL_PAUSE = 5, 1.0
"""How often, and how many seconds apart, the old versions of sealed rows are tried to be cleared."""
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
    due = waves.run_due(session, now=now, secret=current_app.config["SECRET_KEY"])
    session.commit()
    analysis_runs.abandoned_runs(session, before=now - ABANDONED_AFTER)
    session.commit()
    delivered = deliver_mail(now)
    analysed = run_analyses(now)
    return bool(due.opened or due.closed or delivered or analysed)


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
    run = analysis_runs.queue_run(session, session.get_one(Wave, wave_id), now=now)
    session.commit()
    run_analysis(run.id, now=now)
    session.refresh(run)
    if run.state == "failed":
        raise WaveStateError(f"The analysis failed. {run.message}")


def run_analysis(run_id: int, *, now: datetime) -> bool:
    """Run one analysis, if nobody else does; a failure is kept with its sentence, and nothing is half stored."""
    session = db.session()
    session.rollback()
    if not analysis_runs.claim_run(session, run_id, now=now):
        session.rollback()
        return False
    session.commit()
    try:
        analyse_and_store(run_id, now=now)
    except Exception as error:  # noqa: BLE001 (whatever failed, the lead reads why, and can have it analysed again)
        log.error("Analysis %s failed: %s", run_id, reason_of(error))  # noqa: TRY400 (a traceback may quote an answer)
        session.rollback()
        analysis_runs.fail_run(session, run_id, reason_of(error), now=clock_now())
        session.commit()
    return True


def reason_of(error: Exception) -> str:
    """Why an analysis failed, for the lead. An unforeseen error may quote an answer, so only its place is told."""
    if isinstance(error, (AnalysisError, PulseError)):
        return str(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
    return f"Something unforeseen stopped it ({where}). Try again, and report this if it comes back."


def analyse_and_store(run_id: int, *, now: datetime) -> None:
    """Read, analyse, draw, store; the long steps hold no transaction."""
    from analysis import analyse_wave  # heavy, and only the worker needs it
    from analysis.disclosure.gate import assert_safe
    from survey_service.charts import draw_charts

    session = db.session()
    wave = session.get_one(Wave, session.get_one(AnalysisRun, run_id).wave_id)
    forget_old_versions()
    work_input = analysis_runs.read_wave(session, wave, now=now)
    next_step(run_id, 2)
    analysis = analyse_wave(work_input.table, work_input.settings)
    assert_safe(analysis, work_input.table, work_input.settings.minimums)
    snapshot = analysis.snapshot() | {"wave": work_input.facts}
    next_step(run_id, 3)
    charts = draw_charts(snapshot)
    next_step(run_id, 4)
    analysis_runs.store_report(session, run_id, snapshot, charts, now=clock_now())
    session.commit()


def forget_old_versions() -> None:
    """Clear what is left of the rows before the seal; a reader that holds them is waited for, some seconds.

    After that the database clears them by itself, with the first writing once the reader has gone.
    """
    for _ in range(SEAL_TRIES):
        if seals.forget_old_versions(db.session()):
            return
        time.sleep(SEAL_PAUSE)
    log.warning("A reader holds rows from before the seal; they are cleared once it has gone.")


def next_step(run_id: int, step: int) -> None:
    """Say where the run is, for the page that shows its progress."""
    session = db.session()
    session.rollback()
    analysis_runs.note_step(session, run_id, step)
    session.commit()
