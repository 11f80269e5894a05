"""Three shares of a two-sided question: the middle one centred, too little to its left, too much to its right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey_service.charts.lettering import broken, width_of
from survey_service.charts.svg import INK, LINE, MID, SOFT, WHITE, Drawing
from survey_service.charts.wording import people, share_bounds

SharesRow = Mapping[str, Any]
"""A row of the snapshot (analysis.results.Shares): label, n, low, middle, high, hidden."""

PARTS = (("low", MID, WHITE), ("middle", LINE, INK), ("high", INK, WHITE))


@dataclass(frozen=True)
class SharesLayout:
    """Sizes in pixels."""

    width: float
    bar: float
    gap: float
    text: float
    percent: bool


WIDE = SharesLayout(width=490, bar=24, gap=14, text=13, percent=True)
NARROW = SharesLayout(width=312, bar=24, gap=14, text=13, percent=False)
PAPER = SharesLayout(width=231, bar=12, gap=4, text=9.4, percent=False)


def drawable(rows: Sequence[SharesRow]) -> list[SharesRow]:
    """The rows that are shown and exact; a band cannot be stacked."""
    return [row for row in rows if not row["hidden"] and all(exact(row[part]) is not None for part, _, _ in PARTS)]


def exact(share: str) -> float | None:
    """A share that is one number."""
    bounds = share_bounds(share)
    return bounds[0] if bounds and bounds[0] == bounds[1] else None


def draw_shares(rows: Sequence[SharesRow], sides: tuple[str, str, str], layout: SharesLayout) -> str:
    """Draw the rows that can be drawn, on one axis. `sides` are the words for low, middle, high."""
    drawing = Drawing(layout.width)
    rows = drawable(rows)
    y = head(drawing, sides, layout)
    left, right = reach(rows)
    step = layout.width / (left + right)
    for row in rows:
        y = bar(drawing, row, (left * step, step), y, layout)
    return drawing.to_svg(y, spoken(rows, sides))


def reach(rows: Sequence[SharesRow]) -> tuple[float, float]:
    """How far the rows go to either side of the middle, in percent."""
    left = max(float(row["low"]) + float(row["middle"]) / 2 for row in rows)
    right = max(float(row["high"]) + float(row["middle"]) / 2 for row in rows)
    return left, right


def head(drawing: Drawing, sides: tuple[str, str, str], layout: SharesLayout) -> float:
    """The words for the three parts; gives where the rows begin."""
    y, reach_of_arrow = layout.text * 0.7, layout.text * 0.3
    drawing.arrow(reach_of_arrow, y, -reach_of_arrow)
    drawing.text(layout.text * 0.95, y, sides[0], size=layout.text, weight=600, fill=SOFT)
    drawing.text(layout.width / 2, y, sides[1], size=layout.text, weight=600, fill=SOFT, anchor="middle")
    drawing.text(layout.width - layout.text * 0.95, y, sides[2], size=layout.text, weight=600, fill=SOFT, anchor="end")
    drawing.arrow(layout.width - reach_of_arrow, y, reach_of_arrow)
    return layout.text * 1.4 + layout.gap * 0.6


def bar(drawing: Drawing, row: SharesRow, axis: tuple[float, float], y: float, layout: SharesLayout) -> float:
    """One row: its label, how many answered, the three parts; gives where the next one begins."""
    line = layout.text * 1.3
    label = broken(row["label"], layout.width - width_of(people(row["n"]), layout.text) - 8, layout.text)
    drawing.lines(0, y + line * len(label) / 2, label, size=layout.text)
    drawing.text(layout.width, y + line / 2, people(row["n"]), size=layout.text, fill=SOFT, anchor="end")
    y += line * len(label) + 1
    zero, step = axis
    x = zero - (float(row["low"]) + float(row["middle"]) / 2) * step
    for part, fill, ink in PARTS:
        width = float(row[part]) * step
        drawing.rect(x, y, max(width - 1.5, 0), layout.bar, fill)
        written = f"{row[part]} %" if layout.percent and width > 40 else row[part]
        if width >= width_of(written, layout.text, bold=True) + 2:
            drawing.text(
                x + width / 2, y + layout.bar / 2, written, size=layout.text, weight=600, fill=ink, anchor="middle"
            )
        x += width
    return y + layout.bar + layout.gap


def spoken(rows: Sequence[SharesRow], sides: tuple[str, str, str]) -> str:
    """One sentence that stands for the chart."""
    parts = (
        f"{row['label']}: {sides[0]} {row['low']} %, {sides[1]} {row['middle']} %, {sides[2]} {row['high']} %"
        for row in rows
    )
    return f"{'; '.join(parts)}."
