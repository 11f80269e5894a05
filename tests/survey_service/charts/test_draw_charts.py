from typing import Any
from xml.etree import ElementTree as ET

import pytest

from survey_service.charts import draw_charts
from survey_service.charts.svg import HATCH, HATCH_LINE, HUES, INK, LINE, MID, SOFT, TINT, WHITE
from tests.survey_service.report_sample import (
    HOSTILE,
    hidden_snapshot,
    hostile_snapshot,
    long_snapshot,
    minimal_snapshot,
    sample_snapshot,
)

TOKENS = {HATCH, HATCH_LINE, INK, LINE, MID, SOFT, TINT, WHITE, *HUES.values(), "none"}
SNAPSHOTS = (sample_snapshot, hidden_snapshot, minimal_snapshot, hostile_snapshot, long_snapshot)


def elements(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter())


def texts(svg: str) -> str:
    return " ".join(element.text or "" for element in elements(svg))


def test_every_chart_is_drawn_wide_narrow_and_for_paper() -> None:
    names = set(draw_charts(sample_snapshot()))

    charts = ("statement-D3", "statement-D4", "statement-D8", "mix", "cascade-I1", "cascade-I3", "cascade-I4")
    assert names == {
        f"{chart}-{size}" for chart in (*charts, "hands-on", "effects") for size in ("wide", "narrow", "paper")
    }


@pytest.mark.parametrize("make", SNAPSHOTS)
def test_a_chart_is_an_image_with_a_sentence_and_without_ids_styles_or_references(make: Any) -> None:
    for svg in draw_charts(make()).values():
        root, *parts = elements(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label", "").endswith(".")
        for part in (root, *parts):
            assert not {"id", "style", "class", "href", "font-family", "filter", "clip-path"} & set(part.attrib)
            assert part.tag.rpartition("}")[2] in {"svg", "rect", "line", "text", "circle", "polygon", "path"}


@pytest.mark.parametrize("make", SNAPSHOTS)
def test_a_chart_uses_only_the_colours_of_the_tokens(make: Any) -> None:
    for svg in draw_charts(make()).values():
        assert {part.get(name, "none") for part in elements(svg) for name in ("fill", "stroke")} <= TOKENS


@pytest.mark.parametrize("make", SNAPSHOTS)
def test_everything_is_drawn_within_the_chart(make: Any) -> None:
    for svg in draw_charts(make()).values():
        root, *parts = elements(svg)
        width, height = float(root.get("width", 0)), float(root.get("height", 0))
        for part in parts:
            assert -0.5 <= float(part.get("x", part.get("x1", part.get("cx", 0)))) <= width + 0.5
            assert -0.5 <= float(part.get("y", part.get("y1", part.get("cy", 0)))) <= height + 0.5


def test_texts_that_look_like_code_stay_texts() -> None:
    charts = draw_charts(hostile_snapshot())

    shown = texts(charts["statement-D3-wide"]).replace(" ", "")
    for text in HOSTILE:
        assert text.replace("\u202e", "").replace(" ", "") in shown
    assert "<img" not in "".join(charts.values())


def test_a_bar_is_as_long_as_its_mean() -> None:
    bars = [
        part
        for part in elements(draw_charts(sample_snapshot())["statement-D4-narrow"])
        if part.get("fill") == HUES["rep"]
    ]

    assert float(bars[-1].get("width", 0)) == pytest.approx(312 * 0.426, abs=0.1)


def test_a_hidden_figure_is_hatched_and_says_so() -> None:
    snapshot = sample_snapshot()
    figure = snapshot["comparisons"][0]["figures"][2]
    figure.update(n=None, mean=None, interval=None, hidden="Hidden to protect people: fewer than 5 answered.")

    svg = draw_charts(snapshot)["statement-D3-wide"]

    assert HATCH_LINE in svg
    assert "hidden" in texts(svg)
    assert "Executives say they gave: hidden" in svg


def test_a_chart_without_one_figure_to_show_is_left_out() -> None:
    assert draw_charts(hidden_snapshot()) == {}
    assert draw_charts(minimal_snapshot()) == {}


def test_the_same_share_twice_gets_a_ring_and_a_band_gets_a_dashed_line() -> None:
    svg = draw_charts(sample_snapshot())["mix-wide"]
    motivation = [part for part in elements(svg) if part.get("stroke") == HUES["manager"] and part.get("fill") == WHITE]
    dashed = [
        part for part in elements(svg) if part.get("stroke") == HUES["executive"] and part.get("stroke-dasharray")
    ]

    assert max(float(part.get("width", 0)) for part in motivation) > 14
    assert len(dashed) == 6


def test_the_middle_part_of_the_shares_is_centred_on_one_axis() -> None:
    parts = [part for part in elements(draw_charts(sample_snapshot())["hands-on-wide"]) if part.get("fill") == LINE]
    middles = [float(part.get("x", 0)) + float(part.get("width", 0)) / 2 for part in parts]

    assert len(middles) == 3
    assert max(middles) - min(middles) < 1
