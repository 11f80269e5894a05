"""Makers for the pages of reports: a closed wave with its report, and a member who is signed in."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.charts import draw_charts
from survey_service.models import AnalysisRun, Member, Organisation, Report, Wave
from survey_service.operations.export_rows import snapshot_checksum
from tests.makers import NOW, make_organisation, make_survey, make_wave
from tests.survey_service.report_sample import sample_snapshot


def make_closed_wave(session: Session, organisation: Organisation | None = None, **values: Any) -> Wave:
    """A closed wave without a report."""
    survey = make_survey(session, organisation or make_organisation(session))
    return make_wave(session, survey, **{"state": "closed", **values})


def make_run(session: Session, wave: Wave, **values: Any) -> AnalysisRun:
    """An analysis run that is done."""
    run = AnalysisRun(wave_id=wave.id, **{"state": "done", "step": 4, "created_at": NOW, **values})
    session.add(run)
    session.flush()
    return run


def make_report(session: Session, wave: Wave, snapshot: dict[str, Any] | None = None) -> Report:
    """The report of a closed wave, with its charts."""
    content = sample_snapshot() if snapshot is None else snapshot
    report = Report(
        wave_id=wave.id,
        run_id=make_run(session, wave).id,
        snapshot=content,
        charts=draw_charts(content),
        checksum=snapshot_checksum(content),
        created_at=NOW,
    )
    session.add(report)
    session.flush()
    return report


def sign_in(client: FlaskClient, member: Member) -> None:
    """Let a browser be a member's, as after the sign-in page."""
    with client.session_transaction() as cookies:
        cookies["_user_id"], cookies["_fresh"] = member.fs_uniquifier, True
