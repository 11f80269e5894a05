import csv
from pathlib import Path

import pytest

from survey_service.theme_files import NAMES, theme_path, write_theme_files
from tests.survey_service.file_overviews import SHARE, make_assigned, make_overview, make_theme


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_all_four_files_are_written(tmp_path: Path) -> None:
    write_theme_files(tmp_path / "new", make_overview(), make_assigned())
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(NAMES)


def test_cells_that_read_as_formulas_are_neutralised(tmp_path: Path) -> None:
    theme = make_theme(terms=["\t=cmd()", "price"], by_group=[SHARE])
    overview = make_overview(groups=[{**SHARE, "group": "rep"}], themes=[theme], levels=[{"number": 1, "themes": [1]}])
    write_theme_files(tmp_path, overview, make_assigned())
    assert rows_of(tmp_path / "themes.csv")[1][2] == "'=cmd(); price"


def test_a_hidden_share_and_a_missing_theme_are_empty_cells(tmp_path: Path) -> None:
    write_theme_files(tmp_path, make_overview(), make_assigned())
    header, theme = rows_of(tmp_path / "themes.csv")
    shares = dict(zip(header, theme, strict=True))
    assert (shares["share_role_rep"], shares["share_role_=2+2"], shares["share_period_2025"]) == ("0.5", "", "0.5")
    assert rows_of(tmp_path / "assignments.csv") == [
        ["row", "theme_id", "confidence", "reason", "theme_of_2"],
        ["1", "1", "0.9", "", "2"],
        ["2", "", "0.1", "unclear", ""],
    ]


def test_a_theme_knows_the_broader_ones_it_is_part_of() -> None:
    assert theme_path(make_overview(), 3) == "Price & approval > Part 3"


def test_what_was_written_before_stays_where_a_file_cannot_be_made(tmp_path: Path) -> None:
    write_theme_files(tmp_path, make_overview(), make_assigned())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ValueError, match="Out of range float"):
        write_theme_files(tmp_path, make_overview(minimum=float("nan")), {"theme_id": [7]})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
