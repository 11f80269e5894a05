"""The demo as a command: built once, started, fetched, and refused where it would mix with somebody's own."""

import json
import os
import socket
import subprocess
import sys
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from survey_service import db
from survey_service.clock import now
from survey_service.commands.demo import KEPT, addresses, discard_old_demo, fetch_all, kept_links, problem_of
from survey_service.commands.service import service
from survey_service.models import Organisation
from tests.guards.project_tree import ROOT
from tests.makers import NOW, make_organisation
from tests.survey_service.commands.runner import Run


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def test_the_demo_starts_and_every_printed_address_answers(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "DATABASE_URL"))}
    command = [
        sys.executable,
        "-m",
        "survey_service",
        "--data",
        str(tmp_path),
        "demo",
        "--check",
        "--port",
        str(free_port()),
    ]

    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)

    assert (ran.returncode, ran.stdout.splitlines()[-1:]) == (0, ["7 addresses answer."]), ran.stderr
    assert "Frontline Pulse is running with demo data." in ran.stdout
    assert "lead@tarnbrook.example" in ran.stdout
    assert "alembic" not in ran.stderr
    assert len(addresses("", kept_links(tmp_path, now()) or {})) == 7
    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "written",
    [
        "{ cut off",
        json.dumps({**dict.fromkeys(KEPT, "7"), "open_until": "2026-09-20T18:00:00+00:00"}),  # its wave has closed
        json.dumps({"rep": "7", "open_until": "2027-01-01T00:00:00+00:00"}),
        "[]",
    ],
)
def test_a_demo_that_cannot_be_shown_any_more_is_built_anew(tmp_path: Path, written: str) -> None:
    (tmp_path / "demo.json").write_text(written)

    assert kept_links(tmp_path, NOW) is None


def test_only_a_demo_is_thrown_away_to_be_built_anew(sqlite_data: Path) -> None:
    with service(sqlite_data):
        organisation = make_organisation(db.session())
        db.session().commit()
        discard_old_demo(sqlite_data)
        assert db.session().get(Organisation, organisation.id) is not None
        organisation.is_demo = True
        db.session().commit()
    discard_old_demo(sqlite_data)
    assert not (sqlite_data / "pulse.sqlite3").exists()


def test_a_folder_with_another_organisation_is_left_alone(run: Run, sqlite_data: Path) -> None:
    with service(sqlite_data):
        make_organisation(db.session())
        db.session().commit()

    ran = run("--data", sqlite_data, "demo", "--check", "--port", free_port())

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "holds an organisation that is not the demo. Choose another folder with --data." in ran.err
    assert not (sqlite_data / "demo.json").exists()


def test_a_taken_port_is_refused_before_anything_starts(run: Run, sqlite_data: Path) -> None:
    links = {**dict.fromkeys(KEPT, "7"), "open_until": (now() + timedelta(days=1)).isoformat()}
    (sqlite_data / "demo.json").write_text(json.dumps(links))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        ran = run("--data", sqlite_data, "demo", "--port", port)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"frontline-pulse: Port {port} of 127.0.0.1 cannot be used (Address already in use). "
        "Choose another with --port.\n"
    )


class Answers(BaseHTTPRequestHandler):
    """Answers 200 with a page, 200 with none, or 500, by the address."""

    def do_GET(self) -> None:
        self.send_response(500 if self.path == "/broken" else 200)
        self.end_headers()
        self.wfile.write(b"" if self.path == "/empty" else b"a page")

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet."""


def test_the_check_says_which_address_fails_and_how(capsys: pytest.CaptureFixture[str]) -> None:
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"

        fetch_all({"Fine": f"{base}/fine"})
        problems = [problem_of(f"{base}/{page}") for page in ("fine", "broken", "empty")]
        server.shutdown()

    assert capsys.readouterr().out == "1 addresses answer.\n"
    assert problems == ["", "HTTP Error 500: Internal Server Error", "the page is empty"]
    assert "refused" in problem_of(f"http://127.0.0.1:{free_port()}")
