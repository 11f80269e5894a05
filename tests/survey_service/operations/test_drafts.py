"""A draft opens with its secret alone, and leads to nobody."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Draft, Wave
from survey_service.operations.drafts import discard_draft, load_draft, save_draft
from survey_service.sealing import new_token, token_hash
from tests.makers import NOW, make_organisation, make_survey, make_wave

ANSWERS: dict[str, Any] = {"I1": 3, "O1": {"text": "Grüße, 👍", "may_quote": False}}


@pytest.fixture
def wave(session: Session) -> Wave:
    return make_wave(session, make_survey(session, make_organisation(session)))


def test_a_draft_comes_back_with_the_time_it_was_saved(session: Session, wave: Wave) -> None:
    token = new_token()
    save_draft(session, token, wave.id, ANSWERS, now=NOW)
    session.expire_all()
    draft = load_draft(session, token)
    assert draft is not None
    assert (draft.answers, draft.saved_at) == (ANSWERS, "09:00")


def test_saving_again_takes_the_place_of_the_first(session: Session, wave: Wave) -> None:
    token = new_token()
    save_draft(session, token, wave.id, ANSWERS, now=NOW)
    save_draft(session, token, wave.id, {"I1": 4}, now=NOW + timedelta(minutes=14))
    session.expire_all()
    draft = load_draft(session, token)
    assert draft is not None
    assert (draft.answers, draft.saved_at) == ({"I1": 4}, "09:14")
    assert len(session.scalars(select(Draft)).all()) == 1


def test_the_row_holds_neither_the_words_nor_anything_an_invitation_knows(session: Session, wave: Wave) -> None:
    token = new_token()
    save_draft(session, token, wave.id, ANSWERS, now=NOW)
    row = session.scalars(select(Draft)).one()
    assert b"I1" not in row.sealed_body
    assert b"09:00" not in row.sealed_body
    assert row.id not in (token_hash(token), token.encode())
    assert {column.name for column in Draft.__table__.columns} == {"id", "wave_id", "sealed_body"}


def test_another_secret_opens_nothing(session: Session, wave: Wave) -> None:
    save_draft(session, new_token(), wave.id, ANSWERS, now=NOW)
    assert load_draft(session, new_token()) is None


def test_a_thrown_away_draft_is_gone(session: Session, wave: Wave) -> None:
    token = new_token()
    save_draft(session, token, wave.id, ANSWERS, now=NOW)
    discard_draft(session, token)
    assert load_draft(session, token) is None
    discard_draft(session, token)
    assert session.scalars(select(Draft)).all() == []
