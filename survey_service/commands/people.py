"""People on the command line: members who sign in, and the roster."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey_service.commands.service import service

if TYPE_CHECKING:
    from survey_service.operations.roster import RosterPreview


SHORTEST_PASSWORD = 8


def checked_email(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """An address that the sign-in page takes too."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except (EmailNotValidError, UnicodeEncodeError) as error:
        raise click.BadParameter("Write it as name@company.com.") from error


def checked_line(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A line of text that both databases store the same."""
    from survey_service.texts import clean_line

    if not (line := clean_line(value)) or len(line) > 300:
        raise click.BadParameter("Write 1 to 300 characters.")
    return line


def checked_password(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A password that is long enough."""
    if len(value) < SHORTEST_PASSWORD:
        raise click.BadParameter(f"Use at least {SHORTEST_PASSWORD} characters.")
    return value


@click.command("add-member")
@click.option("--email", required=True, callback=checked_email)
@click.option("--name", required=True, callback=checked_line)
@click.option("--role", type=click.Choice(["executive", "program_lead", "administrator"]), required=True)
@click.option(
    "--organisation",
    default="My organisation",
    show_default=True,
    callback=checked_line,
    help="Made when there is none yet.",
)
@click.password_option(callback=checked_password, help="Asked for when it is not given.")
@click.pass_obj
def add_member(data: Path, email: str, name: str, role: str, organisation: str, password: str) -> None:
    """Let somebody sign in.

    The first one makes the organisation.
    """
    from flask_security.utils import hash_password

    from survey_service import db
    from survey_service.clock import now
    from survey_service.operations.members import add_member as add

    with service(data):
        session = db.session()
        member = add(session, organisation, email, name, role, hash_password(password), now=now())
        session.commit()
        click.echo(f"{member.name} signs in to {member.organisation.name} as {member.email}.")


@click.command("import-roster")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Import without asking, after the preview.")
@click.pass_obj
def import_roster(data: Path, file: Path, yes: bool) -> None:
    """Import the people to ask from a CSV or XLSX file.

    Its columns: name, e-mail, role and manager (an e-mail); region, language and time zone where there are any.
    """
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
