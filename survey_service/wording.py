"""How days, moments and counts are written for people, the same in pages and mails."""

from datetime import date, datetime

from survey_service.clock import zone_of

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")


def written_day(value: date, *, year: bool = False) -> str:
    """Write a day as "Friday 25 September", with the year where it is not clear."""
    return f"{value:%A} {value.day} {value:%B}" + (f" {value.year}" if year else "")


def short_day(value: date) -> str:
    """Write a day of a list as "Fri 25 Sept"."""
    return f"{value:%a} {value.day} {MONTHS[value.month - 1]}"


def written_moment(value: datetime, zone: str = "UTC") -> str:
    """Write a moment as "Friday 25 September, 18:00" in a time zone."""
    local = value.astimezone(zone_of(zone))
    return f"{written_day(local)}, {local:%H:%M}"


def short_moment(value: datetime, zone: str = "UTC") -> str:
    """Write a moment in a table as "Fri 25 Sept 2026, 18:00" in a time zone."""
    local = value.astimezone(zone_of(zone))
    return f"{short_day(local)} {local.year}, {local:%H:%M}"


def place_of(zone: str) -> str:
    """Name a time zone as people do: "Berlin time" for Europe/Berlin."""
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def in_words(number: int) -> str:
    """A small number as a word, a large one in figures."""
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun in words: "no wave", "one wave", "three waves", "168 waves"."""
    return f"{in_words(number)} {one if number in (0, 1) else many or one + 's'}"


def began_upper(text: str) -> str:
    """A text that begins with a capital, the rest of it as it is."""
    return text[:1].upper() + text[1:]
