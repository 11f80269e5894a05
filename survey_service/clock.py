"""The one place that reads the time; everything else is told what time it is."""

from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from dateutil.relativedelta import relativedelta


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: tzinfo = UTC) -> date:
    """The present day where the given time zone is."""
    return now().astimezone(zone).date()


def months_after(moment: datetime, months: int) -> datetime:
    """The same hour so many months later, on the last day of a month that is too short."""
    return moment + relativedelta(months=months)


@cache
def known_time_zones() -> frozenset[str]:
    """The names of all time zones; cached, since listing them reads hundreds of files."""
    return frozenset(available_timezones())


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name, UTC where it is not one we know."""
    return ZoneInfo(name if name in known_time_zones() else "UTC")
