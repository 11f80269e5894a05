"""Drafts: what somebody has answered so far, kept so that only their link or receipt can find and open it.

Both the row's id and the key it is sealed with are derived from that secret, of which the database has only a hash. The
hour of saving is inside the sealed body. A draft goes when its answers are sent, when its writer throws it away, and
when the wave closes.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey_service.answers import Answers
from survey_service.models import Draft
from survey_service.operations.open_waves import hold_open
from survey_service.operations.rows import changed_one
from survey_service.sealing import derived, seal, unseal


@dataclass(frozen=True)
class SavedDraft:
    """The answers so far, checked or not, and when they were saved, in the writer's own time zone ("09:14")."""

    answers: Answers
    saved_at: str


def load_draft(session: Session, secret: str) -> SavedDraft | None:
    """Find and open the draft of a personal link or receipt; None where there is none."""
    draft = session.get(Draft, draft_id(secret))
    body = unseal(draft.sealed_body, derived(secret, "draft key")) if draft else None
    return SavedDraft(answers=body["answers"], saved_at=body["saved_at"]) if body else None


def save_draft(session: Session, secret: str, wave_id: int, answers: Answers, *, now: datetime) -> SavedDraft:
    """Keep the answers so far; `now` is aware, in the writer's time zone.

    Raises:
        WaveNotOpenError: the wave has closed, and its drafts are gone for good.
    """
    hold_open(session, wave_id)
    saved = SavedDraft(answers=answers, saved_at=f"{now:%H:%M}")
    body = seal({"answers": saved.answers, "saved_at": saved.saved_at}, derived(secret, "draft key"))
    if not _replace(session, secret, body):
        _add(session, secret, wave_id, body)
    return saved


def discard_draft(session: Session, secret: str) -> None:
    """Delete the draft, if there is one."""
    session.execute(delete(Draft).where(Draft.id == draft_id(secret)))


def draft_id(secret: str) -> bytes:
    """The id of a draft; it leads from the secret to the row, never back."""
    return derived(secret, "draft id")


def _replace(session: Session, secret: str, body: bytes) -> bool:
    return changed_one(session, update(Draft).where(Draft.id == draft_id(secret)).values(sealed_body=body))


def _add(session: Session, secret: str, wave_id: int, body: bytes) -> None:
    try:
        with session.begin_nested():
            session.add(Draft(id=draft_id(secret), wave_id=wave_id, sealed_body=body))
    except IntegrityError:
        # A second tab of the same person was first: its row is there now, and takes this body.
        _replace(session, secret, body)
