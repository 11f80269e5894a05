import json

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.operations.export_rows import export_rows
from tests.makers import make_member
from tests.survey_service.closed_waves import make_closed_wave, make_report, sign_in


@pytest.mark.parametrize(
    ("kind", "mime_type"),
    [
        ("csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
    ],
)
def test_a_program_lead_gets_the_export_as_a_file(
    session: Session, client: FlaskClient, kind: str, mime_type: str
) -> None:
    wave = make_closed_wave(session)
    report = make_report(session, wave)
    member = make_member(session, wave.survey.organisation)
    session.commit()
    sign_in(client, member)

    file = client.get(f"/reports/{wave.id}/export.{kind}")

    assert (file.status_code, file.mimetype) == (200, mime_type)
    assert file.headers["Content-Disposition"] == f'attachment; filename="report-{wave.id}.{kind}"'
    if kind == "json":
        session.refresh(report)
        assert json.loads(file.data) == export_rows(report.snapshot)
        assert {row["checksum"] for row in json.loads(file.data)} == {report.checksum}


@pytest.mark.parametrize(("role", "kind", "status"), [("executive", "csv", 403), ("program_lead", "exe", 404)])
def test_an_export_is_for_program_leads_and_in_three_formats(
    session: Session, client: FlaskClient, role: str, kind: str, status: int
) -> None:
    wave = make_closed_wave(session)
    make_report(session, wave)
    member = make_member(session, wave.survey.organisation, role)
    session.commit()
    sign_in(client, member)

    assert client.get(f"/reports/{wave.id}/export.{kind}").status_code == status
