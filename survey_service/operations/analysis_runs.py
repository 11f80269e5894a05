"""One execution of the analysis on a closed wave: claimed once, read, analysed outside any transaction, stored once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analysis.tables import Release, WaveSettings, WaveTable
from analysis.text.theme_memory import ThemeMemory
from survey_service.clock import zone_of
from survey_service.models import AnalysisRun, Report, Survey, Wave
from survey_service.operations.checkin_figures import loop_counts
from survey_service.operations.release_audit import closed_waves, releases_of
from survey_service.operations.rows import changed_one
from survey_service.operations.sealed_answers import readable
from survey_service.operations.theme_boards import BoardBefore, newest_board
from survey_service.operations.theme_edits import count_changes, first_fit_of, last_edit, memory_of
from survey_service.operations.wave_tables import checksum, earlier_wave, fixed_minimums, wave_table
from survey_service.wave_keys import KeyFolder

SECRET_BYTES = 16
STEPS = ("Reading the answers", "Analysing", "Drawing the charts", "Storing the report")


@dataclass(frozen=True)
class AnalysisInput:
    """What one run works on, read in one transaction and free of the database afterwards.

    `board` is the state of the survey's themes that it begins from.
    """

    table: WaveTable
    settings: WaveSettings
    facts: dict[str, Any]
    board: BoardBefore


def queue_run(session: Session, wave: Wave, *, now: datetime) -> AnalysisRun:
    """Write down that a closed wave wants an analysis; a run that waits or works already is that one."""
    unfinished = (AnalysisRun.wave_id == wave.id) & AnalysisRun.state.in_(("waiting", "running"))
    found = session.scalar(select(AnalysisRun).where(unfinished))
    if found:
        return found
    run = AnalysisRun(wave_id=wave.id, created_at=now)
    session.add(run)
    session.flush()
    return run


def claim_run(session: Session, run_id: int, *, now: datetime) -> bool:
    """Take a waiting run; True for exactly one of those who try (a conditional update decides)."""
    waiting = (AnalysisRun.id == run_id) & (AnalysisRun.state == "waiting")
    return changed_one(session, update(AnalysisRun).where(waiting).values(state="running", started_at=now, step=1))


def read_wave(session: Session, wave: Wave, keys: KeyFolder, *, now: datetime) -> AnalysisInput:
    """Read all that the analysis of a sealed wave needs.

    Raises:
        WaveStateError: its answers cannot be read, or may not yet.
    """
    table = wave_table(session, wave, keys)
    earlier = earlier_waves(session, wave)
    before = earlier[-1] if earlier else None
    order, beside = reports_beside(session, wave, keys)
    settings = WaveSettings(
        minimums=fixed_minimums(session, wave),
        previous=wave_table(session, before, keys) if before else None,
        previous_name=before.name if before else "",
        loop=loop_counts(session, wave.survey.organisation_id, wave.closes_at.date().replace(day=1)),
        wave_name=wave.name,
        earlier=tuple(earlier_wave(session, each, keys) for each in earlier),
        memory=memory_for(session, wave),
        first_fit=first_fit_of(session, wave.survey, wave.name),
        handle_secret=secrets.token_bytes(SECRET_BYTES),
        cross="leader" if wave.leaders_across else "",
        order=order,
        beside=beside,
    )
    board = board_before(session, wave.survey)
    return AnalysisInput(table, settings, wave_facts(wave, now=now), board)


def reports_beside(session: Session, wave: Wave, keys: KeyFolder) -> tuple[int, tuple[Release, ...]]:
    """The place of a wave among its survey's, and every published report of it, of the one before and of the next."""
    waves = closed_waves(session, wave.survey)
    order = waves.index(wave)
    near = range(max(order - 1, 0), order + 2)
    return order, tuple(release for release in releases_of(session, waves, keys) if release.order in near)


def earlier_waves(session: Session, wave: Wave) -> Sequence[Wave]:
    """The closed waves of the same survey before this one whose answers are there to be read, the oldest first."""
    earlier = (Wave.survey_id == wave.survey_id) & (Wave.opens_at < wave.opens_at) & readable()
    return session.scalars(select(Wave).where(earlier).order_by(Wave.opens_at, Wave.id)).all()


def memory_for(session: Session, wave: Wave) -> ThemeMemory:
    """What earlier fits and edits say for a wave; no fit of a later wave: what people wrote since changes no report."""
    board = newest_board(session, wave.survey)
    later = board is not None and board.wave.opens_at > wave.opens_at
    return memory_of(session, wave.survey, as_of=wave.name if later else "")


def board_before(session: Session, survey: Survey) -> BoardBefore:
    """The state of a survey's themes: its board, how many changes by program leads there are, and the newest edit."""
    board = newest_board(session, survey)
    return BoardBefore(board.id if board else 0, count_changes(session, survey), last_edit(session, survey))


def wave_facts(wave: Wave, *, now: datetime) -> dict[str, Any]:
    """What the head of a report says of its wave."""
    organisation, zone = wave.survey.organisation, zone_of(wave.survey.time_zone)
    return {
        "name": wave.name,
        "survey": wave.survey.name,
        "organisation": organisation.name,
        "opened": wave.opens_at.astimezone(zone).date().isoformat(),
        "closed": wave.closes_at.astimezone(zone).date().isoformat(),
        "instrument_version": wave.instrument.version if wave.instrument else "",
        "imported": wave.imported,
        "is_demo": organisation.is_demo,
        "generated_at": now.isoformat(timespec="seconds"),
    }


def store_report(
    session: Session, run_id: int, snapshot: dict[str, Any], charts: dict[str, str], *, now: datetime
) -> Report:
    """Store the immutable snapshot a run leaves, and end the run."""
    run = session.get_one(AnalysisRun, run_id)
    report = Report(
        wave_id=run.wave_id,
        run_id=run.id,
        snapshot=snapshot,
        charts=charts,
        checksum=checksum(snapshot),
        created_at=now,
    )
    session.add(report)
    run.state, run.step, run.ended_at = "done", len(STEPS), now
    session.flush()
    return report
