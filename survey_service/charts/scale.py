"""The words at the ends of a scale, and in its middle where they fit."""

from collections.abc import Sequence

from survey_service.charts.lettering import broken, width_of
from survey_service.charts.svg import SOFT, Anchor, Drawing


def scale_words(drawing: Drawing, words: Sequence[str], start: float, end: float, y: float, *, size: float) -> float:
    """Write a scale's words under it, from `y` down; gives the height they take.

    The middle word is left out where three do not fit side by side. Two that do not fit move to the left as far as
    there is room, and break into lines after that.
    """
    room, needed = end - start, width_of(words[0], size) + width_of(words[-1], size) + 12
    placed: list[tuple[str, float, Anchor]] = [(words[0], max(start - max(needed - room, 0), 0), "start")]
    placed.append((words[-1], end, "end"))
    if len(words) == 3 and words[1] and needed + width_of(words[1], size) <= room:
        placed.append((words[1], (start + end) / 2, "middle"))
    width = room / 2 - 6 if needed > end else end
    return max(word_lines(drawing, word, (x, y), anchor, size, width) for word, x, anchor in placed)


def word_lines(
    drawing: Drawing, word: str, place: tuple[float, float], anchor: Anchor, size: float, width: float
) -> float:
    """Write one of a scale's words; gives its height."""
    lines = broken(word, width, size)
    x, y = place
    for number, line in enumerate(lines):
        drawing.text(x, y + size * (0.65 + 1.2 * number), line, size=size, fill=SOFT, anchor=anchor)
    return len(lines) * size * 1.25
