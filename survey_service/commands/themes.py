"""`frontline-pulse themes`: the themes of a file of comments, without any service or database."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, TypeAlias

import click

if TYPE_CHECKING:
    from analysis.text.overview import Overview
    from survey_service.column_guesses import Guesses
    from survey_service.commands.file_values import Asked
    from survey_service.comment_groups import Groups

LENGTH: Final = 1000
READING: Final = 0.05
"""The share of the work that reading the file is, for the progress bar."""
WRITING: Final = "Writing"
WIDEST_STEP: Final = 16

Tell: TypeAlias = Callable[[str, float], None]


@dataclass(frozen=True)
class Wanted:
    """The columns that were named, and how many themes."""

    text: str | None
    by: str | None
    period: str | None
    themes: int | None
    header: bool = True

    @property
    def columns(self) -> list[str]:
        """The columns that were named besides that of the comments."""
        return [column for column in (self.by, self.period) if column]


@dataclass(frozen=True)
class Read:
    """What a file holds: its comments, their groups and periods, and what its columns are good for."""

    guesses: "Guesses"
    notes: tuple[str, ...]
    comments: list[str]
    groups: "Groups"
    periods: "Groups"


@click.command("themes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--text-column", metavar="NAME", help="The column that holds the comments.  [default: the longest texts]")
@click.option("--by", "by", metavar="NAME", help="A column to compare by: role, region, status, a rating, an age.")
@click.option("--role-column", "role", metavar="NAME", help="The same as --by, for a column of roles.")
@click.option("--period-column", metavar="NAME", help="A column of dates: shares by year, or by quarter under 3 years.")
@click.option("--no-header", is_flag=True, help="The first row is a comment already; columns are “column 1” and so on.")
@click.option("--themes", type=click.IntRange(1, 100), metavar="N", help="How many themes; chosen by size if left out.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the results.  [default: the file's name with -themes, here]",
)
def themes_command(
    file: Path,
    text_column: str | None,
    by: str | None,
    role: str | None,
    period_column: str | None,
    no_header: bool,
    themes: int | None,
    output: Path | None,
) -> None:
    """Say what the comments in a file are about.

    FILE is a CSV or XLSX file with one comment a row. Writes report.html, a page that needs nothing else, and
    themes.csv, assignments.csv and themes.json. E-mail addresses, phone numbers and links are masked in them; names of
    people are not known here. Nothing leaves this machine.
    """
    if by and role:
        raise click.UsageError("--by and --role-column do the same. Name one of them.")
    wanted = Wanted(text_column, by or role, period_column, themes, header=not no_header)
    run(file, wanted, output or Path(f"{file.stem}-themes"))


def run(file: Path, wanted: Wanted, folder: Path) -> None:
    """Read, find, write, and say so; what the file does not allow is one line for the person at the keyboard."""
    from analysis.errors import AnalysisError
    from survey_service.errors import InvalidFileError
    from survey_service.theme_summary import summary

    try:
        with progress() as tell, written_to(folder):
            read = read_in(file, wanted, lambda done: tell("Reading", READING * done))
            overview = found_in(read, wanted, tell)
            tell(WRITING, 1.0)
            values = write(folder, overview, asked_of(file, wanted, read))
    except (InvalidFileError, AnalysisError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(summary(values, read.guesses, folder))


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """A folder that can be written to, before minutes are spent; one that was made is gone again where nothing came."""
    there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder):
            pass
    except OSError as error:
        raise click.ClickException(f"Cannot write to {folder}: {error.strerror}. Name another --output.") from error
    try:
        yield
    finally:
        if not there and not any(folder.iterdir()):
            folder.rmdir()


def read_in(file: Path, wanted: Wanted, tell: Callable[[float], None]) -> Read:
    """What a file holds, before anything heavy is imported: what it does not allow is said at once."""
    from survey_service.column_guesses import guess_columns
    from survey_service.comment_files import look_into, read_comment_file
    from survey_service.comment_groups import Groups, comparable_groups, period_groups
    from survey_service.errors import InvalidFileError

    tell(0.0)
    look = look_into(file, header=wanted.header)
    guesses = guess_columns(look, wanted.text)
    size, named = max(file.stat().st_size, 1), dict.fromkeys([guesses.text, *wanted.columns])
    read = read_comment_file(file, list(named), lambda done: tell(min(1, done / size)), header=wanted.header)
    if not any(cell.strip() for cell in read.columns[guesses.text]):
        message = f"Column “{guesses.text}” of {file.name} is empty in all {len(read):,} rows. Name another column."
        raise InvalidFileError(message)
    none = Groups([], ())
    groups = comparable_groups(read.columns[wanted.by], wanted.by) if wanted.by else none
    periods = period_groups(read.columns[wanted.period], wanted.period) if wanted.period else none
    return Read(guesses, look.notes, read.columns[guesses.text], groups, periods)


def found_in(read: Read, wanted: Wanted, tell: Tell) -> "Overview":
    """What the comments of a file are about."""
    from analysis.text.grouping import Grouping
    from analysis.text.overview import overview_of

    return overview_of(
        read.comments,
        groups=Grouping(read.groups.values, read.groups.names),
        periods=Grouping(read.periods.values, read.periods.names),
        n_themes=wanted.themes or "auto",
        on_progress=lambda step, done: tell(step, READING + (1 - READING) * done),
    )


def asked_of(file: Path, wanted: Wanted, read: Read) -> "Asked":
    """What was asked for, as the report says it."""
    from survey_service.commands.file_values import Asked

    return Asked(file.name, read.guesses.text, wanted.by, wanted.period, read.periods.kind, wanted.themes, read.notes)


def write(folder: Path, overview: "Overview", asked: "Asked") -> dict[str, object]:
    """Write the files and give their values, or say in one line why that cannot be."""
    from survey_service.commands.file_values import assigned_values, overview_values
    from survey_service.theme_files import write_theme_files

    values = overview_values(overview, asked)
    try:
        write_theme_files(folder, values, assigned_values(overview.assignments))
    except OSError as error:
        raise click.ClickException(f"Cannot write to {folder}: {error.strerror}. Name another --output.") from error
    return values


@contextmanager
def progress() -> Iterator[Tell]:
    """A progress bar on the error stream; gives a function that takes the step and the share that is done."""
    with click.progressbar(length=LENGTH, label="Reading".ljust(WIDEST_STEP), file=sys.stderr, show_pos=False) as bar:

        def tell(step: str, done: float) -> None:
            bar.label = step.ljust(WIDEST_STEP)
            bar.update(max(0, int(done * LENGTH) - bar.pos))

        yield tell
