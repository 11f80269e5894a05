"""The send: the whole response checked and stored, or the words given back that could not be taken in."""

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from survey_service.answers import Answers, canonical_answers, wrong_answers
from survey_service.clock import today, zone_of
from survey_service.errors import AlreadyAnsweredError, PulseError, WaveNotOpenError
from survey_service.forms.respond import filled_form
from survey_service.operations.guesses import keep_guess
from survey_service.operations.responses import change_response, find_response, read_own, submit_response
from survey_service.views.question_pages import elsewhere, kept_words, question_page
from survey_service.views.sittings import Sitting


def check_still_wanted(sitting: Sitting) -> None:
    """Refuse what comes too late, before anything is kept of it.

    Raises:
        WaveNotOpenError: the wave has closed.
        AlreadyAnsweredError: a response is stored, and this is not a change to it.
    """
    if sitting.wave.state != "open":
        raise WaveNotOpenError("The survey has closed, so what you entered was not taken in.")
    if sitting.sent and not sitting.changing:
        raise AlreadyAnsweredError("Your answers are in already, from another page or device.")


def send(session: Session, sitting: Sitting) -> ResponseReturnValue:
    """Store the whole response, and lead to the receipt; back to the first question that something is wrong with.

    Raises:
        WaveNotOpenError: the wave has closed meanwhile.
        AlreadyAnsweredError: another page or device was first.
    """
    wrong = wrong_answers(sitting.instrument, sitting.role, sitting.answers)
    if not wrong:
        store(session, sitting)
        return redirect(url_for("respond.start", changed=1 if sitting.changing else None), code=303)
    first = next(asked for asked in sitting.asked() if asked["id"] in wrong)
    form = filled_form(sitting.instrument, sitting.role, [first], sitting.answers, seed=sitting.seed)
    form.validate()
    return question_page(sitting, first, form, also=elsewhere(first, wrong)), 422


def store(session: Session, sitting: Sitting) -> None:
    """Store a first response or a change; an executive's guesses are kept for themselves too."""
    if sitting.invitation is None:
        change_response(session, sitting.receipt, sitting.answers)
        return
    day = today(zone_of(sitting.wave.survey.time_zone))
    submit_response(session, sitting.invitation, sitting.answers, token=sitting.credential, today=day)
    if sitting.role == "executive":
        answers = canonical_answers(sitting.instrument, sitting.role, sitting.answers)
        secret = current_app.config["SECRET_KEY"]
        keep_guess(session, sitting.wave, sitting.invitation.respondent, answers, secret=secret)


def give_back(session: Session, sitting: Sitting, entered: Answers, error: PulseError) -> ResponseReturnValue:
    """Show the words that were not taken in; where every one of them is stored already, lead to the receipt."""
    given = {question: answer for question, answer in entered.items() if answer is not None}
    if isinstance(error, WaveNotOpenError):
        sitting.answers = {**sitting.answers, **given}
        return kept_words(sitting, str(error), 410)
    stored = read_own(find_response(session, sitting.receipt), sitting.receipt).answers
    sitting.sent = True
    sitting.answers = {question: answer for question, answer in given.items() if stored.get(question) != answer}
    if any(sitting.words()):
        return kept_words(sitting, str(error), 409)
    return redirect(url_for("respond.start"), code=303)
