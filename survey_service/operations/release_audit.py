"""The audit of published reports: every one of a survey's waves, with who was asked, for the attacker to try."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from analysis.disclosure.audit import Audit, audit_releases
from analysis.tables import Release
from survey_service.models import Report, Survey, Wave
from survey_service.operations.sealed_answers import SealedAnswers, answers_of
from survey_service.operations.wave_tables import asked_people, closed_instrument, fixed_minimums
from survey_service.wave_keys import KeyFolder


@dataclass(frozen=True)
class SurveyAudit:
    """What was tried of one survey, up to one of its waves."""

    survey: str
    last_wave: str
    audit: Audit


def audit_wave(session: Session, wave: Wave, keys: KeyFolder) -> SurveyAudit:
    """Try everything that the reports of a wave and of the waves before it publish together."""
    waves = closed_waves(session, wave.survey)
    until = waves[: waves.index(wave) + 1]
    return SurveyAudit(wave.survey.name, wave.name, audit_releases(releases_of(session, until, keys)))


def audit_all(session: Session, keys: KeyFolder) -> list[SurveyAudit]:
    """The same of every survey that has a report, up to its last wave."""
    with_reports = select(Wave.survey_id).join(Report, Report.wave_id == Wave.id)
    surveys = session.scalars(select(Survey).where(Survey.id.in_(with_reports)).order_by(Survey.id)).all()
    return [audit_wave(session, closed_waves(session, survey)[-1], keys) for survey in surveys]


def closed_waves(session: Session, survey: Survey) -> Sequence[Wave]:
    """The closed waves of a survey, the oldest first."""
    closed = (Wave.survey_id == survey.id) & (Wave.state == "closed")
    return session.scalars(select(Wave).where(closed).order_by(Wave.opens_at, Wave.id)).all()


def has_report(session: Session, wave: Wave) -> bool:
    """Whether a wave has left a report that could be audited."""
    return session.scalar(select(Report.id).where(Report.wave_id == wave.id).limit(1)) is not None


def releases_of(session: Session, waves: Sequence[Wave], keys: KeyFolder) -> list[Release]:
    """Every stored report of these closed waves, later versions too; `waves` in the order of time."""
    return [release for order, wave in enumerate(waves) for release in _releases(session, wave, order, keys)]


def _releases(session: Session, wave: Wave, order: int, keys: KeyFolder) -> list[Release]:
    stored = select(Report).where(Report.wave_id == wave.id).order_by(Report.id).options(defer(Report.charts))
    reports = session.scalars(stored).all()
    if not reports:
        return []
    instrument, minimums = closed_instrument(wave), fixed_minimums(session, wave)
    asked = asked_people(session, wave, _who_answered(session, wave, keys) if wave.imported else ())
    return [Release(wave.name, order, report.snapshot, instrument, asked, minimums) for report in reports]


def _who_answered(session: Session, wave: Wave, keys: KeyFolder) -> Sequence[SealedAnswers]:
    """Who answered a wave that was brought in; nobody is known without its key, or where its answers are deleted."""
    return () if wave.key_missing or wave.answers_deleted else answers_of(session, wave, keys)
