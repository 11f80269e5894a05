"""Find a report for its reader. A report is never made here: it is the snapshot that an analysis run left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from survey_service.errors import NotFoundError, ReportNotReadyError, WaveStateError
from survey_service.models import AnalysisRun, Member, Organisation, Report, Survey, Wave
from survey_service.operations.analysis_runs import queue_run
from survey_service.operations.guesses import has_guessed
from survey_service.operations.members import respondent_of

RUN_STEPS = 4
"""Reading the answers, analysing, drawing the charts, storing the report."""


@dataclass(frozen=True)
class ReportEntry:
    """A closed wave with its newest report, or the run that is to make it; one of the two is there, or neither yet."""

    wave: Wave
    report: Report | None
    run: AnalysisRun | None


def closed_wave(session: Session, organisation: Organisation, wave_id: int) -> Wave:
    """Find a closed wave of the organisation.

    Raises:
        NotFoundError: there is none, or it is another organisation's.
        ReportNotReadyError: the wave has not closed.
    """
    mine = (Wave.id == wave_id) & (Survey.organisation_id == organisation.id)
    wave = session.scalar(select(Wave).join(Survey).where(mine))
    if wave is None:
        raise NotFoundError("There is no such report. Choose one from the list of reports.")
    if wave.state != "closed":
        raise ReportNotReadyError(f"“{wave.name}” has no report yet. One is made when the wave has closed.")
    return wave


def newest_report(session: Session, wave: Wave) -> Report | None:
    """The last report made of a wave, or None."""
    return session.scalar(select(Report).where(Report.wave_id == wave.id).order_by(Report.id.desc()).limit(1))


def find_report(session: Session, wave: Wave) -> Report:
    """The last report made of a wave.

    Raises:
        ReportNotReadyError: its analysis has not ended.
    """
    report = newest_report(session, wave)
    if report is None:
        raise ReportNotReadyError(f"The report of “{wave.name}” is not ready. Look again in a minute.")
    return report


def newest_run(session: Session, wave: Wave) -> AnalysisRun | None:
    """The last analysis run of a wave, or None."""
    runs = select(AnalysisRun).where(AnalysisRun.wave_id == wave.id).order_by(AnalysisRun.id.desc())
    return session.scalar(runs.limit(1))


def reports_of(session: Session, organisation: Organisation) -> Sequence[ReportEntry]:
    """Every closed wave of an organisation, the latest first, with its newest report and its newest run."""
    mine = (Survey.organisation_id == organisation.id) & (Wave.state == "closed")
    waves = session.scalars(select(Wave).join(Survey).where(mine).order_by(Wave.closes_at.desc(), Wave.id.desc())).all()
    ids = [wave.id for wave in waves]
    latest_reports = select(func.max(Report.id)).where(Report.wave_id.in_(ids)).group_by(Report.wave_id)
    latest_runs = select(func.max(AnalysisRun.id)).where(AnalysisRun.wave_id.in_(ids)).group_by(AnalysisRun.wave_id)
    found = select(Report).where(Report.id.in_(latest_reports)).options(defer(Report.charts))
    reports = {report.wave_id: report for report in session.scalars(found)}
    runs = {run.wave_id: run for run in session.scalars(select(AnalysisRun).where(AnalysisRun.id.in_(latest_runs)))}
    return [ReportEntry(wave, reports.get(wave.id), runs.get(wave.id)) for wave in waves]


def must_guess(session: Session, wave: Wave, member: Member) -> bool:
    """Say whether a member has to answer the mirror before reading: executives do, once, where the wave asked them.

    Raises:
        ReportNotReadyError: they have to, and are not on the roster.
    """
    if member.role != "executive" or not has_mirror(wave):
        return False
    respondent = respondent_of(session, member)
    if respondent is None:
        raise ReportNotReadyError(
            "The report opens once you have given your own view, and your address is not on the roster. "
            "Ask your program lead to add you."
        )
    return not has_guessed(session, wave, respondent)


def has_mirror(wave: Wave) -> bool:
    """Whether the wave's instrument asks executives to guess; answers collected elsewhere cannot be mirrored."""
    return bool(wave.instrument and not wave.imported and "executive" in wave.instrument.content["roles"])


def try_again(session: Session, wave: Wave, *, now: datetime) -> None:
    """Put an analysis that failed into the queue again.

    Raises:
        WaveStateError: the last one did not fail.
    """
    failed = newest_run(session, wave)
    if failed is None or failed.state != "failed":
        raise WaveStateError(f"The analysis of “{wave.name}” has not failed. Nothing was changed.")
    queue_run(session, wave, now=now)
