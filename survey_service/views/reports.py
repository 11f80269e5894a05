"""The reports: the list, one on a page, the same on paper."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from survey_service import db
from survey_service.charts.wording import between, share_percent, share_width, short_share, whole
from survey_service.clock import now
from survey_service.models import Report, Wave
from survey_service.operations import report_tables
from survey_service.operations.question_bank import load_bank
from survey_service.operations.reports import (
    RUN_STEPS,
    closed_wave,
    find_report,
    has_mirror,
    must_guess,
    newest_report,
    newest_run,
    reports_of,
    try_again,
)
from survey_service.pdf import report_pdf
from survey_service.views.access import ANY_MEMBER, LEAD, member, open_to, organisation

blueprint = Blueprint("reports", __name__, url_prefix="/reports")
blueprint.add_app_template_filter(whole, "score")
blueprint.add_app_template_filter(between, "interval")
blueprint.add_app_template_filter(short_share, "short_share")
blueprint.add_app_template_filter(share_percent, "share_percent")
blueprint.add_app_template_filter(share_width, "share_width")


@blueprint.get("")
@open_to(*ANY_MEMBER)
def reports() -> ResponseReturnValue:
    """List the reports, the newest first, with those that are being made."""
    entries = reports_of(db.session(), organisation())
    return render_template("reports/reports.html", entries=entries, steps=RUN_STEPS, may_retry=member().role in LEAD)


@blueprint.get("/<int:wave_id>")
@open_to(*ANY_MEMBER)
def report(wave_id: int) -> ResponseReturnValue:
    """Show one report; an executive gives their own view first."""
    session = db.session()
    wave = closed_wave(session, organisation(), wave_id)
    if must_guess(session, wave, member()):
        return redirect(url_for("reveal.guess", wave_id=wave.id), code=303)
    found = newest_report(session, wave)
    if found is None:
        run, may_retry = newest_run(session, wave), member().role in LEAD
        return render_template("reports/waiting.html", wave=wave, run=run, steps=RUN_STEPS, may_retry=may_retry)
    run = newest_run(session, wave) if member().role in LEAD else None
    failed = run if run and run.state == "failed" else None
    return render_template("reports/report.html", **page_values(wave, found), failed=failed, steps=RUN_STEPS)


def page_values(wave: Wave, found: Report) -> dict[str, Any]:
    """What the report's page is made of: the stored snapshot and charts, and nothing else."""
    snapshot = report_tables.readable(found.snapshot)
    return {
        "wave": wave,
        "report": snapshot,
        "charts": {name: Markup(svg) for name, svg in found.charts.items()},  # noqa: S704 (drawn by us, text escaped)
        "tables": report_tables,
        "construct_names": load_bank().constructs,
        "statements": report_tables.statements(snapshot),
        "regions": report_tables.group_table(snapshot, "region"),
        "is_lead": member().role in LEAD,
        "has_guess": member().role not in LEAD and has_mirror(wave),
    }


@blueprint.get("/<int:wave_id>/report.pdf")
@open_to(*ANY_MEMBER)
def pdf(wave_id: int) -> ResponseReturnValue:
    """Give the report as one page of paper."""
    session = db.session()
    wave = closed_wave(session, organisation(), wave_id)
    if must_guess(session, wave, member()):
        return redirect(url_for("reveal.guess", wave_id=wave.id), code=303)
    found = find_report(session, wave)
    headers = {"Content-Disposition": f'inline; filename="report-{wave.id}.pdf"'}
    return Response(report_pdf(found.snapshot, found.charts), mimetype="application/pdf", headers=headers)


@blueprint.post("/<int:wave_id>/again")
@open_to(*LEAD)
def again(wave_id: int) -> ResponseReturnValue:
    """Put a failed analysis into the queue again."""
    session = db.session()
    try_again(session, closed_wave(session, organisation(), wave_id), now=now())
    session.commit()
    return redirect(url_for(".reports"), code=303)
