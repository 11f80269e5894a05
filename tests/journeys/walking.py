"""How people of a journey get about: links from their mails, forms filled in, a survey answered page by page."""

import email
import re
from collections.abc import Callable
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LINK = re.compile(r"http://127\.0\.0\.1:8000(/[rc]/[\w-]{43})")
BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)

Says = Callable[[dict[str, Any]], int]
"""How somebody answers a question: a place on its scale, counted from 1."""


def always(place: int) -> Says:
    """Somebody who says the same to everything."""
    return lambda _question: place


def links_in_mails(folder: Path) -> dict[str, str]:
    """The newest link to each address, as path, from the files the file mailer wrote."""
    links = {}
    for file in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns):
        for part in BETWEEN.split(file.read_bytes()):
            if not part.strip():
                continue
            message = email.message_from_bytes(part, policy=default)
            body = message.get_body(("plain",))
            found = LINK.search(body.get_content() if body else "")
            if found:
                links[str(message["To"].addresses[0].addr_spec)] = found[1]
    return links


def sign_in(client: FlaskClient, address: str, password: str) -> TestResponse:
    """Sign in through the page."""
    return client.post("/sign-in", data={"email": address, "password": password})


def answer_survey(client: FlaskClient, link: str, instrument: dict[str, Any], says: Says, words: str = "") -> str:
    """Open a link and answer page by page until the receipt; returns its code."""
    client.get(link)
    return go_through(client, client.get("/r/questions"), instrument, says, words)


def go_through(client: FlaskClient, page: TestResponse, instrument: dict[str, Any], says: Says, words: str = "") -> str:
    """Answer the question each page leads to, until the receipt; returns its code."""
    questions = {question["id"]: question for role in instrument["roles"].values() for question in role["questions"]}
    while "/questions/" in page.location:
        address = urlsplit(page.location).path
        question = questions[address.rpartition("/")[2]]
        page = client.post(address, data=entered(instrument, question, says(question), words))
        assert page.status_code == 303, (question["id"], page.status_code)
    return receipt_in(client.get(page.location))


def entered(instrument: dict[str, Any], question: dict[str, Any], place: int, words: str) -> dict[str, Any]:
    """What a form sends for a place on a question's scale."""
    name = question["id"]
    if question.get("kind") == "open":
        return {name: words, f"{name}_may_quote": "yes"}
    scale = instrument["scales"][question["scale"]]
    if scale["kind"] == "of_five":
        return {name: str(min(5, place))}
    if scale["kind"] in ("picks", "ticks"):
        keys = [choice["key"] for choice in scale["choices"]]
        return {name: [keys[place % len(keys)], keys[(place + 3) % len(keys)]]}
    return {name: str(min(place, len(scale["points"])))}


def receipt_in(page: TestResponse) -> str:
    """The code of a receipt's page."""
    found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.get_data(as_text=True))
    assert found, page.get_data(as_text=True)
    return found[0]
