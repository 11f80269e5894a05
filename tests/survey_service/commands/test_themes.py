import csv
import json
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey_service.commands.themes import themes_command
from survey_service.theme_files import FIXED, NAMES
from survey_service.theme_values import themes_at

ROOT = Path(__file__).parents[3]
COMMENTS = ROOT / "tests" / "files" / "comments.csv"
ALL_COLUMNS = ("--text-column", "text", "--role-column", "role", "--period-column", "date")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(themes_command, [str(argument) for argument in arguments])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("themes") / "new" / "folder"
    result = run(COMMENTS, *ALL_COLUMNS, "--themes", 5, "--output", folder)
    assert result.exit_code == 0, result.output
    assert "5 themes in 128 comments." in result.stdout
    return folder


def test_all_four_files_are_written(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {"themes.csv", "assignments.csv", "themes.json", "report.html"}


def test_the_files_agree_with_each_other(folder: Path) -> None:
    themes, assignments = rows_of(folder / "themes.csv"), rows_of(folder / "assignments.csv")
    values = json.loads((folder / "themes.json").read_text(encoding="utf-8"))
    typed_themes = themes_at(values)
    assert [row["row"] for row in assignments] == [str(number) for number in range(1, 129)]
    for theme, typed in zip(themes, typed_themes, strict=True):
        assert sum(row["theme_id"] == theme["theme_id"] for row in assignments) == int(theme["n"]) == typed["n"]
        assert float(theme["share"]) == typed["share"]["share"]
    assert all((row["theme_id"] == "") == (row["reason"] != "") for row in assignments)
    assert all(row["theme_of_5"] == row["theme_id"] for row in assignments)
    assert sum(values["set_aside"].values()) + values["counts"]["in_a_theme"] == values["counts"]["rows"] == 128


def test_there_is_a_share_for_each_role_and_quarter(folder: Path) -> None:
    columns = list(rows_of(folder / "themes.csv")[0])
    assert tuple(columns[: len(FIXED)]) == FIXED
    assert columns[len(FIXED) : -5] == ["share_role_rep", "share_role_manager", "share_role_executive"]
    assert columns[-5:] == [
        f"share_period_{quarter}" for quarter in ("2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4", "2026 Q1")
    ]


def test_the_report_shows_every_theme(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert all(f"<h3>{escape(theme['label'])}</h3>" in page for theme in rows_of(folder / "themes.csv"))
    assert "What 128 comments are about" in page
    assert "5 themes, as asked" in page


def test_the_bar_names_each_step(folder: Path) -> None:
    result = run(COMMENTS, *ALL_COLUMNS, "--output", folder.parent / "again")
    for step in ("Reading", "Finding themes", "Checking how sure", "Writing"):
        assert step in result.stderr


def test_the_file_is_enough(tmp_path: Path) -> None:
    result = run(COMMENTS, "--output", tmp_path)
    assert result.exit_code == 0, result.output
    assert "The comments are in column “text”." in result.stdout
    assert 'The file allows more: --by "role", --period-column "date".' in " ".join(result.stdout.split())
    assert tuple(rows_of(tmp_path / "themes.csv")[0]) == FIXED


def test_any_column_can_be_compared_by(tmp_path: Path) -> None:
    result = run(COMMENTS, "--by", "role", "--output", tmp_path)
    assert result.exit_code == 0, result.output
    assert "share_role_manager" in rows_of(tmp_path / "themes.csv")[0]
    assert "By role" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_same_file_gives_the_same_files(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        assert run(COMMENTS, *ALL_COLUMNS, "--output", tmp_path / folder).exit_code == 0
    for name in NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_a_file_with_nothing_to_group_still_gives_a_report(tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    file.write_text("text\nn/a\n👍\n7\n", encoding="utf-8")
    result = run(file, "--text-column", "text", "--output", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "0 themes in 3 comments." in result.stdout
    assert "none of them could be grouped" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        (b"", (), "Error: answers.csv is empty"),
        (b"comment\nhello\n", (), "Error: answers.csv has no column “text”. It has “comment”."),
        (
            b"text,role\n,rep\n ,rep\n",
            (),
            "Error: Column “text” of answers.csv is empty in all 2 rows. Name another column.",
        ),
        (b"text\ncaf\x81\n", (), "Line 2 of answers.csv (byte 8, 0x81) is not UTF-8."),
        (
            b"text\nMore coaching\n",
            ("--themes", "9"),
            "Error: You ask for 9 themes, but only 1 of 1 comments can be grouped.",
        ),
        (b"text\nMore coaching\n", ("--role-column", "role"), "Error: answers.csv has no column “role”."),
    ],
)
def test_what_the_file_does_not_allow_is_one_line(
    tmp_path: Path, content: bytes, arguments: tuple[str, ...], message: str
) -> None:
    file = tmp_path / "answers.csv"
    file.write_bytes(content)
    result = run(file, "--text-column", "text", "--output", tmp_path / "out", *arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--by", "role", "--role-column", "role"),
        ("--text-column",),
        ("--text-column", "text", "--themes", "0"),
        ("--text-column", "text", "--themes", "x"),
    ],
)
def test_wrong_usage_has_its_own_exit_code(arguments: tuple[str, ...]) -> None:
    assert run(COMMENTS, *arguments).exit_code == 2
    assert run(COMMENTS.with_name("missing.csv"), "--text-column", "text").exit_code == 2


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = run(COMMENTS, "--text-column", "text", "--output", tmp_path / "file" / "below")
    assert result.exit_code == 1
    assert "Cannot write to" in result.stderr


@pytest.mark.parametrize("arguments", [("--by", "nowhere"), ("--output", "file/below")])
def test_what_cannot_be_done_is_said_before_the_work_begins(tmp_path: Path, arguments: tuple[str, str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    script = (
        "import atexit, sys; from survey_service.commands.themes import themes_command; "
        "atexit.register(lambda: print('scipy' in sys.modules)); themes_command(sys.argv[1:])"
    )
    command = [sys.executable, "-c", script, str(COMMENTS), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == "False\n"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_column_of_comments_that_has_no_header_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "plain.csv"
    file.write_text("More coaching\nLess e-mail\n", encoding="utf-8")
    result = run(file, "--no-header", "--output", tmp_path / "out")
    assert "in 2 comments." in result.stdout
    assert "column “column 1”" in result.stdout


def test_no_service_and_no_database_is_imported(tmp_path: Path) -> None:
    script = (
        "import sys; from survey_service.commands.themes import themes_command; "
        "themes_command(sys.argv[1:], standalone_mode=False); "
        "sys.exit(any(name in sys.modules for name in ('flask', 'sqlalchemy')))"
    )
    command = [sys.executable, "-c", script, str(COMMENTS), "--text-column", "text", "--output", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
