from hypothesis import given
from hypothesis import strategies as st

from survey_service.charts.lettering import broken, width_of


def test_lines_break_between_words() -> None:
    assert broken("Clearing obstacles with other departments", 170, 13) == [
        "Clearing obstacles with",
        "other departments",
    ]


def test_a_word_that_is_too_long_is_cut() -> None:
    lines = broken("Donaudampfschifffahrtsgesellschaft", 80, 13)

    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaft"
    assert len(lines) > 2


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80), st.integers(40, 200))
def test_no_letter_is_lost_and_no_line_is_wider_than_its_room(text: str, width: int) -> None:
    lines = broken(text, width, 13)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 13) <= width for line in lines)
