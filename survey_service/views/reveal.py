"""The executive's own view first, and then what managers said beside it; only they see the second page."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from survey_service import db
from survey_service.answers import canonical_answers, questions_of
from survey_service.errors import NotFoundError
from survey_service.forms.respond import RespondForm, respond_form
from survey_service.models import Respondent, Wave
from survey_service.operations import reveals
from survey_service.operations.guesses import keep_guess, own_guess
from survey_service.operations.members import respondent_of
from survey_service.operations.reports import closed_wave, find_report, must_guess
from survey_service.views.access import EXECUTIVE, member, open_to, organisation

blueprint = Blueprint("reveal", __name__, url_prefix="/reports")


@blueprint.route("/<int:wave_id>/guess", methods=["GET", "POST"])
@open_to(*EXECUTIVE)
def guess(wave_id: int) -> ResponseReturnValue:
    """Ask for the executive's own view; once it is kept, the report is open to them."""
    session = db.session()
    wave = closed_wave(session, organisation(), wave_id)
    if not must_guess(session, wave, member()):
        return redirect(url_for("reports.report", wave_id=wave.id), code=303)
    form = guess_form(wave)
    if request.method == "POST" and form.validate():
        keep_own_guess(session, wave, form)
        return redirect(url_for(".reveal", wave_id=wave.id), code=303)
    errors = [{"target": entry.target, "text": entry.problem.summary} for entry in form.fields() if entry.problem]
    page = render_template("reports/guess.html", wave=wave, form=form, errors=errors)
    return page, 400 if errors else 200


def guess_form(wave: Wave) -> RespondForm:
    """The questions that everyone is asked, without those in own words: a guess stands beside figures."""
    content = wave.instrument.content if wave.instrument else {}
    asked = [
        question
        for question in questions_of(content, "executive")
        if question.get("kind") != "open" and not question["only_if"]
    ]
    built = respond_form(content, "executive", asked, seed=str(member().id).encode())
    return built(request.form if request.method == "POST" else None)


def keep_own_guess(session: Session, wave: Wave, form: RespondForm) -> None:
    """Seal the executive's answers for their own page."""
    content = wave.instrument.content if wave.instrument else {}
    answers = canonical_answers(content, "executive", form.answers())
    keep_guess(session, wave, own_respondent(session), answers, secret=current_app.config["SECRET_KEY"])
    session.commit()


def own_respondent(session: Session) -> Respondent:
    """The person on the roster that the executive is.

    Raises:
        NotFoundError: their address is not on it.
    """
    found = respondent_of(session, member())
    if found is None:
        raise NotFoundError("Your address is not on the roster. Ask your program lead to add you.")
    return found


@blueprint.get("/<int:wave_id>/reveal")
@open_to(*EXECUTIVE)
def reveal(wave_id: int) -> ResponseReturnValue:
    """Show the executive's own guesses beside what managers said."""
    session = db.session()
    wave = closed_wave(session, organisation(), wave_id)
    if must_guess(session, wave, member()):
        return redirect(url_for(".guess", wave_id=wave.id), code=303)
    report = find_report(session, wave)
    answers = own_guess(session, wave, own_respondent(session), secret=current_app.config["SECRET_KEY"])
    if answers is None or wave.instrument is None:
        return redirect(url_for("reports.report", wave_id=wave.id), code=303)
    found = reveals.reveal(wave.instrument.content, answers, report.snapshot)
    return render_template("reports/reveal.html", wave=wave, reveal=found)
