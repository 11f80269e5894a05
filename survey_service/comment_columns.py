"""The columns of a file of comments: what they are called, where one stands, and whether the first row names them."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Final

from survey_service.errors import InvalidFileError
from survey_service.texts import clean_line

WORDS_OF_A_COMMENT: Final = 12
"""A name of so many words that asks nothing may be a comment."""

_NUMBER = re.compile(r"\s*-?\d+(?:[.,/-]\d+)*\s*")


def named_columns(header: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, each once: a second "comment" is "comment (2)", one without a name "column 3".

    Raises:
        InvalidFileError: no column has a name.
    """
    names = [clean_line(name) for name in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise InvalidFileError("The first row is empty. It has to name the columns.")
    found: list[str] = []
    for number, name in enumerate(names, start=1):
        own = name or f"column {number}"
        again = (f"{own} ({time})" for time in count(2))
        found.append(next(each for each in chain([own], again) if each not in found))
    return tuple(found)


def numbered_columns(first: Sequence[str]) -> tuple[str, ...]:
    """What the columns of a file without a header are called."""
    return tuple(f"column {number}" for number in range(1, len(first) + 1))


def place_of(column: str, columns: Sequence[str], file: str) -> int:
    """Where a column stands.

    Raises:
        InvalidFileError: there is none of that name; the message names those that are there.
    """
    if column in columns:
        return columns.index(column)
    near = difflib.get_close_matches(column.casefold(), [name.casefold() for name in columns], n=1)
    hint = next((f" Did you mean “{name}”?" for name in columns if near and name.casefold() == near[0]), "")
    named = ", ".join(f"“{name}”" for name in columns)
    raise InvalidFileError(f"{file} has no column “{column}”.{hint} It has {named}.")


def first_row_notes(cells: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A doubt whether the first row names the columns; cells: the first rows by column."""
    if any(_may_be_a_cell(name, below) for name, below in cells.items()):
        yield (
            "The first row was read as the names of the columns, and looks like comments itself. "
            "If it is, say --no-header."
        )


def _may_be_a_cell(name: str, below: Sequence[str]) -> bool:
    """Whether a name looks like what stands below it: a number over numbers, a cell again, or a whole comment."""
    if _NUMBER.fullmatch(name):
        return all(_NUMBER.fullmatch(cell) for cell in below if cell.strip())
    again = any(clean_line(cell) == name for cell in below)
    return again or (len(name.split()) >= WORDS_OF_A_COMMENT and not name.endswith(("?", ":", ")")))
