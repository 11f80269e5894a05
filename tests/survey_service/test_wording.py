from datetime import UTC, date, datetime

import pytest

from survey_service.wording import (
    began_upper,
    counted,
    in_words,
    place_of,
    short_day,
    short_moment,
    written_day,
    written_moment,
)

MOMENT = datetime(2026, 9, 25, 16, 0, tzinfo=UTC)


def test_days_and_moments_are_written_as_people_say_them() -> None:
    assert written_day(date(2026, 9, 25)) == "Friday 25 September"
    assert written_day(date(2026, 9, 25), year=True) == "Friday 25 September 2026"
    assert written_moment(MOMENT, "Europe/Berlin") == "Friday 25 September, 18:00"
    assert short_day(date(2026, 9, 25)) == "Fri 25 Sept"
    assert short_moment(MOMENT, "America/New_York") == "Fri 25 Sept 2026, 12:00"


@pytest.mark.parametrize(
    ("number", "text"), [(0, "no wave"), (1, "one wave"), (3, "three waves"), (13, "13 waves"), (1200, "1,200 waves")]
)
def test_small_counts_are_words_and_large_ones_figures(number: int, text: str) -> None:
    assert counted(number, "wave") == text


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert (counted(1, "person", "people"), counted(2, "person", "people")) == ("one person", "two people")
    assert in_words(12) == "twelve"


def test_a_time_zone_is_named_by_its_place() -> None:
    assert place_of("America/New_York") == "New York time"
    assert place_of("UTC") == "UTC time"


def test_a_sentence_begins_with_a_capital_and_keeps_the_rest() -> None:
    assert began_upper("quarter 3, FY 2026") == "Quarter 3, FY 2026"
