"""The roster: what a file would change, and changing it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from survey_service.errors import ConflictError, NotFoundError
from survey_service.models import Respondent, RosterImport
from survey_service.operations.roster_rows import RosterRow, RowError, roster_rows, row_errors
from survey_service.operations.rows import changed_one
from survey_service.table_files import read_table

SMALLEST_GROUP = 5
"""Teams below this are never shown on their own, whatever a survey asks for."""

PAGE_LENGTH = 50

COMPARED = ("name", "role", "manager", "region", "language", "time_zone")


@dataclass(frozen=True)
class Change:
    """What a row changes of one person: field to (before, after)."""

    row: RosterRow
    fields: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class RosterPreview:
    """What confirming would do; nothing is changed yet."""

    n_rows: int
    new: tuple[RosterRow, ...]
    changed: tuple[Change, ...]
    leaving: tuple[Respondent, ...]
    n_unchanged: int
    errors: tuple[RowError, ...]
    names: dict[str, str]
    """Names by address, of the file and the roster, for showing managers."""

    @property
    def error_rows(self) -> list[int]:
        """The rows that would be left out."""
        return sorted({error.row for error in self.errors})

    @property
    def n_fine(self) -> int:
        """How many rows would go in."""
        return self.n_rows - len(self.error_rows)


@dataclass(frozen=True)
class PeoplePage:
    """Some of the people who are asked now, by name; `n_found` of `n_people` match what was looked for."""

    people: Sequence[Respondent]
    n_found: int
    n_people: int
    number: int
    n_pages: int


def people_page(session: Session, organisation_id: int, *, words: str = "", number: int = 1) -> PeoplePage:
    """Find people whose name, address or region holds `words`, PAGE_LENGTH a page, counted from 1."""
    mine = (Respondent.organisation_id == organisation_id) & Respondent.active
    looked_in = (Respondent.name, Respondent.email, Respondent.region)
    matching = mine & or_(*(column.icontains(words, autoescape=True) for column in looked_in)) if words else mine
    n_people, n_found = (
        session.scalar(select(func.count(Respondent.id)).where(which)) or 0 for which in (mine, matching)
    )
    n_pages = max(1, -(-n_found // PAGE_LENGTH))
    number = min(max(number, 1), n_pages)
    query = select(Respondent).where(matching).order_by(Respondent.name, Respondent.id)
    shown = session.scalars(query.offset((number - 1) * PAGE_LENGTH).limit(PAGE_LENGTH)).all()
    return PeoplePage(shown, n_found, n_people, number, n_pages)


def count_people(session: Session, which: ColumnElement[bool]) -> int:
    """Count some of the people."""
    return session.scalar(select(func.count(Respondent.id)).where(which)) or 0


def stage_import(
    session: Session, organisation_id: int, file_name: str, content: bytes, *, now: datetime
) -> RosterImport:
    """Read a roster file and keep it until it is confirmed; a newer file takes the place of one that waits.

    Raises:
        InvalidFileError: the file cannot be read at all.
    """
    rows = roster_rows(read_table(content))
    waiting = (RosterImport.organisation_id == organisation_id) & (RosterImport.state == "waiting")
    session.execute(update(RosterImport).where(waiting).values(state="cancelled", rows=[]))
    staged = RosterImport(
        organisation_id=organisation_id, file_name=file_name[:200], rows=[row.stored() for row in rows], created_at=now
    )
    session.add(staged)
    session.flush()
    return staged


def find_import(session: Session, organisation_id: int, import_id: int) -> RosterImport:
    """Find an import that waits.

    Raises:
        NotFoundError: there is none of this organisation.
        ConflictError: it was confirmed or cancelled.
    """
    staged = session.get(RosterImport, import_id)
    if staged is None or staged.organisation_id != organisation_id:
        raise NotFoundError("There is no such import. Upload the file again.")
    if staged.state != "waiting":
        raise ConflictError(
            f"This import was {staged.state} before. Upload the file again if something is still to change."
        )
    return staged


def preview_import(session: Session, staged: RosterImport) -> RosterPreview:
    """Work out what confirming would do to the roster as it is now."""
    rows = [RosterRow(**row) for row in staged.rows]
    known = all_people(session, staged.organisation_id)
    errors = row_errors(rows, {email: person.role for email, person in known.items() if person.active})
    fine = good_rows(rows, errors)
    changes = [
        Change(row, differences(row, known[row.email]))
        for row in fine
        if row.email in known and known[row.email].active
    ]
    changed = [change for change in changes if change.fields]
    mentioned = {row.email for row in rows}
    return RosterPreview(
        n_rows=len(rows),
        new=tuple(row for row in fine if row.email not in known or not known[row.email].active),
        changed=tuple(changed),
        leaving=tuple(person for email, person in known.items() if person.active and email not in mentioned),
        n_unchanged=len(changes) - len(changed),
        errors=tuple(errors),
        names={**{email: person.name for email, person in known.items()}, **{row.email: row.name for row in rows}},
    )


def all_people(session: Session, organisation_id: int) -> dict[str, Respondent]:
    """Everybody who is or was on the roster, by address."""
    found = session.scalars(select(Respondent).where(Respondent.organisation_id == organisation_id))
    return {person.email: person for person in found}


def good_rows(rows: list[RosterRow], errors: Sequence[RowError]) -> list[RosterRow]:
    """The rows without an error."""
    bad = {error.row for error in errors}
    return [row for row in rows if row.row not in bad]


def differences(row: RosterRow, person: Respondent) -> dict[str, tuple[str, str]]:
    """What a row says differently of a person."""
    before = {name: getattr(person, name) for name in COMPARED if name != "manager"}
    before["manager"] = person.manager.email if person.manager else ""
    return {name: (before[name], getattr(row, name)) for name in COMPARED if before[name] != getattr(row, name)}


def confirm_import(session: Session, staged: RosterImport) -> RosterPreview:
    """Carry out a staged import, without its rows that need mending; returns what was done.

    Raises:
        ConflictError: somebody else confirmed it first (a conditional update decides).
    """
    waiting = (RosterImport.id == staged.id) & (RosterImport.state == "waiting")
    if not changed_one(session, update(RosterImport).where(waiting).values(state="confirmed")):
        raise ConflictError("This import was carried out already.")
    preview = preview_import(session, staged)
    rows = [*preview.new, *(change.row for change in preview.changed)]
    write_people(session, staged.organisation_id, rows)
    for person in preview.leaving:
        person.active = False
    staged.rows = []
    session.flush()
    return preview


def write_people(session: Session, organisation_id: int, rows: Sequence[RosterRow]) -> None:
    """Add or change people, then tie everybody to their manager."""
    known = all_people(session, organisation_id)
    for row in rows:
        person = known.get(row.email)
        if person is None:
            person = known[row.email] = Respondent(organisation_id=organisation_id, email=row.email)
            session.add(person)
        person.name, person.role, person.region = row.name, row.role, row.region
        person.language, person.time_zone, person.active = row.language, row.time_zone, True
    session.flush()
    for row in rows:
        known[row.email].manager_id = known[row.manager].id if row.manager else None


def cancel_import(staged: RosterImport) -> None:
    """Forget a staged file."""
    staged.state, staged.rows = "cancelled", []


def small_teams(preview: RosterPreview, minimum: int) -> list[tuple[str, int]]:
    """The teams among new and changed people that are below the minimum, so that they are never shown alone."""
    managers = [
        row.manager
        for row in (*preview.new, *(change.row for change in preview.changed))
        if row.role == "rep" and row.manager
    ]
    sizes = Counter(managers)
    return [
        (preview.names[manager], size) for manager, size in sizes.items() if size < minimum and manager in preview.names
    ]


def import_consequences(preview: RosterPreview) -> list[str]:
    """Say in sentences what confirming does."""
    going = f"{preview.n_fine:,} row goes in." if preview.n_fine == 1 else f"{preview.n_fine:,} rows go in."
    lines = [going]
    if preview.errors:
        rows = ", ".join(str(row) for row in preview.error_rows[:10]) + (
            " and more" if len(preview.error_rows) > 10 else ""
        )
        lines = [f"{going} Left out: {rows}. Whoever they name stays as they are."]
    if preview.leaving:
        leave = "person leaves" if len(preview.leaving) == 1 else "people leave"
        lines.append(f"{len(preview.leaving):,} {leave} the roster. What they answered before stays as it is.")
    lines.append("The wave that is open now is not touched: its roster was frozen when it opened.")
    return lines
