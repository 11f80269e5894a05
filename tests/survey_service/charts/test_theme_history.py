"""The picture of a theme's share over the waves."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from survey_service.charts.svg import HATCH, HUES
from survey_service.charts.theme_history import NARROW, WIDE, HistoryLayout, draw_theme_history


def point(wave: str, share: int | None) -> dict[str, Any]:
    """A share with an interval of ten points to either side, or a hidden one."""
    ends = {"low": None, "high": None} if share is None else {"low": max(share - 10, 0), "high": share + 10}
    return {"wave": wave, "share": share, **ends, "hidden": "" if share is not None else "Hidden."}


def line(role: str, *shares: int | None) -> dict[str, Any]:
    """A role's shares, one a quarter."""
    waves = [f"quarter {place % 4 + 1}, {2024 + place // 4}" for place in range(len(shares))]
    return {"role": role, "points": [point(wave, share) for wave, share in zip(waves, shares, strict=True)]}


def drawn(*lines: dict[str, Any], layout: HistoryLayout = WIDE) -> ET.Element:
    return ET.fromstring(draw_theme_history("Waiting for a price", lines, layout))


def elements(root: ET.Element, tag: str, **paint: str) -> list[ET.Element]:
    """The elements of a kind with this paint."""
    names = {name.replace("_", "-"): value for name, value in paint.items()}
    found = [each for each in root.iter() if each.tag.rpartition("}")[2] == tag]
    return [each for each in found if names.items() <= each.attrib.items()]


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in elements(root, "text")]


def test_each_share_is_a_mark_of_its_role_with_its_interval() -> None:
    root = drawn(line("rep", 20, 25, 33), line("manager", 50, 55, 60))

    assert len(elements(root, "circle", fill=HUES["rep"])) == 3
    assert len(elements(root, "rect", fill=HUES["manager"])) == 3
    assert len(elements(root, "line", stroke=HUES["rep"])) == 9  # an upright line with two caps each
    assert {"0 %", "40 %", "80 %"} <= set(texts(root))


def test_what_is_hidden_is_hatched_and_named_so() -> None:
    root = drawn(line("rep", None, 25))

    assert len(elements(root, "rect", fill=HATCH)) == 1
    assert len(elements(root, "circle")) == 1
    assert root.attrib["aria-label"] == (
        "Share of people who write about Waiting for a price: "
        "reps quarter 1, 2024: hidden, quarter 2, 2024: 25 %, likely 15 to 35."
    )


def test_marks_are_joined_from_four_waves_on_and_never_across_a_hidden_one() -> None:
    joined = [
        len(elements(drawn(line("rep", *shares)), "line", stroke=HUES["rep"])) - 3 * len([s for s in shares if s])
        for shares in ((20, 25, 33), (20, 25, 33, 30), (20, None, 33, 30))
    ]

    assert joined == [0, 3, 1]


def test_only_the_newest_twelve_waves_are_drawn() -> None:
    root = drawn(line("rep", *range(10, 30)))

    assert len(elements(root, "circle")) == 12


@pytest.mark.parametrize("layout", [WIDE, NARROW])
@pytest.mark.parametrize("waves", [2, 8, 12])
def test_everything_stays_within_the_picture(layout: HistoryLayout, waves: int) -> None:
    root = drawn(line("rep", *[96] * waves), line("manager", *[5] * waves), layout=layout)

    height = float(root.attrib["height"])
    for name, most in (("x", layout.width), ("x1", layout.width), ("cx", layout.width), ("y", height), ("cy", height)):
        assert all(0 <= float(each.attrib[name]) <= most for each in root.iter() if name in each.attrib)


def test_waves_are_named_in_short_and_the_newest_always() -> None:
    assert "Q3 2024" in texts(drawn(line("rep", 20, 25, 33)))
    many = [line("rep", *[20] * 12)]
    names = [text for text in texts(drawn(*many, layout=NARROW)) if text.startswith("Q")]
    assert names[0] == "Q4"
    assert len(names) < 12
