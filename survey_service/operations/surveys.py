"""Surveys: made from the question bank, with dates that can change until the first wave opens, paused and resumed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.clock import known_time_zones
from survey_service.errors import ConflictError, NotFoundError
from survey_service.models import Organisation, Survey, Wave
from survey_service.models.survey import CADENCES
from survey_service.operations.bank_file import Bank, SurveyEntry
from survey_service.operations.instruments import blocks_in_turn
from survey_service.operations.planning import has_passed, minimums_of, plan_anew, plan_next, upcoming_window
from survey_service.operations.question_bank import shipped_surveys
from survey_service.operations.recurrence import LONGEST_OPEN, Window, next_dates

SCORE_FLOOR = 4
COMMENTS_FLOOR = 10
COMMENTS_RULE = f"Comments need {COMMENTS_FLOOR} people or more, and at least as many people as scores."
FIXED_ONCE_OPENED = ("instrument_key", "cadence", "starts_on", "time_zone")


class SurveyPlanError(ConflictError):
    """What a survey cannot be like; `field` names the entry to change."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class SurveyPlan:
    """What a program lead says about a survey; days count from the opening, hours are local in `time_zone`."""

    name: str
    instrument_key: str
    cadence: str
    starts_on: date
    opens_hour: int = 9
    open_days: int = 11
    time_zone: str = "UTC"
    minimum_score: int = 5
    minimum_comments: int = 10
    leaders_across: bool = False


def offered_surveys(bank: Bank) -> list[SurveyEntry]:
    """What the bank offers for a new survey, what ships switched off last; blocks that take turns are one offer."""
    entries = [entry for entry in shipped_surveys(bank) if entry.cadence in CADENCES and entry.turn in (None, 1)]
    return sorted(entries, key=lambda entry: not entry.on)


def offered_title(bank: Bank, entry: SurveyEntry) -> str:
    """What an offer is called: "Monthly pulse: rhythm, direction, conditions in turn" where blocks take turns."""
    blocks = blocks_in_turn(bank, entry.key)
    if len(blocks) < 2:
        return entry.title
    parts = [block.title.partition(": ")[2] or block.title for block in blocks]
    return f"{entry.title.partition(': ')[0]}: {', '.join(parts)} in turn"


def offered_about(bank: Bank, entry: SurveyEntry) -> str:
    """What an offer is for, in a sentence."""
    if len(blocks_in_turn(bank, entry.key)) < 2:
        return entry.about
    roles = " and ".join(f"{role}s" for role in entry.roles())
    return f"A few questions for {roles} each month; within a quarter the blocks take turns."


def surveys_of(session: Session, organisation: Organisation) -> Sequence[Survey]:
    """All surveys of an organisation, the running ones first."""
    mine = select(Survey).where(Survey.organisation_id == organisation.id)
    return session.scalars(mine.order_by(Survey.active.desc(), Survey.name, Survey.id)).all()


def find_survey(session: Session, organisation: Organisation, survey_id: int) -> Survey:
    """The survey of that id.

    Raises:
        NotFoundError: there is none, or it is another organisation's.
    """
    survey = session.get(Survey, survey_id)
    if survey is None or survey.organisation_id != organisation.id:
        raise NotFoundError("There is no such survey. Choose one from the list of surveys.")
    return survey


def waves_in(session: Session, survey: Survey) -> Sequence[Wave]:
    """The waves of one survey, the latest first."""
    return session.scalars(select(Wave).where(Wave.survey_id == survey.id).order_by(Wave.opens_at.desc())).all()


def create_survey(session: Session, organisation: Organisation, plan: SurveyPlan, *, now: datetime) -> Survey:
    """Make a survey and plan its first wave.

    Raises:
        SurveyPlanError: the name is taken, or the plan breaks a rule; the message says which.
    """
    check_plan(plan)
    check_name(session, organisation, plan.name)
    survey = Survey(organisation_id=organisation.id, created_at=now, **asdict(plan))
    session.add(survey)
    session.flush()
    plan_next(session, survey, now=now)
    return survey


def change_survey(session: Session, survey: Survey, plan: SurveyPlan, *, now: datetime) -> None:
    """Change a survey, and the wave it has planned with it.

    Raises:
        SurveyPlanError: the name is taken, the plan breaks a rule, or it changes what is fixed once a wave has opened.
    """
    check_plan(plan)
    check_name(session, survey.organisation, plan.name, but=survey)
    if has_opened(session, survey):
        check_unchanged(survey, plan)
    for name, value in asdict(plan).items():
        setattr(survey, name, value)
    session.flush()
    replan(session, survey, now=now)


def plan_of(survey: Survey) -> SurveyPlan:
    """What a survey is like now."""
    return SurveyPlan(**{field.name: getattr(survey, field.name) for field in fields(SurveyPlan)})


def has_opened(session: Session, survey: Survey) -> bool:
    """Whether a wave of the survey has opened, so that its dates and questions stay as they are."""
    opened = select(Wave.id).where(Wave.survey_id == survey.id, Wave.state != "planned").limit(1)
    return session.scalar(opened) is not None


def check_unchanged(survey: Survey, plan: SurveyPlan) -> None:
    """Refuse to change what waves are compared by, and to lower a minimum.

    Raises:
        SurveyPlanError: see above.
    """
    for field in FIXED_ONCE_OPENED:
        if getattr(survey, field) != getattr(plan, field):
            raise SurveyPlanError(
                field, "A wave has opened, so questions and rhythm stay. Make another survey for this."
            )
    for field in ("minimum_score", "minimum_comments"):
        if getattr(plan, field) < getattr(survey, field):
            raise SurveyPlanError(
                field, "A wave has opened under this minimum. It can be raised for later waves, not lowered."
            )


def check_plan(plan: SurveyPlan) -> None:
    """Refuse a plan that no wave could follow.

    Raises:
        SurveyPlanError: the message says what to change.
    """
    problems = [
        ("name", "Give the survey a name.", not plan.name),
        ("cadence", "Choose weekly, monthly or quarterly.", plan.cadence not in CADENCES),
        ("opens_hour", "Choose an hour from 0 to 23.", not 0 <= plan.opens_hour <= 23),
        ("time_zone", "Choose a time zone from the list.", plan.time_zone not in known_time_zones()),
        ("open_days", open_days_rule(plan.cadence), not 1 <= plan.open_days <= LONGEST_OPEN.get(plan.cadence, 60)),
        ("minimum_score", f"Scores need {SCORE_FLOOR} people or more.", plan.minimum_score < SCORE_FLOOR),
        ("minimum_comments", COMMENTS_RULE, plan.minimum_comments < max(COMMENTS_FLOOR, plan.minimum_score)),
    ]
    for field, sentence, broken in problems:
        if broken:
            raise SurveyPlanError(field, sentence)


def open_days_rule(cadence: str) -> str:
    """How long a wave of this cadence may stay open, as a sentence."""
    most = LONGEST_OPEN.get(cadence, 60)
    return f"A {cadence} wave can stay open for 1 to {most} days, so that it has closed before the next one opens."


def check_name(session: Session, organisation: Organisation, name: str, *, but: Survey | None = None) -> None:
    """Refuse a name that another survey of the organisation has.

    Raises:
        SurveyPlanError: it is taken.
    """
    same = select(Survey.id).where(Survey.organisation_id == organisation.id, Survey.name == name)
    if session.scalar(same.where(Survey.id != (but.id if but else 0)).limit(1)) is not None:
        raise SurveyPlanError("name", f"There is a survey “{name}” already. Choose another name.")


def pause(survey: Survey) -> None:
    """Open no more waves of this survey; one that is open goes on to its end."""
    survey.active = False


def resume(session: Session, survey: Survey, *, now: datetime) -> None:
    """Open waves of this survey again, from the present or next window on."""
    survey.active = True
    session.flush()
    planned = planned_wave(session, survey)
    if planned is None:
        plan_next(session, survey, now=now)
    elif has_passed(planned, now=now):
        plan_anew(session, planned, now=now)


def replan(session: Session, survey: Survey, *, now: datetime) -> None:
    """Bring the planned wave in line with its survey."""
    planned = planned_wave(session, survey)
    if planned is None:
        plan_next(session, survey, now=now)
        return
    plan_anew(session, planned, now=now)
    for name, value in minimums_of(survey).items():
        setattr(planned, name, value)


def planned_wave(session: Session, survey: Survey) -> Wave | None:
    """The wave that is planned, if one is."""
    return session.scalar(select(Wave).where(Wave.survey_id == survey.id, Wave.state == "planned").limit(1))


def coming_windows(session: Session, survey: Survey, *, now: datetime, count: int) -> list[Window]:
    """The survey's next windows: the planned wave's own, then the ones after it. Empty while the survey is paused."""
    if not survey.active:
        return []
    planned = planned_wave(session, survey)
    if planned is not None:
        first = Window(planned.name, planned.opens_at, planned.closes_at)
    else:
        first = upcoming_window(session, survey, now=now)
    return [first, *next_dates(survey, max(first.opens_at, first.closes_at), count - 1)]
