from pathlib import Path

import pytest
import xlsxwriter

from survey_service.comment_files import look_into, read_comment_file
from survey_service.errors import InvalidFileError


def read(folder: Path, content: bytes, *wanted: str) -> dict[str, list[str]]:
    path = folder / "answers.csv"
    path.write_bytes(content)
    return read_comment_file(path, wanted or ("text",), lambda _: None).columns


def test_the_wanted_columns_are_read_in_the_files_order(tmp_path: Path) -> None:
    content = b'role,text,date\r\nrep,"More ""coaching"",\nplease",2024\r\n\r\nmanager,Fewer reports,2025\r\n'
    assert read(tmp_path, content, "text", "role") == {
        "text": ['More "coaching",\nplease', "Fewer reports"],
        "role": ["rep", "manager"],
    }


def test_a_byte_order_mark_and_semicolons_are_read(tmp_path: Path) -> None:
    content = "\ufefftext;role\nMehr Zeit für Gespräche;rep\n".encode()
    assert read(tmp_path, content) == {"text": ["Mehr Zeit für Gespräche"]}


def test_a_very_long_cell_and_a_short_row_are_read(tmp_path: Path) -> None:
    content = b"role,text\nrep," + b"word " * 100_000 + b"\nmanager\n"
    assert [len(text) for text in read(tmp_path, content)["text"]] == [500_000, 0]


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("text\n" + "More coaching\n" * 2500, encoding="utf-8")
    told: list[int] = []
    read_comment_file(path, ["text"], told.append)
    assert told[-1] == 5 + 14 * 2000
    assert told == sorted(told)


def test_windows_text_and_utf_16_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"text\nfine\ncaf\xe9 talks\n") == {"text": ["fine", "café talks"]}
    assert read(tmp_path, "text\nMehr Gespräche\n".encode("utf-16")) == {"text": ["Mehr Gespräche"]}


def test_a_file_that_is_not_utf_8_says_how_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"text\nfine\ncaf\xe9 talks\n")
    [note] = look_into(path).notes
    assert note.startswith("Line 3 of answers.csv (byte 13, 0xE9) is not UTF-8. It was read as Windows-1252.")
    assert note.endswith("If letters look wrong, save it as “CSV UTF-8”.")


def test_a_workbook_is_read_from_its_first_sheet(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "answers.xlsx") as book:
        sheet = book.add_worksheet()
        for place, row in ((0, ("text", "rating")), (1, ("More coaching, please", 4.0)), (3, ("Fewer reports", 2.0))):
            sheet.write_row(place, 0, row)
    read = read_comment_file(tmp_path / "answers.xlsx", ["text", "rating"], lambda _: None).columns
    assert read == {"text": ["More coaching, please", "Fewer reports"], "rating": ["4", "2"]}


def test_a_first_look_holds_every_column_and_the_first_rows(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("text,role\n" + "More coaching,rep\n" * 1500, encoding="utf-8")
    look = look_into(path)
    assert {name: len(cells) for name, cells in look.columns.items()} == {"text": 1000, "role": 1000}
    assert look.notes == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "answers.csv is empty"),
        (b"  \n\n", "answers.csv is empty"),
        (b"text,role\n", "has a header and no rows below it"),
        (b"texts,role\nhello,rep\n", "has no column “text”. Did you mean “texts”\\? It has “texts”, “role”"),
        (b"a,b\n1,2\n", "has no column “text”. It has “a”, “b”"),
        (b"text\n" + b"fine\n" * 9000 + b"\x81", "Line 9002 .* is not UTF-8. Save the file"),
        ("text\nhi".encode("utf-16")[:-1], "breaks off in the middle"),
        (b"PK\x03\x04 sheet", "looks like a workbook but cannot be opened"),
        (b"\x00\x01\x02text", "holds NUL bytes"),
        (b'text\n"never closed\nand on\n', "cannot be read as CSV"),
        (b"text,role\nGreat, really,rep\n", "Row 2 has 3 cells, the first row 2"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(InvalidFileError, match=message):
        read(tmp_path, content)


def test_without_a_header_the_first_row_counts_and_columns_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("1,More coaching\n2,Less e-mail\n", encoding="utf-8")
    assert look_into(path, header=False).columns == {
        "column 1": ["1", "2"],
        "column 2": ["More coaching", "Less e-mail"],
    }
    read = read_comment_file(path, ["column 2"], lambda _: None, header=False)
    assert read.columns == {"column 2": ["More coaching", "Less e-mail"]}
    assert "--no-header" in look_into(path).notes[0]
