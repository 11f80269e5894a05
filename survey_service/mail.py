"""Mail: a message built so that nobody's name can add a header, and the mailers that take it away."""

import smtplib
from contextlib import closing
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import parseaddr
from functools import cache
from typing import Any, Protocol

import flask_mailman
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from survey_service.paths import templates_folder
from survey_service.texts import clean_line

UNKNOWN, FULL, INVALID = "Address unknown", "Mailbox full", "Address not valid"
REFUSED, NOT_REACHED = "Refused by the mail server", "Mail server not reached"


@dataclass(frozen=True)
class Mail:
    """One mail to one person, in words and as a page; `message_id` stays the same however often it is tried."""

    to_name: str
    to_address: str
    sender_name: str
    subject: str
    text: str
    html: str
    message_id: str


class DeliveryError(Exception):
    """A mail did not get away; `final` where trying again would be no use."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class Mailer(Protocol):
    """Takes mails away."""

    def send(self, mail: Mail) -> None:
        """Hand a mail over.

        Raises:
            DeliveryError: it did not get away.
        """


class Message(EmailMessage):
    """The standard library's message, with the one argument more that Flask-Mailman's backends pass."""

    def as_bytes(self, unixfrom: bool = False, policy: "Policy[Any] | None" = None, *, linesep: str = "\n") -> bytes:
        """The whole message, its lines ended with `linesep`."""
        return super().as_bytes(unixfrom, (policy or self.policy).clone(linesep=linesep))


class ReadyMessage(flask_mailman.EmailMessage):  # type: ignore[misc]  # the library has no types
    """A message that is built already; Flask-Mailman only carries it."""

    def __init__(self, ready: Message, sender: str, recipient: str) -> None:
        super().__init__(from_email=sender, to=[recipient])
        self.ready = ready

    def message(self) -> Message:
        """Give the backend what it shall send."""
        return self.ready


class FlaskMailer:
    """Sends through the backend of Flask-Mailman that the settings name; needs an application context."""

    def __init__(self, sender: str) -> None:
        self.sender = parseaddr(sender)[1]

    def send(self, mail: Mail) -> None:
        """Hand a mail over.

        Raises:
            DeliveryError: it did not get away.
        """
        ready = ReadyMessage(build_message(mail, self.sender), self.sender, mail.to_address)
        try:
            # The library leaves its connection open where a mail is refused.
            with closing(ready.get_connection()):
                ready.send()
        except (smtplib.SMTPException, OSError) as error:
            raise delivery_error(error) from error


def build_message(mail: Mail, sender: str) -> Message:
    """Build the message; names and subject lose every line break and control character before they become headers.

    Raises:
        DeliveryError: the address cannot be written into a message.
    """
    message = Message(policy=SMTP)
    message["From"] = address_of(mail.sender_name, sender)
    message["To"] = address_of(mail.to_name, mail.to_address)
    message["Subject"] = clean_line(mail.subject)
    message["Message-ID"] = f"<{mail.message_id}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def address_of(name: str, address: str) -> Address:
    """An address header's value; a domain in another script is written as the network does.

    Raises:
        DeliveryError: the address is none.
    """
    local, _, domain = address.rpartition("@")
    try:
        spec = f"{local}@{domain.encode('idna').decode('ascii')}"
        spec.encode("ascii")
        return Address(display_name=clean_line(name), addr_spec=spec)
    except (ValueError, IndexError, MessageError) as error:
        raise DeliveryError(INVALID, final=True) from error


def delivery_error(error: Exception) -> DeliveryError:
    """Say in our words why the mail server did not take a mail; its own words may hold anything."""
    code = refusal_code(error)
    if code is None:
        return DeliveryError(NOT_REACHED, final=False)
    if code in (452, 552):
        return DeliveryError(FULL, final=False)
    ours = isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused)
    reason = UNKNOWN if code in (550, 551, 553) and not ours else REFUSED
    return DeliveryError(reason, final=code >= 500 and not ours)


def refusal_code(error: Exception) -> int | None:
    """The code a mail server refused with, None where there was no such answer."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _ in error.recipients.values()), None)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


@cache
def mail_templates() -> Environment:
    """The templates of mails; what is put into a page is escaped, and a missing word is an error."""
    return Environment(
        loader=FileSystemLoader(templates_folder() / "mail"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, **facts: object) -> tuple[str, str]:
    """The text and the page of a mail."""
    templates = mail_templates()
    return templates.get_template(f"{name}.txt").render(**facts), templates.get_template(f"{name}.html").render(**facts)
