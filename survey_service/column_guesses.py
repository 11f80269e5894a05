"""Which column of a file holds the comments, and which others are worth a look, judged from its first rows."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from survey_service.comment_files import FirstLook
from survey_service.comment_groups import MOST_GROUPS, SMALLEST_GROUP, period_groups
from survey_service.errors import InvalidFileError
from survey_service.texts import clean_line

WORDS_A_CELL: Final = 1.5
"""Words that cells of comments have on average, at the least."""
ALMOST: Final = 0.2
"""A second column is worth naming from this share of the first one's score."""
PERIODS: Final = 2

_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Guesses:
    """text: the column with the comments. others: more columns of text. groups, periods: columns to compare by."""

    text: str
    others: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


def guess_columns(look: FirstLook, text: str | None = None) -> Guesses:
    """Say what a file's columns are good for; `text` is the column of comments where it is known.

    Raises:
        InvalidFileError: no column looks like comments.
    """
    scores = {column: prose_score(cells) for column, cells in look.columns.items()}
    ranked = sorted(scores, key=lambda column: -scores[column])
    chosen = text or ranked[0]
    if not text and scores[chosen] == 0 and len(ranked) > 1:
        named = ", ".join(f"“{column}”" for column in look.columns)
        raise InvalidFileError(f"No column looks like comments. Name one with --text-column: {named}.")
    others = tuple(column for column in ranked if column != chosen and scores[column] > ALMOST * scores[ranked[0]])
    rest = {column: cells for column, cells in look.columns.items() if column not in (chosen, *others)}
    periods = tuple(column for column, cells in rest.items() if _holds_dates(cells))
    groups = tuple(column for column, cells in rest.items() if column not in periods and _holds_groups(cells))
    return Guesses(chosen, others, groups, periods)


def prose_score(cells: Sequence[str]) -> float:
    """How much a column looks like comments: words a cell, squared, times distinct words; 0 for codes and numbers.

    Squared, since a column of names has many distinct words too, two a cell.
    """
    written = [_WORD.findall(cell.casefold()) for cell in cells if cell.strip()]
    words = sum(len(each) for each in written)
    if words < WORDS_A_CELL * len(written) or not words:
        return 0.0
    return (words / len(written)) ** 2 * len({word for each in written for word in each})


def _holds_groups(cells: Sequence[str]) -> bool:
    counted = Counter(clean_line(cell) for cell in cells if cell.strip())
    return 2 <= len(counted) <= MOST_GROUPS and counted.most_common(2)[1][1] >= SMALLEST_GROUP


def _holds_dates(cells: Sequence[str]) -> bool:
    if not any(re.search(r"\d{4}|\d[./-]\d", cell) for cell in cells):
        return False
    try:
        found = period_groups(cells, "")
    except InvalidFileError:
        return False
    return found.kind in ("year", "quarter") and len(found.names) >= PERIODS
