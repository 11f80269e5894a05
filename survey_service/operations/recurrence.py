"""When a survey's waves open and close: wall time in its zone, through month ends, leap days and clock changes."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule

from survey_service.clock import zone_of
from survey_service.models import Survey

CLOSES_HOUR = 18
"""A wave closes at six in the evening of its last day, local time."""

PERIODS = {"weekly": timedelta(days=7), "monthly": timedelta(days=28), "quarterly": timedelta(days=89)}
"""The shortest time from one wave's opening to the next one's."""

LONGEST_OPEN = {"weekly": 6, "monthly": 27, "quarterly": 60}
"""How many days a wave may stay open, so that it has closed before the next one opens."""


@dataclass(frozen=True)
class Window:
    """One wave to come: what it is called, when it opens and closes (aware, UTC)."""

    name: str
    opens_at: datetime
    closes_at: datetime


def next_dates(survey: Survey, after: datetime, count: int) -> list[Window]:
    """The survey's next `count` windows that open later than `after`."""
    return list(islice(windows(survey, after), count))


def windows(survey: Survey, after: datetime) -> Iterator[Window]:
    """All windows that open later than `after`, in order, without end."""
    zone = zone_of(survey.time_zone)
    eve = datetime.combine(after.astimezone(zone).date() - timedelta(days=1), time.min)
    for day in opening_days(survey.cadence, survey.starts_on).xafter(eve, inc=True):
        window = window_on(survey, day.date())
        if window.opens_at > after:
            yield window


def window_on(survey: Survey, day: date) -> Window:
    """The window of a wave that opens on that day, at the survey's hour."""
    zone = zone_of(survey.time_zone)
    return Window(
        wave_name(survey.cadence, day), local_moment(day, survey.opens_hour, zone), closing_moment(survey, day)
    )


def closing_moment(survey: Survey, day: date) -> datetime:
    """When a wave that opens on that day closes."""
    return local_moment(day + timedelta(days=survey.open_days), CLOSES_HOUR, zone_of(survey.time_zone))


def local_moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The moment a wall clock in `zone` shows that hour; an hour the clocks leap over is the hour after it."""
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def opening_days(cadence: str, starts_on: date) -> rrule:
    """The rule of the days waves open on; where a month is too short for the day, its last day takes its place."""
    start = datetime.combine(starts_on, time.min)
    if cadence == "weekly":
        return rrule(WEEKLY, dtstart=start)
    days = range(min(starts_on.day, 28), starts_on.day + 1)
    return rrule(MONTHLY, interval=3 if cadence == "quarterly" else 1, dtstart=start, bymonthday=days, bysetpos=-1)


def wave_name(cadence: str, day: date) -> str:
    """What a wave that opens on that day is called: "quarter 3, 2026", "October 2026", "week 41, 2026"."""
    if cadence == "weekly":
        week = day.isocalendar()
        return f"week {week.week}, {week.year}"
    if cadence == "monthly":
        return f"{calendar.month_name[day.month]} {day.year}"
    return f"quarter {(day.month + 2) // 3}, {day.year}"
