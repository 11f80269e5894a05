import email
import socket
from collections.abc import Iterator
from dataclasses import replace
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from survey_service.mail import FULL, INVALID, NOT_REACHED, UNKNOWN, DeliveryError, FlaskMailer, Mail, build_message
from tests.survey_service.mail_server import Mailbox, mail_server

MAIL = Mail(
    to_name="Tess Brandt",
    to_address="tess@tarnbrook.example",
    sender_name="Frontline Pulse for Tarnbrook Instruments",
    subject="How does coaching reach you? Two minutes, until 25 September",
    text="Hello Tess,\n\nhttps://pulse.tarnbrook.example/r/a-long-token\n",
    html="<p>Hello Tess,</p>",
    message_id="1f2e3d",
)
SENDER = "Frontline Pulse <pulse@tarnbrook.example>"
OURS = {
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
}


def parsed(mail: Mail) -> email.message.EmailMessage:
    return email.message_from_bytes(build_message(mail, "pulse@tarnbrook.example").as_bytes(), policy=default)


def test_a_message_has_text_and_page_and_says_whom_it_is_from() -> None:
    message = parsed(MAIL)
    assert message["From"] == "Frontline Pulse for Tarnbrook Instruments <pulse@tarnbrook.example>"
    assert message["To"] == "Tess Brandt <tess@tarnbrook.example>"
    assert message["Message-ID"] == "<1f2e3d@tarnbrook.example>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_the_link_stands_on_one_line_of_the_text() -> None:
    assert b"\nhttps://pulse.tarnbrook.example/r/a-long-token\n" in build_message(MAIL, "p@x.example").as_bytes()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\0", "\u2028", "\u2029", "\x0b", "\x85", "\x1c"])
def test_no_name_or_subject_adds_a_header(end: str) -> None:
    evil = f"Tess{end}Bcc: everyone@tarnbrook.example{end}{end}A body"
    message = parsed(replace(MAIL, to_name=evil, sender_name=evil, subject=evil))
    assert set(message.keys()) == OURS
    assert len(message["To"].addresses) == len(message["From"].addresses) == 1
    assert message["To"].addresses[0].addr_spec == "tess@tarnbrook.example"
    assert "A body" in message["Subject"]


@given(st.text(max_size=60))
def test_whatever_a_name_holds_the_headers_are_ours(name: str) -> None:
    message = parsed(replace(MAIL, to_name=name, sender_name=name, subject=name))
    assert set(message.keys()) == OURS
    assert [address.addr_spec for address in message["To"].addresses] == ["tess@tarnbrook.example"]


@pytest.mark.parametrize(
    "address", ["nobody", "@tarnbrook.example", "a b@c.example", "ü@c.example", "a@", "a@b\r\nX: y"]
)
def test_an_address_that_is_none_is_a_final_failure(address: str) -> None:
    with pytest.raises(DeliveryError) as failure:
        build_message(replace(MAIL, to_address=address), "pulse@tarnbrook.example")
    assert (failure.value.reason, failure.value.final) == (INVALID, True)


def test_a_domain_in_another_script_is_written_as_the_network_does() -> None:
    message = parsed(replace(MAIL, to_address="tess@bücher.example"))
    assert message["To"].addresses[0].addr_spec == "tess@xn--bcher-kva.example"


def test_the_file_backend_keeps_the_whole_message(app: Flask, tmp_path: Path) -> None:
    FlaskMailer(SENDER).send(MAIL)
    (file,) = (tmp_path / "mail").iterdir()
    assert "https://pulse.tarnbrook.example/r/a-long-token" in file.read_text()


def test_the_console_backend_prints_it(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    app.extensions["mailman"].backend = "console"
    FlaskMailer(SENDER).send(MAIL)
    assert "Hello Tess," in capsys.readouterr().out


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        state = app.extensions["mailman"]
        state.backend, state.server, state.port, state.timeout = "smtp", "127.0.0.1", mailbox.port, 5
        yield mailbox


def test_a_mail_server_gets_the_same_message(mailbox: Mailbox) -> None:
    FlaskMailer(SENDER).send(MAIL)
    (arrived,) = mailbox.arrived
    message = email.message_from_bytes(arrived, policy=default)
    assert message["Message-ID"] == "<1f2e3d@tarnbrook.example>"
    assert "a-long-token" in str(message.get_body(("plain",)))


@pytest.mark.parametrize(
    ("refusal", "reason", "final"),
    [
        ("550 no such person here", UNKNOWN, True),
        ("452 too much mail", FULL, False),
        ("552 over quota", FULL, False),
        ("421 try again later", "Refused by the mail server", False),
        ("554 no", "Refused by the mail server", True),
        ("drop", NOT_REACHED, False),
    ],
)
def test_what_the_mail_server_refuses_is_said_in_our_words(
    mailbox: Mailbox, refusal: str, reason: str, final: bool
) -> None:
    mailbox.refusals[MAIL.to_address] = refusal
    with pytest.raises(DeliveryError) as failure:
        FlaskMailer(SENDER).send(MAIL)
    assert (failure.value.reason, failure.value.final) == (reason, final)


def test_a_mail_server_that_is_away_is_tried_again(app: Flask, mailbox: Mailbox) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        app.extensions["mailman"].port = free.getsockname()[1]
        with pytest.raises(DeliveryError) as failure:
            FlaskMailer(SENDER).send(MAIL)
    assert (failure.value.reason, failure.value.final) == (NOT_REACHED, False)
