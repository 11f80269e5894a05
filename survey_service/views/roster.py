"""The people to ask: who they are, and a file that would change them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from survey_service import db
from survey_service.clock import now
from survey_service.forms.roster import RosterForm
from survey_service.models import Respondent
from survey_service.operations import roster as rosters
from survey_service.operations.roster import Change, RosterPreview
from survey_service.operations.roster_rows import RosterRow
from survey_service.texts import clean_line
from survey_service.views.access import LEAD, open_to, organisation
from survey_service.wording import short_day

blueprint = Blueprint("roster", __name__, url_prefix="/people")

FIELD_WORDS = {"time_zone": "time zone"}
CHANGES_SHOWN = 12


@blueprint.get("")
@open_to(*LEAD)
def roster() -> ResponseReturnValue:
    """List the people who are asked, a page at a time, or those one looks for."""
    words = clean_line(request.args.get("words", ""))[:100]
    number = request.args.get("page", 1, type=int)
    page = rosters.people_page(db.session(), organisation().id, words=words, number=number)
    return render_template("roster/people.html", page=page, words=words)


@blueprint.route("/import", methods=["GET", "POST"])
@open_to(*LEAD)
def upload() -> ResponseReturnValue:
    """Take a roster file in, and go on to what it would change."""
    form = RosterForm()
    if not form.validate_on_submit():
        return render_template("roster/upload.html", form=form), 400 if form.is_submitted() else 200
    session = db.session()
    file = form.file.data
    staged = rosters.stage_import(session, organisation().id, file.filename or "roster", file.read(), now=now())
    session.commit()
    return redirect(url_for(".preview", import_id=staged.id), code=303)


@blueprint.get("/import/<int:import_id>")
@open_to(*LEAD)
def preview(import_id: int) -> ResponseReturnValue:
    """Show what the file would change; nothing is changed yet."""
    session = db.session()
    staged = rosters.find_import(session, organisation().id, import_id)
    found = rosters.preview_import(session, staged)
    return render_template(
        "roster/preview.html",
        staged=staged,
        preview=found,
        changes=shown_changes(found),
        shown=CHANGES_SHOWN,
        consequences=rosters.import_consequences(found),
        small_teams=rosters.small_teams(found, rosters.SMALLEST_GROUP),
        form=FlaskForm(),
    )


@blueprint.post("/import/<int:import_id>/confirm")
@open_to(*LEAD)
def confirm(import_id: int) -> ResponseReturnValue:
    """Carry the import out."""
    session = db.session()
    done = rosters.confirm_import(session, rosters.find_import(session, organisation().id, import_id))
    session.commit()
    left_out = f" Left out: {len(done.error_rows):,}." if done.errors else ""
    flash(f"Imported: {done.n_fine:,} rows.{left_out}")
    return redirect(url_for(".roster"), code=303)


@blueprint.post("/import/<int:import_id>/cancel")
@open_to(*LEAD)
def cancel(import_id: int) -> ResponseReturnValue:
    """Forget the file."""
    session = db.session()
    rosters.cancel_import(rosters.find_import(session, organisation().id, import_id))
    session.commit()
    flash("The import was cancelled. Nothing was changed.")
    return redirect(url_for(".roster"), code=303)


def shown_changes(found: RosterPreview) -> list[dict[str, Any]]:
    """Every change as the table shows it: new, changed, leaving."""
    new = [new_person(row, found.names) for row in found.new]
    changed = [changed_person(change, found.names) for change in found.changed]
    return [*new, *changed, *(leaving_person(person) for person in found.leaving)]


def new_person(row: RosterRow, names: dict[str, str]) -> dict[str, Any]:
    """A person who comes."""
    values = {"manager": names.get(row.manager, row.manager), "region": row.region}
    parts = [{"field": name, "before": None, "after": value} for name, value in values.items() if value]
    return change_row("new", row.name, row.role, parts=parts)


def changed_person(change: Change, names: dict[str, str]) -> dict[str, Any]:
    """A person who changes; managers are shown by name."""
    parts = []
    for name, (before, after) in change.fields.items():
        pair = (names.get(before, before), names.get(after, after)) if name == "manager" else (before, after)
        parts.append({"field": FIELD_WORDS.get(name, name), "before": pair[0], "after": pair[1] or "none"})
    return change_row("changed", change.row.name, change.row.role, parts=parts)


def leaving_person(person: Respondent) -> dict[str, Any]:
    """A person who is not in the file."""
    return change_row("leaving", person.name, person.role, text="not in the file; past answers stay as they are")


def change_row(kind: str, name: str, role: str, *, parts: Any = (), text: str = "") -> dict[str, Any]:
    """One row of the table of changes; changes hold from today."""
    return {
        "kind": kind,
        "name": name,
        "role": role,
        "parts": list(parts),
        "text": text,
        "day": short_day(now().date()),
    }
