from typing import Any
from xml.etree import ElementTree as ET

from survey_service.charts.over_time import axis_end, draw_over_time


def share(period: str, value: float, low: float, high: float) -> dict[str, Any]:
    return {"group": period, "of": 100, "count": 10, "share": value, "low": low, "high": high, "hidden": ""}


HIDDEN = {"group": "2023", "of": 4, "count": None, "share": None, "low": None, "high": None, "hidden": "too few"}
SHARES = [share("2022", 0.1, 0.05, 0.18), HIDDEN, share("2024", 0.2, 0.13, 0.3)]


def drawn(shares: list[dict[str, Any]]) -> ET.Element:
    return ET.fromstring(draw_over_time(shares, "Share of comments about price"))


def test_every_period_has_a_dot_or_a_dashed_line_where_it_is_hidden() -> None:
    chart = drawn(SHARES)
    assert len(chart.findall("circle")) == 2
    assert len([line for line in chart.findall("line") if "stroke-dasharray" in line.attrib]) == 1
    assert chart.attrib["aria-label"] == "Share of comments about price"


def test_a_larger_share_stands_higher_and_its_interval_runs_through_it() -> None:
    low, high = drawn(SHARES).findall("circle")
    assert float(high.attrib["cy"]) < float(low.attrib["cy"])
    interval = next(line for line in drawn(SHARES).findall("line") if line.attrib["x1"] == high.attrib["cx"])
    assert float(interval.attrib["y1"]) < float(high.attrib["cy"]) < float(interval.attrib["y2"])


def test_the_axis_begins_at_zero_and_ends_at_a_round_share() -> None:
    assert axis_end(SHARES) == 0.3
    assert axis_end([HIDDEN]) == 0.05
    assert [text.text for text in drawn(SHARES).findall("text")][:2] == ["0 %", "30 %"]


def test_places_along_the_page_are_percents_so_that_nothing_is_scaled() -> None:
    chart = drawn(SHARES)
    assert chart.attrib["width"] == "100%"
    assert "viewBox" not in chart.attrib
    assert all(circle.attrib["cx"].endswith("%") for circle in chart.findall("circle"))


def test_what_people_named_their_periods_is_text() -> None:
    assert "<b>" not in draw_over_time([share("<b>one</b>", 0.1, 0.0, 0.2)], "<b>")


def test_quarters_are_named_under_their_dots_and_years_once() -> None:
    quarters = [share(f"{year} Q{quarter}", 0.1, 0.05, 0.18) for year in (2025, 2026) for quarter in (1, 2, 3, 4)]
    named = [text.text for text in drawn(quarters).findall("text")]
    assert named[3:] == ["Q1", "2025", "Q2", "Q3", "Q4", "Q1", "2026", "Q2", "Q3", "Q4"]
    assert [text.text for text in drawn(quarters * 2).findall("text")][3:] == ["2025 Q1", "2026 Q4"]


def test_the_last_share_is_written_above_its_line_unless_it_is_hidden() -> None:
    chart = drawn(SHARES)
    figure = chart.findall("text")[2]
    line = [each for each in chart.findall("line") if each.attrib["x1"] == figure.attrib["x"]][-1]
    assert figure.text == "20 %"
    assert float(figure.attrib["y"]) < float(line.attrib["y1"])
    assert [text.text for text in drawn([*SHARES, HIDDEN]).findall("text")][2:] == ["2022", "2023"]
