"""A report's rows as CSV, XLSX and JSON: the same rows, with what a spreadsheet could run made harmless."""

import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import xlsxwriter
from defusedcsv import csv

from survey_service.errors import NotFoundError
from survey_service.operations.export_columns import COLUMNS, LOG_NAMES, NAMES, ROW_KINDS
from survey_service.operations.export_rows import Row, Snapshot, export_rows

Format = Literal["csv", "xlsx", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)


def export_bytes(snapshot: Snapshot, kind: str) -> bytes:
    """The export of a report as a file's content.

    Raises:
        NotFoundError: there is no such format.
    """
    if kind not in FORMATS:
        raise NotFoundError(f"There is no export “{kind}”. Choose {', '.join(FORMATS)}.")
    makers = {"csv": csv_bytes, "xlsx": xlsx_bytes, "json": json_bytes}
    return makers[kind](snapshot)


def write_export(snapshot: Snapshot, kind: str, path: Path) -> None:
    """Write the export of a report to a file.

    Raises:
        NotFoundError: there is no such format.
    """
    path.write_bytes(export_bytes(snapshot, kind))


def json_bytes(snapshot: Snapshot) -> bytes:
    """The rows as a JSON list of objects."""
    return json.dumps(export_rows(snapshot), ensure_ascii=False, indent=1).encode()


def csv_bytes(snapshot: Snapshot) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, so that spreadsheets see the encoding."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, NAMES)
    writer.writeheader()
    for row in export_rows(snapshot):
        writer.writerow({name: csv_value(value) for name, value in row.items()})
    return out.getvalue().encode("utf-8-sig")


def csv_value(value: Any) -> Any:
    """A value as CSV writes it: true and false in small letters, as in JSON."""
    return str(value).lower() if isinstance(value, bool) else value


def xlsx_bytes(snapshot: Snapshot) -> bytes:
    """A workbook: the rows, the definitions, the suppression log. Text stays text, whatever it begins with."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        write_rows(book, export_rows(snapshot))
        write_definitions(book)
        write_log(book, snapshot["suppressions"])
    return out.getvalue()


def write_rows(book: Any, rows: list[Row]) -> None:
    """The first sheet."""
    sheet = new_sheet(book, "report", NAMES)
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(COLUMNS):
            value = row[column.name]
            if value is None:
                continue
            if column.kind == "date":
                sheet.write_datetime(line, place, date.fromisoformat(value), days)
            else:
                write_value(sheet, line, place, value)


def write_value(sheet: Any, line: int, place: int, value: bool | float | str) -> None:
    """One cell of its own type."""
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, str):
        sheet.write_string(line, place, value)
    else:
        sheet.write_number(line, place, value)


def write_definitions(book: Any) -> None:
    """The second sheet: what a row can be, and what every column holds."""
    sheet = new_sheet(book, "definitions", ("column", "type", "definition"))
    entries = [*COLUMNS, *((f"row: {name}", how, what) for name, how, what in ROW_KINDS)]
    for line, entry in enumerate(entries, start=1):
        for place, text in enumerate(entry):
            sheet.write_string(line, place, text)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 100)


def write_log(book: Any, suppressions: list[Mapping[str, str]]) -> None:
    """The third sheet: what is not shown, and the rule."""
    sheet = new_sheet(book, "suppression log", LOG_NAMES)
    for line, entry in enumerate(suppressions, start=1):
        for place, name in enumerate(LOG_NAMES):
            sheet.write_string(line, place, entry[name])
    sheet.set_column(1, 3, 60)


def new_sheet(book: Any, name: str, heads: tuple[str, ...]) -> Any:
    """A sheet with its head, which stays in view."""
    sheet = book.add_worksheet(name)
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    return sheet
