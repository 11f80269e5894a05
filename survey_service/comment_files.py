"""A file of comments somebody brings: CSV, read row by row, with messages that say where and what to do."""

import csv
import difflib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from survey_service.errors import InvalidFileError
from survey_service.table_files import DELIMITERS, checked_columns

LONGEST_CELL: Final = 10 * 1024 * 1024
WORKBOOK: Final = b"PK\x03\x04"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class CommentFile:
    """The wanted columns of a file, each a list of n cells, in the file's order; blank lines are no rows."""

    columns: dict[str, list[str]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


def read_comment_file(path: Path, wanted: Sequence[str], on_bytes: Callable[[int], None]) -> CommentFile:
    """Read the `wanted` columns of a CSV file; `on_bytes` is told how many bytes of it have been read.

    Raises:
        InvalidFileError: it is empty, not UTF-8, not CSV, without rows, or lacks one of the columns.
    """
    with path.open("rb") as file:
        _check_start(path, file.read(4096))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = _rows(path, _told(file, on_bytes))
        header = checked_columns(next(rows, []))
        places = [_place(column, header, path) for column in wanted]
        cells: dict[str, list[str]] = {column: [] for column in wanted}
        for number, row in enumerate(rows, start=2):
            if row:
                _check_width(number, row, header)
                for column, place in zip(wanted, places, strict=True):
                    cells[column].append(row[place] if place < len(row) else "")
    if not cells[wanted[0]]:
        raise InvalidFileError(f"{path.name} has a header and no rows below it. Add the comments, one a row.")
    return CommentFile(cells)


def _check_start(path: Path, start: bytes) -> None:
    """Refuse what is no text, judged from its first bytes."""
    if not start.strip():
        raise InvalidFileError(f"{path.name} is empty. It needs a header row and one comment a row below it.")
    if start.startswith(WORKBOOK):
        raise InvalidFileError(f"{path.name} is a workbook, not CSV. Save its sheet as “CSV UTF-8” and try again.")
    if start.startswith(UTF_16):
        raise InvalidFileError(f"{path.name} is UTF-16 text. Save it as “CSV UTF-8” and try again.")
    if b"\x00" in start:
        raise InvalidFileError(f"{path.name} holds NUL bytes, so it is not a CSV file. Save it as “CSV UTF-8”.")


def _told(lines: Iterator[str], on_bytes: Callable[[int], None]) -> Iterator[str]:
    """The lines of a file, counting their bytes."""
    read = 0
    for number, line in enumerate(lines):
        read += len(line.encode())
        if number % 1000 == 0:
            on_bytes(read)
        yield line


def _rows(path: Path, lines: Iterator[str]) -> Iterator[list[str]]:
    """The cells of each line; comma, semicolon, tab and bar are told apart by the header."""
    with _decoding(path):
        first = next(lines, "")
        delimiter = max(DELIMITERS, key=first.count)
        before = csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(_from(first, lines), delimiter=delimiter, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            message = f"Line {reader.line_num} of {path.name} cannot be read as CSV ({error}). Check the quotes in it."
            raise InvalidFileError(message) from error
        finally:
            csv.field_size_limit(before)


def _from(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    """Say in which line the first byte stands that is not UTF-8, and what it would be in Windows-1252."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise InvalidFileError(_undecodable(path)) from error


def _undecodable(path: Path) -> str:
    position = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                byte, place = line[error.start], position + error.start
                where = f"Line {number} of {path.name} (byte {place}, 0x{byte:02X}) is not UTF-8."
                return f"{where}{_guess(byte)} Save the file as “CSV UTF-8” and try again."
            position += len(line)
    return f"{path.name} is not UTF-8. Save it as “CSV UTF-8” and try again."


def _guess(byte: int) -> str:
    """What the byte would be in the encoding that spreadsheets on Windows write."""
    letter = bytes([byte]).decode("cp1252", errors="ignore")
    return f" In Windows-1252 it would be “{letter}”." if letter.isprintable() and letter else ""


def _place(column: str, header: Sequence[str], path: Path) -> int:
    if column in header:
        return header.index(column)
    near = difflib.get_close_matches(column.casefold(), [name.casefold() for name in header], n=1)
    hint = next((f" Did you mean “{name}”?" for name in header if near and name.casefold() == near[0]), "")
    columns = ", ".join(f"“{name}”" for name in header)
    raise InvalidFileError(f"{path.name} has no column “{column}”.{hint} It has {columns}.")


def _check_width(number: int, row: Sequence[str], header: Sequence[str]) -> None:
    if any(cell.strip() for cell in row[len(header) :]):
        counted = f"Row {number} has {len(row)} cells, the header {len(header)}."
        raise InvalidFileError(f"{counted} Put quotes around a cell that holds the delimiter.")
