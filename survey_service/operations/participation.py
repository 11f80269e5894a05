"""How many have answered an open wave: by role, in steps of at least five people, never an exact count."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from analysis.disclosure.rules import enough_for, participation_step
from analysis.tables import Minimums
from survey_service.models import Invitation, Wave
from survey_service.models.roster import ROLES


@dataclass(frozen=True)
class RoleParticipation:
    """One role's row: `filled` of `steps` blocks, what that says in words, and what it is enough for."""

    role: str
    asked: int
    steps: int
    filled: int
    text: str
    enough_for: str


def participation(session: Session, wave: Wave) -> list[RoleParticipation]:
    """The rows of the roles that were asked, in the order rep, manager, executive."""
    answered = func.sum(case((Invitation.answered, 1), else_=0))
    counts = select(Invitation.role, func.count(), answered).where(Invitation.wave_id == wave.id)
    found = {role: (asked, done) for role, asked, done in session.execute(counts.group_by(Invitation.role))}
    minimums = Minimums(score=wave.minimum_score, comments=wave.minimum_comments)
    return [row_of(role, *found[role], minimums) for role in ROLES if role in found]


def row_of(role: str, asked: int, answered: int, minimums: Minimums) -> RoleParticipation:
    """One role's row."""
    step = participation_step(answered, asked, minimums)
    return RoleParticipation(role, asked, step.steps, step.filled, step.text, enough_for(step, minimums))


def people_asked(session: Session, wave: Wave) -> int:
    """How many were asked in a wave."""
    return session.scalar(select(func.count()).where(Invitation.wave_id == wave.id)) or 0
