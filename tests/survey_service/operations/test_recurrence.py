import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_service.models import Survey
from survey_service.operations.recurrence import LONGEST_OPEN, PERIODS, next_dates, wave_name


def survey_of(cadence: str, starts_on: date, **values: object) -> Survey:
    defaults = {"opens_hour": 9, "open_days": 5, "time_zone": "Europe/Berlin"}
    return Survey(name="Pulse", cadence=cadence, starts_on=starts_on, **{**defaults, **values})


def opening_days(survey: Survey, count: int) -> list[str]:
    before = datetime.combine(survey.starts_on, datetime.min.time(), UTC) - timedelta(days=2)
    zone = ZoneInfo(survey.time_zone)
    return [f"{window.opens_at.astimezone(zone):%Y-%m-%d %H:%M}" for window in next_dates(survey, before, count)]


def test_a_quarterly_survey_opens_on_the_same_day_of_every_third_month() -> None:
    survey = survey_of("quarterly", date(2026, 9, 14))
    assert opening_days(survey, 3) == ["2026-09-14 09:00", "2026-12-14 09:00", "2027-03-14 09:00"]


def test_a_month_that_is_too_short_opens_on_its_last_day() -> None:
    survey = survey_of("monthly", date(2027, 10, 31))
    days = [moment[:10] for moment in opening_days(survey, 6)]
    assert days == ["2027-10-31", "2027-11-30", "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]


def test_a_survey_that_begins_on_a_leap_day_goes_on_in_other_years() -> None:
    days = [moment[:10] for moment in opening_days(survey_of("quarterly", date(2028, 2, 29)), 5)]
    assert days == ["2028-02-29", "2028-05-29", "2028-08-29", "2028-11-29", "2029-02-28"]


def test_a_weekly_survey_keeps_its_hour_through_both_clock_changes() -> None:
    autumn = next_dates(survey_of("weekly", date(2026, 10, 22)), datetime(2026, 10, 20, tzinfo=UTC), 2)
    assert [f"{window.opens_at:%d %H}" for window in autumn] == ["22 07", "29 08"]
    spring = next_dates(survey_of("weekly", date(2027, 3, 25)), datetime(2027, 3, 20, tzinfo=UTC), 2)
    assert [f"{window.opens_at:%d %H}" for window in spring] == ["25 08", "01 07"]


def test_an_hour_the_clocks_leap_over_is_the_hour_after_it() -> None:
    survey = survey_of("weekly", date(2027, 3, 28), opens_hour=2)
    assert opening_days(survey, 2) == ["2027-03-28 03:00", "2027-04-04 02:00"]


def test_an_hour_that_comes_twice_is_taken_once() -> None:
    survey = survey_of("weekly", date(2026, 10, 25), opens_hour=2)
    assert opening_days(survey, 2) == ["2026-10-25 02:00", "2026-11-01 02:00"]


def test_a_wave_closes_at_six_in_the_evening_of_its_last_day() -> None:
    survey = survey_of("quarterly", date(2026, 9, 14), open_days=11)
    (window,) = next_dates(survey, datetime(2026, 9, 1, tzinfo=UTC), 1)
    closing = window.closes_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert f"{closing:%A %d %B, %H:%M}" == "Friday 25 September, 18:00"


def test_a_window_that_opens_at_that_very_moment_is_not_later_than_it() -> None:
    survey = survey_of("monthly", date(2026, 1, 5))
    (first,) = next_dates(survey, datetime(2026, 1, 1, tzinfo=UTC), 1)
    (second,) = next_dates(survey, first.opens_at, 1)
    assert second.opens_at.month == 2


@pytest.mark.parametrize(
    ("cadence", "day", "name"),
    [
        ("quarterly", date(2026, 9, 14), "quarter 3, 2026"),
        ("quarterly", date(2026, 12, 31), "quarter 4, 2026"),
        ("monthly", date(2026, 10, 1), "October 2026"),
        ("weekly", date(2026, 10, 5), "week 41, 2026"),
        ("weekly", date(2027, 1, 1), "week 53, 2026"),
    ],
)
def test_a_wave_is_named_after_the_time_it_opens_in(cadence: str, day: date, name: str) -> None:
    assert wave_name(cadence, day) == name


@given(
    cadence=st.sampled_from(sorted(PERIODS)),
    starts_on=st.dates(date(2020, 1, 1), date(2032, 12, 31)),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]),
)
def test_a_wave_has_closed_before_the_next_one_opens(cadence: str, starts_on: date, hour: int, zone: str) -> None:
    survey = survey_of(cadence, starts_on, opens_hour=hour, time_zone=zone, open_days=LONGEST_OPEN[cadence])
    found = next_dates(survey, datetime.combine(starts_on, datetime.min.time(), UTC), 6)
    for earlier, later in itertools.pairwise(found):
        assert earlier.opens_at < earlier.closes_at
        if hour > 18 or cadence != "weekly":
            assert earlier.closes_at < later.opens_at
        assert later.opens_at - earlier.opens_at >= PERIODS[cadence] - timedelta(hours=2)
