"""The audit of published reports on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey_service.commands.service import service
from survey_service.commands.waves import find

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey_service.operations.release_audit import SurveyAudit
    from survey_service.wave_keys import KeyFolder


@click.command("audit-release")
@click.argument("wave", type=click.IntRange(1, 2**31 - 1), required=False)
@click.option("--all", "every", is_flag=True, help="Every survey that has a report.")
@click.pass_obj
def audit_release(data: Path, wave: int | None, every: bool) -> None:
    """Try to work out single answers from reports.

    All reports of the WAVE and of the waves before it are taken together. Exit code 0: nothing follows. 1: something
    does, and is said. 2: wrong usage, or there is no report.
    """
    from survey_service import db, safekeeping

    if (wave is None) != every:
        raise click.UsageError("Give the number of one WAVE, or --all.")
    with service(data):
        audits = tried(db.session(), wave, safekeeping.key_folder())
    for one in audits:
        tell(one)
    click.echo(closing_line(audits))
    if any(one.audit.leaks for one in audits):
        click.get_current_context().exit(1)


def tried(session: "Session", wave_id: int | None, keys: "KeyFolder") -> list["SurveyAudit"]:
    """Audit one wave, or every survey.

    Raises:
        UsageError: the wave is not there, or has no report.
    """
    from survey_service.operations import release_audit

    if wave_id is None:
        return release_audit.audit_all(session, keys)
    try:
        wave = find(session, wave_id)
    except click.ClickException as error:
        raise click.UsageError(error.message) from error
    if not release_audit.has_report(session, wave):
        raise click.UsageError(f"“{wave.name}” has no report yet. One is made when the wave has closed.")
    return [release_audit.audit_wave(session, wave, keys)]


def tell(one: "SurveyAudit") -> None:
    """Print what was tried of one survey, and each leak on a line."""
    audit = one.audit
    read = f"{counts(audit.waves, 'wave')}, {counts(audit.reports, 'report')}, {counts(audit.figures, 'score')}"
    click.echo(f"“{one.survey}” up to {one.last_wave}: {read}, {counts(audit.sums, 'sum')} that follow from them")
    for leak in audit.leaks:
        click.echo(f"  LEAK: {leak.sentence}")


def closing_line(audits: list["SurveyAudit"]) -> str:
    """The one line with the counts."""
    waves, reports = sum(one.audit.waves for one in audits), sum(one.audit.reports for one in audits)
    sums, leaks = sum(one.audit.sums for one in audits), sum(len(one.audit.leaks) for one in audits)
    tried_of = f"{counts(len(audits), 'survey')}, {counts(waves, 'wave')}, {counts(reports, 'report')}"
    return f"{tried_of}, {counts(sums, 'sum')}: {counts(leaks, 'leak')}."


def counts(number: int, noun: str) -> str:
    """A number with its noun: "1 leak", "12 leaks"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
