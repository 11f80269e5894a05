"""What `frontline-pulse themes` leaves: two CSV files, one JSON file and a report, all from one overview."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from defusedcsv import csv
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from survey_service.paths import static_folder, templates_folder

FileOverview: TypeAlias = Mapping[str, Any]
"""An overview as plain values; see `overview_values` in commands/themes.py."""

NAMES: Final = ("themes.csv", "assignments.csv", "themes.json", "report.html")
DECIMALS: Final = 4


def write_theme_files(folder: Path, overview: FileOverview) -> None:
    """Write all four files into a folder, which is made if it is not there.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_csv(folder / "themes.csv", theme_columns(overview), theme_rows(overview))
    _write_csv(folder / "assignments.csv", ("row", "theme_id", "strength"), assignment_rows(overview))
    text = json.dumps(overview, ensure_ascii=False, indent=1, allow_nan=False)
    (folder / "themes.json").write_text(text + "\n", encoding="utf-8")
    (folder / "report.html").write_text(render_report(overview), encoding="utf-8")


def theme_columns(overview: FileOverview) -> list[str]:
    """The columns of themes.csv: one share a role and one a period after the fixed ones."""
    roles = [f"share_role_{group['group']}" for group in overview["roles"]]
    periods = [f"share_period_{group['group']}" for group in overview["periods"]]
    return ["theme_id", "label", "terms", "n", "share", *roles, *periods]


def theme_rows(overview: FileOverview) -> Iterable[list[object]]:
    """One row a theme; a share that is hidden is an empty cell, and themes.json says why."""
    for theme in overview["themes"]:
        shares = [theme["share"], *theme["by_role"], *theme["by_period"]]
        rounded = ["" if share["share"] is None else share["share"] for share in shares]
        yield [theme["theme_id"], theme["label"], "; ".join(theme["terms"]), theme["n"], *rounded]


def assignment_rows(overview: FileOverview) -> Iterable[list[object]]:
    """One row a row of the file, counted from 1 under the header; no theme is an empty cell."""
    for assigned in overview["assignments"]:
        yield [assigned["row"], "" if assigned["theme_id"] is None else assigned["theme_id"], assigned["strength"]]


def render_report(overview: FileOverview) -> str:
    """The report as one HTML page that needs no other file."""
    folders = [templates_folder(), static_folder() / "css"]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    environment.filters["percent"] = whole_percent
    return environment.get_template("themes_file/report.html").render(overview=overview, top=chart_top(overview))


def whole_percent(share: float) -> str:
    """A share of 0..1 as a whole percent; a small one is not rounded to nothing."""
    return "under 1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def chart_top(overview: FileOverview) -> float:
    """Where the period charts end, the same for all so that they compare: the largest share or half its interval."""
    shares = [share for theme in overview["themes"] for share in theme["by_period"] if share["share"] is not None]
    highest = max((max(share["share"], (share["share"] + share["high"]) / 2) for share in shares), default=0.0)
    return min(100, max(10, 5 * math.ceil(20 * highest))) / 100


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one file; cells that a spreadsheet would read as formulas are neutralised, tabs before them too."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.lstrip() for column in columns])
        for row in rows:
            writer.writerow([cell.lstrip() if isinstance(cell, str) else cell for cell in row])
