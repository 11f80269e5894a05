"""What the program lead's first page shows: what is open, what comes next, what needs somebody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from survey_service.models import AnalysisRun, Organisation, Respondent, RosterImport, Survey, Wave
from survey_service.operations.invitations import not_arrived
from survey_service.operations.recurrence import Window
from survey_service.operations.surveys import coming_windows
from survey_service.operations.waves import nobody_to_ask, who_would_be_asked


@dataclass(frozen=True)
class Coming:
    """Something that happens by itself at a moment: a wave opens or closes."""

    at: datetime
    survey: Survey
    name: str
    opens: bool


@dataclass(frozen=True)
class FirstSteps:
    """Which of a new organisation's three steps are done."""

    people: bool
    survey: bool
    wave: bool

    @property
    def done(self) -> bool:
        """Whether nothing of them is left."""
        return self.people and self.survey and self.wave


def first_steps(session: Session, organisation: Organisation) -> FirstSteps:
    """See how far a new organisation has come."""
    people = (Respondent.organisation_id == organisation.id) & Respondent.active
    mine = Survey.organisation_id == organisation.id
    opened = select(Wave.id).join(Survey).where(mine, Wave.state != "planned")
    return FirstSteps(
        people=session.scalar(select(Respondent.id).where(people).limit(1)) is not None,
        survey=session.scalar(select(Survey.id).where(mine).limit(1)) is not None,
        wave=session.scalar(opened.limit(1)) is not None,
    )


def open_waves(session: Session, organisation: Organisation) -> Sequence[Wave]:
    """The waves that are open, the one that closes first at the top."""
    return session.scalars(waves_where(organisation, Wave.state == "open").order_by(Wave.closes_at)).all()


def waves_where(organisation: Organisation, condition: ColumnElement[bool]) -> Select[Wave]:
    """The waves of an organisation that meet a condition."""
    return select(Wave).join(Survey).where(Survey.organisation_id == organisation.id, condition)


def what_comes_next(session: Session, organisation: Organisation, *, now: datetime, count: int) -> list[Coming]:
    """The next openings and closings of all surveys, in order."""
    closings = [
        Coming(wave.closes_at, wave.survey, wave.name, opens=False) for wave in open_waves(session, organisation)
    ]
    surveys = session.scalars(select(Survey).where(Survey.organisation_id == organisation.id, Survey.active)).all()
    openings = [
        Coming(window.opens_at, survey, window.name, opens=True)
        for survey in surveys
        for window in openings_of(session, survey, now)
    ]
    return sorted([*closings, *openings], key=lambda coming: coming.at)[:count]


def openings_of(session: Session, survey: Survey, now: datetime) -> list[Window]:
    """The next two windows of a survey that have not begun."""
    return [window for window in coming_windows(session, survey, now=now, count=2) if window.opens_at > now]


def lost_mails(session: Session, organisation: Organisation) -> list[tuple[Wave, Counter[str]]]:
    """For each open wave with invitations that did not arrive: how many, by reason."""
    waves = open_waves(session, organisation)
    found = [(wave, Counter(reason for _, reason in not_arrived(session, wave))) for wave in waves]
    return [(wave, reasons) for wave, reasons in found if reasons]


def waiting_imports(session: Session, organisation: Organisation) -> Sequence[RosterImport]:
    """Roster files that were read and wait to be confirmed."""
    mine = (RosterImport.organisation_id == organisation.id) & (RosterImport.state == "waiting")
    return session.scalars(select(RosterImport).where(mine).order_by(RosterImport.id.desc())).all()


def failed_analyses(session: Session, organisation: Organisation) -> list[Wave]:
    """Closed waves whose latest analysis failed."""
    latest = select(func.max(AnalysisRun.id)).group_by(AnalysisRun.wave_id)
    failed = select(AnalysisRun.wave_id).where(AnalysisRun.id.in_(latest), AnalysisRun.state == "failed")
    return list(session.scalars(waves_where(organisation, Wave.id.in_(failed)).order_by(Wave.closes_at.desc())))


def stuck_waves(session: Session, organisation: Organisation, *, now: datetime) -> list[tuple[Wave, str]]:
    """Planned waves that were due and could not open because nobody can be asked, and why."""
    due = (Wave.state == "planned") & (Wave.opens_at <= now) & Survey.active
    found = []
    for wave in session.scalars(waves_where(organisation, due)):
        asked = who_would_be_asked(session, wave.survey, now=now)
        if not asked.people:
            found.append((wave, nobody_to_ask(asked.resting)))
    return found
