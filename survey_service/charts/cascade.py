"""The same talks as each side tells them: one lane per role on one scale, a grey band between the outermost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey_service.charts.lettering import broken
from survey_service.charts.scale import scale_words
from survey_service.charts.svg import HUES, LINE, SOFT, TINT, Drawing
from survey_service.charts.wording import Figure, people, sentence, shown, whole


@dataclass(frozen=True)
class LanesLayout:
    """Sizes in pixels."""

    width: float
    label_width: float
    end_width: float
    lane: float
    text: float
    value: float
    mark: float
    thick: float


WIDE = LanesLayout(width=490, label_width=130, end_width=84, lane=22, text=13, value=14, mark=9, thick=3)
NARROW = LanesLayout(width=312, label_width=120, end_width=80, lane=22, text=13, value=14, mark=9, thick=3)
PAPER = LanesLayout(width=231, label_width=91, end_width=54, lane=11.5, text=9.4, value=9.6, mark=6, thick=2)


def draw_cascade(cascade: Mapping[str, Any], layout: LanesLayout) -> str:
    """Draw one question of the cascade."""
    drawing = Drawing(layout.width)
    start, end = layout.label_width, layout.width - layout.end_width
    lanes = [broken(figure["label"], layout.label_width - 8, layout.text) for figure in cascade["figures"]]
    heights = [max(layout.lane, len(lines) * layout.text * 1.22) for lines in lanes]
    band(drawing, cascade["figures"], start, end, sum(heights))
    y = 0.0
    for figure, lines, height in zip(cascade["figures"], lanes, heights, strict=True):
        drawing.lines(0, y + height / 2, lines, size=layout.text, fill=SOFT)
        lane(drawing, figure, (start, end), y + height / 2, layout)
        y += height
    y += scale_words(drawing, cascade["scale_words"], start, end, y, size=layout.text)
    return drawing.to_svg(y + 2, sentence(cascade["title"], cascade["figures"]))


def band(drawing: Drawing, figures: list[Figure], start: float, end: float, height: float) -> None:
    """The distance between the outermost means."""
    means = [start + figure["mean"] / 100 * (end - start) for figure in figures if shown(figure)]
    if len(means) > 1:
        drawing.rect(min(means), 0, max(max(means) - min(means), 1), height, TINT)


def lane(drawing: Drawing, figure: Figure, ends: tuple[float, float], y: float, layout: LanesLayout) -> None:
    """One role: a hairline for the scale, the interval, the mark, and the value with its n."""
    start, end = ends
    if not shown(figure):
        drawing.hatch(start, y - layout.lane * 0.3, end - start, layout.lane * 0.6)
        drawing.text(layout.width, y, "hidden", size=layout.text, fill=SOFT, anchor="end")
        return
    drawing.line(start, y, end, y, LINE, thick=1)
    if figure["interval"]:
        low, high = (start + min(max(figure["interval"][key], 0), 100) / 100 * (end - start) for key in ("low", "high"))
        drawing.line(low, y, high, y, HUES[figure["role"]], thick=layout.thick)
    drawing.mark(figure["role"], start + figure["mean"] / 100 * (end - start), y, layout.mark)
    drawing.text(end + layout.value * 2.3, y, whole(figure["mean"]), size=layout.value, weight=600, anchor="end")
    drawing.text(layout.width, y, people(figure["n"]), size=layout.text, fill=SOFT, anchor="end")
