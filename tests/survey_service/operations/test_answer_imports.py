"""Answers collected elsewhere: a mapping, a preview with its errors, all rows or none."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service.errors import ConflictError, InvalidFileError
from survey_service.models import AnalysisRun, Response, Wave
from survey_service.operations.answer_imports import Preview, import_answers, preview_answers, read_mapping
from survey_service.operations.wave_tables import wave_table
from tests.makers import wave_keys

MAPPING = """
survey = "Spring survey"
date_column = "when"
one_wave_a = "year"
role_column = "job"

[roles]
seller = "rep"
boss = "manager"
visitor = ""

[segments]
region = "area"

[questions.talks]
id = "I1"

[questions.mood]
id = "mood"
text = "How was the quarter?"
points = ["Bad", "Middling", "Good"]
values = { "no idea" = "not_sure" }

[questions.wish]
id = "wish"
open = true
may_quote = true
"""
HEADER = "when,job,area,talks,mood,wish\n"
ROWS = (
    "2024-03-01,seller,North,Once,Good,More time\n"
    "2024-05-02,boss,South,2-3 times,2,\n"
    "2025-03-01,Seller,North,,no idea,\n"
)


def preview(rows: str, mapping: str = MAPPING) -> Preview:
    """The preview of a file of these rows."""
    return preview_answers(read_mapping(mapping.encode()), (HEADER + rows).encode())


def test_a_label_or_a_place_or_the_mappings_own_word_is_an_answer() -> None:
    found = preview(ROWS.replace("2-3 times", "3"))

    assert found.errors == []
    assert [row.answers for row in found.rows] == [
        {"I1": 2, "mood": 3, "wish": {"text": "More time", "may_quote": True}},
        {"I1": 3, "mood": 2},
        {"mood": "not_sure"},
    ]
    assert [row.segments for row in found.rows] == [{"region": "North"}, {"region": "South"}, {"region": "North"}]


def test_one_wave_a_year_with_the_role_as_audience(session: Session, now: datetime) -> None:
    waves = import_answers(session, preview(ROWS.replace("2-3 times", "3")), wave_keys(), now=now)

    assert [(wave.name, wave.state, wave.imported) for wave in waves] == [
        ("2024", "closed", True),
        ("2025", "closed", True),
    ]
    table = wave_table(session, waves[0], wave_keys())
    assert sorted(table.roles.tolist()) == ["manager", "rep"]
    assert session.scalar(select(func.count()).select_from(AnalysisRun)) == 2


def test_a_question_of_the_bank_brings_its_words_and_scale() -> None:
    question = read_mapping(MAPPING.encode()).questions["talks"]

    assert question.points[0] == "None"
    assert question.measures == "K1"
    assert "coaching talks" in question.text


def test_a_two_sided_question_stays_two_sided() -> None:
    mapping = read_mapping(MAPPING.replace('id = "I1"', 'id = "I5"').encode())

    assert mapping.instrument()["scales"]["I5"]["kind"] == "two_sided"


@pytest.mark.parametrize(
    ("rows", "column", "value", "words"),
    [
        ("2024-03-01,driver,North,Once,Good,\n", "job", "driver", "boss, seller"),
        ("soon,seller,North,Once,Good,\n", "when", "soon", "Not a date"),
        ("2024-03-01,seller,North,often,Good,\n", "talks", "often", "None, Once"),
        ("2024-03-01,seller,North,6,Good,\n", "talks", "6", "Not an answer"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_goes_in(rows: str, column: str, value: str, words: str) -> None:
    found = preview(ROWS.replace("2-3 times", "3") + rows)

    assert [(error.row, error.column, error.value) for error in found.errors] == [(5, column, value)]
    assert words in found.errors[0].sentence
    assert any("Row 5, column" in line for line in found.lines())


def test_who_is_left_out_is_counted() -> None:
    found = preview(
        "2024-03-01,visitor,North,Once,Good,\n2024-03-01,seller,North,,,\n" + ROWS.replace("2-3 times", "3")
    )

    assert dict(found.left_out) == {"job is “visitor”": 1, "no question is answered": 1}


def test_a_wave_is_imported_once(session: Session, now: datetime) -> None:
    import_answers(session, preview(ROWS.replace("2-3 times", "3")), wave_keys(), now=now)
    stored = session.scalar(select(func.count()).select_from(Response))

    with pytest.raises(ConflictError, match="has a wave “2024” already"):
        import_answers(session, preview(ROWS.replace("2-3 times", "3")), wave_keys(), now=now)
    assert session.scalar(select(func.count()).select_from(Response)) == stored


def test_an_imported_response_is_dated_by_its_wave(session: Session, now: datetime) -> None:
    import_answers(session, preview(ROWS.replace("2-3 times", "3")), wave_keys(), now=now)

    days: Any = session.execute(select(Response.day, Wave.closes_at).join(Wave)).all()
    assert all(day == closes_at.date() for day, closes_at in days)


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("role_column = ", "not TOML"),
        ('survey = "x"\nrole_column = "job"\n', r"no \[questions.COLUMN\]"),
        (MAPPING.replace('one_wave_a = "year"\n', ""), "give the wave a name"),
        (MAPPING.replace('points = ["Bad", "Middling", "Good"]\n', ""), "points from low to high"),
        (MAPPING.replace('seller = "rep"', 'seller = "king"'), "roles.seller"),
        (MAPPING.replace("open = true", "opne = true"), "questions.wish"),
    ],
)
def test_a_wrong_mapping_says_where(mapping: str, words: str) -> None:
    with pytest.raises(InvalidFileError, match=words):
        read_mapping(mapping.encode())


def test_a_missing_column_lists_those_there_are() -> None:
    with pytest.raises(InvalidFileError, match=r"no column “area”\. The file has: when, job"):
        preview_answers(read_mapping(MAPPING.encode()), b"when,job\n2024-01-01,seller\n")
