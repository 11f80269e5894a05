"""A respondent's pages: the link, the promise, the questions one by one, and the send."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from survey_service import db
from survey_service.answers import Question
from survey_service.config import RESPONDENT_REQUEST_LIMIT
from survey_service.errors import AlreadyAnsweredError, NotFoundError, UnknownLinkError, WaveNotOpenError
from survey_service.forms.respond import RespondForm, filled_form, respond_form
from survey_service.operations.contacts import program_lead_of
from survey_service.operations.drafts import discard_draft
from survey_service.views.errors import show_domain_error
from survey_service.views.question_pages import question_page, short_page
from survey_service.views.receipts import receipt_page
from survey_service.views.sending import check_still_wanted, give_back, send
from survey_service.views.sittings import Sitting, find_open_sitting, find_sitting, remember

blueprint = Blueprint("respond", __name__, url_prefix="/r")

WAIT = "Nothing you sent before is lost. Wait a minute, go back to the page before and send it again."
OPEN_AGAIN = "Open it from your mail, and paste what you wrote. What you sent before this page is kept."
NOTHING = "-"
"""What the cookie holds after a link that cannot be one, so that an earlier link does not stay in force."""


@blueprint.before_request
def limit_request() -> None:
    """Take no more than a survey page can need."""
    request.max_content_length = RESPONDENT_REQUEST_LIMIT
    request.max_form_memory_size = RESPONDENT_REQUEST_LIMIT


@blueprint.errorhandler(OperationalError)
def words_when_nothing_can_be_stored(_error: OperationalError) -> ResponseReturnValue:
    """Show what was written, where the database cannot store it now; this page asks the database nothing."""
    db.session().rollback()
    return not_stored("We cannot store anything at this moment", WAIT), 503, {"Retry-After": "30"}


@blueprint.errorhandler(UnknownLinkError)
def words_without_a_link(error: UnknownLinkError) -> ResponseReturnValue:
    """Show what was written, where the browser has lost the link since; without words it is any unknown link."""
    if not words_sent():
        return show_domain_error(error)
    return not_stored("Your link is needed once more", OPEN_AGAIN), 404


def not_stored(title: str, sentence: str) -> str:
    """Render the words of this request, to copy."""
    return render_template("respond/not_stored.html", title=title, sentence=sentence, words=words_sent())


def words_sent() -> list[str]:
    """What the request holds in words, found without the instrument."""
    return [text for name, text in request.form.items() if name.startswith("O") and "_" not in name and text.strip()]


@blueprint.get("/<token>")
def open_link(token: str) -> ResponseReturnValue:
    """Move the token from the address into a cookie. It looks nothing up: all links look and take the same here."""
    response = redirect(url_for(".start"), code=303)
    remember(response, token if re.fullmatch(r"[A-Za-z0-9_-]{20,64}", token) else NOTHING)
    return response


@blueprint.get("")
def start() -> ResponseReturnValue:
    """Show the promise before the first question, or the receipt after the last."""
    sitting = find_open_sitting(db.session())
    if sitting.sent:
        return receipt_page(sitting)
    withdrawn = sitting.invitation is not None and sitting.invitation.answered
    return render_template(
        "respond/start.html", **sitting.page_values(), withdrawn=withdrawn, thrown_away="thrown_away" in request.args
    )


@blueprint.get("/promise")
def promise() -> ResponseReturnValue:
    """Show the promise again, and how answers are kept."""
    session = db.session()
    sitting = find_open_sitting(session)
    contact = program_lead_of(session, sitting.wave.survey.organisation)
    return render_template("respond/promise.html", **sitting.page_values(), contact=contact)


@blueprint.get("/questions")
def questions() -> ResponseReturnValue:
    """Show a short survey whole; lead into a longer one where it was left."""
    sitting = find_open_sitting(db.session())
    if sitting.sent and not sitting.changing:
        return redirect(url_for(".start"), code=303)
    if sitting.is_short:
        asked = sitting.asked()
        form = filled_form(sitting.instrument, sitting.role, asked, sitting.answers, seed=sitting.seed)
        return short_page(sitting, form)
    return redirect(url_for(".question", question_id=sitting.first_open()["id"]), code=303)


@blueprint.post("/questions")
def send_short() -> ResponseReturnValue:
    """Take in a short survey."""
    session = db.session()
    sitting = find_sitting(session)
    if not sitting.is_short:
        return redirect(url_for(".questions"), code=303)
    form = respond_form(sitting.instrument, sitting.role, sitting.asked(), seed=sitting.seed)(request.form)
    try:
        check_still_wanted(sitting)
        if not form.validate():
            return short_page(sitting, form), 422
        sitting.answers = {**sitting.answers, **form.answers()}
        response = send(session, sitting)
        session.commit()
    except (WaveNotOpenError, AlreadyAnsweredError) as error:
        session.rollback()
        return give_back(session, sitting, form.answers(), error)
    return response


@blueprint.get("/questions/<question_id>")
def question(question_id: str) -> ResponseReturnValue:
    """Show one question."""
    sitting = find_open_sitting(db.session())
    if sitting.sent and not sitting.changing:
        return redirect(url_for(".start"), code=303)
    asked = question_called(sitting, question_id)
    if asked is None or sitting.is_short:
        return redirect(url_for(".questions"), code=303)
    form = filled_form(sitting.instrument, sitting.role, [asked], sitting.answers, seed=sitting.seed)
    return question_page(sitting, asked, form)


@blueprint.post("/questions/<question_id>")
def answer(question_id: str) -> ResponseReturnValue:
    """Take in one answer and save the draft; go on, go back, or send from the last question."""
    session = db.session()
    sitting = find_sitting(session)
    asked = question_called(sitting, question_id)
    if asked is None:
        return redirect(url_for(".questions"), code=303)
    form = respond_form(sitting.instrument, sitting.role, [asked], seed=sitting.seed)(request.form)
    try:
        check_still_wanted(sitting)
        sitting.keep(session, form.answers())
        response = next_step(session, sitting, asked, form)
        session.commit()
    except (WaveNotOpenError, AlreadyAnsweredError) as error:
        session.rollback()
        return give_back(session, sitting, form.answers(), error)
    return response


def next_step(session: Session, sitting: Sitting, asked: Question, form: RespondForm) -> ResponseReturnValue:
    """What comes after an answer was kept: a page to mend it, another question, or the send."""
    if request.form.get("way") == "back":
        return redirect(neighbour(sitting, asked, -1), code=303)
    if not form.validate():
        return question_page(sitting, asked, form), 422
    if asked["id"] != sitting.asked()[-1]["id"]:
        return redirect(neighbour(sitting, asked, +1), code=303)
    return send(session, sitting)


@blueprint.route("/stop", methods=["GET", "POST"])
def stop() -> ResponseReturnValue:
    """Ask, then throw the draft away."""
    session = db.session()
    sitting = find_open_sitting(session)
    if request.method == "POST":
        discard_draft(session, sitting.credential)
        session.commit()
        return redirect(url_for(".start", thrown_away=1), code=303)
    return render_template("respond/stop.html", **sitting.page_values())


def question_called(sitting: Sitting, question_id: str) -> Question | None:
    """The question of that id, None where this person is not asked it.

    Raises:
        NotFoundError: the instrument has no such question for this role.
    """
    known = {question["id"] for question in sitting.instrument["roles"][sitting.role]["questions"]}
    if question_id not in known:
        raise NotFoundError("This survey has no such question. Go back to the page before.")
    return next((question for question in sitting.asked() if question["id"] == question_id), None)


def neighbour(sitting: Sitting, asked: Question, step: int) -> str:
    """The address of the question before or after; before the first stands the promise."""
    ids = [question["id"] for question in sitting.asked()]
    place = ids.index(asked["id"]) + step
    return url_for(".question", question_id=ids[place]) if place >= 0 else url_for(".start")
