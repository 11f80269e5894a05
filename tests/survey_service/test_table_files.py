"""A workbook is judged before it is read: a small file can ask for more room than there is."""

import io
import zipfile

import pytest
import xlsxwriter

from survey_service.errors import InvalidFileError
from survey_service.table_files import UNPACKED_LIMIT, read_table


def workbook(*far: tuple[int, int]) -> bytes:
    """A workbook with a header, one row, and a cell at each of these places (row and column, from 0)."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "role"])
        sheet.write_row(1, 0, ["Ada Hart", "rep"])
        for place in far:
            sheet.write(*place, "x")
    return file.getvalue()


def archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return file.getvalue()


def test_a_workbook_is_read_from_its_first_sheet() -> None:
    assert read_table(workbook()).rows == ((2, {"name": "Ada Hart", "role": "rep"}),)


def test_empty_rows_between_are_no_rows() -> None:
    assert [number for number, _ in read_table(workbook((99_999, 0))).rows] == [2, 100_000]


@pytest.mark.parametrize("place", [(1_048_575, 16_383), (1_048_575, 50), (400, 16_383)])
def test_a_cell_far_from_the_table_is_refused_before_room_is_made_for_it(place: tuple[int, int]) -> None:
    with pytest.raises(InvalidFileError, match="Delete what is below and beside the table"):
        read_table(workbook(place))


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(InvalidFileError, match="more than 50 MB"):
        read_table(archive("xl/worksheets/sheet1.xml", b" " * (UNPACKED_LIMIT + 1)))


@pytest.mark.parametrize("name", ["content.xml", "xl/worksheets/sheet1.bin", "notes.txt"])
def test_another_kind_of_archive_is_refused(name: str) -> None:
    with pytest.raises(InvalidFileError, match="no XLSX file"):
        read_table(archive(name, b"<x/>"))
