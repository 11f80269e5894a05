"""Words of respondents reach a program lead masked, on every page and in every file there is a way to."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey_service import jobs
from survey_service.models import Member, Report, Survey, ThemeBoard
from survey_service.operations.answer_imports import import_answers, preview_answers, read_mapping
from tests.makers import NOW, make_member, make_organisation, make_respondent, wave_keys
from tests.survey_service.closed_waves import sign_in

IDENTIFYING = re.compile(
    r"quagmire|zebulon|wilhelmina|thistleburg|zebulon@|7700.?900|gadgetry\.example|marsh lane", re.IGNORECASE
)
MAPPING = b"""
survey = "Spring survey"
date_column = "when"
one_wave_a = "year"
role_column = "job"

[roles]
seller = "rep"

[questions.wish]
id = "wish"
open = true
may_quote = true
"""
SAID = (
    "{name} prepares the big customer call with me before the meeting number {n}",
    "I want training on pricing and discounts from {name}, ask {mail} about price list {n}",
    "Forecast spreadsheet takes hours every week, {name} wants report {n} at 14 Marsh Lane, call 07700 900 123",
)
WRITTEN = (
    "Zebulon Quagmire",
    "ZebulonQuagmire",
    "Mr Quagmire",
    "@zebulon",
    "zebulon's team",
    "Wilhelmina T.",
    "Quagmier",
)
PAGES = 60
MASKED = ("/themes?theme=", "/reports/", "/report.pdf")
FILES = ("export.csv", "export.xlsx", "export.json")
ROSTER = "/people"
"""Where the names themselves are kept."""


def answers() -> bytes:
    """A file of a year: 36 people, each naming somebody in a way of their own."""
    rows = ["when,job,wish"]
    for n in range(36):
        name, mail = WRITTEN[n % len(WRITTEN)], f"z.quagmire{n}@gadgetry.example"
        rows.append(f'2025-03-01,seller,"{SAID[n % 3].format(name=name, mail=mail, n=n)}"')
    return "\n".join(rows).encode()


@pytest.fixture
def lead(app: Flask, session: Session) -> Member:
    """The lead of an organisation whose wave of such comments is analysed."""
    organisation = make_organisation(session)
    for name in ("Zebulon Quagmire", "Wilhelmina Thistleburg"):
        make_respondent(session, organisation, name=name)
    lead = make_member(session, organisation)
    import_answers(session, preview_answers(read_mapping(MAPPING), answers()), wave_keys(), now=NOW)
    session.commit()
    assert jobs.run_analyses(NOW) == 1
    return lead


def linked(client: FlaskClient, start: list[str]) -> Iterator[tuple[str, TestResponse]]:
    """Every page and file that links lead to, each once."""
    waiting, seen = list(start), set(start)
    while waiting and len(seen) < PAGES:
        address = waiting.pop(0)
        response = client.get(address, follow_redirects=True, buffered=True)
        yield address, response
        if response.mimetype == "text/html":
            links = re.findall(r'href="(/[^"]*)"', response.get_data(as_text=True))
            found = {urldefrag(html.unescape(link)).url for link in links} - seen
            wanted = sorted(link for link in found if not link.startswith(("/static", "/logout")))
            waiting, seen = [*waiting, *wanted], seen | set(wanted)


def words_of(response: TestResponse) -> str:
    """What a person reads in a page or a file."""
    if response.mimetype == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    if "spreadsheet" in (response.mimetype or ""):
        return text_of_workbook(response.data)
    return html.unescape(response.get_data(as_text=True))


def text_of_workbook(content: bytes) -> str:
    """The strings of an XLSX file."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_no_page_and_no_file_says_who_was_named(client: FlaskClient, session: Session, lead: Member) -> None:
    sign_in(client, lead)
    survey = session.scalars(select(Survey)).one()
    themes = [theme["id"] for theme in session.scalars(select(ThemeBoard)).one().snapshot["themes"]]
    opened = [f"/surveys/{survey.id}/themes?theme={theme}&all=1" for theme in themes]
    session.rollback()

    pages = linked(client, ["/home", *opened])
    words = {address: words_of(response) for address, response in pages if not address.startswith(ROSTER)}

    assert {address: IDENTIFYING.findall(text) for address, text in words.items() if IDENTIFYING.search(text)} == {}
    masked = [address for address, text in words.items() if "[name]" in text]
    assert {kind for kind in MASKED if any(kind in address for address in masked)} == set(MASKED), masked
    assert {kind for kind in FILES if any(kind in address for address in words)} == set(FILES), sorted(words)
    shown: list[Any] = [[report.snapshot, report.charts] for report in session.scalars(select(Report))]
    shown += [board.snapshot for board in session.scalars(select(ThemeBoard))]
    assert IDENTIFYING.findall(json.dumps(shown, ensure_ascii=False)) == []
