from typing import Any
from xml.etree import ElementTree as ET

import pytest

from survey_service.charts.contrast_words import (
    LISTED,
    NARROW,
    PAPER,
    WIDE,
    ContrastLayout,
    draw_contrast_words,
    overlap,
)
from survey_service.charts.lettering import width_of
from survey_service.charts.svg import HATCH_LINE, HUES, INK, LINE, SOFT, TINT
from tests.survey_service.report_sample import HOSTILE

LAYOUTS = (WIDE, NARROW, LISTED, PAPER)


def word(phrase: str, z: float, one: int, other: int) -> dict[str, Any]:
    return {"phrase": phrase, "z": z, "count_one": one, "count_other": other}


def make_contrast(**changed: Any) -> dict[str, Any]:
    rep = [word(f"cold call {turn}", 5.0 - turn / 10, 40 + turn, 2) for turn in range(10)]
    manager = [word(f"weekly coaching plan {turn}", turn / 10 - 5.0, 2, 40 + turn) for turn in range(10)]
    rest = [(1.0 + turn / 400, (turn % 39 - 19) / 10) for turn in range(800)]
    contrast = {"one": "Reps", "other": "Managers", "one_role": "rep", "other_role": "manager"}
    return contrast | {"words": [*rep, *manager], "rest": rest} | changed


def elements(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter())


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in elements(svg) if element.tag.endswith("text")]


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    found = []
    for part in elements(svg):
        if part.tag.endswith("text"):
            x, y, size = (float(part.get(name, 0)) for name in ("x", "y", "font-size"))
            width = width_of(part.text or "", size) / 1.1
            left = {"start": x, "middle": x - width / 2, "end": x - width}[part.get("text-anchor", "start")]
            found.append((left, y - size * 0.8, left + width, y + size * 0.15))
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_chart_is_an_image_with_one_sentence_in_the_colours_of_the_tokens(layout: ContrastLayout) -> None:
    svg = draw_contrast_words(make_contrast(), layout)
    root, *parts = elements(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label", "").startswith("Words that stand more often in Reps: cold call 0, cold call 1")
    assert "; more often in Managers: weekly coaching plan 0" in root.get("aria-label", "")
    colours = {part.get(name, "none") for part in parts for name in ("fill", "stroke")}
    assert colours <= {INK, SOFT, LINE, TINT, HATCH_LINE, HUES["rep"], HUES["manager"], "none"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_two_words_stand_on_each_other_and_none_leaves_the_chart(layout: ContrastLayout) -> None:
    svg = draw_contrast_words(make_contrast(), layout)
    found = boxes(svg)
    assert not [(a, b) for at, a in enumerate(found) for b in found[at + 1 :] if overlap(a, b)]
    height = float(elements(svg)[0].get("height", 0))
    assert all(left >= -1 and right <= layout.width + 1 and bottom <= height for left, _, right, bottom in found)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_both_groups_are_named_with_their_clearest_words(layout: ContrastLayout) -> None:
    shown = texts(draw_contrast_words(make_contrast(), layout))
    assert {"More often: Reps", "More often: Managers", "cold call 0", "weekly coaching plan 0"} <= set(shown)


def test_the_first_group_stands_on_the_right_and_the_commoner_word_higher() -> None:
    contrast = make_contrast(words=[word("calls", 4.0, 300, 5), word("plans", -4.0, 2, 20)], rest=[])
    marks = [part for part in elements(draw_contrast_words(contrast, WIDE)) if part.get("fill") in HUES.values()]
    calls, plans = marks
    assert float(calls.get("cx", 0)) > WIDE.width / 2 > float(plans.get("x", 0))
    assert float(calls.get("cy", 0)) < float(plans.get("y", 0))


def test_a_bar_is_as_long_as_its_z() -> None:
    contrast = make_contrast(words=[word("calls", 4.0, 30, 5), word("desk", 2.0, 30, 5)], rest=[])
    long, short = [part for part in elements(draw_contrast_words(contrast, NARROW)) if part.get("fill") == HUES["rep"]]
    assert float(short.get("width", 0)) == pytest.approx(float(long.get("width", 0)) / 2, abs=0.1)


def test_two_lists_beside_each_other_begin_at_one_height_and_share_a_scale() -> None:
    contrast = make_contrast(words=[word("calls", 4.0, 30, 5), word("plans", -2.0, 3, 20)], rest=[])
    bars = {part.get("fill"): part for part in elements(draw_contrast_words(contrast, LISTED)) if part.get("width")}
    calls, plans = bars[HUES["rep"]], bars[HUES["manager"]]
    assert calls.get("y") == plans.get("y")
    assert float(plans.get("x", 0)) > LISTED.width / 2 > float(calls.get("x", 0))
    assert float(plans.get("width", 0)) == pytest.approx(float(calls.get("width", 0)) / 2, abs=0.1)


def test_lists_begin_with_the_first_group_unless_the_other_is_wanted_first() -> None:
    def heads(**changed: Any) -> list[str]:
        return [each for each in texts(draw_contrast_words(make_contrast(**changed), NARROW)) if "More" in each]

    assert heads() == ["More often: Reps", "More often: Managers"]
    assert heads(other_first=True) == ["More often: Managers", "More often: Reps"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_word_of_one_group_is_enough(layout: ContrastLayout) -> None:
    svg = draw_contrast_words(make_contrast(words=[word("calls", 2.0, 12, 1)], rest=[]), layout)
    assert "calls" in texts(svg)


def test_thousands_of_phrases_stay_a_light_picture() -> None:
    rest = [(turn % 200 / 100, turn / 3000 - 1) for turn in range(6000)]
    assert len(draw_contrast_words(make_contrast(rest=rest), WIDE)) < 60_000


@pytest.mark.parametrize("layout", LAYOUTS)
def test_groups_that_are_no_roles_are_drawn_in_ink_and_hostile_names_stay_texts(layout: ContrastLayout) -> None:
    words = [word(text, 3.0 + at, 20, 1) for at, text in enumerate(HOSTILE)]
    svg = draw_contrast_words(make_contrast(one=HOSTILE[0], one_role="", other_role="", words=words, rest=[]), layout)
    assert not set(HUES.values()) & {part.get("fill", "") for part in elements(svg)}
    assert "<img" not in svg
    assert "<script" not in svg
