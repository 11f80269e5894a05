"""Surveys: what the bank offers, what each one asks, when its waves come, and pausing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey_service import db
from survey_service.clock import now, today, zone_of
from survey_service.errors import NotFoundError
from survey_service.forms.surveys import SurveyForm
from survey_service.models import Survey
from survey_service.operations import surveys as operations
from survey_service.operations.bank_file import SurveyEntry
from survey_service.operations.instruments import blocks_in_turn
from survey_service.operations.question_bank import instrument_for, load_bank
from survey_service.operations.surveys import SurveyPlan, SurveyPlanError
from survey_service.views.access import LEAD, open_to, organisation
from survey_service.wording import written_moment

blueprint = Blueprint("surveys", __name__, url_prefix="/surveys")

DATES_SHOWN = 4
OPEN_DAYS = {"weekly": 4, "monthly": 7, "quarterly": 11}
"""How long a new survey's waves stay open unless the lead says otherwise."""


@blueprint.get("")
@open_to(*LEAD)
def surveys() -> ResponseReturnValue:
    """List the surveys with their next dates."""
    session, moment = db.session(), now()
    found = [
        (survey, operations.coming_windows(session, survey, now=moment, count=2))
        for survey in operations.surveys_of(session, organisation())
    ]
    return render_template("surveys/surveys.html", surveys=found, now=moment)


@blueprint.get("/new")
@open_to(*LEAD)
def choose() -> ResponseReturnValue:
    """Show what the question bank offers."""
    bank = load_bank()
    offers = [
        (entry, operations.offered_title(bank, entry), operations.offered_about(bank, entry))
        for entry in operations.offered_surveys(bank)
    ]
    return render_template("surveys/choose.html", offers=offers)


@blueprint.get("/bank/<key>")
@open_to(*LEAD)
def asks(key: str) -> ResponseReturnValue:
    """Show what a survey of the bank asks each role."""
    bank, entry = load_bank(), bank_entry(key)
    blocks = [instrument_for(bank, block.key) for block in blocks_in_turn(bank, key)]
    title = operations.offered_title(bank, entry)
    about = operations.offered_about(bank, entry)
    return render_template("surveys/asks.html", entry=entry, title=title, about=about, blocks=blocks)


@blueprint.route("/new/<key>", methods=["GET", "POST"])
@open_to(*LEAD)
def create(key: str) -> ResponseReturnValue:
    """Make a survey from the bank."""
    entry = bank_entry(key)
    form = SurveyForm(data=first_values(entry))
    session = db.session()
    if form.validate_on_submit():
        plan = SurveyPlan(instrument_key=key, **form.values())
        try:
            survey = operations.create_survey(session, organisation(), plan, now=now())
        except SurveyPlanError as error:
            show_problem(form, error)
        else:
            session.commit()
            return redirect(url_for(".survey", survey_id=survey.id), code=303)
    title = operations.offered_title(load_bank(), entry)
    page = render_template("surveys/form.html", form=form, survey=None, entry=entry, title=title, fixed=False)
    return page, 400 if form.is_submitted() else 200


@blueprint.get("/<int:survey_id>")
@open_to(*LEAD)
def survey(survey_id: int) -> ResponseReturnValue:
    """Show one survey: dates, minimums, waves."""
    session, moment = db.session(), now()
    found = operations.find_survey(session, organisation(), survey_id)
    return render_template(
        "surveys/survey.html",
        survey=found,
        title=title_of(found),
        coming=operations.coming_windows(session, found, now=moment, count=DATES_SHOWN),
        waves=operations.waves_in(session, found),
        now=moment,
    )


@blueprint.route("/<int:survey_id>/edit", methods=["GET", "POST"])
@open_to(*LEAD)
def edit(survey_id: int) -> ResponseReturnValue:
    """Change a survey; its rhythm only until its first wave opens."""
    session = db.session()
    found = operations.find_survey(session, organisation(), survey_id)
    fixed = operations.has_opened(session, found)
    form = SurveyForm(obj=found)
    if fixed:
        form.leave_out_rhythm()
    if form.validate_on_submit():
        plan = replace(operations.plan_of(found), **form.values())
        try:
            operations.change_survey(session, found, plan, now=now())
        except SurveyPlanError as error:
            session.rollback()
            show_problem(form, error)
        else:
            session.commit()
            flash("Changed. What comes next follows from it below.")
            return redirect(url_for(".survey", survey_id=survey_id), code=303)
    entry = load_bank().surveys.get(found.instrument_key)
    page = render_template(
        "surveys/form.html", form=form, survey=found, entry=entry, title=title_of(found), fixed=fixed
    )
    return page, 400 if form.is_submitted() else 200


@blueprint.post("/<int:survey_id>/pause")
@open_to(*LEAD)
def pause(survey_id: int) -> ResponseReturnValue:
    """Open no more waves of a survey."""
    session = db.session()
    operations.pause(operations.find_survey(session, organisation(), survey_id))
    session.commit()
    flash("Paused. No wave opens until you resume it; one that is open goes on to its end.")
    return redirect(url_for(".survey", survey_id=survey_id), code=303)


@blueprint.post("/<int:survey_id>/resume")
@open_to(*LEAD)
def resume(survey_id: int) -> ResponseReturnValue:
    """Open waves of a survey again."""
    session, moment = db.session(), now()
    found = operations.find_survey(session, organisation(), survey_id)
    operations.resume(session, found, now=moment)
    coming = operations.coming_windows(session, found, now=moment, count=1)
    session.commit()
    flash(f"Resumed. The next wave opens on {written_moment(coming[0].opens_at, found.time_zone)}.")
    return redirect(url_for(".survey", survey_id=survey_id), code=303)


def bank_entry(key: str) -> SurveyEntry:
    """A survey the bank offers.

    Raises:
        NotFoundError: it does not.
    """
    entry = next((entry for entry in operations.offered_surveys(load_bank()) if entry.key == key), None)
    if entry is None:
        raise NotFoundError("The question bank has no such survey. Choose one from its list.")
    return entry


def title_of(survey: Survey) -> str:
    """What the bank calls what a survey asks; the key where the bank has it no more."""
    bank = load_bank()
    entry = bank.surveys.get(survey.instrument_key)
    return operations.offered_title(bank, entry) if entry else survey.instrument_key


def first_values(entry: SurveyEntry) -> dict[str, Any]:
    """What the form of a new survey begins with."""
    home = organisation()
    return {
        "name": entry.title.partition(": ")[0],
        "cadence": entry.cadence,
        "starts_on": next_monday(today(zone_of(home.time_zone))),
        "opens_hour": 9,
        "time_zone": home.time_zone,
        "open_days": OPEN_DAYS[entry.cadence],
        "minimum_score": 5,
        "minimum_comments": 10,
        "leaders_across": False,
    }


def next_monday(day: date) -> date:
    """The Monday after a day."""
    return day + timedelta(days=7 - day.weekday())


def show_problem(form: SurveyForm, error: SurveyPlanError) -> None:
    """Put what the operation refused beside the entry it is about."""
    field = getattr(form, error.field, form.name)
    field.errors = [*field.errors, str(error)]
