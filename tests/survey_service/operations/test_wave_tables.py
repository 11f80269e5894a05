"""Rows become arrays: every kind of answer finds its place, and a wave that is open gives nothing."""

from typing import Any

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.errors import WaveStateError
from survey_service.models import Response, Wave
from survey_service.operations.wave_tables import checksum, earlier_wave, position, wave_table
from tests.makers import (
    make_invitation,
    make_organisation,
    make_respondent,
    make_response,
    make_survey,
    make_wave,
    wave_keys,
)


@pytest.fixture
def wave(session: Session) -> Wave:
    """A closed wave of an organisation with two people, one of whom was asked."""
    organisation = make_organisation(session)
    wave = make_wave(session, make_survey(session, organisation), state="closed")
    make_invitation(session, wave, make_respondent(session, organisation, name="Ines Falk"), region="North")
    make_respondent(session, organisation, name="Marek Duval")
    return wave


def add_response(session: Session, wave: Wave, answers: dict[str, Any], **values: Any) -> None:
    """One stored response."""
    make_response(session, wave, answers, **{"role": "manager", "region": "North", **values})


def test_every_kind_of_answer_finds_its_place(session: Session, wave: Wave) -> None:
    answers = {
        "I1": 3,
        "I3": {"n": 3, "of": 5},
        "I4": "not_sure",
        "I10": ["direction", "deals"],
        "O4": {"text": "Sit in on a talk.", "may_quote": True},
    }
    add_response(session, wave, answers)
    table = wave_table(session, wave, wave_keys())

    assert table.positions["I1"].tolist() == [3.0]
    assert table.positions["I3"].tolist() == [4.0]  # 1 + 5 * 3 / 5
    assert np.isnan(table.positions["I4"]).all()
    assert table.apart["I4"].tolist() == ["not_sure"]
    assert int(table.picks["I10"].sum()) == 2
    assert [(comment.question, comment.text, comment.may_quote) for comment in table.comments] == [
        ("O4", "Sit in on a talk.", True)
    ]


@pytest.mark.parametrize(
    ("value", "place"), [(4, 4.0), ({"n": 0, "of": 3}, 1.0), ({"n": 2, "of": 2}, 6.0), ({"n": 1, "of": 2}, 3.5)]
)
def test_n_of_m_is_spread_over_six_places(value: Any, place: float) -> None:
    assert position(value) == place


@pytest.mark.parametrize("value", [None, "not_sure", {"n": 0, "of": 0}])
def test_what_is_missing_has_no_place(value: Any) -> None:
    assert np.isnan(position(value))


def test_a_wave_without_responses_gives_an_empty_table(session: Session, wave: Wave) -> None:
    table = wave_table(session, wave, wave_keys())

    assert len(table) == 0
    assert table.asked.roles.tolist() == ["rep"]
    assert table.asked.segments["region"].tolist() == ["North"]


def test_the_names_to_mask_are_everybodys_not_only_of_those_asked(session: Session, wave: Wave) -> None:
    assert wave_table(session, wave, wave_keys()).names == ("Ines Falk", "Marek Duval")


@pytest.mark.parametrize("state", ["planned", "open"])
def test_nothing_is_read_before_the_wave_has_closed(session: Session, wave: Wave, state: str) -> None:
    wave.state = state

    for read in (wave_table, earlier_wave):
        with pytest.raises(WaveStateError, match="once it has closed"):
            read(session, wave, wave_keys())


def test_a_comment_has_the_same_private_key_whichever_way_it_is_read(session: Session, wave: Wave) -> None:
    add_response(session, wave, {"O4": {"text": "Sit in on a talk.", "may_quote": True}, "I1": 3})
    key = session.scalars(select(Response.key)).one().hex()

    table, earlier = wave_table(session, wave, wave_keys()), earlier_wave(session, wave, wave_keys())

    assert [comment.key for comment in table.comments] == [comment.key for comment in earlier.comments] == [f"{key}:O4"]
    assert (earlier.name, earlier.roles.tolist(), earlier.names) == (wave.name, ["manager"], table.names)
    assert earlier.minimum_comments == wave.minimum_comments


def test_a_checksum_does_not_depend_on_the_order_of_keys() -> None:
    assert checksum({"a": 1, "b": [2]}) == checksum({"b": [2], "a": 1})
    assert checksum({"a": 1}) != checksum({"a": 2})
