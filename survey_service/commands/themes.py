"""`frontline-pulse themes`: the themes of a file of comments, without any service or database."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
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


@click.command("themes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--text-column", metavar="NAME", help="The column that holds the comments.  [default: the longest texts]")
@click.option("--by", "by", metavar="NAME", help="A column to compare by: role, region, status, a rating, an age.")
@click.option("--role-column", "role", metavar="NAME", help="The same as --by, for a column of roles.")
@click.option("--period-column", metavar="NAME", help="A column of dates: shares by year, or by quarter under 3 years.")
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
    run(file, Wanted(text_column, by or role, period_column, themes), output or Path(f"{file.stem}-themes"))


def run(file: Path, wanted: Wanted, folder: Path) -> None:
    """Read, find, write, and say so; what the file does not allow is one line for the person at the keyboard."""
    from analysis.errors import AnalysisError
    from survey_service.errors import InvalidFileError
    from survey_service.theme_summary import summary

    try:
        with progress() as tell:
            guesses, overview, asked = found_in(file, wanted, tell)
            tell(WRITING, 1.0)
            values = write(folder, overview, asked)
    except (InvalidFileError, AnalysisError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(summary(values, guesses, folder))


def found_in(file: Path, wanted: Wanted, tell: Tell) -> "tuple[Guesses, Overview, Asked]":
    """What a file's columns hold, what its comments are about, and what was asked for."""
    from analysis.text.grouping import Grouping
    from analysis.text.overview import overview_of
    from survey_service.column_guesses import guess_columns
    from survey_service.commands.file_values import Asked
    from survey_service.comment_files import look_into

    tell("Reading", 0.0)
    look = look_into(file)
    guesses = guess_columns(look, wanted.text)
    comments, groups, periods = read_columns(file, guesses.text, wanted, lambda done: tell("Reading", READING * done))
    overview = overview_of(
        comments,
        groups=Grouping(groups.values, groups.names),
        periods=Grouping(periods.values, periods.names),
        n_themes=wanted.themes or "auto",
        on_progress=lambda step, done: tell(step, READING + (1 - READING) * done),
    )
    asked = Asked(file.name, guesses.text, wanted.by, wanted.period, periods.kind, wanted.themes, look.notes)
    return guesses, overview, asked


def read_columns(
    file: Path, text: str, wanted: Wanted, tell: Callable[[float], None]
) -> "tuple[list[str], Groups, Groups]":
    """The comments of a file, and the group and the period of each."""
    from survey_service.comment_files import read_comment_file
    from survey_service.comment_groups import Groups, comment_groups, period_groups
    from survey_service.errors import InvalidFileError

    size = max(file.stat().st_size, 1)
    named = list(dict.fromkeys(column for column in (text, wanted.by, wanted.period) if column))
    read = read_comment_file(file, named, lambda done: tell(min(1, done / size)))
    if not any(cell.strip() for cell in read.columns[text]):
        message = f"Column “{text}” of {file.name} is empty in all {len(read):,} rows. Name another column."
        raise InvalidFileError(message)
    none = Groups([], ())
    groups = comment_groups(read.columns[wanted.by]) if wanted.by else none
    periods = period_groups(read.columns[wanted.period], wanted.period) if wanted.period else none
    return read.columns[text], groups, periods


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
