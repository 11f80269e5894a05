"""The monthly check-in: a manager's rows by a personal link, a leader's answers, and the lead's month in figures."""

from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey_service import db
from survey_service.checkin_rows import LAST_STATUSES, PRIORITIES, SUPPORTS, RowEntry
from survey_service.clock import now, today, zone_of
from survey_service.errors import NotFoundError
from survey_service.forms.checkins import ReasonForm, read_entries, row_prefix, row_problems
from survey_service.models import CheckIn, CheckInRow, Respondent
from survey_service.operations import checkin_figures, checkins
from survey_service.operations.members import respondent_of
from survey_service.views.access import EXECUTIVE, LEAD, member, open_to, organisation
from survey_service.views.sittings import cookie_is_secure

blueprint = Blueprint("checkins", __name__)

WORKING_DAY_DUE = 5
"""Of the month."""


def cookie_name() -> str:
    """The cookie that holds a manager's link, bound to this host where the connection is encrypted."""
    return "__Host-pulse-checkin" if cookie_is_secure() else "pulse-checkin"


@blueprint.get("/c/<token>")
def open_link(token: str) -> ResponseReturnValue:
    """Move the token of a manager's link from the address into a cookie."""
    response = redirect(url_for(".mine"), code=303)
    response.set_cookie(cookie_name(), token[:64], path="/", secure=cookie_is_secure(), httponly=True, samesite="Lax")
    return response


def my_checkin() -> CheckIn:
    """Find the check-in of the manager whose link is in the cookie."""
    return checkins.find_by_token(db.session(), request.cookies.get(cookie_name(), ""))


@blueprint.get("/check-in")
def mine() -> ResponseReturnValue:
    """Show a manager their rows, or what they sent."""
    checkin = my_checkin()
    return rows_page(checkin, [entry_of(row) for row in checkin.rows], {})


@blueprint.post("/check-in")
def save() -> ResponseReturnValue:
    """Keep the rows, and send them when asked to; what is wrong comes back with every word."""
    session, checkin = db.session(), my_checkin()
    if checkin.state != "draft":
        return redirect(url_for(".mine"), code=303)
    sending = request.form.get("action") == "send"
    before = [entry_of(row) for row in checkin.rows]
    entries = read_entries(request.form, [row.rep_id for row in checkin.rows])
    problems = row_problems(entries, sending=sending)
    too_much = row_problems(entries, sending=False)
    checkins.save_rows(checkin, [entry for entry in entries if entry.rep_id not in too_much], now=now())
    if sending and not problems:
        checkins.send_checkin(session, checkin, now=now())
    session.commit()
    if problems:
        return rows_page(checkin, entries, problems), 400
    return redirect(url_for(".mine", _anchor=next_row(before, entries)), code=303)


def next_row(before: list[RowEntry], entries: list[RowEntry]) -> str | None:
    """The row after the last one that was changed, where a manager goes on."""
    changed = [place for place, (old, new) in enumerate(zip(before, entries, strict=True)) if old != new]
    place = changed[-1] + 1 if changed else 0
    return row_prefix(entries[place].rep_id) if changed and place < len(entries) else None


def entry_of(row: CheckInRow) -> RowEntry:
    """A stored row as it would be entered."""
    return RowEntry(row.rep_id, row.priority, row.plan, row.talks, row.support, row.last_status)


def rows_page(checkin: CheckIn, entries: list[RowEntry], problems: dict[int, str]) -> str:
    """Render a manager's page."""
    zone = zone_of(checkin.manager.time_zone)
    return render_template(
        "checkins/rows.html",
        checkin=checkin,
        entries={entry.rep_id: entry for entry in entries},
        problems=problems,
        before={row.rep_id for row in checkins.last_rows(db.session(), checkin)},
        due=checkin_figures.nth_working_day(checkin.month, WORKING_DAY_DUE),
        saved_at=checkin.saved_at.astimezone(zone) if checkin.saved_at else None,
        priorities=[{"value": "", "label": "choose"}, *choices(PRIORITIES)],
        supports=choices(SUPPORTS),
        statuses=choices(LAST_STATUSES),
        prefix=row_prefix,
        nav=[{"label": "My check-in", "url": url_for(".mine"), "current": True}],
        organisation=checkin.manager.organisation,
        is_demo=checkin.manager.organisation.is_demo,
    )


def choices(words: dict[str, str]) -> list[dict[str, str]]:
    """Keys and labels as the macros take them."""
    return [{"value": key, "label": label} for key, label in words.items()]


def me_as_leader() -> Respondent:
    """Find the executive who is signed in on the roster."""
    found = respondent_of(db.session(), member())
    if found is None:
        raise NotFoundError("Your address is not on the roster, so no check-ins come to you. Ask your program lead.")
    return found


def newest_month() -> date:
    """The newest month with check-ins, or this one."""
    months = checkin_figures.months_begun(db.session(), organisation().id)
    return months[0] if months else today().replace(day=1)


@blueprint.get("/check-ins/answers")
@open_to(*EXECUTIVE)
def answers() -> ResponseReturnValue:
    """Show a leader what their managers ask for, the oldest first."""
    session, leader, month = db.session(), me_as_leader(), newest_month()
    asks = checkins.asks_of(session, leader, month)
    waiting = [(checkin_figures.waited(row, today()), row) for row in asks if row.decision == "waiting"]
    return render_template(
        "checkins/answers.html",
        month=month,
        waiting=waiting,
        answered=[row for row in asks if row.decision != "waiting"],
        checkins=checkins.checkins_of_leader(session, leader, month),
        asks_by_manager=[row.checkin.manager_id for row in asks],
        supports=SUPPORTS,
    )


@blueprint.post("/check-ins/answers/<int:row_id>")
@open_to(*EXECUTIVE)
def answer(row_id: int) -> ResponseReturnValue:
    """Support an ask at once, or go on to say why not."""
    session = db.session()
    row = checkins.find_ask(session, me_as_leader(), row_id)
    if request.form.get("answer") == "decline":
        return redirect(url_for(".decline", row_id=row_id), code=303)
    checkins.support_ask(row, now=now())
    session.commit()
    flash(f"Supported: {SUPPORTS[row.support]} for {row.rep.name}, asked by {row.checkin.manager.name}.")
    return redirect(url_for(".answers", undo=row_id), code=303)


@blueprint.route("/check-ins/answers/<int:row_id>/decline", methods=["GET", "POST"])
@open_to(*EXECUTIVE)
def decline(row_id: int) -> ResponseReturnValue:
    """Ask for a reason, and decline."""
    session, form = db.session(), ReasonForm()
    row = checkins.find_ask(session, me_as_leader(), row_id)
    if not form.validate_on_submit():
        page = render_template("checkins/decline.html", form=form, row=row, supports=SUPPORTS)
        return page, 400 if form.is_submitted() else 200
    checkins.decline_ask(row, form.reason.data or "", now=now())
    session.commit()
    flash(f"Declined: {SUPPORTS[row.support]} for {row.rep.name}, asked by {row.checkin.manager.name}.")
    return redirect(url_for(".answers", undo=row_id), code=303)


@blueprint.post("/check-ins/answers/<int:row_id>/undo")
@open_to(*EXECUTIVE)
def undo(row_id: int) -> ResponseReturnValue:
    """Put an answered ask back on the list."""
    session = db.session()
    checkins.undo_decision(checkins.find_ask(session, me_as_leader(), row_id))
    session.commit()
    return redirect(url_for(".answers"), code=303)


@blueprint.post("/check-ins/seen")
@open_to(*EXECUTIVE)
def seen() -> ResponseReturnValue:
    """Note that the leader has read what was sent."""
    session = db.session()
    checkins.mark_seen(session, me_as_leader(), newest_month())
    session.commit()
    return redirect(url_for(".answers"), code=303)


@blueprint.get("/check-ins")
@open_to(*LEAD)
def overview() -> ResponseReturnValue:
    """Show a program lead the month in figures; names stay between managers and leaders."""
    session, home = db.session(), organisation()
    month = newest_month()
    sent, total = checkin_figures.sent_of(session, home.id, month)
    return render_template(
        "checkins/overview.html",
        month=month,
        this_month=today(zone_of(home.time_zone)).replace(day=1),
        sent=sent,
        total=total,
        loop=checkin_figures.loop_counts(session, home.id, month),
    )


@blueprint.post("/check-ins/begin")
@open_to(*LEAD)
def begin() -> ResponseReturnValue:
    """Begin this month's check-in for every manager who has none yet, and mail each their link."""
    session, home = db.session(), organisation()
    month = today(zone_of(home.time_zone)).replace(day=1)
    begun = checkins.begin_month(session, home.id, month, now=now(), secret=current_app.config["SECRET_KEY"])
    session.commit()
    nobody = "Every manager with reps has this month’s check-in already."
    flash(f"Begun: {begun} managers get a mail with their link." if begun else nobody)
    return redirect(url_for(".overview"), code=303)
