"""Small words of a report: numbers, people, effects, intervals."""

import math
from collections.abc import Sequence

from analysis.results import Role
from analysis.scores.intervals import Bounds

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PEOPLE: dict[str, tuple[str, str]] = {
    "rep": ("rep", "reps"),
    "manager": ("manager", "managers"),
    "executive": ("executive", "executives"),
}
ORDER: tuple[Role, ...] = ("rep", "manager", "executive")
MINUS = "−"


def number(count: int) -> str:
    """A count as a word up to twelve, then as a figure."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def capitalised(sentence: str) -> str:
    """The sentence with a capital first letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def people(role: str, count: int | None) -> str:
    """A count of people: "18 managers", "1 rep"; without a count only the word."""
    one, many = PEOPLE.get(role, (role, role + "s"))
    return many if count is None else f"{count:,} {one if count == 1 else many}"


def whole(value: float) -> int:
    """The nearest whole number, halves up."""
    return math.floor(value + 0.5)


def signed(value: float) -> str:
    """A whole number with its sign: "+10", "−18", "0"."""
    rounded = whole(value)
    return "0" if rounded == 0 else f"{'+' if rounded > 0 else MINUS}{abs(rounded)}"


def decimal(value: float, *, plus: bool = False) -> str:
    """An effect of -1..1 with two decimals and no zero before the point: ".46", "−.27", "+.36", "1.00"."""
    text = f"{abs(value):.2f}".removeprefix("0")
    sign = "" if text == ".00" else MINUS if value < 0 else "+" if plus else ""
    return sign + text


def effect_with_bounds(effect: float, bounds: Bounds | None) -> str:
    """An effect and its interval: ".46 (.22 to .65)"."""
    if bounds is None:
        return f"{decimal(effect)}, no interval"
    return f"{decimal(effect)} ({decimal(bounds.low)} to {decimal(bounds.high)})"


def listed(words: Sequence[str]) -> str:
    """The words as a list in a sentence: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def in_sentence(words: str) -> str:
    """A wave's name as it reads inside a sentence: "Quarter 2" becomes "quarter 2"."""
    return words[:1].lower() + words[1:] if words.startswith(("Quarter", "Month", "Wave", "Week")) else words
