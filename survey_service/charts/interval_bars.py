"""A bar from 0 to the mean of each audience, and under it the line where the true figure likely lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey_service.charts.lettering import broken, width_of
from survey_service.charts.scale import scale_words
from survey_service.charts.svg import HUES, SOFT, TINT, Drawing
from survey_service.charts.wording import Figure, basis, sentence, shown, whole


@dataclass(frozen=True)
class BarsLayout:
    """Sizes in pixels. Labels stand at the start of a bar, or above it where `label_width` is 0."""

    width: float
    label_width: float
    end_width: float
    bar: float
    gap: float
    text: float
    value: float
    mark: float
    cap: float


WIDE = BarsLayout(width=600, label_width=192, end_width=130, bar=13, gap=15, text=13, value=16, mark=9, cap=8)
NARROW = BarsLayout(width=312, label_width=0, end_width=0, bar=13, gap=11, text=13, value=16, mark=9, cap=8)
PAPER = BarsLayout(width=230, label_width=0, end_width=0, bar=7.5, gap=2, text=9.4, value=11.5, mark=7, cap=5)
HOLLOW_SIDES = ("got", "given")


def draw_interval_bars(comparison: Mapping[str, Any], layout: BarsLayout) -> str:
    """Draw one comparison."""
    drawing = Drawing(layout.width)
    y = 2.0
    for figure in comparison["figures"]:
        y = beside(drawing, figure, y, layout) if layout.label_width else above(drawing, figure, y, layout)
    start, end = track(layout)
    y += scale_words(drawing, comparison["scale_words"], start, end, y, size=layout.text)
    return drawing.to_svg(y + 2, sentence(comparison["title"], comparison["figures"]))


def track(layout: BarsLayout) -> tuple[float, float]:
    """Where 0 and 100 are."""
    return layout.label_width, layout.width - layout.end_width


def beside(drawing: Drawing, figure: Figure, y: float, layout: BarsLayout) -> float:
    """A row with its label at the start and its value at the end; gives where the next row begins."""
    label = broken(figure["label"], layout.label_width - 26, layout.text)
    middle = y + max(layout.bar, len(label) * layout.text * 1.25) / 2
    named(drawing, figure, label, middle, layout)
    bar(drawing, figure, middle - layout.bar / 2, layout)
    end = track(layout)[1]
    if shown(figure):
        drawing.text(end + 42, middle, whole(figure["mean"]), size=layout.value, weight=600, anchor="end")
        drawing.text(end + 49, middle, basis(figure), size=layout.text - 1, fill=SOFT)
    else:
        drawing.text(end + 12, middle, "hidden", size=layout.text, fill=SOFT)
    return middle + layout.bar / 2 + 3 + layout.cap + layout.gap


def above(drawing: Drawing, figure: Figure, y: float, layout: BarsLayout) -> float:
    """A row with its label and value above the bar; gives where the next row begins."""
    step = layout.text * 1.2
    ends = end_texts(drawing, figure, y + step / 2, layout)
    label = broken(figure["label"], layout.width - ends - layout.mark - 12, layout.text)
    named(drawing, figure, label, y + step * len(label) / 2, layout)
    top = y + step * len(label) + layout.bar / 4
    bar(drawing, figure, top, layout)
    return top + layout.bar + 2 + layout.cap + layout.gap


def end_texts(drawing: Drawing, figure: Figure, y: float, layout: BarsLayout) -> float:
    """The value and its basis at the end of a label's line; gives the width they take."""
    if not shown(figure):
        drawing.text(layout.width, y, "hidden", size=layout.text, fill=SOFT, anchor="end")
        return width_of("hidden", layout.text)
    behind = width_of(basis(figure), layout.text)
    drawing.text(layout.width, y, basis(figure), size=layout.text, fill=SOFT, anchor="end")
    drawing.text(layout.width - behind - 4, y, whole(figure["mean"]), size=layout.value, weight=600, anchor="end")
    return behind + 8 + width_of("100", layout.value)


def named(drawing: Drawing, figure: Figure, label: Sequence[str], y: float, layout: BarsLayout) -> None:
    """The role's mark and the label."""
    drawing.mark(figure["role"], layout.mark * 0.7, y, layout.mark, hollow=figure["side"] in HOLLOW_SIDES)
    drawing.lines(layout.mark + 8, y, label, size=layout.text)


def bar(drawing: Drawing, figure: Figure, y: float, layout: BarsLayout) -> None:
    """The bar on its track, and the interval under it; hatch where it is hidden."""
    start, end = track(layout)
    if not shown(figure):
        drawing.hatch(start, y, end - start, layout.bar)
        return
    drawing.rect(start, y, end - start, layout.bar, TINT, radius=1.5)
    length = figure["mean"] / 100 * (end - start)
    hue = HUES[figure["role"]]
    if figure["side"] in HOLLOW_SIDES:
        drawing.outline(start, y, length, layout.bar, hue, thick=layout.bar / 6.5)
    else:
        drawing.rect(start, y, length, layout.bar, hue, radius=1.5)
    if figure["interval"]:
        low, high = (start + min(max(figure["interval"][key], 0), 100) / 100 * (end - start) for key in ("low", "high"))
        drawing.interval(low, high, y + layout.bar + 2 + layout.cap / 2, cap=layout.cap, thick=layout.cap / 5.5)
