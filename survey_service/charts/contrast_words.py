"""The words that two groups write more than each other: how sure from left to right, how common from bottom to top.

After Monroe, Colaresi and Quinn (2008), figure 5, turned by a quarter so that each group has a side. On a phone, where
words and marks have no room beside each other, and where people are told in tens, so that many words would share a
place, the same words stand as two short lists of bars.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from survey_service.charts.lettering import broken, width_of
from survey_service.charts.svg import HATCH_LINE, HUES, INK, LINE, SOFT, TINT, Drawing, written
from survey_service.charts.word_rows import Rows, Word, people

Contrast = Mapping[str, Any]
"""A contrast (analysis.text.word_contrast.WordContrasts): one, other, words, rest; the groups' names as they are shown.

one_role and other_role, where they are there, say which role a group is, so that it has its shape and hue. With `tens`,
words are of tens of people, rounded down, of the side that writes them more; with `other_first` lists begin with the
other group, which stands on the left of a plot.
"""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

CHANCE = 1.96
LEAST_REACH = 3.0
PEOPLE_STEPS = (1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
BETWEEN = 40
"""Pixels between two lists beside each other."""
CELL = 5.0
"""Ground dots stand at most this close, so that thousands of phrases stay a light picture."""


@dataclass(frozen=True)
class ContrastLayout:
    """Sizes in pixels. `room` is what a label has beside the outermost mark; without it the words are listed, both
    groups in so many `columns`.
    """

    width: float
    height: float
    axis: float
    room: float
    text: float
    mark: float
    most: int
    columns: int = 1


WIDE = ContrastLayout(width=700, height=380, axis=42, room=118, text=13, mark=7, most=10)
NARROW = ContrastLayout(width=312, height=0, axis=0, room=0, text=13, mark=7, most=7)
LISTED = ContrastLayout(width=700, height=0, axis=0, room=0, text=13, mark=7, most=10, columns=2)
PAPER = ContrastLayout(width=460, height=250, axis=32, room=82, text=9.4, mark=5, most=10)


def draw_contrast_words(contrast: Contrast, layout: ContrastLayout) -> str:
    """Draw one contrast; `contrast["words"]` must hold at least one word."""
    drawing = Drawing(layout.width)
    height = scatter(drawing, contrast, layout) if layout.room else lists(drawing, contrast, layout)
    return drawing.to_svg(height, spoken(contrast))


def sides(contrast: Contrast, most: int) -> tuple[list[Word], list[Word]]:
    """The clearest words of the first group, and of the other, the clearest first."""
    words = sorted(contrast["words"], key=lambda word: -abs(word["z"]))
    return [word for word in words if word["z"] > 0][:most], [word for word in words if word["z"] < 0][:most]


def role_of(contrast: Contrast, side: str) -> str:
    """The role that a side ("one" or "other") is, or ""."""
    return str(contrast.get(f"{side}_role", ""))


def scatter(drawing: Drawing, contrast: Contrast, layout: ContrastLayout) -> float:
    """The plot with both groups' words; gives its height."""
    top = heads(drawing, contrast, layout)
    plot = Plot.of(contrast, layout, top)
    ground(drawing, contrast, plot, layout)
    labels = Labels(drawing, plot, layout)
    ones, others = sides(contrast, layout.most)
    shown = sorted([*ones, *others], key=lambda word: -abs(word["z"]))
    for word in shown:
        labels.taken.append(around(*plot.place(word), layout.mark))
    for word in shown:
        dot(drawing, role_of(contrast, "one" if word["z"] > 0 else "other"), plot.place(word), layout)
        labels.write(word)
    return foot(drawing, plot, layout)


def heads(drawing: Drawing, contrast: Contrast, layout: ContrastLayout) -> float:
    """Whose words stand on which side; gives where the plot begins."""
    y, reach = layout.text * 0.8, layout.text * 0.3
    room = layout.width / 2 - layout.text * 2
    left = broken(f"More often: {contrast['other']}", room, layout.text, bold=True)
    right = broken(f"More often: {contrast['one']}", room, layout.text, bold=True)
    drawing.arrow(layout.axis + reach, y, -reach)
    drawing.arrow(layout.width - reach, y, reach)
    for number, line in enumerate(left):
        drawing.text(layout.axis + layout.text, y + number * layout.text * 1.25, line, size=layout.text, weight=600)
    for number, line in enumerate(right):
        end = layout.width - layout.text
        drawing.text(end, y + number * layout.text * 1.25, line, size=layout.text, weight=600, anchor="end")
    return max(len(left), len(right)) * layout.text * 1.25 + layout.text * 0.8


@dataclass(frozen=True)
class Plot:
    """Where things stand: z to the right of the middle, people upwards on a scale of powers of ten."""

    left: float
    right: float
    top: float
    bottom: float
    per_z: float
    lowest: float
    per_power: float

    @classmethod
    def of(cls, contrast: Contrast, layout: ContrastLayout, top: float) -> "Plot":
        """Scales that hold all words and the ground."""
        left, right, bottom = layout.axis, layout.width, layout.height - layout.text * 1.6
        reach = max([LEAST_REACH, *(abs(word["z"]) for word in contrast["words"])])
        powers = [power(word) for word in contrast["words"]] + [x for x, _ in contrast["rest"]]
        lowest, highest = min(powers), max(powers)
        spread = max(highest - lowest, 0.3)
        inner = bottom - top - 2 * layout.text
        half = (right - left) / 2 - layout.room
        return cls(left, right, top, bottom, half / reach, lowest, inner / spread)

    @property
    def middle(self) -> float:
        """Where neither group writes a word more."""
        return (self.left + self.right) / 2

    def at(self, x: float, z: float) -> tuple[float, float]:
        """Where a phrase stands that 10^x people wrote."""
        margin = (self.bottom - self.top) * 0.04
        return self.middle + z * self.per_z, self.bottom - margin - (x - self.lowest) * self.per_power

    def place(self, word: Word) -> tuple[float, float]:
        """Where a word's mark stands."""
        return self.at(power(word), word["z"])


def power(word: Word) -> float:
    """The logarithm of how many people wrote a word."""
    return math.log10(people(word))


def ground(drawing: Drawing, contrast: Contrast, plot: Plot, layout: ContrastLayout) -> None:
    """What may be chance as a band, lines for how many people, and every other phrase as a grey dot."""
    width = CHANCE * plot.per_z
    drawing.rect(plot.middle - width, plot.top, 2 * width, plot.bottom - plot.top, TINT)
    for step in PEOPLE_STEPS:
        y = plot.at(math.log10(step), 0)[1]
        if plot.top + layout.text / 2 <= y <= plot.bottom:
            drawing.line(plot.left, y, plot.right, y, LINE)
            drawing.text(plot.left - 6, y, f"{step:,}", size=layout.text - 1, fill=SOFT, anchor="end")
    dots = [plot.at(x, z) for x, z in contrast["rest"]]
    cells = {(round(x / CELL), round(y / CELL)): f"M{written(x)} {written(y)}h0" for x, y in sorted(dots)}
    paint = {"d": "".join(cells.values()), "stroke": INK, "stroke-width": written(layout.mark * 0.4), "fill": "none"}
    drawing.add("path", paint | {"stroke-linecap": "round", "stroke-opacity": ".3"})


def dot(drawing: Drawing, role: str, place: tuple[float, float], layout: ContrastLayout) -> None:
    """A word's mark: its role's shape, or a round one."""
    if role in HUES:
        drawing.mark(role, *place, layout.mark)
    else:
        drawing.add("circle", {"fill": INK}, cx=place[0], cy=place[1], r=layout.mark / 2)


def foot(drawing: Drawing, plot: Plot, layout: ContrastLayout) -> float:
    """What the directions mean; gives the height of all."""
    y = plot.bottom + layout.text
    drawing.text(0, y, "Higher: more people wrote it", size=layout.text - 1, fill=SOFT)
    drawing.text(plot.middle, y, "may be chance", size=layout.text - 1, fill=SOFT, anchor="middle")
    drawing.text(layout.width, y, "Further out: clearer difference", size=layout.text - 1, fill=SOFT, anchor="end")
    return layout.height


def around(x: float, y: float, size: float) -> Box:
    """The box of a mark."""
    return x - size * 0.7, y - size * 0.7, x + size * 0.7, y + size * 0.7


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share any ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass
class Labels:
    """Words written beside their marks, the clearest first, each where nothing stands yet."""

    drawing: Drawing
    plot: Plot
    layout: ContrastLayout
    taken: list[Box] = field(default_factory=list)

    def write(self, word: Word) -> None:
        """Write a word at the first free place near its mark; with a line to the mark where that is not beside it."""
        x, y = self.plot.place(word)
        side = 1 if word["z"] > 0 else -1
        text, size = word["phrase"], self.layout.text
        gap, height = self.layout.mark * 0.9, size * 1.15
        # Outwards first, then step by step up and down; at last towards the middle.
        shifts = [0.0, *(sign * step for step in (0.55, 1, 1.5, 2, 2.5, 3, 4, 5, 6) for sign in (-1, 1))]
        places = [(side, shift) for shift in shifts] + [(-side, shift) for shift in shifts]
        for way, shift in places:
            middle = y + shift * height
            start = x + way * (gap + (size * 0.5 if abs(shift) > 1 else 0))
            box = self.box(start, middle, way, width_of(text, size), height)
            if self.free(box):
                self.taken.append(box)
                self.line(x, y, start, middle, shift, way)
                self.drawing.text(start, middle, text, size=size, anchor="start" if way > 0 else "end")
                return

    def box(self, start: float, middle: float, way: int, width: float, height: float) -> Box:
        """The box of a label that runs to one side."""
        left, right = (start, start + width) if way > 0 else (start - width, start)
        return left, middle - height / 2, right, middle + height / 2

    def free(self, box: Box) -> bool:
        """Whether a label there stays within the plot and covers nothing."""
        inside = box[0] >= self.plot.left and box[2] <= self.plot.right
        within = box[1] >= self.plot.top and box[3] <= self.plot.bottom
        return inside and within and not any(overlap(box, other) for other in self.taken)

    def line(self, x: float, y: float, start: float, middle: float, shift: float, way: int) -> None:
        """A thin line from a mark to a label that stands away from it."""
        if abs(shift) > 1:
            self.drawing.line(x, y, start - way * 2, middle, HATCH_LINE, thick=1)


def lists(drawing: Drawing, contrast: Contrast, layout: ContrastLayout) -> float:
    """The words of each group as rows, the bar as long as the difference is clear; gives the height."""
    ones, others = sides(contrast, layout.most)
    width = (layout.width - BETWEEN * (layout.columns - 1)) / layout.columns
    counted = "n {:,}+" if contrast.get("tens") else "n {:,}"
    rows = Rows(width, max([LEAST_REACH, *(abs(word["z"]) for word in [*ones, *others])]), counted, layout.text)
    below, left = 0.0, 0.0
    listed = [("one", ones), ("other", others)]
    for side, words in reversed(listed) if contrast.get("other_first") else listed:
        if words:
            hue = HUES.get(role_of(contrast, side), INK)
            end = rows.draw(drawing, (str(contrast[side]), hue), words, (left, 0.0 if left else below))
            below, left = max(below, end), left + (width + BETWEEN if layout.columns > 1 else 0)
    drawing.text(
        0, below + layout.text * 0.6, "Longer: clearer difference · n: who wrote it", size=layout.text, fill=SOFT
    )
    return below + layout.text * 1.6


def spoken(contrast: Contrast) -> str:
    """One sentence that stands for the chart."""
    ones, others = sides(contrast, WIDE.most)
    said = [
        f"more often in {group}: {', '.join(word['phrase'] for word in words)}"
        for group, words in ((contrast["one"], ones), (contrast["other"], others))
        if words
    ]
    return f"Words that stand {'; '.join(said)}."
