"""The keys of waves on the command line, and for how long answers are kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey_service.commands.service import service
from survey_service.commands.waves import find

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey_service.models import Wave, WaveKey
    from survey_service.wave_keys import KeyFolder


@click.group(invoke_without_command=True)
@click.pass_context
def keys(context: click.Context) -> None:
    """List the keys of waves, and which are missing.

    What is answered in a wave is encrypted to a key of its own. The private half lies in the key
    folder (PULSE_KEY_FOLDER, `keys` in the folder of --data): back that folder up apart from the
    database, and throw such a backup away after a month, or it opens what was deleted here.
    Whoever has both can read answers; without the folder nobody can.
    """
    if context.invoked_subcommand is None:
        list_keys(context.obj)


def list_keys(data: Path) -> None:
    """Print every key; exit code 1 where one is missing."""
    from survey_service import db, safekeeping

    with service(data):
        folder, session = safekeeping.key_folder(), db.session()
        rows = key_rows(session)
        click.echo(f"Key folder: {folder.path}")
        ready = [key for key, wave in rows if wave is None]
        click.echo(f"{sum(folder.holds(key.public_key) for key in ready)} ready for the next waves.")
        missing = [show_key(folder, key, wave) for key, wave in rows if wave is not None]
    if any(missing):
        raise click.ClickException(
            "A key is missing: nobody can read that wave's answers any more. Reports that were made stay. "
            "Put the file back from a backup of the key folder."
        )


def key_rows(session: "Session") -> "list[tuple[WaveKey, Wave | None]]":
    """Every key with its wave, by wave."""
    from sqlalchemy import select

    from survey_service.models import Wave, WaveKey

    found = select(WaveKey, Wave).outerjoin(Wave, Wave.id == WaveKey.wave_id)
    return [(key, wave) for key, wave in session.execute(found.order_by(Wave.id, WaveKey.retired_at))]


def show_key(folder: "KeyFolder", key: "WaveKey", wave: "Wave") -> bool:
    """Print one key's line; says whether it is one that is missed."""
    there = folder.private_half(key.public_key) is not None
    missed = not there and key.retired_at is None
    state = "MISSING" if missed else "there" if key.retired_at is None else "of before the seal, will be destroyed"
    sealed = ", sealed" if wave.sealed else ""
    click.echo(f"  wave {wave.id}, “{wave.survey.name}”, {wave.name} ({wave.state}{sealed}): {state}")
    click.echo(f"    {folder.file_of(key.public_key).name}")
    return missed


@keys.command()
@click.argument("wave", type=click.IntRange(1, 2**31 - 1), required=False)
@click.option("--all", "every", is_flag=True, help="All waves whose answers are sealed.")
@click.pass_obj
def rotate(data: Path, wave: int | None, every: bool) -> None:
    """Give a closed WAVE a new key, and destroy the old one.

    Backups of the database from before cannot be read any more after that.
    """
    from sqlalchemy import select

    from survey_service import db, safekeeping
    from survey_service.clock import now
    from survey_service.models import Wave
    from survey_service.operations.sealed_answers import readable

    if (wave is None) is not every:
        raise click.UsageError("Name one wave, or --all.")
    with service(data):
        session = db.session()
        waves = [find(session, wave)] if wave else session.scalars(select(Wave).where(readable()).order_by(Wave.id))
        for found in list(waves):
            safekeeping.change_key(found.id, now=now())
            click.echo(f"“{found.name}” has a new key. The old one is destroyed.")


@click.command("keep-answers")
@click.argument("months", type=click.IntRange(1, 120))
@click.pass_obj
def keep_answers(data: Path, months: int) -> None:
    """Keep the answers of each wave for MONTHS after its close.

    Then the worker deletes them and destroys their key; reports stay. Waves that have opened
    are never kept longer than their respondents were told. 12 is what it begins with.
    """
    from sqlalchemy import select

    from survey_service import db
    from survey_service.models import Organisation
    from survey_service.operations.retention import keep_for

    with service(data):
        session = db.session()
        for organisation in session.scalars(select(Organisation)).all():
            keep_for(session, organisation, months)
        session.commit()
        click.echo(f"Answers are kept for {months} {'month' if months == 1 else 'months'} after the close of a wave.")
