"""Run the service: the web server, the worker, the database's upgrade."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from survey_service.config import Settings


def settings_for(data: Path, **values: object) -> Settings:
    """Settings from the environment, with the folder of `--data`."""
    return Settings(data_folder=data.resolve(), **values)  # type: ignore[arg-type]  # pydantic checks them


@contextmanager
def service(data: Path) -> Iterator[Flask]:
    """An application with an up-to-date database, its context pushed."""
    from survey_service.app import create_app
    from survey_service.db import db, upgrade

    settings = settings_for(data)
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@click.command("upgrade-db")
@click.pass_obj
def upgrade_db(data: Path) -> None:
    """Make the database, or bring it to this version."""
    with service(data):
        click.echo("The database is up to date.")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 answers to other machines too.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.pass_obj
def serve(data: Path, port: int, host: str, workers: int) -> None:
    """Serve the pages with gunicorn, and run one worker beside it, until Ctrl-C."""
    with service(data):
        pass
    from survey_service.commands.processes import run_together

    run_together(data, host=host, port=port, workers=workers)


@click.command()
@click.pass_obj
def work(data: Path) -> None:
    """Run one worker: it opens and closes what is due, sends mail and analyses, until Ctrl-C."""
    from survey_service import jobs

    with service(data) as app:
        pass
    jobs.work(app)


def gunicorn_command(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server."""
    options = ["--worker-class", "gthread", "--threads", "8", "--no-control-socket", "--log-level", "warning"]
    bind = ["--bind", f"{host}:{port}", "--workers", str(workers), "--preload"]
    return [sys.executable, "-m", "gunicorn", *options, *bind, "survey_service.wsgi:app"]


def child_environment(data: Path, base_url: str) -> dict[str, str]:
    """The environment of the processes we start: the same folder and address, one BLAS thread each."""
    ours = {"PULSE_DATA_FOLDER": str(data.resolve()), "PULSE_BASE_URL": base_url, "OMP_NUM_THREADS": "1"}
    return {**os.environ, **ours}


def start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that Ctrl-C reaches it only through us, in order."""
    return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 (our own commands)
