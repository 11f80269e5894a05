"""What `frontline-pulse themes` leaves: two CSV files, one JSON file and a report, all from one overview."""

import csv as plain_csv
import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from defusedcsv import csv

from survey_service.theme_report import render_report
from survey_service.theme_values import Assigned, FileOverview, themes_at

NAMES: Final = ("themes.csv", "assignments.csv", "themes.json", "report.html")
FIXED: Final = (
    *("theme_id", "label", "terms", "n", "share", "stability", "confidence"),
    *("construct", "skill_tag", "language", "path"),
)
PATH_BETWEEN: Final = " > "


def write_theme_files(folder: Path, overview: FileOverview, assigned: Assigned) -> None:
    """Write all four files into a folder, which is made if it is not there; those of before stay until all are written.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as unfinished:
        new = Path(unfinished)
        _write_themes(new / "themes.csv", overview)
        _write_assignments(new / "assignments.csv", assigned)
        text = json.dumps(overview, ensure_ascii=False, indent=1, allow_nan=False)
        (new / "themes.json").write_text(text + "\n", encoding="utf-8")
        (new / "report.html").write_text(render_report(overview), encoding="utf-8")
        for name in NAMES:
            (new / name).replace(folder / name)


def theme_columns(overview: FileOverview) -> list[str]:
    """The columns of themes.csv: one share a group and one a period after the fixed ones."""
    by = overview["settings"]["columns"]["by"]
    groups = [f"share_{by}_{group['group']}" for group in overview["groups"]]
    periods = [f"share_period_{group['group']}" for group in overview["periods"]]
    return [*FIXED, *groups, *periods]


def theme_rows(overview: FileOverview) -> Iterable[list[object]]:
    """One row a theme of the chosen level; a share that is hidden is an empty cell, and themes.json says why."""
    for number, theme in enumerate(themes_at(overview), start=1):
        own = [number, theme["label"], "; ".join(theme["terms"]), theme["n"], _cell(theme["share"])]
        sure = [theme["stability"], theme["confidence"]]
        tags = [theme["construct"], theme["skill_tag"], theme["language"], theme_path(overview, theme["id"])]
        yield [*own, *sure, *tags, *map(_cell, theme["by_group"]), *map(_cell, theme["by_period"])]


def theme_path(overview: FileOverview, theme: int) -> str:
    """The broader themes that a theme is part of, and itself, by their names, the broadest first."""
    by_id = {each["id"]: each for each in overview["themes"]}
    names: list[str] = []
    while theme:
        names.append(by_id[theme]["label"])
        theme = by_id[theme]["parent"]
    return PATH_BETWEEN.join(reversed(names))


def _cell(share: FileOverview) -> object:
    return "" if share["share"] is None else share["share"]


def _write_themes(path: Path, overview: FileOverview) -> None:
    """Write themes.csv; cells that a spreadsheet would read as formulas are neutralised, tabs before them too."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        rows: list[list[object]] = [list(theme_columns(overview)), *theme_rows(overview)]
        for row in rows:
            writer.writerow([cell.lstrip() if isinstance(cell, str) else cell for cell in row])


def _write_assignments(path: Path, assigned: Assigned) -> None:
    """Write assignments.csv: a row for each row of the file, counted from 1 under the header.

    Nothing in it was written by people, so that no cell can read as a formula.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = plain_csv.writer(file, lineterminator="\n")
        writer.writerow(["row", *assigned])
        writer.writerows([row, *cells] for row, cells in enumerate(zip(*assigned.values(), strict=True), start=1))
