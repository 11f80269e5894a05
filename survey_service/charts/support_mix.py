"""Eight supports, two lanes each: managers wanted and got, executives guessed and gave, in percent of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey_service.charts.lettering import broken
from survey_service.charts.svg import HUES, LINE, SOFT, Drawing
from survey_service.charts.wording import share_bounds, short_share

LANES = (("manager", "wanted", "got"), ("executive", "guessed", "given"))
COLUMNS = ("wanted", "got", "given", "guessed")


Axis = tuple[tuple[float, float], float]
"""Where 0 and the largest share lie, and how much that is."""


@dataclass(frozen=True)
class MixLayout:
    """Sizes in pixels. `columns` are the ends of the four numbers, from the right; without them a line holds them."""

    width: float
    label_width: float
    columns: tuple[float, ...]
    row: float
    text: float
    mark: float


WIDE = MixLayout(width=680, label_width=200, columns=(160, 114, 66, 0), row=47, text=13, mark=9)
NARROW = MixLayout(width=312, label_width=0, columns=(), row=38, text=13, mark=9)
PAPER = MixLayout(width=440, label_width=152, columns=(120, 86, 48, 0), row=17.5, text=9.4, mark=6)


def draw_support_mix(mix: Mapping[str, Any], layout: MixLayout) -> str:
    """Draw the mix. Dashed: a share of which only a band may be shown. A ring: both shares are the same."""
    drawing = Drawing(layout.width)
    ends = (layout.label_width + layout.mark, layout.width - number_width(layout) - layout.mark * 1.2)
    top = most(mix)
    y = head(drawing, ends, top, layout)
    first, body = y, Drawing(layout.width)
    for row in mix["rows"]:
        y = draw_row(body, row, (ends, top), y, layout)
    for share in steps(ends, top, layout):
        x = across(share, ends, top)
        drawing.line(x, first, x, y, LINE, dash="2 4")
    drawing.root.extend(body.root)
    return drawing.to_svg(y + 1, spoken(mix))


def number_width(layout: MixLayout) -> float:
    """What the numbers take at the end of a row."""
    return layout.columns[0] + layout.text * 5.2 if layout.columns else 0.0


def most(mix: Mapping[str, Any]) -> float:
    """Where the axis ends: at the largest share there is."""
    bounds = (share_bounds(row[key]) for row in mix["rows"] for key in COLUMNS)
    return max([20.0, *(each[1] for each in bounds if each)])


def steps(ends: tuple[float, float], top: float, layout: MixLayout) -> range:
    """The shares that the axis names: every 20, or every 50 where there is no room for so many."""
    room = (ends[1] - ends[0]) / top * 20
    return range(0, int(top) + 1, 20 if room >= layout.text * 3.2 else 50)


def across(share: float, ends: tuple[float, float], top: float) -> float:
    """Where a share lies."""
    return ends[0] + share / top * (ends[1] - ends[0])


def head(drawing: Drawing, ends: tuple[float, float], top: float, layout: MixLayout) -> float:
    """The axis and the names of the number columns; gives where the rows begin."""
    y = layout.text * 0.7
    for share in steps(ends, top, layout):
        x = min(max(across(share, ends, top), layout.text * 1.2), layout.width - layout.text * 1.7)
        drawing.text(x, y, f"{share} %", size=layout.text, fill=SOFT, anchor="middle")
    for edge, name in zip(layout.columns, COLUMNS, strict=False):
        drawing.text(layout.width - edge, y, name, size=layout.text, fill=SOFT, anchor="end")
    drawing.line(0, y + layout.text, layout.width, y + layout.text, LINE)
    return y + layout.text


def draw_row(drawing: Drawing, row: Mapping[str, str], axis: Axis, y: float, layout: MixLayout) -> float:
    """One support: label, two lanes, four numbers; gives where the next one begins."""
    lines = broken(row["label"], (layout.label_width or layout.width) - 4, layout.text, bold=not layout.columns)
    step = layout.text * 1.25
    if layout.columns:
        height = max(layout.row, len(lines) * step + 1)
        drawing.lines(0, y + height / 2, lines, size=layout.text)
        columns(drawing, row, y + height / 2, layout)
    else:
        y = heading(drawing, row, lines, y, layout)
        height = layout.row
    for lane, place in zip(LANES, (0.32, 0.68), strict=True):
        draw_lane(drawing, row, lane, axis, y + height * place, layout)
    drawing.line(0, y + height, layout.width, y + height, LINE)
    return y + height


def columns(drawing: Drawing, row: Mapping[str, str], y: float, layout: MixLayout) -> None:
    """The four shares at the end of a row."""
    for edge, key in zip(layout.columns, COLUMNS, strict=True):
        drawing.text(layout.width - edge, y, short_share(row[key]), size=layout.text, anchor="end")


def heading(drawing: Drawing, row: Mapping[str, str], lines: list[str], y: float, layout: MixLayout) -> float:
    """The label, and the four shares as a line under it; gives where the lanes begin."""
    step = layout.text * 1.25
    drawing.lines(0, y + 6 + step * len(lines) / 2, lines, size=layout.text, weight=600)
    y += 6 + step * len(lines)
    numbers = broken(
        " · ".join(f"{key} {short_share(row[key])}" for key in COLUMNS if row[key]), layout.width, layout.text - 0.5
    )
    drawing.lines(0, y + step * len(numbers) / 2, numbers, size=layout.text - 0.5, fill=SOFT)
    return y + step * len(numbers)


def draw_lane(
    drawing: Drawing,
    row: Mapping[str, str],
    lane: tuple[str, str, str],
    axis: Axis,
    y: float,
    layout: MixLayout,
) -> None:
    """One role's two shares, joined; where only a band is known, a dashed line across it."""
    role, full, hollow = lane
    places = {
        key: (across(low, *axis), across(high, *axis)) for key in (hollow, full) for low, high in bounds_of(row, key)
    }
    exact = {key: low for key, (low, high) in places.items() if low == high}
    draw_bands(drawing, role, [places[key] for key in (full, hollow) if key in places and key not in exact], y, layout)
    if len(exact) == 2:
        drawing.line(exact[full], y, exact[hollow], y, HUES[role], thick=layout.mark / 5)
    if full in exact and exact.get(hollow) == exact[full]:
        drawing.mark(role, exact[full], y, layout.mark, ring=True)
        return
    for key, x in exact.items():
        drawing.mark(role, x, y, layout.mark, hollow=key == hollow)


def bounds_of(row: Mapping[str, str], key: str) -> list[tuple[float, float]]:
    """The bounds of a share, or none."""
    bounds = share_bounds(row[key])
    return [bounds] if bounds else []


def draw_bands(drawing: Drawing, role: str, bands: list[tuple[float, float]], y: float, layout: MixLayout) -> None:
    """Dashed lines: the full answer's above and thick, the hollow one's below and thin; one where both are the same."""
    apart = layout.mark / 5 if len(set(bands)) == 2 else 0.0
    for (low, high), side in zip(dict.fromkeys(bands), (-1, 1), strict=False):
        thick = layout.mark / (4 if side < 0 else 8) if apart else layout.mark / 5
        drawing.line(low, y + side * apart, high, y + side * apart, HUES[role], thick=thick, dash="3 3")


def spoken(mix: Mapping[str, Any]) -> str:
    """One sentence that stands for the chart."""
    rows = (
        f"{row['label']}: " + ", ".join(f"{key} {row[key]} %" for key in COLUMNS if row[key]) for row in mix["rows"]
    )
    return f"Shares of people for each support. {'; '.join(rows)}."
