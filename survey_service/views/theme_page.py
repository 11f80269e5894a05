"""The page of themes as it is set: the newest board with the newest words, and whatever a refused form still says."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from survey_service import db
from survey_service.charts.theme_history import NARROW, WIDE, draw_theme_history
from survey_service.charts.theme_words import draw_role_words
from survey_service.forms.themes import WordsForm
from survey_service.models import Survey, ThemeBoard
from survey_service.operations import theme_edits, theme_pages
from survey_service.operations.question_bank import load_bank
from survey_service.operations.report_tables import compared_on, readable
from survey_service.operations.reports import newest_report
from survey_service.operations.theme_boards import newest_board, next_closing
from survey_service.operations.theme_runs import STEPS, newest_theme_run
from survey_service.views.access import member

NO_BOARD: dict[str, Any] = {"themes": (), "aside": (), "levels": (), "roles": ()}
FIRST_COMMENTS = 3


@dataclass(frozen=True)
class Shown:
    """What the page shows: which theme and how many, the batch just made, and what a refused form said."""

    theme_id: int = 0
    number: int = 0
    done: str = ""
    words: str = ""
    every_comment: bool = False
    ticked: tuple[int, ...] = ()
    form: WordsForm | None = None
    problem: str = ""
    status: int = 200


def newest_words(survey: Survey) -> Mapping[str, Any]:
    """The survey's board with names and texts as they are now; one without themes where there is none."""
    session = db.session()
    stored = newest_board(session, survey)
    if stored is None:
        return NO_BOARD
    return theme_pages.with_newest_words(stored.snapshot, theme_edits.known_themes(session, survey))


def themes_page(survey: Survey, shown: Shown) -> ResponseReturnValue:
    """Render the page."""
    session = db.session()
    stored, run = newest_board(session, survey), newest_theme_run(session, survey)
    values: dict[str, Any] = {
        "survey": survey,
        "stored": stored,
        "run": run if run and run.state != "done" else None,
        "steps": len(STEPS),
        "shown": shown,
        "pages": theme_pages,
        "changes": theme_edits.changes_of(session, survey),
        "changes_known": theme_edits.count_changes(session, survey),
        "page_name": secrets.token_urlsafe(12),
        "me": member().name,
    }
    if stored is not None:
        values |= board_values(survey, stored, shown)
    else:
        values["closes_at"] = next_closing(session, survey)
    return render_template("themes/board.html", **values), shown.status


def board_values(survey: Survey, stored: ThemeBoard, shown: Shown) -> dict[str, Any]:
    """What the page needs of a board."""
    board = readable(newest_words(survey))
    number = theme_pages.nearest_level(board, shown.number or None)
    values = {
        "board": board,
        "number": number,
        "preview": theme_pages.level_rows(board, number) if number != board["number_shown"] else [],
        "theme": theme_pages.find_theme(board, shown.theme_id),
        "word_charts": word_charts(board),
        "construct_names": load_bank().constructs,
    }
    return values | (theme_values(stored, values["theme"], shown) if values["theme"] else {})


def theme_values(stored: ThemeBoard, theme: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """What the page needs of the theme that is open."""
    found = theme_pages.matching(theme["movable"], shown.words)
    report = newest_report(db.session(), stored.wave)
    return {
        "form": shown.form or WordsForm(formdata=None, data=theme),
        "comments": found if shown.every_comment or shown.words else found[:FIRST_COMMENTS],
        "found": len(found),
        "total": len(theme_pages.matching(theme["movable"], "")),
        "charts": history_charts(theme),
        "construct_name": load_bank().constructs.get(theme["construct"], ""),
        "beside": compared_on(report.snapshot, theme["construct"]) if report else None,
    }


def word_charts(board: Mapping[str, Any]) -> dict[str, Markup]:
    """The words that set roles apart as charts by name."""
    return {name: Markup(svg) for name, svg in draw_role_words(board)}  # noqa: S704 (drawn by us, text escaped)


def history_charts(theme: Mapping[str, Any]) -> tuple[Markup, Markup] | None:
    """The theme's shares over the waves, for a wide and a narrow place; None where fewer than two may be drawn."""
    lines = theme_pages.drawn_lines(theme)
    if not lines:
        return None
    wide, narrow = (draw_theme_history(theme["name"], lines, layout) for layout in (WIDE, NARROW))
    return Markup(wide), Markup(narrow)  # noqa: S704 (drawn by us, text escaped)
