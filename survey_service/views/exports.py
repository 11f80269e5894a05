"""The program lead's exports of a report."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from survey_service import db
from survey_service.operations.exports import export_bytes
from survey_service.operations.reports import closed_wave, find_report
from survey_service.views.access import LEAD, open_to, organisation

blueprint = Blueprint("exports", __name__, url_prefix="/reports")

MIME_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@blueprint.get("/<int:wave_id>/export.<kind>")
@open_to(*LEAD)
def export(wave_id: int, kind: str) -> ResponseReturnValue:
    """Give the themes and scores of a report as a file."""
    session = db.session()
    wave = closed_wave(session, organisation(), wave_id)
    content = export_bytes(find_report(session, wave).snapshot, kind)
    headers = {"Content-Disposition": f'attachment; filename="report-{wave.id}.{kind}"'}
    return Response(content, content_type=MIME_TYPES[kind], headers=headers)
