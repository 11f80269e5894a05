import pytest

from survey_service.comment_columns import first_row_notes, named_columns, place_of
from survey_service.errors import InvalidFileError

LONG = "I would like more time with my manager before the big calls of the week"


def test_every_column_has_a_name_of_its_own() -> None:
    assert named_columns(["comment", "", "comment", "comment (2)", " comment", "", ""]) == (
        "comment",
        "column 2",
        "comment (2)",
        "comment (2) (2)",
        "comment (3)",
    )
    with pytest.raises(InvalidFileError, match="first row is empty"):
        named_columns(["", " "])


@pytest.mark.parametrize(
    ("name", "below", "doubted"),
    [
        ("comment", ["More coaching", "Less e-mail"], False),
        ("0", ["1", "2", ""], True),
        ("2025", ["a lot", "1"], False),
        ("North", ["South", "North"], True),
        (LONG, ["More coaching"], True),
        (LONG + "?", ["More coaching"], False),
    ],
)
def test_a_first_row_that_looks_like_those_below_is_doubted(name: str, below: list[str], doubted: bool) -> None:
    assert bool(list(first_row_notes({"id": ["a"], name: below}))) == doubted


def test_a_column_that_is_not_there_is_answered_with_those_that_are() -> None:
    assert place_of("b", ("a", "b"), "answers.csv") == 1
    with pytest.raises(InvalidFileError, match=r"Did you mean “Comment”.*It has “id”, “Comment”"):
        place_of("coment", ("id", "Comment"), "answers.csv")
