"""`frontline-pulse`: the command line. Exit codes: 0 done, 1 refused or failed (one line says why), 2 wrong usage."""

import logging
import sys
from importlib import import_module
from pathlib import Path
from typing import cast

import click

COMMANDS = {
    "demo": "survey_service.commands.demo:demo",
    "serve": "survey_service.commands.service:serve",
    "work": "survey_service.commands.service:work",
    "upgrade-db": "survey_service.commands.service:upgrade_db",
    "add-member": "survey_service.commands.people:add_member",
    "import-roster": "survey_service.commands.people:import_roster",
    "open-wave": "survey_service.commands.waves:open_wave",
    "close-wave": "survey_service.commands.waves:close_wave",
    "run-due": "survey_service.commands.waves:run_due",
    "analyse": "survey_service.commands.waves:analyse",
    "export": "survey_service.commands.waves:export",
    "audit-release": "survey_service.commands.audit:audit_release",
    "keys": "survey_service.commands.keys:keys",
    "keep-answers": "survey_service.commands.keys:keep_answers",
    "themes": "survey_service.commands.themes:themes_command",
    "import-answers": "survey_service.commands.answers:import_answers",
}


class LazyGroup(click.Group):
    """Imports a command when it is used: `--help` and `themes` stay quick, and `themes` needs no service."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        return cast("click.Command", getattr(import_module(module), name))


def show_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    """Print the version and stop."""
    from importlib.metadata import PackageNotFoundError, version

    if not asked:
        return
    try:
        click.echo(f"frontline-pulse {version('frontline-pulse')}")
    except PackageNotFoundError:
        click.echo("frontline-pulse, from a checkout that is not installed")
    context.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".data"),
    show_default=True,
    help="Folder of the embedded database. DATABASE_URL=postgresql://… uses PostgreSQL instead.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="Show it, and stop."
)
@click.pass_context
def cli(ctx: click.Context, data: Path) -> None:
    """Frontline Pulse: where support and need part ways, and how sure we are.

    Try `frontline-pulse demo`, or `frontline-pulse themes comments.csv --text-column text`.
    """
    ctx.obj = data


def main() -> None:
    """Run the command line; what the service or the machine refuses is one line, never a stack trace."""
    from survey_service.errors import PulseError

    logging.getLogger("pulse").addHandler(logging.NullHandler())  # a command says what failed; `work` keeps a log
    try:
        code = cli.main(prog_name="frontline-pulse", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        code = 1
    except click.ClickException as error:
        code = shown(error)
    except PulseError as error:
        click.echo(f"frontline-pulse: {error}", err=True)
        code = 1
    except OSError as error:
        click.echo(f"frontline-pulse: {error.filename or 'The file'}: {error.strerror or error}.", err=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def shown(error: click.ClickException) -> int:
    """Print a refusal on one line, wrong usage with its hint; returns the exit code."""
    if isinstance(error, click.UsageError):
        error.show()
    else:
        click.echo(f"frontline-pulse: {error.format_message()}", err=True)
    return error.exit_code
