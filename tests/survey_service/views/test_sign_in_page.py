"""The sign-in page, in the application."""

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient


def test_signing_in_asks_for_an_address_and_a_password(client: FlaskClient) -> None:
    html = client.get("/sign-in").text

    assert '<label class="form-label" for="email">E-mail address</label>' in html
    assert '<label class="form-label" for="password">Password</label>' in html
    assert "You are not signed in" not in html


def test_a_wrong_password_is_said_once_and_the_address_is_kept(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "nadia@tarnbrook.example", "password": "wrong"})

    assert answer.text.count("The e-mail address or the password is wrong") == 1
    assert 'value="nadia@tarnbrook.example"' in answer.text
    assert 'href="#email"' in answer.text


def test_signing_in_leads_on_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    assert 'action="/sign-in?next=/reports%3Fa%3D1"' in client.get("/sign-in?next=/reports%3Fa%3D1").text


@pytest.mark.parametrize("shown", [True, False])
def test_demo_sign_ins_are_shown_where_there_are_some(app: Flask, shown: bool) -> None:
    members = [{"name": "Nadia Voss, program lead", "email": "nadia@tarnbrook.example", "password": "for-the-demo"}]
    with app.test_request_context("/sign-in"):
        form = app.extensions["security"].forms["login_form"].cls()
        html = render_template("security/login_user.html", login_user_form=form, demo_sign_ins=members if shown else [])

    assert ("for-the-demo" in html) is shown
