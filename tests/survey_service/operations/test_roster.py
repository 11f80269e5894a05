"""What a roster file would change, what is wrong with it, and changing the roster."""

import io
from datetime import datetime

import pytest
import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.errors import ConflictError, InvalidFileError
from survey_service.models import Organisation, Respondent
from survey_service.operations import roster
from survey_service.operations.roster import RosterPreview
from tests.makers import make_organisation, make_respondent

HEADER = "name,e-mail,role,manager's e-mail,region,language,time zone\n"
VERA = "Vera Holt,vera@t.example,executive,,,,\n"
DANA = "Dana Reyl,dana@t.example,manager,vera@t.example,North,,\n"
MAREK = "Marek Duval,marek@t.example,rep,dana@t.example,North,de,Europe/Berlin\n"


@pytest.fixture
def organisation(session: Session) -> Organisation:
    """An organisation with an empty roster."""
    return make_organisation(session)


def preview(session: Session, organisation: Organisation, rows: str, now: datetime) -> RosterPreview:
    """What a CSV file of these rows would change."""
    staged = roster.stage_import(session, organisation.id, "roster.csv", (HEADER + rows).encode(), now=now)
    return roster.preview_import(session, staged)


def load(session: Session, organisation: Organisation, rows: str, now: datetime) -> RosterPreview:
    """Import a CSV file of these rows."""
    staged = roster.stage_import(session, organisation.id, "roster.csv", (HEADER + rows).encode(), now=now)
    return roster.confirm_import(session, staged)


def names(session: Session, *, active: bool = True) -> list[str]:
    """Who is on the roster, or has left it."""
    return list(session.scalars(select(Respondent.name).where(Respondent.active == active).order_by(Respondent.name)))


def test_a_first_file_adds_everybody_with_their_manager(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    done = load(session, organisation, MAREK + DANA + VERA, now)

    assert len(done.new) == 3
    marek = session.scalars(select(Respondent).where(Respondent.email == "marek@t.example")).one()
    assert marek.manager is not None
    assert (marek.manager.name, marek.region, marek.language, marek.time_zone) == (
        "Dana Reyl",
        "North",
        "de",
        "Europe/Berlin",
    )


def test_a_preview_changes_nothing(session: Session, organisation: Organisation, now: datetime) -> None:
    preview(session, organisation, VERA, now)

    assert names(session) == []


def test_the_same_file_again_changes_nobody(session: Session, organisation: Organisation, now: datetime) -> None:
    load(session, organisation, VERA + DANA + MAREK, now)
    again = preview(session, organisation, VERA + DANA + MAREK, now)

    assert (again.n_unchanged, again.new, again.changed, again.leaving) == (3, (), (), ())


def test_a_move_shows_the_manager_before_and_after(session: Session, organisation: Organisation, now: datetime) -> None:
    ruth = "Ruth Oyelaran,ruth@t.example,manager,vera@t.example,South,,\n"
    load(session, organisation, VERA + DANA + ruth + MAREK, now)
    moved = preview(session, organisation, VERA + DANA + ruth + MAREK.replace("dana@", "ruth@"), now)

    assert [change.fields for change in moved.changed] == [{"manager": ("dana@t.example", "ruth@t.example")}]


def test_who_is_missing_from_the_file_leaves_and_can_come_back(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    load(session, organisation, VERA + DANA + MAREK, now)
    gone = load(session, organisation, VERA + DANA, now)
    assert [person.name for person in gone.leaving] == ["Marek Duval"]
    assert names(session, active=False) == ["Marek Duval"]

    load(session, organisation, VERA + DANA + MAREK, now)
    assert names(session) == ["Dana Reyl", "Marek Duval", "Vera Holt"]


@pytest.mark.parametrize(
    ("rows", "row", "column", "words"),
    [
        (VERA + "Tom,tom@,rep,vera@t.example,,,\n", 3, "e-mail", "@"),
        (VERA + VERA, 3, "e-mail", "Row 2 has the same address"),
        (VERA + DANA.replace("vera@t", "vera@tt"), 3, "manager", "Nobody with this address"),
        (VERA + DANA.replace("manager,", "boss,"), 3, "role", "not a role"),
        (VERA + DANA.replace("North,,", "North,xx,"), 3, "language", "not known"),
        (VERA + DANA.replace("North,,", "North,,Mars/Base"), 3, "time zone", "not known"),
        (VERA + ",nobody@t.example,rep,vera@t.example,,,\n", 3, "name", "empty"),
        (VERA + DANA + MAREK + "A,a@t.example,rep,marek@t.example,,,\n", 5, "manager", "This person is a rep"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(
    session: Session, organisation: Organisation, now: datetime, rows: str, row: int, column: str, words: str
) -> None:
    found = preview(session, organisation, rows, now)

    assert [(error.row, error.column) for error in found.errors] == [(row, column)]
    assert words in found.errors[0].wrong
    assert found.errors[0].mend


def test_an_almost_right_manager_is_suggested(session: Session, organisation: Organisation, now: datetime) -> None:
    found = preview(session, organisation, VERA + DANA + MAREK.replace("dana@t.", "dna@t."), now)

    assert found.errors[0].mend == "Close to: dana@t.example"


def test_a_cycle_is_shown_as_its_line(session: Session, organisation: Organisation, now: datetime) -> None:
    rows = "A,a@t.example,manager,b@t.example,,,\nB,b@t.example,manager,a@t.example,,,\n"
    found = preview(session, organisation, rows + "C,c@t.example,rep,a@t.example,,,\n", now)

    assert found.error_rows == [2, 3, 4]
    assert "a@t.example → b@t.example → a@t.example" in found.errors[0].wrong
    assert "row 2" in found.errors[2].wrong


def test_rows_with_errors_stay_out_and_their_people_stay_as_they_are(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    load(session, organisation, VERA + DANA + MAREK, now)
    done = load(session, organisation, VERA + DANA + MAREK.replace(",rep,", ",seller of things,"), now)

    assert (done.n_fine, done.error_rows, done.leaving) == (2, [4], ())
    assert names(session) == ["Dana Reyl", "Marek Duval", "Vera Holt"]


def test_an_import_is_carried_out_once(session: Session, organisation: Organisation, now: datetime) -> None:
    staged = roster.stage_import(session, organisation.id, "roster.csv", (HEADER + VERA).encode(), now=now)
    roster.confirm_import(session, staged)

    with pytest.raises(ConflictError, match="already"):
        roster.confirm_import(session, staged)


def test_another_organisation_keeps_its_people(session: Session, organisation: Organisation, now: datetime) -> None:
    make_respondent(session, make_organisation(session, "Elsewhere"), name="Not Ours")

    assert load(session, organisation, VERA, now).leaving == ()


def test_a_workbook_reads_like_a_csv(session: Session, organisation: Organisation, now: datetime) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for place, line in enumerate((HEADER + VERA + DANA).strip().split("\n")):
            sheet.write_row(place, 0, line.split(","))
    staged = roster.stage_import(session, organisation.id, "roster.xlsx", file.getvalue(), now=now)

    assert [row.name for row in roster.preview_import(session, staged).new] == ["Vera Holt", "Dana Reyl"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"name,e-mail\nVera,vera@t.example\n", "no column “role”"),
        ((HEADER + VERA).encode() + b"Ren\xe9,rene@t.example,rep,vera@t.example,,,\n", "Line 3"),
        ((HEADER + "Ve\x00ra,vera@t.example,executive,,,,\n").encode(), "NUL"),
        (b"PK\x03\x04 is no workbook", "cannot be opened"),
        (b"name,name\nA,B\n", "Two columns"),
        (b'name,e-mail,role,manager\n"Vera,vera@t.example,executive,\n', "Check the quotes"),
        (b"name,e-mail,role,manager\nHolt, Vera,vera@t.example,executive,boss@t.example\n", "without quotes"),
    ],
)
def test_an_unreadable_file_says_what_to_do(
    session: Session, organisation: Organisation, now: datetime, content: bytes, words: str
) -> None:
    with pytest.raises(InvalidFileError, match=words):
        roster.stage_import(session, organisation.id, "roster.csv", content, now=now)


def test_100_001_rows_are_too_many(session: Session, organisation: Organisation, now: datetime) -> None:
    rows = "".join(f"P,p{number}@t.example,rep,,,,\n" for number in range(100_001))

    with pytest.raises(InvalidFileError, match="more than 100,000 rows"):
        roster.stage_import(session, organisation.id, "roster.csv", (HEADER + rows).encode(), now=now)
