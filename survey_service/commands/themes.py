"""`frontline-pulse themes`: the themes of a file of comments, without any service or database."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from analysis.text.overview import Overview
    from survey_service.comment_groups import Groups

STEPS = 1000
READING = 0.05
"""The share of the work that reading the file is, for the progress bar."""


@click.command("themes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--text-column", required=True, metavar="NAME", help="The column that holds the comments.")
@click.option("--role-column", metavar="NAME", help="A column to compare by, such as rep, manager, executive.")
@click.option("--period-column", metavar="NAME", help="A column of dates: shares by year, or by quarter under 3 years.")
@click.option("--themes", type=click.IntRange(1, 100), metavar="N", help="How many themes; chosen by size if left out.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the results.  [default: the file's name with -themes, here]",
)
def themes_command(
    file: Path,
    text_column: str,
    role_column: str | None,
    period_column: str | None,
    themes: int | None,
    output: Path | None,
) -> None:
    """Say what the comments in FILE.csv are about.

    Writes themes.csv, assignments.csv, themes.json and report.html, a page that needs nothing else. E-mail addresses,
    phone numbers and links are masked in it; names of people are not known here. Nothing leaves this machine.
    """
    folder = output or Path(f"{file.stem}-themes")
    columns = {"text": text_column, "role": role_column, "period": period_column}
    values = file_overview(file, columns, themes)
    write(folder, values)
    click.echo(f"{counted(len(values['themes']), 'theme')} in {counted(values['counts']['rows'], 'comment')}.")
    click.echo(f"Read {folder / 'report.html'}; themes.csv, assignments.csv and themes.json lie beside it.")


def file_overview(file: Path, columns: Mapping[str, str | None], themes: int | None) -> dict[str, Any]:
    """Read a file and find its themes; what the file does not allow is one line for the person at the keyboard."""
    from analysis.errors import AnalysisError
    from survey_service.errors import InvalidFileError

    try:
        with progress("Reading comments") as tell:
            return found_in(file, columns, themes, tell)
    except (InvalidFileError, AnalysisError) as error:
        raise click.ClickException(str(error)) from error


def found_in(
    file: Path, columns: Mapping[str, str | None], themes: int | None, tell: Callable[[float], None]
) -> dict[str, Any]:
    """The overview of a file as plain values."""
    from analysis.text.overview import Grouping, overview_of
    from survey_service.comment_files import read_comment_file
    from survey_service.comment_groups import Groups, period_groups, role_groups
    from survey_service.errors import InvalidFileError

    size = max(file.stat().st_size, 1)
    wanted = [column for column in columns.values() if column]
    read = read_comment_file(file, list(dict.fromkeys(wanted)), lambda done: tell(READING * min(1, done / size)))
    text, role, period = columns["text"] or "", columns["role"], columns["period"]
    if not any(cell.strip() for cell in read.columns[text]):
        raise InvalidFileError(
            f"Column “{text}” of {file.name} is empty in all {len(read):,} rows. Name another column."
        )
    roles = role_groups(read.columns[role]) if role else Groups([], ())
    periods = period_groups(read.columns[period], period) if period else Groups([], ())
    overview = overview_of(
        read.columns[text],
        roles=Grouping(roles.values, roles.names),
        periods=Grouping(periods.values, periods.names),
        n_themes=themes or "auto",
        on_progress=lambda done: tell(READING + (1 - READING) * done),
    )
    return overview_values(overview, file, columns, themes, periods)


def overview_values(
    overview: "Overview", file: Path, columns: Mapping[str, str | None], themes: int | None, periods: "Groups"
) -> dict[str, Any]:
    """The overview as plain, rounded values: what themes.json holds and the report is made from."""
    values = {
        "settings": {"file": file.name, "columns": dict(columns), "themes": themes or "auto", "random_state": 0},
        "counts": {
            "rows": overview.rows,
            "say_something": overview.base,
            "in_a_theme": int((overview.theme_ids > 0).sum()),
            "repeats": overview.repeated,
        },
        "set_aside": overview.set_aside,
        "minimum": overview.minimum,
        "repetitions": overview.refits,
        "period_kind": periods.kind,
        "roles": [asdict(group) for group in overview.roles],
        "periods": [asdict(group) for group in overview.periods],
        "themes": [{"theme_id": theme.id, **asdict(theme)} for theme in overview.themes],
        "assignments": [
            {"row": row, "theme_id": theme or None, "strength": strength}
            for row, (theme, strength) in enumerate(
                zip(overview.theme_ids.tolist(), overview.strengths.tolist(), strict=True), start=1
            )
        ],
    }
    return {key: rounded(value) for key, value in values.items()}


def rounded(value: Any) -> Any:
    """The same values with fractions to four decimals, and tuples as lists."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items() if key != "id"}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value


def write(folder: Path, values: dict[str, Any]) -> None:
    """Write the files, or say in one line why that cannot be."""
    from survey_service.theme_files import write_theme_files

    try:
        write_theme_files(folder, values)
    except OSError as error:
        raise click.ClickException(f"Cannot write to {folder}: {error.strerror}. Name another --output.") from error


@contextmanager
def progress(label: str) -> Iterator[Callable[[float], None]]:
    """A progress bar on the error stream; gives a function that takes the share that is done."""
    with click.progressbar(length=STEPS, label=label, file=sys.stderr, show_pos=False) as bar:

        def tell(done: float) -> None:
            bar.update(max(0, int(done * STEPS) - bar.pos))

        yield tell


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 theme", "6,955 comments"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
