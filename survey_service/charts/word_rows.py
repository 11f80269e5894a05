"""A list of words that one group writes more than another: a bar each, and how many people wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey_service.charts.lettering import broken, width_of
from survey_service.charts.svg import SOFT, TINT, Drawing

Word = Mapping[str, Any]
"""One word: phrase, z, count_one, count_other."""


@dataclass(frozen=True)
class Rows:
    """How wide a list is, how far a bar reaches in z, how people are written, and the size of the text, in pixels."""

    width: float
    reach: float
    counted: str
    text: float

    def draw(
        self, drawing: Drawing, group: tuple[str, str], words: Sequence[Word], place: tuple[float, float]
    ) -> float:
        """One group's words under its name, in its hue, from a place on; gives where the next list begins."""
        (name, hue), (left, y), step = group, place, self.text * 1.25
        for line in broken(f"More often: {name}", self.width, self.text, bold=True):
            drawing.text(left, y + step / 2, line, size=self.text, weight=600)
            y += step
        y += self.text * 0.4
        for word in words:
            y += self.row(drawing, word, hue, (left, y))
        return y + self.text

    def row(self, drawing: Drawing, word: Word, hue: str, place: tuple[float, float]) -> float:
        """A word, its bar and how many wrote it; gives the height."""
        left, y = place
        start, end = self.width * 0.55, self.width - width_of("n 10,000", self.text)
        lines = broken(word["phrase"], start - 8, self.text)
        height = len(lines) * self.text * 1.25 + self.text * 0.35
        middle, length = y + height / 2, abs(word["z"]) / self.reach * (end - start)
        drawing.lines(left, middle, lines, size=self.text)
        drawing.rect(left + start, middle - 5, end - start, 10, TINT, radius=1.5)
        drawing.rect(left + start, middle - 5, length, 10, hue, radius=1.5)
        said = self.counted.format(people(word))
        drawing.text(left + self.width, middle, said, size=self.text, fill=SOFT, anchor="end")
        return height


def people(word: Word) -> int:
    """How many people wrote a word."""
    return int(word["count_one"] + word["count_other"])
