"""Columns that comments are grouped by: roles under their own names, dates as years or quarters."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from dateutil import parser

from survey_service.errors import InvalidFileError
from survey_service.texts import clean_line

ROLES: Final = {
    "rep": "rep",
    "reps": "rep",
    "manager": "manager",
    "managers": "manager",
    "exec": "executive",
    "execs": "executive",
    "executive": "executive",
    "executives": "executive",
}
KNOWN_ROLES: Final = ("rep", "manager", "executive")
MOST_GROUPS: Final = 8
BANDS: Final = 3
"""Numbers that take many values, such as ages, are cut into thirds."""
SMALLEST_GROUP: Final = 10
OTHERS: Final = "all others"
MOST_PERIODS: Final = 40
QUARTERS_UNDER_DAYS: Final = 3 * 365

PeriodKind: TypeAlias = Literal["none", "year", "quarter", "as given"]

_ZEROS = re.compile(r"(?:-?\d+\.0+)?")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_QUARTER = re.compile(
    r"(?P<year>(?:19|20)\d{2})[\s-]*Q(?P<quarter>[1-4])|Q(?P<first>[1-4])[\s-]*(?P<then>(?:19|20)\d{2})", re.IGNORECASE
)
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d[./-]\d{1,2}[./-]\d{2}(?!\d)")
_DAY_FIRST = re.compile(r"(?:1[3-9]|2\d|3[01])[/-]\d{1,2}[/-]\d{2,4}|\d{1,2}\.\d{1,2}\.\d{2,4}")
_SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - only stands in for the parts a date leaves out


@dataclass(frozen=True)
class Groups:
    """The group of each row, "" for none, the groups in their order, and how dates were grouped."""

    values: list[str]
    names: tuple[str, ...]
    kind: PeriodKind = "none"


def comment_groups(cells: Sequence[str]) -> Groups:
    """The groups of any column: roles as rep, manager, executive where the file says so in other words, numbers of many
    values in thirds, all else as it says; of more than eight groups the smallest as one.
    """
    named = {cell: _role(cell) for cell in set(cells)}
    values = _bands(_whole([named[cell] for cell in cells]))
    counted = Counter(value for value in values if value)
    largest = sorted(counted, key=lambda name: (_known(name), -counted[name], name))
    if len(largest) <= MOST_GROUPS:
        return Groups(values, tuple(sorted(largest, key=_in_order)))
    kept = set(largest[: MOST_GROUPS - 1])
    return Groups(
        [value if value in kept or not value else OTHERS for value in values], (*sorted(kept, key=_in_order), OTHERS)
    )


def comparable_groups(cells: Sequence[str], column: str) -> Groups:
    """The groups of a column that was named to compare by.

    Raises:
        InvalidFileError: it has many values, and fewer than two of them in as many rows as a group needs.
    """
    groups = comment_groups(cells)
    counted = Counter(groups.values)
    large = [name for name in groups.names if name != OTHERS and counted[name] >= SMALLEST_GROUP]
    if OTHERS in groups.names and len(large) < 2:
        values = f"Column “{column}” has {len({cell for cell in cells if cell.strip()}):,} different values"
        message = f"{values}, and hardly any of them in {SMALLEST_GROUP} rows: there are no groups to compare."
        raise InvalidFileError(f"{message} Name another column.")
    return groups


def period_groups(cells: Sequence[str], column: str) -> Groups:
    """Dates as years, or as quarters where they span less than three years; names of waves as they are.

    Raises:
        InvalidFileError: most cells are neither dates nor one of a few names.
    """
    cleaned = {cell: clean_line(cell) for cell in set(cells)}
    texts = [cleaned[cell] for cell in cells]
    distinct = Counter(text for text in texts if text)
    days = _days(distinct)
    dated = sum(count for text, count in distinct.items() if days[text])
    if 2 * dated >= distinct.total() > 0:
        return _by_date(texts, days)
    if len(distinct) <= MOST_PERIODS:
        return Groups(texts, tuple(sorted(distinct, key=_natural)), "as given")
    example = next(text for text in distinct if not days[text])
    message = f"Column “{column}” holds no dates that can be read, such as “{example[:40]}”."
    raise InvalidFileError(f"{message} Write them as 2026-03-31, or name another column.")


def _whole(values: list[str]) -> list[str]:
    """Numbers such as "1.0", as spreadsheets and data frames write them, without what follows the point."""
    return [value.split(".")[0] for value in values] if all(_ZEROS.fullmatch(value) for value in values) else values


def _bands(values: list[str]) -> list[str]:
    """Numbers in thirds of about the same size, where they take more values than there may be groups."""
    distinct = {value for value in values if value}
    if len(distinct) <= MOST_GROUPS or not all(_NUMBER.fullmatch(value) for value in distinct):
        return values
    ordered = sorted(float(value) for value in values if value)
    ends = sorted({ordered[len(ordered) * band // BANDS] for band in range(1, BANDS)})
    names = [f"under {ends[0]:g}", *(f"{low:g} to under {high:g}" for low, high in pairwise(ends)), f"{ends[-1]:g} up"]
    return [names[bisect_right(ends, float(value))] if value else "" for value in values]


def _role(cell: str) -> str:
    text = clean_line(cell)
    return ROLES.get(text.casefold(), text)


def _known(name: str) -> int:
    return KNOWN_ROLES.index(name) if name in KNOWN_ROLES else len(KNOWN_ROLES)


def _in_order(name: str) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Reps, managers, executives, then all other groups by name."""
    return _known(name), _natural(name)


def _days(texts: Sequence[str] | Counter[str]) -> dict[str, date | None]:
    day_first = any(_DAY_FIRST.match(text) for text in texts)
    return {text: _day(text, day_first=day_first) for text in texts}


def _day(text: str, *, day_first: bool) -> date | None:
    """The day a text means, a year or quarter as its first day; None where it holds no year."""
    if _YEAR.fullmatch(text):
        return date(int(text), 1, 1)
    if found := _QUARTER.fullmatch(text):
        return date(int(found["year"] or found["then"]), 3 * int(found["quarter"] or found["first"]) - 2, 1)
    if not _HAS_YEAR.search(text):
        return None
    try:
        iso = text[:4].isdigit()
        return parser.parse(text, default=_SOME_DAY, dayfirst=day_first and not iso).date()
    except (ValueError, OverflowError):
        return None


def _by_date(texts: Sequence[str], days: dict[str, date | None]) -> Groups:
    known = [day for day in days.values() if day]
    only_years = all(_YEAR.fullmatch(text) for text, day in days.items() if day)
    by_quarter = not only_years and (max(known) - min(known)).days < QUARTERS_UNDER_DAYS
    name: Callable[[date], str] = _quarter if by_quarter else _year
    values = [name(day) if (day := days.get(text)) else "" for text in texts]
    return Groups(values, tuple(sorted(set(values) - {""})), "quarter" if by_quarter else "year")


def _year(day: date) -> str:
    return f"{day.year}"


def _quarter(day: date) -> str:
    return f"{day.year} Q{(day.month + 2) // 3}"


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """Sorts "wave 2" before "wave 10"."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in parts)
