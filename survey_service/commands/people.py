"""People on the command line: members who sign in, and the roster."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey_service.commands.service import service

if TYPE_CHECKING:
    from survey_service.operations.roster import RosterPreview


@click.command("add-member")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", type=click.Choice(["executive", "program_lead", "administrator"]), required=True)
@click.option("--organisation", default="My organisation", show_default=True, help="Made when there is none yet.")
@click.password_option(help="Asked for when it is not given.")
@click.pass_obj
def add_member(data: Path, email: str, name: str, role: str, organisation: str, password: str) -> None:
    """Let somebody sign in; the first one makes the organisation."""
    from flask_security.utils import hash_password

    from survey_service import db
    from survey_service.clock import now
    from survey_service.operations.members import add_member as add

    with service(data):
        session = db.session()
        member = add(session, organisation, email, name, role, hash_password(password), now=now())
        session.commit()
        click.echo(f"{member.name} signs in as {member.email}.")


@click.command("import-roster")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Import without asking, after the preview.")
@click.pass_obj
def import_roster(data: Path, file: Path, yes: bool) -> None:
    """Import a roster (CSV or XLSX: name, e-mail, role, manager's e-mail, region, language, time zone)."""
    from survey_service import db
    from survey_service.clock import now
    from survey_service.operations import roster
    from survey_service.operations.members import the_organisation

    with service(data):
        session = db.session()
        staged = roster.stage_import(session, the_organisation(session).id, file.name, file.read_bytes(), now=now())
        preview = roster.preview_import(session, staged)
        show_preview(preview)
        if not preview.n_fine:
            raise click.ClickException("No row can be imported. Mend the rows above and try again.")
        if not yes:
            click.confirm(f"Import {preview.n_fine:,} rows, leave out {len(preview.error_rows):,}?", abort=True)
        roster.confirm_import(session, staged)
        session.commit()
    click.echo("Imported." if not preview.errors else "Imported, without the rows above.")
    if preview.errors:
        raise SystemExit(1)


def show_preview(preview: "RosterPreview") -> None:
    """Print what an import would change."""
    click.echo(
        f"{preview.n_rows:,} rows: {len(preview.new):,} new, {len(preview.changed):,} changed, "
        f"{len(preview.leaving):,} leaving, {preview.n_unchanged:,} unchanged, {len(preview.error_rows):,} with errors."
    )
    for error in preview.errors[:20]:
        click.echo(f"  Row {error.row}, column {error.column}, “{error.value}”: {error.wrong} {error.mend}")
    if len(preview.errors) > 20:
        click.echo(f"  … and {len(preview.errors) - 20:,} more.")
