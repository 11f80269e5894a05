"""The colours of the pages, light and dark: what must be read or seen keeps its contrast on whatever it stands on."""

import re
from itertools import product

import pytest

from survey_service.paths import static_folder

GROUNDS = ("page", "surface", "tint")
TEXTS = ("ink", "soft", "error")
MARKS = ("edge", "mid", "rep", "manager", "executive", "focus")
Colours = dict[str, str]


def schemes() -> dict[str, Colours]:
    """Return the colour tokens as six hex digits, by scheme; dark is light with what it re-sets."""
    light, dark = (static_folder() / "css" / "tokens.css").read_text("utf-8").split("prefers-color-scheme: dark")
    return {"light": colours(light), "dark": colours(light) | colours(dark)}


def colours(css: str) -> Colours:
    found = re.findall(r"--fp-([a-z-]+): #([0-9a-f]{3,6});", css)
    return {name: digits if len(digits) == 6 else "".join(digit * 2 for digit in digits) for name, digits in found}


def luminance(digits: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, its definition)."""
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, its definition)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_every_ground(scheme: str) -> None:
    tokens = schemes()[scheme]
    pairs = [*product(TEXTS, GROUNDS), ("on-ink", "ink"), ("on-ink", "mid"), ("on-error", "error"), ("ink", "line")]

    assert {pair for pair in pairs if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5} == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_outlines_can_be_seen_on_every_ground(scheme: str) -> None:
    tokens = schemes()[scheme]

    assert {pair for pair in product(MARKS, GROUNDS) if contrast(tokens[pair[0]], tokens[pair[1]]) < 3} == set()


def test_the_dark_scheme_sets_every_colour_anew() -> None:
    both = schemes()

    assert {name for name, digits in both["light"].items() if both["dark"][name] == digits} == set()


def test_grey_print_keeps_the_three_roles_apart() -> None:
    tokens = schemes()["light"]
    lightness = [
        116 * luminance(tokens[role]) ** (1 / 3) - 16 for role in ("rep", "manager", "executive")
    ]  # CIE 1976 L*

    assert lightness == pytest.approx([57, 42, 25], abs=1)


def test_black_and_white_have_the_contrast_of_the_standard() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
