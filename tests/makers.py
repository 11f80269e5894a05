"""Makers with defaults: a test names what matters to it, and nothing else."""

import itertools
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from flask import current_app
from flask_security.utils import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Instrument, Invitation, Member, Organisation, Respondent, Response, Survey, Wave
from survey_service.operations.key_pairs import claim_key, public_half
from survey_service.operations.question_bank import instrument_for, load_bank
from survey_service.operations.sealed_answers import answers_of
from survey_service.sealing import new_token, padded, seal_to, token_hash
from survey_service.wave_keys import KeyFolder

NOW = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
counter = itertools.count(1)


@cache
def hashed(password: str) -> str:
    """Hash a password once a test process: the hash is slow on purpose."""
    return str(hash_password(password))


def make_organisation(session: Session, name: str = "Tarnbrook Instruments") -> Organisation:
    """An organisation."""
    organisation = Organisation(name=name, created_at=NOW)
    session.add(organisation)
    session.flush()
    return organisation


def make_member(session: Session, organisation: Organisation, role: str = "program_lead", **values: Any) -> Member:
    """A member who signs in with the password "a long password"."""
    email = values.pop("email", f"{role}{next(counter)}@tarnbrook.example")
    member = Member(
        organisation_id=organisation.id,
        role=role,
        email=email,
        name=values.pop("name", "Nadia Voss"),
        password=hashed("a long password"),
        fs_uniquifier=new_token(),
        **values,
    )
    session.add(member)
    session.flush()
    return member


def make_respondent(session: Session, organisation: Organisation, role: str = "rep", **values: Any) -> Respondent:
    """One person on the roster."""
    number = next(counter)
    defaults = {"name": f"Person {number}", "email": f"person{number}@tarnbrook.example"}
    respondent = Respondent(organisation_id=organisation.id, role=role, **{**defaults, **values})
    session.add(respondent)
    session.flush()
    return respondent


def make_survey(session: Session, organisation: Organisation, **values: Any) -> Survey:
    """A quarterly survey."""
    defaults: dict[str, Any] = {
        "name": "Quarterly pulse",
        "instrument_key": "quarterly",
        "cadence": "quarterly",
        "starts_on": date(2026, 9, 14),
        "created_at": NOW,
    }
    survey = Survey(organisation_id=organisation.id, **{**defaults, **values})
    session.add(survey)
    session.flush()
    return survey


def make_instrument(session: Session, key: str = "quarterly") -> Instrument:
    """An instrument as the shipped bank gives it; stored once."""
    found = session.scalar(select(Instrument).where(Instrument.key == key))
    if found:
        return found
    instrument = Instrument(
        key=key, version="1.0", checksum=f"checksum of {key}", content=instrument_for(load_bank(), key)
    )
    session.add(instrument)
    session.flush()
    return instrument


def make_wave(session: Session, survey: Survey, **values: Any) -> Wave:
    """An open wave that began a week ago and closes in four days."""
    key = values.pop("instrument_key", survey.instrument_key)
    defaults: dict[str, Any] = {
        "number": 1,
        "name": "quarter 3, 2026",
        "state": "open",
        "opens_at": NOW - timedelta(days=7),
        "closes_at": NOW + timedelta(days=4),
        "instrument_id": make_instrument(session, key).id,
    }
    wave = Wave(survey_id=survey.id, **{**defaults, "sealed": values.get("state") == "closed", **values})
    session.add(wave)
    session.flush()
    if wave.state != "planned":
        claim_key(session, wave)
    return wave


def wave_keys() -> KeyFolder:
    """The key folder of the application of this test."""
    keys: KeyFolder = current_app.extensions["pulse_settings"].keys()
    return keys


def make_response(session: Session, wave: Wave, answers: dict[str, Any], **values: Any) -> Response:
    """A stored response, as it is after the seal; its answers may be such as no form takes."""
    body = {"role": "rep", "region": "", "leader": "", "team": "", **values, "answers": answers}
    response = Response(
        key=secrets.token_bytes(16),
        wave_id=wave.id,
        sealed_body=seal_to(public_half(session, wave), padded(body)),
        day=NOW.date(),
    )
    session.add(response)
    session.flush()
    return response


def stored_answers(session: Session, wave: Wave) -> list[dict[str, Any]]:
    """What everybody answered in a wave, as its private key opens it, in the order of the random keys."""
    return [stored.answers for stored in answers_of(session, wave, wave_keys())]


def make_invitation(session: Session, wave: Wave, respondent: Respondent, **values: Any) -> tuple[Invitation, str]:
    """An invitation, and the token of its personal link."""
    token = new_token()
    invitation = Invitation(
        wave_id=wave.id, respondent_id=respondent.id, role=respondent.role, token_hash=token_hash(token), **values
    )
    session.add(invitation)
    session.flush()
    return invitation, token


def make_asked_wave(
    session: Session,
    people: int = 1,
    role: str = "rep",
    *,
    instrument_key: str = "quarterly",
    groups: Mapping[str, str] | None = None,
    **values: Any,
) -> tuple[Wave, list[tuple[Invitation, str]]]:
    """An open wave of an organisation of its own, and all who are asked in it, each with the token of their link."""
    organisation = make_organisation(session)
    wave = make_wave(session, make_survey(session, organisation, instrument_key=instrument_key), **values)
    asked = [make_respondent(session, organisation, role) for _ in range(people)]
    invited = [make_invitation(session, wave, each, **(groups or {})) for each in asked]
    session.commit()
    return wave, invited
