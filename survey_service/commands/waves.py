"""Waves on the command line: open, close, analyse, export."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey_service.commands.service import service

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey_service.models import Wave

WAVE = click.argument("wave", type=click.IntRange(1, 2**31 - 1))


@click.command("open-wave")
@WAVE
@click.pass_obj
def open_wave(data: Path, wave: int) -> None:
    """Open a planned WAVE and invite its people.

    WAVE is the number that the address of its page ends with.
    """
    from survey_service import db, safekeeping
    from survey_service.clock import now
    from survey_service.operations import waves

    with service(data) as app:
        session = db.session()
        found = find(session, wave)
        safekeeping.keep_keys(now())
        invited = waves.open_wave(session, found, now=now(), secret=app.config["SECRET_KEY"])
        session.commit()
        click.echo(f"“{found.name}” is open: {invited:,} people are invited. The worker sends the mails.")


@click.command("close-wave")
@WAVE
@click.option("--yes", is_flag=True, help="Close without asking.")
@click.pass_obj
def close_wave(data: Path, wave: int, yes: bool) -> None:
    """Close an open WAVE for good, and analyse it."""
    from survey_service import db, jobs
    from survey_service.clock import now
    from survey_service.operations import waves

    with service(data):
        session = db.session()
        found = find(session, wave)
        if found.state == "open" and not yes:
            click.confirm(f"Close “{found.name}”? Nobody can answer or change an answer afterwards", abort=True)
        waves.close_wave(session, found, now=now())
        session.commit()
        click.echo(f"“{found.name}” is closed. Sealing and analysing …")
        jobs.analyse_now(wave, now=now())
        click.echo("The report is stored.")


@click.command("run-due")
@click.pass_obj
def run_due(data: Path) -> None:
    """Plan, open and close whatever is due, each once.

    It may run as often, and in as many processes, as you like.
    """
    from survey_service import db, safekeeping
    from survey_service.clock import now
    from survey_service.operations import waves

    with service(data) as app:
        session = db.session()
        safekeeping.keep_keys(now())
        done = waves.run_due(session, now=now(), secret=app.config["SECRET_KEY"])
        session.commit()
        click.echo(f"{len(done.planned)} planned, {len(done.opened)} opened, {len(done.closed)} closed.")
        for step, ids in (("Planned", done.planned), ("Opened", done.opened), ("Closed", done.closed)):
            for wave in (find(session, wave_id) for wave_id in ids):
                click.echo(f"  {step}: wave {wave.id}, “{wave.survey.name}”, {wave.name}")
        for problem in done.problems:
            click.echo(f"  {problem}", err=True)


@click.command()
@WAVE
@click.pass_obj
def analyse(data: Path, wave: int) -> None:
    """Analyse a closed WAVE anew.

    It leaves a new report and touches no earlier one.
    """
    from survey_service import db, jobs
    from survey_service.clock import now

    with service(data):
        found = find(db.session(), wave)
        jobs.analyse_now(found.id, now=now())
        click.echo(f"The report of “{found.name}” is stored.")


@click.command()
@WAVE
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; here, wave-N.csv.")
@click.pass_obj
def export(data: Path, wave: int, kind: str, output: Path | None) -> None:
    """Write the report of a WAVE to a file: scores and themes."""
    from survey_service import db
    from survey_service.operations import exports, reports

    with service(data):
        session = db.session()
        found = find(session, wave)
        closed = reports.closed_wave(session, found.survey.organisation, found.id)
        path = output or Path(f"wave-{wave}.{kind}")
        exports.write_export(reports.find_report(session, closed).snapshot, kind, path)
        click.echo(f"Written: {path}")


def find(session: "Session", wave_id: int) -> "Wave":
    """Find a wave by its number.

    Raises:
        ClickException: there is none.
    """
    from survey_service.models import Wave

    wave = session.get(Wave, wave_id)
    if wave is None:
        raise click.ClickException(f"There is no wave {wave_id}. The console lists them; `run-due` plans the next.")
    return wave
