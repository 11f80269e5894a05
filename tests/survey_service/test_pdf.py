import io
from typing import Any

import pytest
from pypdf import PdfReader

from survey_service.charts import draw_charts
from survey_service.pdf import report_pdf
from tests.survey_service.report_sample import (
    HOSTILE,
    hidden_snapshot,
    hostile_snapshot,
    long_snapshot,
    minimal_snapshot,
    sample_snapshot,
)

SNAPSHOTS = (sample_snapshot, hidden_snapshot, minimal_snapshot, hostile_snapshot, long_snapshot)
LETTER_REACHES = 841.89 - 792
"""The height of A4 less that of Letter, in points: what lies lower would be cut off."""


def paper(snapshot: dict[str, Any]) -> PdfReader:
    return PdfReader(io.BytesIO(report_pdf(snapshot, draw_charts(snapshot))))


def text_of(snapshot: dict[str, Any]) -> str:
    return paper(snapshot).pages[0].extract_text()


@pytest.mark.parametrize("make", SNAPSHOTS)
def test_the_report_is_one_tagged_page_of_a4(make: Any) -> None:
    reader = paper(make())

    assert len(reader.pages) == 1
    assert [round(side) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert "'/Marked': True" in str(reader.root_object["/MarkInfo"])
    assert "/StructTreeRoot" in reader.root_object


@pytest.mark.parametrize("make", SNAPSHOTS)
def test_nothing_is_lower_than_a_letter_page_reaches(make: Any) -> None:
    heights: list[float] = []

    def note(text: str, place: list[float], line: list[float], *_: object) -> None:
        if text.strip():
            heights.append(place[3] * line[5] + place[5])

    paper(make()).pages[0].extract_text(visitor_text=note)

    assert min(heights) >= LETTER_REACHES


def test_figures_and_words_are_real_text() -> None:
    text = text_of(sample_snapshot())

    for words in (
        "Where support and need part ways",
        "Managers need",
        "70–88 · n 18",
        "Not enough evidence",
        "as above",
    ):
        assert words in text


def test_texts_that_look_like_code_come_out_as_they_are() -> None:
    text = "".join(text_of(hostile_snapshot()).split())

    for part in HOSTILE:
        assert "".join(part.replace("\u202e", "").split()) in text


def test_the_page_holds_no_attachment_and_no_link() -> None:
    reader = paper(hostile_snapshot())

    assert not reader.attachments
    assert "/Annots" not in reader.pages[0]


def test_the_same_report_gives_the_same_bytes() -> None:
    snapshot = sample_snapshot()
    charts = draw_charts(snapshot)

    assert report_pdf(snapshot, charts) == report_pdf(snapshot, charts)


def test_a_long_report_loses_its_quote_and_no_figure() -> None:
    assert "When she asks" in text_of(sample_snapshot())

    long = text_of(long_snapshot())

    assert "When she asks" not in long
    assert "70–88" in long


def test_a_theme_stands_beside_its_disconnect_where_there_is_room_for_it() -> None:
    snapshot = sample_snapshot()
    assert "In their words" not in text_of(long_snapshot())

    words = " ".join(text_of(snapshot | {"swoop_ins": None}).split())

    assert "In their words: “Sit in, then tell me” (11 managers)." in words
    assert "it happens maybe once a month" not in words
