"""Inline SVG of rectangles, lines, marks and real text: no ids, no style, no font, nothing from outside.

Colours are the light tokens of static/css/tokens.css; the style sheet maps them for dark by attribute.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree as ET

INK, SOFT, MID, LINE, TINT, WHITE = "#17202b", "#55606c", "#6b7682", "#d6dbd8", "#eef1ee", "#ffffff"
HATCH, HATCH_LINE = "#e9ecea", "#c6cdca"
HUES = {"rep": "#c07a1c", "manager": "#0b6e69", "executive": "#2b3577"}

UNPRINTABLE = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

Anchor = Literal["start", "middle", "end"]


def written(number: float) -> str:
    """A coordinate with a tenth of a pixel, and no more."""
    return f"{round(number, 1) + 0.0:g}"


def printable(text: str) -> str:
    """Text without the characters that XML does not know, and without those that turn its direction around."""
    return "".join(letter for letter in text if letter >= " " and not UNPRINTABLE.match(letter))


@dataclass
class Drawing:
    """A chart while it is drawn. Coordinates are pixels from the top left, and grow to the right and down."""

    width: float
    root: ET.Element = field(default_factory=lambda: ET.Element("svg"))

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> None:
        """A filled rectangle."""
        paint = {"fill": fill} | ({"rx": written(radius)} if radius else {})
        self.add("rect", paint, x=x, y=y, width=max(width, 0), height=height)

    def outline(self, x: float, y: float, width: float, height: float, stroke: str, *, thick: float = 2) -> None:
        """A hollow rectangle whose line lies inside the given edges."""
        paint = {"fill": WHITE, "stroke": stroke, "stroke-width": written(thick), "rx": "1"}
        inner = max(width - thick, 0)
        self.add("rect", paint, x=x + thick / 2, y=y + thick / 2, width=inner, height=height - thick)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, *, thick: float = 1, dash: str = ""
    ) -> None:
        """A straight line, dashed where `dash` says how."""
        paint = {"stroke": stroke, "stroke-width": written(thick)} | ({"stroke-dasharray": dash} if dash else {})
        self.add("line", paint, x1=x1, y1=y1, x2=x2, y2=y2)

    def interval(self, low: float, high: float, y: float, *, cap: float, thick: float = 1.5) -> None:
        """A capped line from `low` to `high`: where the true figure likely lies."""
        self.line(low, y, high, y, INK, thick=thick)
        for end in (low, high):
            self.line(end, y - cap / 2, end, y + cap / 2, INK, thick=thick)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        weight: int = 400,
        fill: str = INK,
        anchor: Anchor = "start",
    ) -> None:
        """One line of text, vertically centred on `y`; what is in it stays within it, whatever its direction."""
        paint = {"font-size": written(size), "fill": fill, "unicode-bidi": "isolate"}
        paint |= {"font-weight": str(weight)} if weight != 400 else {}
        paint |= {"text-anchor": anchor} if anchor != "start" else {}
        self.add("text", paint, x=x, y=y + size * 0.36).text = printable(text)

    def lines(
        self, x: float, y: float, lines: Sequence[str], *, size: float, weight: int = 400, fill: str = INK
    ) -> None:
        """Lines of text whose middle is at `y`."""
        step = size * 1.25
        top = y - step * (len(lines) - 1) / 2
        for place, line in enumerate(lines):
            self.text(x, top + place * step, line, size=size, weight=weight, fill=fill)

    def mark(self, role: str, x: float, y: float, size: float, *, hollow: bool = False, ring: bool = False) -> None:
        """The role's shape, centred: rep circle, manager square, executive diamond; a ring means both are the same."""
        if ring:
            self.shape(
                role, x, y, size * 1.6, paint={"fill": WHITE, "stroke": HUES[role], "stroke-width": written(size / 6)}
            )
            self.shape(role, x, y, size, paint={"fill": HUES[role]})
        elif hollow:
            self.shape(
                role, x, y, size * 0.8, paint={"fill": WHITE, "stroke": HUES[role], "stroke-width": written(size / 5)}
            )
        else:
            self.shape(role, x, y, size, paint={"fill": HUES[role]})

    def shape(self, role: str, x: float, y: float, size: float, *, paint: dict[str, str]) -> None:
        """A role's outline, as wide as its area needs to look the same."""
        if role == "rep":
            self.add("circle", paint, cx=x, cy=y, r=size * 0.54)
        elif role == "manager":
            self.add("rect", paint, x=x - size / 2, y=y - size / 2, width=size, height=size)
        else:
            reach = size * 0.66
            steps = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
            points = " ".join(f"{written(across)},{written(down)}" for across, down in steps)
            self.add("polygon", paint | {"points": points})

    def arrow(self, x: float, y: float, reach: float) -> None:
        """A small triangle that points to the right, or to the left where `reach` is negative."""
        corners = [(x - reach, y - abs(reach)), (x + reach, y), (x - reach, y + abs(reach))]
        points = " ".join(f"{written(across)},{written(down)}" for across, down in corners)
        self.add("polygon", {"fill": SOFT, "points": points})

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """What is withheld: slanted lines, cut at the edges by arithmetic since a pattern would need an id."""
        self.rect(x, y, width, height, HATCH, radius=2)
        moves = []
        start = x - height + 3
        while start < x + width:
            left, right = max(start, x), min(start + height, x + width)
            foot = y + height + start
            moves.append(f"M{written(left)} {written(foot - left)}L{written(right)} {written(foot - right)}")
            start += 6.5
        self.add("path", {"d": "".join(moves), "stroke": HATCH_LINE, "stroke-width": "1.3", "fill": "none"})

    def add(self, tag: str, paint: dict[str, str], **places: float) -> ET.Element:
        """One element with its places and its paint."""
        return ET.SubElement(self.root, tag, {name: written(value) for name, value in places.items()} | paint)

    def to_svg(self, height: float, label: str) -> str:
        """The finished chart; `label` is the one sentence that stands for it."""
        size = {
            "width": written(self.width),
            "height": written(height),
            "viewBox": f"0 0 {written(self.width)} {written(height)}",
        }
        about = {"role": "img", "aria-label": printable(label), "xmlns": "http://www.w3.org/2000/svg"}
        self.root.attrib.update(size | about)
        return ET.tostring(self.root, encoding="unicode")
