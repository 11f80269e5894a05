"""One person at the survey: found by the credential in their cookie, a personal link's token or a receipt's code.

On https the cookie is `__Host-…`, Secure and HttpOnly. On plain http, which is for the loopback demo alone, a browser
refuses that prefix, so the cookie goes without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from survey_service.answers import Answers, Instrument, Question, asked_questions, kind_of, questions_of
from survey_service.clock import now, zone_of
from survey_service.errors import UnknownLinkError, UnknownReceiptError
from survey_service.models import Invitation, Wave
from survey_service.operations.drafts import load_draft, save_draft
from survey_service.operations.receipts import Receipt, read_code, receipt_of
from survey_service.operations.responses import UNKNOWN_LINK, find_invitation, find_response, has_response, read_own
from survey_service.sealing import derived
from survey_service.wording import place_of, written_moment

SHORT_SURVEY = 3
"""Up to so many questions, none of them conditional, stand on one page."""


@dataclass
class Sitting:
    """What the pages of a survey know about the person in front of them.

    `credential` opens the draft; `receipt` is theirs, stored or not yet; `invitation` is None for who came with a
    receipt; `sent` says whether a response of theirs is stored.
    """

    credential: str
    receipt: Receipt
    wave: Wave
    role: str
    invitation: Invitation | None
    sent: bool
    answers: Answers = field(default_factory=dict)
    saved_at: str | None = None

    @property
    def changing(self) -> bool:
        """Whether this is a change to a response that is stored."""
        return self.invitation is None

    @property
    def instrument(self) -> Instrument:
        """The frozen questions."""
        return self.wave.instrument.content if self.wave.instrument else {}

    @property
    def seed(self) -> bytes:
        """What the order of shuffled choices follows from: one person's own, and never stored."""
        return derived(self.receipt.code, "order")

    @property
    def zone(self) -> str:
        """The time zone to tell this person the time in."""
        return self.invitation.respondent.time_zone if self.invitation else self.wave.survey.time_zone

    @property
    def is_short(self) -> bool:
        """Whether all questions stand on one page."""
        questions = questions_of(self.instrument, self.role)
        return len(questions) <= SHORT_SURVEY and not any(question["only_if"] for question in questions)

    def asked(self) -> list[Question]:
        """The questions this person is asked, given the answers so far."""
        return asked_questions(self.instrument, self.role, self.answers)

    def first_open(self) -> Question:
        """The first question without an answer; the last one where all closed ones have theirs."""
        asked = self.asked()
        waiting = (question for question in asked if question["id"] not in self.answers)
        return asked[0] if self.changing else next(waiting, asked[-1])

    def keep(self, session: Session, answers: Answers) -> None:
        """Take answers in, and save the draft."""
        merged = {**self.answers, **answers}
        self.answers = {question: answer for question, answer in merged.items() if answer not in (None, [])}
        draft = save_draft(session, self.credential, self.wave.id, self.answers, now=self.local_time())
        self.saved_at = draft.saved_at

    def until(self) -> str:
        """When the survey closes; who came with a receipt is told whose clock that is, since theirs is not known."""
        moment = written_moment(self.wave.closes_at, self.zone)
        return f"{moment} {place_of(self.zone)}" if self.invitation is None else moment

    def local_time(self) -> datetime:
        """The present moment where this person is."""
        return now().astimezone(zone_of(self.zone))

    def words(self) -> Iterator[tuple[str, str]]:
        """Question and text of everything written in words so far, to give it back."""
        for question in questions_of(self.instrument, self.role):
            answer = self.answers.get(question["id"])
            if kind_of(self.instrument, question) == "open" and isinstance(answer, dict) and answer.get("text"):
                yield question["text"], answer["text"]

    def page_values(self) -> dict[str, Any]:
        """What every page of a survey shows."""
        organisation = self.wave.survey.organisation
        return {
            "sitting": self,
            "wave": self.wave,
            "role_survey": self.instrument["roles"][self.role],
            "until": self.until(),
            "organisation": organisation,
            "is_demo": organisation.is_demo,
        }


def find_sitting(session: Session, *, only_open: bool = False) -> Sitting:
    """Find who this is by their cookie, whatever state the wave is in; consumes and records nothing.

    Raises:
        UnknownLinkError: no cookie, or no invitation or response that it belongs to.
    """
    credential = request.cookies.get(cookie_name(), "")
    code = read_code(credential)
    sitting = _by_receipt(session, Receipt(code)) if code else _by_link(session, credential, only_open=only_open)
    unasked = sitting.wave.instrument is None or sitting.role not in sitting.instrument["roles"]
    if unasked or (only_open and sitting.wave.state != "open"):
        raise UnknownLinkError(UNKNOWN_LINK)
    draft = load_draft(session, sitting.credential)
    if draft:
        sitting.answers, sitting.saved_at = draft.answers, draft.saved_at
    return sitting


def find_open_sitting(session: Session) -> Sitting:
    """The same, where only an open wave counts: an expired link looks like an unknown one."""
    return find_sitting(session, only_open=True)


def remember(response: Response, credential: str) -> None:
    """Put the credential into the cookie of this browser's session.

    Lax, not Strict: from webmail the browser would leave a Strict cookie out of the redirect that follows the click.
    """
    secure = cookie_is_secure()
    response.set_cookie(cookie_name(), credential, path="/", secure=secure, httponly=True, samesite="Lax")


def forget(response: Response) -> None:
    """Take the credential out of this browser."""
    response.delete_cookie(cookie_name(), path="/", secure=cookie_is_secure(), httponly=True, samesite="Lax")


def cookie_name() -> str:
    """The cookie's name, with the prefix that binds it to this host wherever the connection is encrypted."""
    return "__Host-pulse-answer" if cookie_is_secure() else "pulse-answer"


def cookie_is_secure() -> bool:
    """Whether people reach the service by https."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def _by_link(session: Session, token: str, *, only_open: bool) -> Sitting:
    invitation = find_invitation(session, token, only_open=only_open)
    receipt = receipt_of(token)
    return Sitting(
        credential=token,
        receipt=receipt,
        wave=invitation.wave,
        role=invitation.role,
        invitation=invitation,
        sent=invitation.answered and has_response(session, receipt),
    )


def _by_receipt(session: Session, receipt: Receipt) -> Sitting:
    try:
        response = find_response(session, receipt)
        own = read_own(response, receipt)
    except UnknownReceiptError as error:
        raise UnknownLinkError(UNKNOWN_LINK) from error
    return Sitting(
        credential=receipt.secret,
        receipt=receipt,
        wave=session.get_one(Wave, response.wave_id),
        role=own.role,
        invitation=None,
        sent=True,
        answers=own.answers,
    )
