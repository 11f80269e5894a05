"""Run the service: the web server, the worker, the database's upgrade."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

    from survey_service.config import Settings


def settings_for(data: Path) -> "Settings":
    """Settings from the environment, with the folder of `--data`.

    Raises:
        ClickException: a setting is not what it must be.
    """
    from pydantic import ValidationError

    from survey_service.config import Settings

    try:
        return Settings(data_folder=data.resolve())
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise click.ClickException(f"The setting PULSE_{name} is wrong: {first['msg']}.") from error


@contextmanager
def database_refusals() -> Iterator[None]:
    """Say in one line what is wrong with a database that cannot be used."""
    import sqlite3

    from alembic.util import CommandError
    from sqlalchemy.exc import ArgumentError, DatabaseError

    try:
        yield
    except CommandError as error:
        raise click.ClickException(
            "A newer version made this database. Install that version, or choose another --data."
        ) from error
    except (ArgumentError, ModuleNotFoundError) as error:
        raise click.ClickException(
            "DATABASE_URL is not understood. Write it as postgresql://name:password@host/database."
        ) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise click.ClickException(
            f"The database cannot be used: {reason}. Check DATABASE_URL, or the folder of --data."
        ) from error


@contextmanager
def service(data: Path) -> Iterator["Flask"]:
    """An application with an up-to-date database, its context pushed.

    Raises:
        ClickException: the settings or the database cannot be used.
    """
    settings = settings_for(data)
    settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with database_refusals(), served(settings) as app:
        yield app


@contextmanager
def served(settings: "Settings") -> Iterator["Flask"]:
    """An application of these settings with an up-to-date database, its context pushed; let go of afterwards."""
    from survey_service.app import create_app
    from survey_service.db import db, upgrade

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
    """Serve the pages, with one worker, until Ctrl-C."""
    with service(data):
        pass
    from survey_service.commands.processes import run_together

    run_together(data, host=host, port=port, workers=workers)


@click.command()
@click.pass_obj
def work(data: Path) -> None:
    """Run one worker until Ctrl-C.

    It opens and closes what is due, sends mail and analyses. Any number may run.
    """
    from survey_service import jobs, safekeeping
    from survey_service.clock import now

    logging.basicConfig(format="%(asctime)s %(message)s")
    with service(data) as app:
        safekeeping.keep_keys(now())  # a worker that cannot keep keys ends here, in one line
    jobs.work(app)


def gunicorn_command(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server."""
    options = ["--worker-class", "gthread", "--threads", "8", "--no-control-socket", "--log-level", "warning"]
    bind = ["--bind", f"{host}:{port}", "--workers", str(workers), "--preload"]
    return [sys.executable, "-m", "gunicorn", *options, *bind, "survey_service.wsgi:app"]


def child_environment(data: Path, base_url: str) -> dict[str, str]:
    """The environment of the processes we start: the same folder, one BLAS thread each.

    PULSE_BASE_URL, where it is set, is what people reach the service by, so it stays what links in mails begin with.
    """
    ours = {"PULSE_DATA_FOLDER": str(data.resolve()), "OMP_NUM_THREADS": "1"}
    return {"PULSE_BASE_URL": base_url, **os.environ, **ours}


def start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that Ctrl-C reaches it only through us, in order."""
    return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 (our own commands)
