"""Members and the roster on the command line."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select

from survey_service import db
from survey_service.commands.service import service
from survey_service.models import Member, Organisation, Respondent
from tests.makers import make_organisation
from tests.survey_service.commands.runner import Run

NADIA = ("--email", "nadia@tarnbrook.example", "--name", "Nadia Voss", "--role", "program_lead")
LONG = ("--password", "a long password")
HEADER = "name,e-mail,role,manager,region\n"
FINE = (
    "Ada Lind,ada@tarnbrook.example,executive,,North\n"
    "Ben Okoro,ben@tarnbrook.example,manager,ada@tarnbrook.example,North\n"
)


def roster_file(folder: Path, rows: str = FINE) -> Path:
    """A roster of these rows."""
    path = folder / "people.csv"
    path.write_text(HEADER + rows, "utf-8")
    return path


def add_organisation(data: Path) -> None:
    """An organisation without members."""
    with service(data):
        make_organisation(db.session())
        db.session().commit()


def names_on_roster(data: Path) -> list[str]:
    """Everybody who is stored."""
    with service(data):
        return sorted(db.session().scalars(select(Respondent.name)))


def test_the_first_member_makes_the_organisation_and_signs_in(run: Run, data: Path) -> None:
    ran = run("--data", data, "add-member", *NADIA, *LONG, "--organisation", "Tarnbrook")

    assert (ran.code, ran.out) == (0, "Nadia Voss signs in to Tarnbrook as nadia@tarnbrook.example.\n")
    with service(data) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        entered = {"email": "nadia@tarnbrook.example", "password": "a long password"}
        assert app.test_client().post("/sign-in", data=entered).status_code == 302


def test_the_next_member_joins_the_organisation_there_is(run: Run, sqlite_data: Path) -> None:
    run("--data", sqlite_data, "add-member", *NADIA, *LONG, "--organisation", "Tarnbrook")
    other = ("--email", "ida@tarnbrook.example", "--name", "Ida", "--role", "executive")

    ran = run("--data", sqlite_data, "add-member", *other, *LONG, "--organisation", "Another")

    assert "signs in to Tarnbrook" in ran.out


def test_an_address_signs_in_once(run: Run, sqlite_data: Path) -> None:
    run("--data", sqlite_data, "add-member", *NADIA, *LONG)

    ran = run("--data", sqlite_data, "add-member", "--email", "Nadia@Tarnbrook.example", *NADIA[2:], *LONG)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "frontline-pulse: nadia@tarnbrook.example signs in already.\n"


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--email", "nadia", "Write it as name@company.com."),
        ("--email", "na\udcffdia@tarnbrook.example", "Write it as name@company.com."),
        ("--name", " \x00\u200b ", "Write 1 to 300 characters."),
        ("--name", "x" * 301, "Write 1 to 300 characters."),
        ("--role", "owner", "'program_lead'"),
        ("--password", "short", "Use at least 8 characters."),
    ],
)
def test_a_member_who_could_not_sign_in_is_refused(
    run: Run, sqlite_data: Path, option: str, value: str, says: str
) -> None:
    ran = run("--data", sqlite_data, "add-member", *NADIA, *LONG, option, value)

    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    with service(sqlite_data):
        assert db.session().scalars(select(Member)).all() == []


def test_odd_letters_in_a_name_are_stored_the_same(run: Run, data: Path) -> None:
    run(
        "--data", data, "add-member", "--email", "n@tarnbrook.example", "--name", "N\udcffad\u202eia", *NADIA[4:], *LONG
    )

    with service(data):
        assert db.session().scalars(select(Member.name)).all() == ["Nadia"]


def test_a_roster_is_imported_after_its_preview(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_organisation(data)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    ran = run("--data", data, "import-roster", roster_file(tmp_path))

    assert ran.code == 0
    assert ran.out.splitlines()[0] == "2 rows: 2 new, 0 changed, 0 leaving, 0 unchanged, 0 with errors."
    assert ran.out.endswith("Imported.\n")
    assert names_on_roster(data) == ["Ada Lind", "Ben Okoro"]


@pytest.mark.parametrize("said", ["n\n", ""])
def test_a_roster_that_is_not_confirmed_changes_nothing(
    run: Run, sqlite_data: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    add_organisation(sqlite_data)
    monkeypatch.setattr("sys.stdin", io.StringIO(said))

    ran = run("--data", sqlite_data, "import-roster", roster_file(sqlite_data))

    assert (ran.code, ran.err) == (1, "Stopped.\n")
    assert names_on_roster(sqlite_data) == []


def test_rows_with_errors_are_named_and_left_out(run: Run, sqlite_data: Path) -> None:
    add_organisation(sqlite_data)
    rows = FINE + "Cleo Marsh,cleo@tarnbrook.example,rep,nobody@tarnbrook.example,North\n"

    ran = run("--data", sqlite_data, "import-roster", roster_file(sqlite_data, rows), "--yes")

    assert ran.code == 1
    assert "Row 4, column manager, “nobody@tarnbrook.example”" in ran.out
    assert ran.out.endswith("Imported, without the rows above.\n")
    assert names_on_roster(sqlite_data) == ["Ada Lind", "Ben Okoro"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (HEADER.encode() + b"Ada \xff,ada@tarnbrook.example,executive,,North\n", "Line 2 holds a byte (0xFF)"),
        (b"name,role\nAda,rep\n", "There is no column “e-mail”"),
        (HEADER.encode() + b"Ada,ada@tarnbrook.example,rep,,North\n" * 100_001, "more than 100,000 rows"),
        (HEADER.encode() + b"Ada,ada,rep,,North\n", "No row can be imported."),
    ],
    ids=["empty", "bad UTF-8", "no column", "100,001 rows", "no good row"],
)
def test_a_file_that_cannot_be_read_is_one_line(run: Run, sqlite_data: Path, content: bytes, says: str) -> None:
    add_organisation(sqlite_data)
    (sqlite_data / "people.csv").write_bytes(content)

    ran = run("--data", sqlite_data, "import-roster", sqlite_data / "people.csv", "--yes")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert says in ran.err


def test_without_an_organisation_the_way_to_one_is_shown(run: Run, sqlite_data: Path) -> None:
    ran = run("--data", sqlite_data, "import-roster", roster_file(sqlite_data), "--yes")

    assert ran.code == 1
    assert "`frontline-pulse add-member` makes one" in ran.err
    with service(sqlite_data):
        assert db.session().scalars(select(Organisation)).all() == []
