"""A file of comments somebody brings: CSV or XLSX, read row by row, with messages that say where and what to do."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from survey_service.comment_columns import first_row_notes, named_columns, numbered_columns, place_of
from survey_service.errors import InvalidFileError
from survey_service.table_files import DELIMITERS, xlsx_cells

LONGEST_CELL: Final = 10 * 1024 * 1024
WORKBOOK: Final = b"PK\x03\x04"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
WINDOWS: Final = "cp1252"
CHUNK: Final = 1024 * 1024
FIRST_ROWS: Final = 1_000
"""Rows that are looked at to tell what a column holds."""


@dataclass(frozen=True)
class CommentFile:
    """The wanted columns of a file, each a list of n cells, in the file's order; blank lines are no rows."""

    columns: dict[str, list[str]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


@dataclass(frozen=True)
class FirstLook:
    """What the first rows of a file show: its columns, some of their cells, and what is worth saying about the file."""

    columns: dict[str, list[str]]
    notes: tuple[str, ...] = ()


def look_into(path: Path, *, header: bool = True) -> FirstLook:
    """Read the header and the first 1,000 rows of a file; without a header its columns are numbered.

    Raises:
        InvalidFileError: as for read_comment_file.
    """
    encoding = _encoding(path)
    with _opened(path, encoding, lambda _: None) as opened:
        columns, rows = _columns_of(opened, header=header)
        sample = [row for row in islice(rows, FIRST_ROWS) if row]
    cells = {name: [row[place] if place < len(row) else "" for row in sample] for place, name in enumerate(columns)}
    notes = (_note(path),) if encoding == WINDOWS else ()
    return FirstLook(cells, (*notes, *(first_row_notes(cells) if header else ())))


def read_comment_file(
    path: Path, wanted: Sequence[str], on_bytes: Callable[[int], None], *, header: bool = True
) -> CommentFile:
    """Read the `wanted` columns of a CSV or XLSX file; `on_bytes` is told how many bytes of it have been read.

    header: whether the first row names the columns; else they are called "column 1" and so on.

    Raises:
        InvalidFileError: it is empty, not text, neither of the two, without rows, or lacks one of the columns.
    """
    with _opened(path, _encoding(path), on_bytes) as opened:
        columns, rows = _columns_of(opened, header=header)
        places = [place_of(column, columns, path.name) for column in wanted]
        cells: dict[str, list[str]] = {column: [] for column in wanted}
        for number, row in enumerate(rows, start=2 if header else 1):
            if row:
                _check_width(number, row, columns)
                for column, place in zip(wanted, places, strict=True):
                    cells[column].append(row[place] if place < len(row) else "")
    if not cells[wanted[0]]:
        raise InvalidFileError(f"{path.name} has a header and no rows below it. Add the comments, one a row.")
    return CommentFile(cells)


def _columns_of(rows: Iterator[list[str]], *, header: bool) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """The names of the columns, and the rows below them."""
    first = next(rows, [])
    return (named_columns(first), rows) if header else (numbered_columns(first), chain([first], rows))


@contextmanager
def _opened(path: Path, encoding: str, on_bytes: Callable[[int], None]) -> Iterator[Iterator[list[str]]]:
    """The rows of a file, each a list of cells."""
    if not encoding:
        content = path.read_bytes()
        on_bytes(len(content))
        yield (row for row in xlsx_cells(content) if any(row))
        return
    with path.open(encoding=encoding, newline="") as file:
        yield _csv_rows(path, _told(file, on_bytes))


def _encoding(path: Path) -> str:
    """The encoding of a text file, "" for a workbook; Windows-1252 where it is not UTF-8 but can be that."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(WORKBOOK):
        return ""
    if not start.strip():
        raise InvalidFileError(f"{path.name} is empty. It needs a header row and one comment a row below it.")
    if start.startswith(UTF_16):
        return "utf-16"
    if b"\x00" in start:
        raise InvalidFileError(f"{path.name} holds NUL bytes, so it is not a CSV file. Save it as “CSV UTF-8”.")
    fitting = next((encoding for encoding in ("utf-8-sig", WINDOWS) if _decodes(path, encoding)), None)
    if fitting is None:
        raise InvalidFileError(f"{_undecodable(path)} Save the file as “CSV UTF-8” and try again.")
    return fitting


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _note(path: Path) -> str:
    return f"{_undecodable(path)} It was read as Windows-1252. If letters look wrong, save it as “CSV UTF-8”."


def _told(lines: Iterator[str], on_bytes: Callable[[int], None]) -> Iterator[str]:
    """The lines of a file, counting their bytes."""
    read = 0
    for number, line in enumerate(lines):
        read += len(line.encode())
        if number % 1000 == 0:
            on_bytes(read)
        yield line


def _csv_rows(path: Path, lines: Iterator[str]) -> Iterator[list[str]]:
    """The cells of each line; comma, semicolon, tab and bar are told apart by the header."""
    first = next(lines, "")
    delimiter = max(DELIMITERS, key=first.count)
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_from(first, lines), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        message = f"Line {reader.line_num} of {path.name} cannot be read as CSV ({error}). Check the quotes in it."
        raise InvalidFileError(message) from error
    except UnicodeError as error:
        raise InvalidFileError(f"{path.name} breaks off in the middle. Save it as “CSV UTF-8” again.") from error
    finally:
        csv.field_size_limit(before)


def _from(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _undecodable(path: Path) -> str:
    """Where the first byte stands that is not UTF-8, and what it would be in Windows-1252."""
    position = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                byte, place = line[error.start], position + error.start
                return f"Line {number} of {path.name} (byte {place}, 0x{byte:02X}) is not UTF-8."
            position += len(line)
    return f"{path.name} is not UTF-8."


def _check_width(number: int, row: Sequence[str], columns: Sequence[str]) -> None:
    if any(cell.strip() for cell in row[len(columns) :]):
        counted = f"Row {number} has {len(row)} cells, the first row {len(columns)}."
        raise InvalidFileError(f"{counted} Put quotes around a cell that holds the delimiter.")
