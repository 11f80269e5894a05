"""What the columns of an import are, and what their cells may hold."""

from datetime import date

import pytest

from survey_service.errors import InvalidFileError
from survey_service.operations.answer_imports import preview_answers, whole_day
from survey_service.operations.answer_mapping import MappedQuestion, Mapping, read_mapping

BANK = b"""
survey = "Spring survey"
wave = "spring 2026"
day = 2026-03-15
role_column = "job"
[roles]
seller = "rep"
[segments]
region = "area"
[questions.actions]
id = "I3"
[questions.help]
id = "I11"
[questions.reviews]
id = "I19"
"""


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return read_mapping(BANK)


@pytest.mark.parametrize(("said", "n"), [("0", 0), ("5", 5), ("3.0", 3)])
def test_how_many_of_five_is_read_as_a_number(mapping: Mapping, said: str, n: int) -> None:
    assert mapping.questions["actions"].answer_of(said) == {"n": n, "of": 5}


@pytest.mark.parametrize("said", ["2\u20133 times", "2-3 times", "2\u20143 TIMES"])
def test_any_dash_in_a_label_will_do(said: str) -> None:
    talks = MappedQuestion(id="talks", points=("None", "Once", "2\u20133 times"))

    assert talks.answer_of(said) == 3


@pytest.mark.parametrize("said", ["6", "-1", "2.5", "none"])
def test_six_of_five_is_no_answer(mapping: Mapping, said: str) -> None:
    assert mapping.questions["actions"].answer_of(said) is None


def test_a_place_counts_only_where_no_label_is_a_number() -> None:
    numbered = MappedQuestion(id="visits", points=("0", "1", "2"))

    assert [numbered.answer_of(said) for said in ("0", "2", "3")] == [1, 3, None]


def test_picks_are_kept_once_and_in_the_order_of_the_bank(mapping: Mapping) -> None:
    picked = "Help on specific deals; A clear direction to pass on; help on specific deals"

    assert mapping.questions["help"].answer_of(picked) == ["direction", "deals"]


def test_a_third_pick_is_no_answer_and_ticks_know_no_limit(mapping: Mapping) -> None:
    labels = [str(choice["label"]) for choice in mapping.questions["reviews"].choices][:4]
    supports = [str(choice["label"]) for choice in mapping.questions["help"].choices][:3]

    assert mapping.questions["help"].answer_of(";".join(supports)) is None
    assert len(mapping.questions["reviews"].answer_of(";".join(labels))) == 4
    assert mapping.instrument()["scales"]["I19"]["kind"] == "ticks"


def test_what_a_cell_may_hold_is_said_with_the_error() -> None:
    found = preview_answers(read_mapping(BANK), b"job,area,actions,help,reviews\nseller,,,money,\n")

    assert found.errors[0].sentence.startswith(
        "Not an answer of this question. It takes up to 2, with a semicolon between them, of: A clear direction"
    )


def test_two_columns_cannot_answer_one_question() -> None:
    with pytest.raises(InvalidFileError, match="two columns answer question I3"):
        read_mapping(BANK + b'[questions.again]\nid = "I3"\n')


def test_a_segment_is_a_short_line(mapping: Mapping) -> None:
    rows = f"job,area,actions,help,reviews\nseller,{'x' * 301},1,,\nseller,No\u202erth ,1,,\n"

    found = preview_answers(mapping, rows.encode())

    assert [(error.row, error.column) for error in found.errors] == [(2, "area")]
    assert [row.segments for row in found.rows] == [{"region": "North"}]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02-29 23:59:59+09:00", date(2024, 2, 29)),
        ("29 February 2024, 10:00 XYZ", date(2024, 2, 29)),
        ("2024", date(2024, 1, 1)),
        ("2024-07", date(2024, 7, 1)),
    ],
)
def test_a_day_is_read_in_many_spellings(said: str, day: date) -> None:
    assert whole_day(said) == day


@pytest.mark.parametrize(
    "said", ["", "5", "May", "3 May", "10:15", "2023-02-29", "0001-01-01", "9999-12-31", "soon", "9" * 50]
)
def test_what_names_no_whole_day_is_no_date(said: str) -> None:
    assert whole_day(said) is None
