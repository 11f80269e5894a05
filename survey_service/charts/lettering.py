"""How wide text is, near enough to break lines; the page's font is not known when a chart is drawn.

Widths are those of Inter, in parts of the font size, with the tenth of slack that other system fonts need.
"""

import unicodedata

SLACK = 1.1
NARROW = frozenset("iljtfrI.,:;'’‘|!()[]-·")
WIDE = frozenset("mwMW@%—")
SCRIPT_WIDTHS = {"W": 1.0, "F": 1.0}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The likely width of one line of text at a font size, in the size's unit."""
    letters = sum(letter_width(letter) for letter in text)
    return letters * size * SLACK * (1.2 if bold else 1.0)


def letter_width(letter: str) -> float:
    """A letter's width in parts of the font size."""
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if letter in NARROW:
        return 0.3
    if letter in WIDE:
        return 0.88
    if letter.isupper() or letter.isdigit():
        return 0.65
    return SCRIPT_WIDTHS.get(unicodedata.east_asian_width(letter), 0.28 if letter == " " else 0.54)


def broken(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `width`, between words and, where one word is too long, within it."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.extend(pieces(word, width, size, bold=bold))
    return lines or [""]


def pieces(word: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Cut one word where it is wider than the line."""
    cut = [""]
    for letter in word:
        if cut[-1] and width_of(cut[-1] + letter, size, bold=bold) > width:
            cut.append("")
        cut[-1] += letter
    return cut
