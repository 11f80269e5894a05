"""A theme's share of people over the waves: each role's mark with its interval, joined from four waves on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from survey_service.charts.lettering import broken, width_of
from survey_service.charts.svg import HUES, LINE, SOFT, Drawing

Line = Mapping[str, Any]
"""A role's line of the board (analysis.theme_board.HistoryLine): role, and points of wave, share, low, high, hidden."""

MOST_WAVES = 12
JOINED_FROM = 4
"""Waves from which marks are joined: two points are no line."""
CEILINGS = (20, 40, 60, 80, 100)


@dataclass(frozen=True)
class HistoryLayout:
    """Sizes in pixels."""

    width: float
    height: float
    axis: float
    text: float
    mark: float
    cap: float


WIDE = HistoryLayout(width=490, height=150, axis=44, text=13, mark=9, cap=7)
NARROW = HistoryLayout(width=300, height=140, axis=40, text=13, mark=8, cap=6)


def draw_theme_history(name: str, lines: Sequence[Line], layout: HistoryLayout) -> str:
    """Draw the newest waves of a theme; what is hidden stands as a short hatch on the ground line."""
    lines = [{**line, "points": line["points"][-MOST_WAVES:]} for line in lines]
    drawing, top = Drawing(layout.width), ceiling(lines)
    scale = Scale(layout, top, len(lines[0]["points"]), len(lines))
    ground(drawing, scale)
    for place, line in enumerate(lines):
        join(drawing, line, place, scale)
        for wave, point in enumerate(line["points"]):
            mark(drawing, line["role"], point, (scale.x(wave, place), scale), layout)
    below = wave_names(drawing, [point["wave"] for point in lines[0]["points"]], scale)
    return drawing.to_svg(layout.height + below, spoken(name, lines))


@dataclass(frozen=True)
class Scale:
    """Where a wave and a share are."""

    layout: HistoryLayout
    top: int
    waves: int
    roles: int

    @property
    def slot(self) -> float:
        """The width of one wave."""
        return (self.layout.width - self.layout.axis) / self.waves

    def x(self, wave: int, place: int) -> float:
        """The middle of one role's mark in a wave."""
        apart = min(22.0, self.slot / (self.roles + 1))
        return self.layout.axis + (wave + 0.5) * self.slot + (place - (self.roles - 1) / 2) * apart

    def y(self, share: float) -> float:
        """The height of a share in percent."""
        return self.layout.height - (self.layout.height - 10) * min(share, self.top) / self.top


def ceiling(lines: Sequence[Line]) -> int:
    """The top of the axis in percent: the first of CEILINGS that every interval stays under."""
    highest = max((point["high"] or point["share"] or 0 for line in lines for point in line["points"]), default=0)
    return next((each for each in CEILINGS if each >= highest), CEILINGS[-1])


def ground(drawing: Drawing, scale: Scale) -> None:
    """The ground line, and a hairline at the half and at the top."""
    for share in (0, scale.top // 2, scale.top):
        y = scale.y(share)
        drawing.line(scale.layout.axis, y, scale.layout.width, y, LINE)
        drawing.text(scale.layout.axis - 6, y, f"{share} %", size=scale.layout.text, fill=SOFT, anchor="end")


def join(drawing: Drawing, line: Line, place: int, scale: Scale) -> None:
    """Join the marks of neighbouring waves where there are enough of them."""
    points = line["points"]
    if len(points) < JOINED_FROM:
        return
    for wave, (one, other) in enumerate(pairwise(points)):
        if one["share"] is not None and other["share"] is not None:
            ends = scale.x(wave, place), scale.y(one["share"]), scale.x(wave + 1, place), scale.y(other["share"])
            drawing.line(*ends, HUES[line["role"]], thick=1.5)


def mark(drawing: Drawing, role: str, point: Mapping[str, Any], at: tuple[float, Scale], layout: HistoryLayout) -> None:
    """One wave of one role: the interval upright, the mark on it; hatch where it is hidden."""
    x, scale = at
    if point["share"] is None:
        drawing.hatch(x - layout.mark, layout.height - 14, layout.mark * 2, 14)
        return
    if point["low"] is not None and point["high"] is not None:
        low, high = scale.y(point["low"]), scale.y(point["high"])
        drawing.line(x, low, x, high, HUES[role], thick=1.5)
        for end in (low, high):
            drawing.line(x - layout.cap / 2, end, x + layout.cap / 2, end, HUES[role], thick=1.5)
    drawing.mark(role, x, scale.y(point["share"]), layout.mark)


def wave_names(drawing: Drawing, names: Sequence[str], scale: Scale) -> float:
    """The waves' names under the ground line, every second or third where they do not fit; gives their height."""
    size, short = scale.layout.text, [shortened(name) for name in names]
    widest = max(width_of(word, size) for name in short for word in name.split())
    step = next(step for step in range(1, len(names) + 1) if step * scale.slot >= widest + 6 or step == len(names))
    lines = [broken(name, max(step * scale.slot - 6, widest), size) for name in short]
    for wave in range(len(names) - 1, -1, -step):
        middle = scale.layout.axis + (wave + 0.5) * scale.slot
        for row, text in enumerate(lines[wave]):
            y = scale.layout.height + size * (0.95 + 1.2 * row)
            drawing.text(middle, y, text, size=size, fill=SOFT, anchor="middle")
    return max(len(each) for each in lines) * size * 1.2 + 6


def shortened(name: str) -> str:
    """A wave's name for a narrow place: "Q3 2026" for "quarter 3, 2026"."""
    return re.sub(r"^quarter ", "Q", name).replace(",", "")


def spoken(name: str, lines: Sequence[Line]) -> str:
    """One sentence that stands for the chart."""
    return f"Share of people who write about {name}: {'; '.join(spoken_line(line) for line in lines)}."


def spoken_line(line: Line) -> str:
    """One role's line in words."""
    return f"{line['role']}s " + ", ".join(spoken_point(point) for point in line["points"])


def spoken_point(point: Mapping[str, Any]) -> str:
    """One wave in words: "quarter 3, 2026: 33 %, likely 25 to 42"."""
    if point["share"] is None:
        return f"{point['wave']}: hidden"
    likely = f", likely {point['low']} to {point['high']}" if point["low"] is not None else ""
    return f"{point['wave']}: {point['share']} %{likely}"
