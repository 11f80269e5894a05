"""Nothing that can be typed, pasted or put into an address ends in a page that we did not mean."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.guards.access_table import TABLE, Row, World, make_world
from tests.survey_service.closed_waves import sign_in

FIELDS = {
    "security.login": ("email", "password", "next"),
    "surveys.create": ("name", "cadence", "starts_on", "opens_hour", "time_zone", "open_days", "minimum_score"),
    "surveys.edit": ("name", "opens_hour", "open_days", "minimum_score", "minimum_comments"),
    "checkins.answer": ("answer",),
    "checkins.decline": ("reason",),
    "themes.change": ("action", "name", "paraphrase", "objective", "page", "changes"),
    "themes.change_chosen": ("action", "chosen", "page", "changes"),
    "themes.move": ("comment", "to", "page", "changes"),
    "themes.work_with": ("number", "page", "changes"),
    "themes.undo": ("batch",),
    "reveal.guess": ("I10", "I11", "I12", "I7", "I1", "I6", "no_such_question"),
    "receipts.enter": ("code",),
    "roster.upload": ("file",),
}
NASTY = {
    "NUL": "a\x00b",
    "half a character": b"a\xed\xa0\x80\xffb",
    "a huge number": "9" * 400,
    "a negative number": "-1",
    "a far day": "9999-12-31",
    "the first day": "0001-01-01",
    "turned around": "\u202egnitset\u2066",
    "a template": "{{7*7}}{% raw %}<img src=x onerror=alert(1)>",
    "a long text": "x" * 20_000,
    "a mail header": "a@b.example\r\nBcc: c@d.example",
}
ADDRESSES = (
    "/home",
    "/people",
    "/surveys/new",
    "/waves",
    "/themes",
    "/reports",
    "/check-ins",
    "/check-ins/answers",
    "/sign-in",
    "/r",
)


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return make_world(session, secret=app.config["SECRET_KEY"])


def visitor_of(row: Row) -> str:
    """Somebody who may send this form."""
    fine = {visitor for visitor, status in row.expected().items() if status in (200, 303, 400, 422)}
    return next((role for role in ("executive", "program_lead") if role in fine and "nobody" not in fine), "nobody")


def is_ours(page: str) -> bool:
    """Whether a page is one of the service's own."""
    return "<h1" in page and "Frontline Pulse" in page


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_no_form_falls_over(client: FlaskClient, world: World, nasty: str | bytes) -> None:
    wrong = {}
    for row in TABLE:
        if row.method != "POST" or row.endpoint == "security.logout":
            continue
        client.delete_cookie("pulse")
        if (visitor := visitor_of(row)) in world.members:
            sign_in(client, world.members[visitor])
        with client.application.test_request_context():
            values: Any = row.address_values(world)
            address = url_for(row.endpoint, **values)
        form = dict.fromkeys(FIELDS.get(row.endpoint, ("no_such_field",)), nasty)
        response = client.post(address, data=form, buffered=True)
        if response.status_code >= 500 or (response.status_code >= 400 and not is_ours(response.text)):
            wrong[row.endpoint] = response.status_code

    assert wrong == {}


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_no_address_falls_over(client: FlaskClient, world: World, nasty: str | bytes) -> None:
    values = dict.fromkeys(("page", "words", "q", "next", "undo", "changed", "thrown_away"), nasty)

    for visitor in ("program_lead", "executive"):
        sign_in(client, world.members[visitor])
        statuses = {address: client.get(address, query_string=values).status_code for address in ADDRESSES}
        assert set(statuses.values()) <= {200, 302, 303, 403, 404}, statuses


@pytest.mark.parametrize("path", ["/../etc/passwd", "/static/../../config.py", "/%00", "/r/%ED%A0%80", "/reports/1.5"])
def test_an_odd_path_is_not_there(client: FlaskClient, path: str) -> None:
    response = client.get(path, follow_redirects=True)

    assert response.status_code == 404
    assert is_ours(response.text)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_elsewhere(client: FlaskClient, world: World, elsewhere: str) -> None:
    entered = {"email": world.members["program_lead"].email, "password": "a long password", "next": elsewhere}

    response = client.post("/sign-in", query_string={"next": elsewhere}, data=entered)

    target = urlsplit(response.location or "/")
    assert (target.scheme, target.netloc) == ("", "")
    assert re.match(r"/(?![/\\])", target.path)


@pytest.mark.parametrize("size", [6 * 2**20, 10 * 2**20], ids=["6 MB", "10 MB"])
def test_a_roster_file_that_is_too_large_is_refused_with_the_limit(
    client: FlaskClient, world: World, size: int
) -> None:
    sign_in(client, world.members["program_lead"])
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n'
    body = head + b"x" * size + b"\r\n--x--\r\n"

    response = client.post("/people/import", data=body, content_type="multipart/form-data; boundary=x")

    assert response.status_code in (400, 413)
    assert "5 MB" in response.text


@pytest.mark.parametrize("path", ["/receipt", "/sign-in", "/surveys/new/quarterly"])
def test_ten_megabytes_of_text_are_refused_with_the_limit(client: FlaskClient, world: World, path: str) -> None:
    if "surveys" in path:
        sign_in(client, world.members["program_lead"])

    response = client.post(path, data={"name": "x" * 10 * 2**20})

    assert response.status_code == 413
    assert "256 KiB" in response.text


def test_a_wave_closes_once_and_the_second_time_says_so(client: FlaskClient, world: World) -> None:
    sign_in(client, world.members["program_lead"])
    address = f"/waves/{world.places['open']}/close"

    first, second = client.post(address), client.post(address)

    assert (first.status_code, second.status_code) == (303, 409)
    assert "has closed already, and its answers are being sealed. Nothing was changed." in second.text
    assert client.get(address).status_code == 409


def test_a_form_without_its_token_changes_nothing(app: Flask, client: FlaskClient, world: World) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    sign_in(client, world.members["program_lead"])

    response = client.post(f"/waves/{world.places['open']}/close")

    assert response.status_code == 400
    assert "Nothing was changed." in response.text
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(f"/waves/{world.places['open']}/close").status_code == 303


def test_a_report_that_is_not_there_or_not_yours_is_the_same_clear_page(client: FlaskClient, world: World) -> None:
    sign_in(client, world.members["other_lead"])

    theirs, missing = client.get(f"/reports/{world.places['closed']}"), client.get("/reports/987654")

    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert re.sub(r"\d+", "", theirs.text) == re.sub(r"\d+", "", missing.text)
    assert "There is no such report. Choose one from the list of reports." in missing.text
