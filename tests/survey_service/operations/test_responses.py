"""A response is stored once, leads to nobody, and its receipt alone opens it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey_service.errors import (
    AlreadyAnsweredError,
    InvalidAnswersError,
    UnknownLinkError,
    UnknownReceiptError,
    WaveNotOpenError,
)
from survey_service.models import Draft, Invitation, Response, Wave
from survey_service.operations.drafts import save_draft
from survey_service.operations.receipts import Receipt, read_code, receipt_of
from survey_service.operations.responses import (
    change_response,
    find_invitation,
    find_response,
    read_own,
    submit_response,
    withdraw_response,
)
from survey_service.operations.sealed_answers import answers_of
from survey_service.sealing import new_token
from tests.makers import NOW, make_asked_wave, stored_answers, wave_keys

TODAY = date(2026, 9, 21)
ANSWERS: dict[str, Any] = {
    "I1": 3,
    "I2": 2,
    "I3": {"n": 3, "of": 5},
    "I4": "not_sure",
    "I5": 4,
    "I6": 2,
    "I7": 1,
    "O2": {"text": "More time before big calls.", "may_quote": True},
}
GROUPS = {"region": "North", "leader": "Lena Hart", "team": "Omar Reyes"}


def invite(session: Session, role: str = "rep", **wave_values: Any) -> tuple[Invitation, str]:
    """Somebody asked in an open wave, and their token."""
    _, asked = make_asked_wave(session, 1, role, groups=GROUPS, **wave_values)
    return asked[0]


def stored(session: Session) -> list[Response]:
    return list(session.scalars(select(Response)))


def test_a_response_copies_segments_and_keeps_no_way_to_its_writer(session: Session) -> None:
    invitation, token = invite(session)
    submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    response = stored(session)[0]
    body = answers_of(session, invitation.wave, wave_keys())[0]
    assert (body.role, body.region, body.leader, body.team) == ("rep", "North", "Lena Hart", "Omar Reyes")
    assert (body.answers, response.day, len(response.key)) == (ANSWERS, TODAY, 16)
    assert {column.name for column in Response.__table__.columns} == {
        "key", "wave_id", "sealed_body", "own_copy", "receipt_hash", "day",
    }  # fmt: skip
    assert not {invitation.token_hash, token.encode()} & {response.key, response.receipt_hash}


def test_no_length_of_a_stored_response_tells_how_much_was_written(session: Session) -> None:
    lengths = set()
    for words in ("", "Short.", "Long. " * 150):
        invitation, token = invite(session)
        submit_response(session, invitation, {**ANSWERS, "O2": {"text": words}}, token=token, today=TODAY)
    for response in stored(session):
        lengths.add((len(response.sealed_body), len(response.own_copy or b"")))
    assert len(lengths) == 1


def test_only_the_receipt_opens_the_own_copy(session: Session) -> None:
    invitation, token = invite(session)
    receipt = submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    assert read_own(stored(session)[0], receipt).answers == ANSWERS
    with pytest.raises(UnknownReceiptError):
        read_own(stored(session)[0], receipt_of("another token"))


def test_two_equal_responses_are_not_stored_alike(session: Session) -> None:
    for _ in range(2):
        invitation, token = invite(session)
        submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    one, other = stored(session)
    assert one.sealed_body != other.sealed_body
    assert one.own_copy != other.own_copy


def test_an_invitation_is_used_once(session: Session) -> None:
    invitation, token = invite(session)
    submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    with pytest.raises(AlreadyAnsweredError):
        submit_response(session, invitation, {**ANSWERS, "I1": 5}, token=token, today=TODAY)
    assert [answers["I1"] for answers in stored_answers(session, invitation.wave)] == [3]
    session.refresh(invitation)
    assert invitation.answered


def test_the_same_link_gives_the_same_receipt_and_its_code_is_stored_nowhere(session: Session) -> None:
    invitation, token = invite(session)
    receipt = submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    assert receipt == receipt_of(token)
    assert stored(session)[0].receipt_hash == receipt.hash != receipt.code.encode()
    assert find_response(session, Receipt(receipt.code)) is stored(session)[0]


def test_answers_are_checked_again_and_kept_canonical(session: Session) -> None:
    invitation, token = invite(session)
    submit_response(session, invitation, {**ANSWERS, "I8": 5, "X1": "no"}, token=token, today=TODAY)
    assert stored_answers(session, invitation.wave) == [ANSWERS]


@pytest.mark.parametrize(
    "wrong", [{"I1": None}, {"I1": 9}, {"I7": 3}, {"I3": {"n": 3, "of": 2}}, {"O1": {"text": "x" * 1001}}]
)
def test_wrong_answers_are_refused_and_nothing_is_claimed(session: Session, wrong: dict[str, Any]) -> None:
    invitation, token = invite(session)
    with pytest.raises(InvalidAnswersError):
        submit_response(session, invitation, {**ANSWERS, **wrong}, token=token, today=TODAY)
    assert stored(session) == []
    session.refresh(invitation)
    assert not invitation.answered


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_a_wave_that_is_not_open_takes_nothing_in(session: Session, state: str) -> None:
    invitation, token = invite(session, state=state)
    with pytest.raises(WaveNotOpenError):
        submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    assert stored(session) == []


def test_sending_ends_the_draft(session: Session) -> None:
    invitation, token = invite(session)
    save_draft(session, token, invitation.wave_id, {"I1": 3}, now=NOW)
    submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_receipt_changes_the_answers_in_place(session: Session) -> None:
    invitation, token = invite(session)
    receipt = submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    before = stored(session)[0].sealed_body
    change_response(session, receipt, {**ANSWERS, "I1": 5})
    assert [answers["I1"] for answers in stored_answers(session, invitation.wave)] == [5]
    assert read_own(stored(session)[0], receipt).answers["I1"] == 5
    assert stored(session)[0].sealed_body != before
    with pytest.raises(InvalidAnswersError):
        change_response(session, receipt, {**ANSWERS, "I1": 55})


def test_withdrawn_answers_are_gone_and_may_be_given_again_with_the_link(session: Session) -> None:
    invitation, token = invite(session)
    receipt = submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    withdraw_response(session, receipt)
    assert stored(session) == []
    with pytest.raises(UnknownReceiptError):
        withdraw_response(session, receipt)
    assert submit_response(session, invitation, {**ANSWERS, "I1": 1}, token=token, today=TODAY) == receipt
    assert [answers["I1"] for answers in stored_answers(session, invitation.wave)] == [1]


def test_after_the_close_a_receipt_neither_changes_nor_withdraws(session: Session) -> None:
    invitation, token = invite(session)
    receipt = submit_response(session, invitation, ANSWERS, token=token, today=TODAY)
    session.get_one(Wave, invitation.wave_id).state = "closed"
    session.flush()
    with pytest.raises(WaveNotOpenError):
        change_response(session, receipt, ANSWERS)
    with pytest.raises(WaveNotOpenError):
        withdraw_response(session, receipt)
    assert len(stored(session)) == 1


def test_a_link_finds_its_invitation_and_an_unknown_one_nothing(session: Session) -> None:
    invitation, token = invite(session)
    assert find_invitation(session, token) is invitation
    for unknown in (new_token(), "", "\x00", "\ud800"):
        with pytest.raises(UnknownLinkError, match="This link does not open a survey"):
            find_invitation(session, unknown)


def test_a_code_is_read_as_people_type_it() -> None:
    code = receipt_of("a token").code
    assert len(code) == 14
    assert code.count("-") == 2
    assert read_code(code.lower().replace("-", " ")) == code
    assert read_code("oil0-1111-2222") == "0110-1111-2222"
    for bad in ("", "7QK4", "7QK4-M9XT-2HP!", "7QK4-M9XT-2HPU", "é" * 12, "7QK4-M9XT-2HPR-1"):
        assert read_code(bad) is None
