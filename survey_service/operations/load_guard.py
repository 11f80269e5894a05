"""The load guard: one confidential request a person a week, and none within ten days of a quarterly wave."""

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from survey_service.models import Invitation, Respondent, Survey, Wave
from survey_service.operations.question_bank import load_bank

WEEK = timedelta(days=6, hours=12)
"""Half a day short, so that neither a change of the clocks nor a late opening holds a weekly wave back."""

QUARTERLY_REST = timedelta(days=10)


def resting_people(session: Session, survey: Survey, *, now: datetime) -> set[int]:
    """The ids of the respondents of this organisation whom a wave of `survey` must not ask now."""
    asked = set(session.scalars(asked_lately(survey, now)))
    if survey.cadence == "quarterly":
        return asked
    return asked | set(session.scalars(asked_soon(session, survey, now)))


def asked_lately(survey: Survey, now: datetime) -> Select[int]:
    """Whoever had a request in the last week, or was asked in a quarterly wave that closed less than ten days ago."""
    quarterly = and_(Survey.cadence == "quarterly", Wave.closes_at > now - QUARTERLY_REST)
    lately = or_(Wave.opens_at > now - WEEK, quarterly)
    found = select(Invitation.respondent_id).join(Wave, Invitation.wave_id == Wave.id).join(Survey)
    return found.where(
        Survey.organisation_id == survey.organisation_id, Wave.state != "planned", lately, ~Wave.imported
    ).distinct()


def asked_soon(session: Session, survey: Survey, now: datetime) -> Select[int]:
    """Whoever a quarterly wave that opens within ten days will ask."""
    soon = and_(Wave.state == "planned", Wave.opens_at < now + QUARTERLY_REST, Wave.closes_at > now)
    mine = and_(Survey.organisation_id == survey.organisation_id, Survey.active, Survey.cadence == "quarterly")
    surveys = session.scalars(select(Survey).join(Wave, Wave.survey_id == Survey.id).where(mine, soon))
    bank = load_bank().surveys
    roles = {role for found in surveys if found.instrument_key in bank for role in bank[found.instrument_key].roles()}
    everybody = Respondent.organisation_id == survey.organisation_id
    return select(Respondent.id).where(everybody, Respondent.role.in_(roles))
