"""The themes of a survey: what the comments are about, and what a program lead makes of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey_service import db
from survey_service.clock import now
from survey_service.errors import ConflictError
from survey_service.forms.themes import WordsForm, all_said, changes_known, ticked_themes, whole_number
from survey_service.models import Survey
from survey_service.operations import theme_actions, theme_edits, theme_pages, theme_runs
from survey_service.operations.surveys import find_survey, surveys_of
from survey_service.operations.theme_boards import newest_board
from survey_service.views.access import LEAD, member, open_to, organisation
from survey_service.views.theme_page import Shown, newest_words, themes_page

blueprint = Blueprint("themes", __name__)

CHOSEN_ACTIONS = ("merge", "set_aside")


@blueprint.get("/themes")
@open_to(*LEAD)
def surveys() -> ResponseReturnValue:
    """Go to the themes of the only survey, or choose one."""
    session = db.session()
    found = surveys_of(session, organisation())
    if len(found) == 1:
        return redirect(url_for(".board", survey_id=found[0].id), code=303)
    boards = [(survey, newest_board(session, survey)) for survey in found]
    return render_template("themes/surveys.html", boards=boards)


@blueprint.get("/surveys/<int:survey_id>/themes")
@open_to(*LEAD)
def board(survey_id: int) -> ResponseReturnValue:
    """Show the board: the list of themes, and one of them beside it."""
    asked = request.args
    shown = Shown(
        theme_id=whole_number(asked.get("theme")),
        number=whole_number(asked.get("themes")),
        done=asked.get("done", ""),
        words=asked.get("words", ""),
        every_comment="all" in asked,
    )
    return themes_page(mine(survey_id), shown)


@blueprint.post("/surveys/<int:survey_id>/themes/chosen")
@open_to(*LEAD)
def change_chosen(survey_id: int) -> ResponseReturnValue:
    """Merge the ticked themes, or set them aside."""
    survey, action, ticked = mine(survey_id), request.form.get("action", ""), ticked_themes(request.form)
    if action not in CHOSEN_ACTIONS:
        abort(400)
    board = newest_words(survey)
    shown = Shown(ticked=tuple(ticked), theme_id=next(iter(ticked), 0))
    return take_in(survey, lambda: theme_actions.chosen_edits(action, ticked, board), shown)


@blueprint.post("/surveys/<int:survey_id>/themes/<int:theme_id>")
@open_to(*LEAD)
def change(survey_id: int, theme_id: int) -> ResponseReturnValue:
    """Save the words of one theme, or split it, pin it, set it aside, bring it back."""
    survey, action, form = mine(survey_id), request.form.get("action", ""), WordsForm()
    shown = Shown(theme_id=theme_id, form=form)
    theme = theme_pages.theme_of(newest_words(survey), theme_id)
    if action in theme_actions.ONE_THEME:
        return take_in(survey, lambda: [theme_actions.button_edit(action, theme_id, theme)], shown)
    if action != "save":
        abort(400)
    if not form.validate_on_submit():
        return themes_page(survey, replace(shown, status=400))
    return take_in(survey, lambda: theme_actions.words_edits(theme, **form.words()), shown)


@blueprint.post("/surveys/<int:survey_id>/themes/<int:theme_id>/move")
@open_to(*LEAD)
def move(survey_id: int, theme_id: int) -> ResponseReturnValue:
    """Put one comment of a theme into another; it is named by a handle that leads back to nobody."""
    survey, to = mine(survey_id), whole_number(request.form.get("to"))
    handle = request.form.get("comment", "")
    wanted: Callable[[], list[Any]] = lambda: [theme_actions.move_edit(db.session(), survey, handle, to)]  # noqa: E731
    return take_in(survey, wanted, Shown(theme_id=theme_id))


@blueprint.post("/surveys/<int:survey_id>/themes/number")
@open_to(*LEAD)
def work_with(survey_id: int) -> ResponseReturnValue:
    """Work with more or fewer themes from now on."""
    survey, number = mine(survey_id), whole_number(request.form.get("number"))
    return take_in(survey, lambda: [theme_actions.number_edit(number or None)], Shown())


@blueprint.post("/surveys/<int:survey_id>/themes/undo")
@open_to(*LEAD)
def undo(survey_id: int) -> ResponseReturnValue:
    """Take back what one form did."""
    session, survey, batch = db.session(), mine(survey_id), request.form.get("batch", "")
    try:
        theme_edits.undo_batch(session, survey, batch, now=now())
    except ConflictError as error:
        session.rollback()
        return themes_page(survey, Shown(problem=str(error), status=409))
    session.commit()
    return redirect(url_for(".board", survey_id=survey_id, done=batch), code=303)


@blueprint.post("/surveys/<int:survey_id>/themes/again")
@open_to(*LEAD)
def again(survey_id: int) -> ResponseReturnValue:
    """Find the themes again after a fit that failed."""
    session, survey = db.session(), mine(survey_id)
    theme_runs.queue_theme_run(session, survey.id, now=now())
    session.commit()
    return redirect(url_for(".board", survey_id=survey_id), code=303)


def mine(survey_id: int) -> Survey:
    """The survey of that id, if it is the member's organisation's."""
    return find_survey(db.session(), organisation(), survey_id)


def take_in(survey: Survey, wanted: Callable[[], Sequence[Any]], shown: Shown) -> ResponseReturnValue:
    """Take a form in and go to the page that shows it; where it cannot be, show the page again with all it said."""
    session = db.session()
    sender = theme_edits.Sender(member(), all_said(request.form), changes_known(request.form))
    names = theme_pages.names_of(newest_words(survey))
    try:
        batch = theme_edits.make_edits(session, survey, wanted, sender, names, now=now())
    except ConflictError as error:
        session.rollback()
        return themes_page(survey, replace(shown, problem=str(error), status=409))
    session.commit()
    theme = shown.theme_id or None
    return redirect(url_for(".board", survey_id=survey.id, theme=theme, done=batch or None), code=303)
