"""Take responses in: stored once, without a link to their writer; changed and withdrawn with the receipt alone."""

import secrets
from dataclasses import replace
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from survey_service.answers import Answers, canonical_answers, wrong_answers
from survey_service.errors import (
    AlreadyAnsweredError,
    InvalidAnswersError,
    UnknownLinkError,
    UnknownReceiptError,
)
from survey_service.models import Invitation, Response, Survey, Wave
from survey_service.operations.drafts import discard_draft
from survey_service.operations.key_pairs import public_half
from survey_service.operations.open_waves import hold_open
from survey_service.operations.receipts import Receipt, receipt_of
from survey_service.operations.rows import changed_one
from survey_service.operations.sealed_answers import Body, body_of, own_body, written_values
from survey_service.sealing import token_hash

UNKNOWN_LINK = (
    "This link does not open a survey. The survey may have closed, or a part of the link is missing: "
    "open it again from your mail, or copy the whole line."
)
UNKNOWN_RECEIPT = (
    "No answers have this receipt. Check its twelve characters. Once the survey has closed, a receipt opens nothing."
)
RESPONSE_KEY_BYTES = 16


def find_invitation(session: Session, token: str, *, only_open: bool = False) -> Invitation:
    """Find the invitation of a personal link, with its wave. Records nothing.

    With `only_open`, an expired link is looked for with the same one query as an unknown one, and takes as long.

    Raises:
        UnknownLinkError: no invitation has this token, or none in an open wave.
    """
    with_wave = joinedload(Invitation.wave).joinedload(Wave.survey).joinedload(Survey.organisation)
    found = select(Invitation).where(Invitation.token_hash == token_hash(token))
    if only_open:
        found = found.where(Invitation.wave.has(Wave.state == "open"))
    invitation = session.scalar(found.options(with_wave, joinedload(Invitation.respondent)))
    if invitation is None:
        raise UnknownLinkError(UNKNOWN_LINK)
    return invitation


def find_response(session: Session, receipt: Receipt) -> Response:
    """Find the response that a receipt belongs to.

    Raises:
        UnknownReceiptError: no response has this receipt; after the seal none has.
    """
    response = session.scalar(select(Response).where(Response.receipt_hash == receipt.hash))
    if response is None:
        raise UnknownReceiptError(UNKNOWN_RECEIPT)
    return response


def has_response(session: Session, receipt: Receipt) -> bool:
    """Say whether a response with this receipt is stored."""
    return session.scalar(select(Response.wave_id).where(Response.receipt_hash == receipt.hash)) is not None


def read_own(response: Response, receipt: Receipt) -> Body:
    """What the holder of a receipt sent.

    Raises:
        UnknownReceiptError: it is another response's receipt, or the response is sealed.
    """
    body = own_body(response, receipt)
    if body is None:
        raise UnknownReceiptError(UNKNOWN_RECEIPT)
    return body


def submit_response(session: Session, invitation: Invitation, answers: Answers, *, token: str, today: date) -> Receipt:
    """Store one response, encrypted; it copies the respondent's segments, not who they are.

    Whoever withdrew their answers may answer again: the invitation stays answered, and the response is new.

    Args:
        session: the caller commits; the claim, the response and the end of the draft are one transaction.
        invitation: whom the link belongs to.
        answers: what was entered, checked here once more.
        token: the personal link's secret, from which the receipt follows.
        today: the day to store; nothing finer is kept.

    Raises:
        WaveNotOpenError: the wave has not opened or has closed.
        InvalidAnswersError: an answer is missing or cannot be right.
        AlreadyAnsweredError: this invitation has been used.
    """
    wave = hold_open(session, invitation.wave_id)
    receipt = receipt_of(token)
    body = body_of(invitation, _checked(wave, invitation.role, answers))
    response = Response(
        key=secrets.token_bytes(RESPONSE_KEY_BYTES),
        wave_id=wave.id,
        receipt_hash=receipt.hash,
        day=today,
        **written_values(public_half(session, wave), body, receipt),
    )
    _claim(session, invitation, receipt)
    _add_once(session, response)
    discard_draft(session, token)
    return receipt


def change_response(session: Session, receipt: Receipt, answers: Answers) -> None:
    """Put new answers in the place of the old ones; the day stays that of the first.

    Raises:
        UnknownReceiptError: no response has this receipt.
        WaveNotOpenError: the wave has closed.
        InvalidAnswersError: an answer is missing or cannot be right.
    """
    response = find_response(session, receipt)
    wave = hold_open(session, response.wave_id)
    before = read_own(response, receipt)
    body = replace(before, answers=_checked(wave, before.role, answers))
    for column, value in written_values(public_half(session, wave), body, receipt).items():
        setattr(response, column, value)
    discard_draft(session, receipt.secret)
    session.flush()


def withdraw_response(session: Session, receipt: Receipt) -> None:
    """Delete a response, and the draft of a change to it.

    Raises:
        UnknownReceiptError: no response has this receipt.
        WaveNotOpenError: the wave has closed.
    """
    response = find_response(session, receipt)
    hold_open(session, response.wave_id)
    discard_draft(session, receipt.secret)
    session.delete(response)
    session.flush()


def _checked(wave: Wave, role: str, answers: Answers) -> Answers:
    if wave.instrument is None or role not in wave.instrument.content["roles"]:
        raise InvalidAnswersError("This survey has no questions for you.")
    instrument = wave.instrument.content
    wrong = wrong_answers(instrument, role, answers)
    if wrong:
        raise InvalidAnswersError("; ".join(f"{question}: {problem.summary}" for question, problem in wrong.items()))
    return canonical_answers(instrument, role, answers)


def _claim(session: Session, invitation: Invitation, receipt: Receipt) -> None:
    unused = update(Invitation).where(Invitation.id == invitation.id, Invitation.answered.is_(False))
    claimed = changed_one(session, unused.values(answered=True))
    if not claimed and has_response(session, receipt):
        raise AlreadyAnsweredError("Your answers are in already. Change them with your receipt.")


def _add_once(session: Session, response: Response) -> None:
    """Two sends after a withdrawal may meet here, where nothing is left to claim: the receipt's hash is unique."""
    try:
        with session.begin_nested():
            session.add(response)
    except IntegrityError as error:
        raise AlreadyAnsweredError("Your answers are in already. Change them with your receipt.") from error
