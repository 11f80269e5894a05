"""A share over periods: a dot each, and through it the line where the true share likely lies.

Places along the page are percents, so that the chart takes the width it is given and is never scaled.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

from survey_service.charts.svg import HATCH_LINE, INK, LINE, SOFT, printable, written

HEIGHT: Final = 132
TOP, GROUND, FEET, YEARS = 20.0, 98.0, 115.0, 129.0
"""Where the axis ends and begins, and where the names of the periods and of their years stand, in pixels from above."""
START: Final = 12.0
"""The percent of the width that the axis' figures take."""
DOT: Final = 3.6
TEXT: Final = "13"
MOST_QUARTERS: Final = 12
"""So many quarters are each named under their dot; of more, and of other periods, the first and the last."""
QUARTER: Final = re.compile(r"(\d{4}) (Q[1-4])")
MARKS: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


def draw_over_time(shares: Sequence[Mapping[str, Any]], label: str) -> str:
    """Draw one theme's share in each period; what is hidden is dashed. `label` is the sentence that stands for it."""
    root = ET.Element("svg", {"width": "100%", "height": str(HEIGHT), "role": "img", "aria-label": printable(label)})
    end = axis_end(shares)
    for mark in (0.0, end):
        y = _height(mark, end)
        _line(root, START, y, 100, y, LINE, 1)
        _text(root, START - 1.5, y + 4.5, f"{100 * mark:.0f} %", "end")
    step = (100 - START) / max(len(shares), 1)
    for place, share in enumerate(shares):
        _period(root, share, START + step * (place + 0.5), end)
    _last(root, shares, step, end)
    if len(shares) <= MOST_QUARTERS and all(QUARTER.fullmatch(share["group"]) for share in shares):
        _quarters(root, [share["group"] for share in shares], step)
    else:
        _names(root, shares, step)
    return ET.tostring(root, encoding="unicode")


def axis_end(shares: Sequence[Mapping[str, Any]]) -> float:
    """A round share above every dot and every interval, 0..1."""
    shown = [share for share in shares if not share["hidden"]]
    highest = max((share["high"] for share in shown), default=0.0)
    return next((mark for mark in MARKS if mark >= highest), 1.0)


def _period(root: ET.Element, share: Mapping[str, Any], x: float, end: float) -> None:
    if share["hidden"]:
        _line(root, x, TOP, x, GROUND, HATCH_LINE, 6, dash="2 3")
        return
    _line(root, x, _height(share["high"], end), x, _height(share["low"], end), SOFT, 2)
    place = {"cx": f"{written(x)}%", "cy": written(_height(share["share"], end)), "r": str(DOT), "fill": INK}
    ET.SubElement(root, "circle", place)


def _last(root: ET.Element, shares: Sequence[Mapping[str, Any]], step: float, end: float) -> None:
    """The last share in figures, above its line."""
    share = shares[-1] if shares else None
    if share and not share["hidden"]:
        x, y = START + step * (len(shares) - 0.5), _height(share["high"], end) - 6
        _text(root, x, y, f"{100 * share['share']:.0f} %", "middle", INK)


def _quarters(root: ET.Element, names: Sequence[str], step: float) -> None:
    """Each quarter under its dot, and each year under its first."""
    before = ""
    for place, name in enumerate(names):
        year, quarter = name.split()
        across = START + step * (place + 0.5)
        _text(root, across, FEET, quarter, "middle")
        if year != before:
            _text(root, across, YEARS, year, "middle")
        before = year


def _names(root: ET.Element, shares: Sequence[Mapping[str, Any]], step: float) -> None:
    """The first and the last period, and the middle one where there is room."""
    last = len(shares) - 1
    places = {0: "start", last: "end"} if last else {0: "middle"}
    if last >= 4 and last % 2 == 0:
        places[last // 2] = "middle"
    for place, anchor in places.items():
        across = {"start": START, "end": 100.0, "middle": START + step * (place + 0.5)}[anchor]
        _text(root, across, FEET, shares[place]["group"], anchor)


def _height(share: float, end: float) -> float:
    return GROUND - (GROUND - TOP) * min(share / end, 1.0)


def _line(
    root: ET.Element, x1: float, y1: float, x2: float, y2: float, stroke: str, thick: float, dash: str = ""
) -> None:
    places = {"x1": f"{written(x1)}%", "y1": written(y1), "x2": f"{written(x2)}%", "y2": written(y2)}
    paint = {"stroke": stroke, "stroke-width": written(thick)} | ({"stroke-dasharray": dash} if dash else {})
    ET.SubElement(root, "line", places | paint)


def _text(root: ET.Element, x: float, y: float, text: str, anchor: str, fill: str = SOFT) -> None:
    places = {"x": f"{written(x)}%", "y": written(y), "text-anchor": anchor, "font-size": TEXT, "fill": fill}
    ET.SubElement(root, "text", places).text = printable(text)
