"""One scale with one's own answer on it, and beside it what managers say."""

from survey_service.charts.lettering import width_of
from survey_service.charts.svg import HUES, LINE, SOFT, Drawing
from survey_service.charts.wording import Figure, spoken

WIDTH, MARGIN, TEXT = 300.0, 14.0, 13.0


def draw_own_guess(points: list[str], place: int, figure: Figure) -> str:
    """Draw a scale from its first point to its last.

    Args:
        points: the words of the scale, in order.
        place: the own answer, counted from 1.
        figure: what the others say, with mean and interval on 0..100; it has to be one that is shown.
    """
    drawing = Drawing(WIDTH)
    y, length = 18.0, WIDTH - 2 * MARGIN
    own = (place - 1) / (len(points) - 1)
    drawing.line(MARGIN, y, WIDTH - MARGIN, y, LINE, thick=2)
    for step in range(len(points)):
        x = MARGIN + length * step / (len(points) - 1)
        drawing.line(x, y - 6, x, y + 6, LINE, thick=2)
    if figure["interval"]:
        low, high = (MARGIN + length * min(max(figure["interval"][end], 0), 100) / 100 for end in ("low", "high"))
        drawing.line(low, y, high, y, HUES[figure["role"]], thick=4)
    drawing.mark(figure["role"], MARGIN + length * figure["mean"] / 100, y, 14)
    drawing.mark("executive", MARGIN + length * own, y, 15)
    ends(drawing, points, y + 26)
    return drawing.to_svg(y + 36, f"Your answer: {points[place - 1]}. {spoken(figure)} of 100.")


def ends(drawing: Drawing, points: list[str], y: float) -> None:
    """The words of the first and the last point, the first above the second where they do not fit on one line."""
    drawing.text(0, y, points[0], size=TEXT, fill=SOFT)
    if width_of(points[0], TEXT) + width_of(points[-1], TEXT) + 12 <= WIDTH:
        drawing.text(WIDTH, y, points[-1], size=TEXT, fill=SOFT, anchor="end")
