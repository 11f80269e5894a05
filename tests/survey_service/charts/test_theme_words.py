"""The words of two roles as charts: on their own sides, in tens of people."""

from typing import Any
from xml.etree import ElementTree as ET

from survey_service.charts import draw_charts
from survey_service.charts.theme_words import contrast_of, draw_role_words
from tests.survey_service.theme_board_sample import ROLE_WORDS


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter() if element.tag.endswith("text")]


def test_a_word_stands_on_the_side_of_the_role_that_writes_it_more() -> None:
    charts = dict(draw_role_words({"words": [ROLE_WORDS]}))
    assert sorted(charts) == ["words-rep-manager-narrow", "words-rep-manager-wide"]
    spoken = ET.fromstring(charts["words-rep-manager-wide"]).get("aria-label", "")
    assert spoken == (
        "Words that stand more often in Reps: waiting for a price, pricing desk; more often in Managers: sit in."
    )


def test_people_are_said_to_be_so_many_or_more() -> None:
    narrow = texts(dict(draw_role_words({"words": [ROLE_WORDS]}))["words-rep-manager-narrow"])
    assert [text for text in narrow if text.startswith("n ")] == ["n 30+", "n 20+", "n 10+"]


def test_only_people_of_the_words_own_side_are_in_the_chart() -> None:
    assert {word["count_other"] for word in contrast_of(ROLE_WORDS)["words"]} == {0}


def test_a_report_from_before_there_were_words_has_no_such_chart() -> None:
    nothing: dict[str, Any] = {
        "comparisons": [],
        "statements": [],
        "mix": None,
        "cascades": [],
        "swoop_ins": None,
        "hands_on": [],
    }
    assert draw_charts(nothing) == {}
    assert len(draw_charts({**nothing, "words": [ROLE_WORDS]})) == 2
