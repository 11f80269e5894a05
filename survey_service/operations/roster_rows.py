"""Read the rows of a roster file: each becomes a person, or says what is wrong with it and how to mend it."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from email_validator import EmailNotValidError, validate_email

from survey_service.clock import known_time_zones
from survey_service.errors import InvalidFileError
from survey_service.models.roster import ROLES
from survey_service.table_files import Table
from survey_service.texts import clean_line

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name"),
    "email": ("e-mail", "email", "mail", "e-mail address", "email address"),
    "role": ("role",),
    "manager": (
        "manager",
        "manager's e-mail",
        "manager's email",
        "manager e-mail",
        "manager email",
        "manager_email",
        "reports to",
    ),
    "region": ("region",),
    "language": ("language",),
    "time_zone": ("time zone", "timezone", "time_zone"),
}
NEEDED = ("name", "email", "role", "manager")
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ar", "tr")
ROLE_WORDS = {"leader": "executive", "exec": "executive", "seller": "rep", "sales rep": "rep"}


@dataclass(frozen=True)
class RosterRow:
    """One person as the file has them; `manager` is an e-mail address, "" for who reports to nobody."""

    row: int
    name: str
    email: str
    role: str
    manager: str
    region: str
    language: str
    time_zone: str

    def stored(self) -> dict[str, Any]:
        """The row as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class RowError:
    """One cell that cannot be imported."""

    row: int
    column: str
    value: str
    wrong: str
    mend: str


def roster_rows(table: Table) -> list[RosterRow]:
    """Every row of a file as it reads, nothing judged yet.

    Raises:
        InvalidFileError: a column is missing.
    """
    columns = columns_of(table)
    return [
        row_of(number, {name: clean_line(cells[column]) for name, column in columns.items()})
        for number, cells in table.rows
    ]


def columns_of(table: Table) -> dict[str, str]:
    """Which column of the file is which, by the names people give them."""
    known = {spelling: name for name, spellings in COLUMNS.items() for spelling in spellings}
    found = {
        known[column.casefold().replace("’", "'")]: column
        for column in table.columns
        if column.casefold().replace("’", "'") in known
    }
    missing = [name for name in NEEDED if name not in found]
    if missing:
        has = ", ".join(table.columns)
        raise InvalidFileError(
            f"There is no column “{COLUMNS[missing[0]][0]}”. The file has: {has}. "
            "It needs name, e-mail, role and manager."
        )
    return found


def row_of(number: int, cells: Mapping[str, str]) -> RosterRow:
    """One row with its spellings made even."""
    role = cells["role"].casefold()
    return RosterRow(
        row=number,
        name=cells["name"],
        email=cells["email"].casefold(),
        role=ROLE_WORDS.get(role, role),
        manager=cells["manager"].casefold(),
        region=cells.get("region", ""),
        language=cells.get("language", "").casefold() or "en",
        time_zone=cells.get("time_zone", "") or "UTC",
    )


def row_errors(rows: Iterable[RosterRow], on_roster: Mapping[str, str]) -> list[RowError]:
    """Judge rows alone and together; `on_roster` maps the addresses that are there already to their roles."""
    rows = list(rows)
    errors = [error for row in rows for error in cell_errors(row)]
    errors += duplicate_errors(rows)
    errors += manager_errors(rows, on_roster, left_out={error.row for error in errors})
    return sorted(errors, key=lambda error: (error.row, error.column))


def cell_errors(row: RosterRow) -> Iterable[RowError]:
    """What is wrong with a row by itself."""
    if not row.name:
        yield RowError(row.row, "name", "", "The name is empty.", "Write the name people use.")
    try:
        validate_email(row.email, check_deliverability=False, test_environment=True, globally_deliverable=False)
    except EmailNotValidError as error:
        yield RowError(row.row, "e-mail", row.email, str(error), "Write it as name@company.com.")
    if row.role not in ROLES:
        yield RowError(row.row, "role", row.role, "This is not a role.", "Write rep, manager or executive.")
    if row.language not in LANGUAGES:
        yield RowError(
            row.row,
            "language",
            row.language,
            "This language is not known.",
            f"Write one of {', '.join(LANGUAGES)}, or leave it empty.",
        )
    if row.time_zone not in known_time_zones():
        yield RowError(
            row.row,
            "time zone",
            row.time_zone,
            "This time zone is not known.",
            "Write it as Europe/Berlin, or leave it empty.",
        )


def duplicate_errors(rows: list[RosterRow]) -> Iterable[RowError]:
    """Every row after the first with one address."""
    first: dict[str, RosterRow] = {}
    for row in rows:
        if row.email and row.email in first:
            yield duplicate_error(row, first[row.email])
        first.setdefault(row.email, row)


def duplicate_error(row: RosterRow, first: RosterRow) -> RowError:
    """What is wrong with the later of two rows with one address; a person answers in one role."""
    if row.role == first.role:
        sentence, mend = f"Row {first.row} has the same address.", "Keep one of the two rows."
    else:
        sentence = f"Row {first.row} has the same address with the role {first.role}."
        mend = (
            f"A person answers in one role. Row {first.row} goes in: keep the row of the role they spend most time in."
        )
    return RowError(row.row, "e-mail", row.email, sentence, mend)


def manager_errors(rows: list[RosterRow], on_roster: Mapping[str, str], left_out: set[int]) -> list[RowError]:
    """Managers nobody knows, managers who are reps, and lines that come back to where they began."""
    roles = {**on_roster, **{row.email: row.role for row in rows}}
    errors = [error for row in rows if row.manager for error in unknown_manager(row, roles)]
    errors += cycle_errors(rows)
    bad = left_out | {error.row for error in errors}
    return errors + orphan_errors(rows, on_roster, bad)


def unknown_manager(row: RosterRow, roles: Mapping[str, str]) -> Iterable[RowError]:
    """A manager who is nowhere, or is a rep."""
    if row.manager not in roles:
        close = difflib.get_close_matches(row.manager, roles, n=1, cutoff=0.9)
        mend = f"Close to: {close[0]}" if close else "Add a row for this manager, or leave the cell empty."
        yield RowError(
            row.row, "manager", row.manager, "Nobody with this address is in the file or on the roster.", mend
        )
    elif roles[row.manager] == "rep":
        yield RowError(
            row.row,
            "manager",
            row.manager,
            "This person is a rep.",
            "Reps lead nobody: mend the manager, or their role.",
        )


def cycle_errors(rows: list[RosterRow]) -> Iterable[RowError]:
    """Every row on a line of managers that comes back to itself."""
    above = {row.email: row.manager for row in rows}
    for row in rows:
        line = line_above(row.email, above)
        if line[-1] == row.email and len(line) > 1:
            path = " → ".join(line if len(line) < 6 else [*line[:3], "…", line[-1]])
            yield RowError(
                row.row,
                "manager",
                row.manager,
                f"The line comes back to the same person: {path}.",
                "Mend one manager of this line.",
            )


def line_above(email: str, above: Mapping[str, str]) -> list[str]:
    """The addresses from a person upwards, until the top or the first that comes again."""
    line, seen = [email], {email}
    while above.get(line[-1]):
        line.append(above[line[-1]])
        if line[-1] in seen:
            break
        seen.add(line[-1])
    return line


def orphan_errors(rows: list[RosterRow], on_roster: Mapping[str, str], bad: set[int]) -> list[RowError]:
    """Rows whose manager is new and cannot come in, because the manager's own row has an error."""
    errors: list[RowError] = []
    out = {row.email: row.row for row in rows if row.row in bad and row.email not in on_roster}
    waiting = [row for row in rows if row.row not in bad]
    while True:
        new = [row for row in waiting if row.manager in out]
        if not new:
            return errors
        waiting = [row for row in waiting if row.manager not in out]
        mend = "Mend that row first."
        errors += [
            RowError(row.row, "manager", row.manager, f"The manager's own row {out[row.manager]} needs mending.", mend)
            for row in new
        ]
        out.update({row.email: row.row for row in new if row.email not in on_roster})
