"""Read a table somebody made elsewhere, CSV or XLSX, and say where it cannot be read."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from survey_service.errors import InvalidFileError
from survey_service.texts import clean_line

ROW_LIMIT = 100_000
UNPACKED_LIMIT = 50 * 1024 * 1024
CELL_LIMIT = 1024 * 1024
GRID_LIMIT = 5_000_000
"""Cells of a sheet, the empty ones too: reading a workbook makes room for all of them."""
DELIMITERS = ",;\t|"
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")


@dataclass(frozen=True)
class Table:
    """A header and its rows; each row knows its number in the file, the header being row 1."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]

    def __len__(self) -> int:
        return len(self.rows)


def read_table(content: bytes, *, row_limit: int = ROW_LIMIT) -> Table:
    """Read a CSV or XLSX file; which of them it is, its first bytes say.

    Raises:
        InvalidFileError: it is empty, neither of the two, not UTF-8, too large, or without a sound header.
    """
    if not content.strip():
        raise InvalidFileError("The file is empty. Save it again with a header row and at least one row below it.")
    cells = xlsx_cells(content) if content.startswith(b"PK\x03\x04") else csv_cells(content)
    header = next(cells, [])
    columns = checked_columns(header)
    rows: list[tuple[int, dict[str, str]]] = []
    for number, values in enumerate(cells, start=2):
        if not any(value.strip() for value in values):
            continue
        if len(rows) == row_limit:
            raise InvalidFileError(
                f"The file has more than {row_limit:,} rows. Split it, and import one part after the other."
            )
        check_width(number, values, columns)
        rows.append((number, dict(zip(columns, [*values, *[""] * (len(columns) - len(values))], strict=False))))
    return Table(columns, tuple(rows))


def checked_columns(header: list[str]) -> tuple[str, ...]:
    """The names of the columns, each once."""
    columns = [clean_line(name) for name in header]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise InvalidFileError("The first row is empty. It has to name the columns.")
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        raise InvalidFileError(f"Two columns are called “{twice[0]}”. Give each column a name of its own.")
    return tuple(columns)


def check_width(number: int, values: list[str], columns: tuple[str, ...]) -> None:
    """Refuse a row that has more cells than there are columns, as unquoted delimiters make it."""
    if any(value.strip() for value in values[len(columns) :]):
        raise InvalidFileError(
            f"Row {number} has {len(values)} cells, the header {len(columns)}. "
            "Is a comma in it without quotes around the cell?"
        )


def csv_cells(content: bytes) -> Iterator[list[str]]:
    """The cells of a CSV file, row by row; comma, semicolon, tab and bar are told apart by the header."""
    text = decoded(content)
    first_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise InvalidFileError(
            f"Line {reader.line_num} cannot be read as CSV ({error}). Check the quotes in it."
        ) from error


def decoded(content: bytes) -> str:
    """The text of a UTF-8 file.

    Raises:
        InvalidFileError: it is not UTF-8; the message names the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = f"Line {line} holds a byte (0x{content[error.start]:02X}) that is not UTF-8."
        raise InvalidFileError(f"{hint} Save the file as “CSV UTF-8” and try again.") from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise InvalidFileError(
            f"Line {line} holds a NUL character, so this is no text file. Save it as “CSV UTF-8” or XLSX."
        )
    return text


def xlsx_cells(content: bytes) -> Iterator[list[str]]:
    """The cells of the first sheet of a workbook, judged from its directory before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_size(archive)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, IndexError) as error:
        raise InvalidFileError(
            "The file looks like a workbook but cannot be opened. Save it as XLSX or CSV UTF-8."
        ) from error
    for row in rows:
        yield [cell_text(cell) for cell in row]


def check_size(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook that would take too much room, by its directory and by where its cells stand.

    Raises:
        InvalidFileError: it unpacks to too much, has no XLSX sheet, or a cell far from the others.
    """
    if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
        raise InvalidFileError("The workbook unpacks to more than 50 MB. Save only its first sheet, as CSV UTF-8.")
    sheets = [name for name in archive.namelist() if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", name)]
    if not sheets:
        raise InvalidFileError("The workbook is no XLSX file. Save it as XLSX or CSV UTF-8.")
    for name in sheets:
        rows, columns = grid_of(archive.read(name))
        if rows * columns > GRID_LIMIT:
            raise InvalidFileError(
                f"A sheet reaches {rows:,} rows down and {columns:,} columns across, most of them empty. "
                "Delete what is below and beside the table, or save it as CSV UTF-8."
            )


def grid_of(sheet: bytes) -> tuple[int, int]:
    """How many rows and columns the places in a sheet's XML span, such as r="C7"."""
    rows, letters = sheet.count(b"<row"), set[bytes]()
    for place in PLACE.finditer(sheet):
        rows = max(rows, int(place[2]))
        letters.add(place[1])
    return rows, max(map(column_number, letters), default=0)


def column_number(letters: bytes) -> int:
    """The number of a column: 1 for A, 27 for AA, 0 for none."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def cell_text(cell: object) -> str:
    """A cell as it reads: whole numbers without ".0"."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
