import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from survey_service.errors import NotFoundError
from survey_service.operations.export_columns import COLUMNS, NAMES
from survey_service.operations.export_rows import Row, export_rows, snapshot_checksum
from survey_service.operations.exports import export_bytes, write_export
from tests.survey_service.report_sample import (
    HOSTILE,
    hidden_snapshot,
    hostile_snapshot,
    long_snapshot,
    minimal_snapshot,
    sample_snapshot,
)

SNAPSHOTS = (sample_snapshot, hidden_snapshot, minimal_snapshot, hostile_snapshot, long_snapshot)
STARTS = ("=", "+", "-", "@", "|", "%")
SECTION_5 = (
    "wave opened closed instrument_version scope scope_is_merged construct disconnect audience theme_id theme_label "
    "theme_source skill_tag n_invited n_answered n_people_in_theme share_pct need_mean received_mean gap_points "
    "gap_low gap_high dominance delta delta_low delta_high p_value q_value verdict change_since_last difficulty "
    "frequency importance priority_rank top_terms paraphrase suggested_objective suggested_format owner status "
    "suppression_reason generated_at checksum"
)


def from_csv(content: bytes) -> list[Row]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    kinds = {column.name: column.kind for column in COLUMNS}
    return [{name: typed(text, kinds[name]) for name, text in row.items()} for row in rows]


def typed(text: str, kind: str) -> Any:
    if text == "":
        return None
    if kind == "true or false":
        return {"true": True, "false": False}[text]
    if kind in ("integer", "number"):
        return float(text)
    return text[1:].replace("\\|", "|") if text[0] == "'" and text[1:2] in STARTS else text


def from_xlsx(content: bytes) -> list[Row]:
    heads, *lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("report").to_python()
    return [dict(zip(map(str, heads), map(read, line), strict=True)) for line in lines]


def read(cell: Any) -> Any:
    if isinstance(cell, date):
        return cell.isoformat()
    return None if cell == "" else cell


def themes_of(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["theme_id"] is not None]


def test_the_columns_are_those_of_the_definition() -> None:
    assert " ".join(NAMES) == SECTION_5
    assert all(tuple(row) == NAMES for row in export_rows(sample_snapshot()))


@pytest.mark.parametrize("make", SNAPSHOTS)
def test_the_three_files_hold_the_same_rows(make: Any) -> None:
    snapshot = make()
    rows = export_rows(snapshot)

    assert json.loads(export_bytes(snapshot, "json")) == rows
    assert from_csv(export_bytes(snapshot, "csv")) == rows
    assert from_xlsx(export_bytes(snapshot, "xlsx")) == rows


def test_values_have_the_type_that_their_column_says() -> None:
    types: dict[str, Any] = {"text": str, "date": str, "integer": int, "number": (int, float), "true or false": bool}
    for row in export_rows(sample_snapshot()):
        for column in COLUMNS:
            value = row[column.name]
            assert value is None or isinstance(value, types[column.kind]), column.name


def test_a_comparison_has_a_row_for_each_role_in_it() -> None:
    beside = "Coaching for managers: need, got"
    rows = [
        row for row in export_rows(sample_snapshot()) if row["disconnect"] == beside and row["theme_source"] is None
    ]
    manager, executive = rows

    assert (manager["audience"], manager["need_mean"], manager["received_mean"]) == ("manager", 79.2, 30.6)
    assert (manager["gap_points"], manager["gap_low"], manager["dominance"]) == (48.6, 35.1, 0.83)
    assert (executive["audience"], executive["need_mean"], executive["received_mean"]) == ("executive", None, 54.2)
    assert {row["verdict"] for row in rows} == {"disconnect"}
    assert {row["priority_rank"] for row in rows} == {1}


def test_a_theme_has_a_row_for_each_role_that_wrote_about_it() -> None:
    first = themes_of(export_rows(sample_snapshot()))[0]

    assert (first["theme_label"], first["audience"], first["n_people_in_theme"]) == ("More one-to-one time", "rep", 34)
    assert (first["n_invited"], first["n_answered"], first["share_pct"], first["frequency"]) == (168, 104, 33, 33)
    assert first["top_terms"] == "one-to-one; before the call; every week"


def test_a_theme_stands_beside_what_is_compared_on_it_with_the_leads_words() -> None:
    snapshot = sample_snapshot()
    said = {"paraphrase": "Watch, then say.", "objective": "Watch one talk a month", "skill_tag": "coaching_leaders"}
    snapshot["themes"][1]["themes"][0] |= said | {"contrast_p": 0.01, "contrast_q": 0.04}

    (row,) = [row for row in themes_of(export_rows(snapshot)) if row["audience"] == "manager"]

    assert (row["construct"], row["disconnect"]) == ("K6", "Coaching for managers: need, got")
    assert (row["paraphrase"], row["suggested_objective"]) == ("Watch, then say.", "Watch one talk a month")
    assert (row["skill_tag"], row["p_value"], row["q_value"]) == ("coaching_leaders", 0.01, 0.04)


def test_a_theme_of_almost_everybody_has_a_range_and_says_so() -> None:
    snapshot = sample_snapshot()
    snapshot["themes"][1]["themes"][0] |= {"n_people": None, "share": None, "share_text": "75 or more"}

    (row,) = [row for row in themes_of(export_rows(snapshot)) if row["audience"] == "manager"]

    assert (row["n_people_in_theme"], row["share_pct"]) == (None, None)
    assert row["suppression_reason"] == "Only a range may be shown: share 75 % or more."


def test_where_too_few_wrote_for_themes_there_is_a_row_for_each_construct() -> None:
    snapshot = sample_snapshot()
    count = {"construct": "K6", "role": "rep", "n_people": 12, "share": 40, "share_text": "40", "hidden": ""}
    hidden = {**count, "construct": "K8", "n_people": None, "share": None, "share_text": "", "hidden": "Hidden."}
    snapshot["themes"][0] |= {"themes": [], "constructs": [count, hidden]}

    rows = [row for row in export_rows(snapshot) if row["theme_source"] == "codebook"]

    assert [(row["construct"], row["n_people_in_theme"], row["share_pct"]) for row in rows] == [
        ("K6", 12, 40),
        ("K8", None, None),
    ]
    assert [row["suppression_reason"] for row in rows] == [None, "Hidden."]


def test_a_report_from_before_the_leads_words_is_exported_as_it_is() -> None:
    snapshot = sample_snapshot()
    later = ("paraphrase", "objective", "skill_tag", "contrast_p", "contrast_q", "parts", "share_text")
    for side in snapshot["themes"]:
        side.pop("constructs")
        for theme in side["themes"]:
            for name in later:
                theme.pop(name)

    assert {row["paraphrase"] for row in themes_of(export_rows(snapshot))} == {None}


def test_a_share_that_is_a_range_has_no_number_and_says_so() -> None:
    rows = export_rows(sample_snapshot())
    (row,) = [row for row in rows if (row["audience"], row["skill_tag"]) == ("executive", "coaching")]

    assert (row["importance"], row["frequency"]) == (None, None)
    assert row["suppression_reason"] == "Only a range may be shown: guessed 20 % or less, given 20 % or less."


def test_a_merged_group_is_one_row_and_its_members_are_hidden() -> None:
    rows = {row["scope"]: row for row in export_rows(sample_snapshot()) if row["audience"] == "manager"}

    assert rows["region: Coast and South"]["gap_points"] == 40
    assert rows["region: Coast and South"]["scope_is_merged"] is True
    assert rows["region: South"]["suppression_reason"] == "Hidden to protect people: fewer than 5 answered."


def test_what_is_hidden_has_no_number_in_any_row() -> None:
    numbers = [
        column.name for column in COLUMNS if column.kind in ("integer", "number") and column.name != "priority_rank"
    ]
    rows = export_rows(hidden_snapshot())

    assert {row[name] for row in rows for name in numbers} == {None}
    assert all(row["suppression_reason"] for row in rows)


def test_the_checksum_is_that_of_the_snapshot() -> None:
    snapshot = sample_snapshot()

    assert {row["checksum"] for row in export_rows(snapshot)} == {snapshot_checksum(snapshot)}
    assert snapshot_checksum({**snapshot, "title": "Another"}) != snapshot_checksum(snapshot)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1+1", "\r=1+1", *HOSTILE])
def test_a_formula_is_text_in_every_file(text: str) -> None:
    snapshot = sample_snapshot()
    snapshot["themes"][0]["themes"][0]["label"] = text
    meant = "".join(letter for letter in text if letter >= " ").strip()

    for kind, reader in (("csv", from_csv), ("xlsx", from_xlsx), ("json", json.loads)):
        assert themes_of(reader(export_bytes(snapshot, kind)))[0]["theme_label"] == meant
    lines = list(csv.reader(io.StringIO(export_bytes(snapshot, "csv").decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for line in lines for cell in line)


def test_the_workbook_explains_its_columns_and_logs_what_is_hidden() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(export_bytes(sample_snapshot(), "xlsx")))
    definitions, log = (book.get_sheet_by_name(name).to_python() for name in ("definitions", "suppression log"))

    assert book.sheet_names == ["report", "definitions", "suppression log"]
    assert [line[0] for line in definitions[1 : len(NAMES) + 1]] == list(NAMES)
    assert len(log) == len(sample_snapshot()["suppressions"]) + 1


def test_an_export_is_written_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report.json"

    write_export(sample_snapshot(), "json", path)

    assert json.loads(path.read_text("utf-8")) == export_rows(sample_snapshot())


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="Choose csv, xlsx, json"):
        export_bytes(sample_snapshot(), "pdf")
