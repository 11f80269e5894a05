"""Somebody comes with a file: its themes without any service, and its answers as waves with reports."""

import csv
import html
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from survey_service import db
from survey_service.app import create_app
from survey_service.commands.service import service
from survey_service.config import Settings
from survey_service.db import db as database
from survey_service.db import reading
from survey_service.models import Organisation, Report, Wave
from survey_service.operations.export_rows import export_rows
from tests.clients import SeparateClient
from tests.guards.project_tree import ROOT
from tests.journeys.real_text import RealText, find_real_text
from tests.makers import make_member
from tests.survey_service.closed_waves import sign_in


def frontline_pulse(*arguments: object) -> str:
    """Run the command line on its own; what it printed."""
    command = [sys.executable, "-m", "survey_service", *map(str, arguments)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> RealText:
    """The file."""
    return find_real_text(tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def imported(real: RealText, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the file was imported, and its two waves analysed."""
    folder = tmp_path_factory.mktemp("imported")
    said = frontline_pulse("--data", folder, "import-answers", real.file, "--mapping", real.mapping, "--yes")
    assert said.count(": report stored.") == 2, said
    return folder


@pytest.fixture(scope="module")
def app(imported: Path) -> Iterator[Flask]:
    """The service on that folder."""
    app = create_app(Settings(data_folder=imported))
    app.test_client_class = SeparateClient
    with app.app_context():
        token = reading.set(True)
        yield app
        reading.reset(token)
        database.session.remove()
        database.engine.dispose()


@pytest.fixture(scope="module")
def lead(app: Flask) -> FlaskClient:
    """The program lead of the imported organisation."""
    session = db.session()
    member = make_member(session, session.scalars(select(Organisation)).one())
    session.commit()
    client = app.test_client()
    sign_in(client, member)
    return client


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_themes_of_the_file_add_up(real: RealText, tmp_path: Path) -> None:
    columns = ("--text-column", real.text, "--role-column", real.role, "--period-column", real.period)

    frontline_pulse("themes", real.file, *columns, "--output", tmp_path)

    themes, assignments = rows_of(tmp_path / "themes.csv"), rows_of(tmp_path / "assignments.csv")
    counts = json.loads((tmp_path / "themes.json").read_text("utf-8"))["counts"]
    assert len(assignments) == counts["rows"] == len(rows_of(real.file))
    assert 2 <= len(themes) <= 40
    assert len({theme["label"] for theme in themes}) == len(themes)
    assert sum(int(theme["n"]) for theme in themes) == counts["in_a_theme"] > counts["say_something"] / 3
    for theme in themes:
        assert sum(row["theme_id"] == theme["theme_id"] for row in assignments) == int(theme["n"])
    assert "<script" not in (tmp_path / "report.html").read_text("utf-8")


def test_each_year_is_a_closed_wave_with_one_report(app: Flask) -> None:
    session = db.session()
    waves = session.scalars(select(Wave).order_by(Wave.number)).all()
    reports = session.scalars(select(Report).order_by(Report.wave_id)).all()

    assert [(wave.state, wave.imported) for wave in waves] == [("closed", True), ("closed", True)]
    assert [report.wave_id for report in reports] == [wave.id for wave in waves]


def test_every_page_of_every_report_can_be_read(app: Flask, lead: FlaskClient) -> None:
    pages = ["/reports", "/waves", "/surveys", "/people", "/check-ins", "/home"]
    waves = db.session().scalars(select(Wave.id)).all()
    pages += [f"/{kind}/{wave}" for kind in ("reports", "waves") for wave in waves]

    statuses = {page: lead.get(page).status_code for page in pages}

    assert set(statuses.values()) == {200}, statuses


def test_the_page_says_what_the_snapshot_says(app: Flask, lead: FlaskClient) -> None:
    for report in db.session().scalars(select(Report)):
        page = html.unescape(lead.get(f"/reports/{report.wave_id}").get_data(as_text=True))

        assert report.snapshot["wave"]["name"] in page
        assert all(name in page for name in shown_themes(report))
        assert "nan" not in page.split()


def shown_themes(report: Report) -> list[str]:
    """The labels of the themes that an export of the report names."""
    return [str(row["theme_label"]) for row in export_rows(report.snapshot) if row["theme_label"] and row["share_pct"]]


def test_paper_and_files_come_from_the_same_snapshot(app: Flask, lead: FlaskClient) -> None:
    for wave in db.session().scalars(select(Wave.id)):
        paper = lead.get(f"/reports/{wave}/report.pdf")
        as_json = json.loads(lead.get(f"/reports/{wave}/export.json").data)
        as_csv = csv.DictReader(io.StringIO(lead.get(f"/reports/{wave}/export.csv").data.decode("utf-8-sig")))

        assert paper.data[:5] == b"%PDF-"
        assert [row["checksum"] for row in as_json] == [row["checksum"] for row in as_csv]
        assert len({row["checksum"] for row in as_json}) == 1


def test_nobodys_comment_is_shown_that_nobody_let_be_quoted(real: RealText, app: Flask, lead: FlaskClient) -> None:
    if real.text == "wish":
        return
    for wave in db.session().scalars(select(Wave.id)):
        shown = html.unescape(lead.get(f"/reports/{wave}").get_data(as_text=True))
        shown += lead.get(f"/reports/{wave}/export.json").get_data(as_text=True)
        assert not [comment for comment in real.comments() if comment in shown]


def test_a_stored_report_is_the_same_when_it_is_made_again(app: Flask, imported: Path) -> None:
    db.session().rollback()  # whoever still reads would be waited for
    with service(imported):
        first = db.session().scalars(select(Report).order_by(Report.id)).first()
        assert first is not None
        wave, before = first.wave_id, without_its_moment(first)

    frontline_pulse("--data", imported, "analyse", wave)

    with service(imported):
        newest = db.session().scalars(select(Report).where(Report.wave_id == wave).order_by(Report.id.desc())).first()
        assert newest is not None
        assert newest.id != first.id
        assert without_its_moment(newest) == before


def without_its_moment(report: Report) -> dict[str, object]:
    """A snapshot but for when it was made."""
    facts = {name: value for name, value in report.snapshot["wave"].items() if name != "generated_at"}
    return {**report.snapshot, "wave": facts}
