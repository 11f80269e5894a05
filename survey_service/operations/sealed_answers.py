"""What is in a response: written so that only the wave's key opens it, and read where that key is."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from survey_service.answers import Answers
from survey_service.errors import KeyMissingError
from survey_service.models import Invitation, Response, Wave
from survey_service.operations.key_pairs import missing_sentence, private_half
from survey_service.operations.receipts import Receipt
from survey_service.sealing import open_box, padded, read_padded, seal_padded, seal_to, unseal
from survey_service.wave_keys import KeyFolder

CHUNK = 500
"""Rows read or written at a time."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """One completed instrument: its writer's role and segments as they were asked, and the answers."""

    role: str
    region: str
    leader: str
    team: str
    answers: Answers

    def content(self) -> dict[str, Any]:
        """The body as JSON."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class SealedAnswers(Body):
    """A body that was opened, with the random key of its response."""

    key: bytes


def readable() -> ColumnElement[bool]:
    """The condition that a wave's answers can be read: sealed, not deleted, and their key is there."""
    return Wave.sealed & ~Wave.answers_deleted & ~Wave.key_missing


def body_of(invitation: Invitation, answers: Answers) -> Body:
    """The body of somebody who was asked."""
    segments = {name: getattr(invitation, name) for name in ("region", "leader", "team")}
    return Body(role=invitation.role, answers=answers, **segments)


def written_values(public: bytes, body: Body, receipt: Receipt) -> dict[str, bytes]:
    """Both columns of a response that hold its body while the wave is open."""
    content = body.content()
    return {"sealed_body": seal_to(public, padded(content)), "own_copy": seal_padded(content, receipt.own_key)}


def own_body(response: Response, receipt: Receipt) -> Body | None:
    """What the holder of a receipt sent; None after the seal, and for any other receipt."""
    content = unseal(response.own_copy, receipt.own_key) if response.own_copy else None
    return Body(**content) if content else None


def answers_of(session: Session, wave: Wave, keys: KeyFolder) -> list[SealedAnswers]:
    """All answers of a wave, in the order of their random keys.

    Raises:
        KeyMissingError: they cannot be opened.
    """
    return [SealedAnswers(key=key, **read_padded(body)) for key, body in opened_bodies(session, wave, keys)]


def opened_bodies(session: Session, wave: Wave, keys: KeyFolder) -> Iterator[tuple[bytes, bytes]]:
    """The key and the body of each response of a wave, as it was written, in the order of their random keys.

    Raises:
        KeyMissingError: the wave's key is not there, or another one.
    """
    private = private_half(session, wave, keys)
    stored = select(Response.key, Response.sealed_body).where(Response.wave_id == wave.id).order_by(Response.key)
    for key, sealed in session.execute(stored.execution_options(yield_per=CHUNK)):
        body = open_box(sealed, private)
        if body is None:
            raise KeyMissingError(missing_sentence(wave))
        yield key, body
