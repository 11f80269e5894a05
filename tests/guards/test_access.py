"""Every route has an expected answer for everybody who may come, on both databases."""

import re
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.guards.access_table import TABLE, VISITORS, Row, World, make_world
from tests.survey_service.closed_waves import sign_in

NOT_THERE = 987_654


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return make_world(session, secret=app.config["SECRET_KEY"])


def ask(client: FlaskClient, row: Row, **values: Any) -> TestResponse:
    """Make the request of a row."""
    with client.application.test_request_context():
        address = url_for(row.endpoint, **values)
    return client.open(address, method=row.method, data=row.form if row.method == "POST" else None, buffered=True)


def test_every_route_is_in_the_table(app: Flask) -> None:
    routes = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert routes - {(row.method, row.endpoint) for row in TABLE} == set(), "give each a row in access_table.py"
    assert {(row.method, row.endpoint) for row in TABLE} - routes == set(), "these routes are gone"


@pytest.mark.parametrize("visitor", VISITORS)
def test_everybody_gets_what_the_table_says(client: FlaskClient, world: World, visitor: str) -> None:
    wrong = {}
    for row in TABLE:
        client.delete_cookie("pulse")
        if visitor in world.members:
            sign_in(client, world.members[visitor])
        status = ask(client, row, **row.address_values(world)).status_code
        if status != row.expected()[visitor]:
            wrong[f"{row.method} {row.endpoint} {row.values}"] = f"{status}, expected {row.expected()[visitor]}"

    assert wrong == {}


@pytest.mark.parametrize("visitor", ["other_lead", "other_executive"])
def test_what_is_somebody_elses_looks_like_what_is_not_there(client: FlaskClient, world: World, visitor: str) -> None:
    sign_in(client, world.members[visitor])
    asked = [row for row in TABLE if row.expected()[visitor] == 404 and set(row.values.values()) & set(world.places)]

    for row in asked:
        theirs = ask(client, row, **row.address_values(world))
        missing = ask(client, row, **dict.fromkeys(row.values, NOT_THERE) | kinds(row))
        assert (missing.status_code, shown(missing)) == (theirs.status_code, shown(theirs)), row.endpoint
    assert len(asked) > 3


def kinds(row: Row) -> dict[str, str | int]:
    """The values of a row that are no ids."""
    return {name: value for name, value in row.values.items() if not name.endswith("_id")}


def shown(response: TestResponse) -> str:
    """A page without the numbers that the request itself brought."""
    return re.sub(r"\d+", "0", response.get_data(as_text=True))


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**40])
def test_a_number_no_database_has_is_not_there(client: FlaskClient, world: World, number: int) -> None:
    sign_in(client, world.members["program_lead"])
    asked = [
        row for row in TABLE if row.expected()["program_lead"] == 200 and set(row.values.values()) & set(world.places)
    ]

    found = {
        row.endpoint: ask(client, row, **dict.fromkeys(row.values, number) | kinds(row)).status_code for row in asked
    }

    assert set(found.values()) == {404}, found


def test_nobody_is_led_to_sign_in_and_back(client: FlaskClient, world: World) -> None:
    response = client.get(f"/reports/{world.places['closed']}")

    assert response.headers["Location"] == f"/sign-in?next=/reports/{world.places['closed']}"


def test_a_page_of_a_member_who_left_asks_to_sign_in(client: FlaskClient, world: World, session: Session) -> None:
    sign_in(client, world.members["program_lead"])
    world.members["program_lead"].active = False
    session.commit()

    assert client.get("/home").status_code == 303
