"""Waves: all of them, one of them, and opening or closing it now."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from survey_service import db
from survey_service.clock import now
from survey_service.models import Wave
from survey_service.operations import waves as operations
from survey_service.operations.invitations import not_arrived, send_again
from survey_service.operations.participation import participation, people_asked
from survey_service.operations.reports import RUN_STEPS, newest_run
from survey_service.views.access import LEAD, open_to, organisation
from survey_service.wording import began_upper, counted, short_moment

blueprint = Blueprint("waves", __name__, url_prefix="/waves")
blueprint.add_app_template_filter(short_moment)
blueprint.add_app_template_filter(began_upper)


@blueprint.get("")
@open_to(*LEAD)
def waves() -> ResponseReturnValue:
    """List all waves, the latest first."""
    return render_template("waves/waves.html", waves=operations.waves_of(db.session(), organisation()))


@blueprint.get("/<int:wave_id>")
@open_to(*LEAD)
def wave(wave_id: int) -> ResponseReturnValue:
    """Show one wave: dates, who was asked, participation in steps while it is open."""
    session = db.session()
    found = mine(wave_id)
    return render_template(
        "waves/wave.html",
        wave=found,
        rows=participation(session, found) if found.state == "open" else [],
        asked=people_asked(session, found),
        lost=not_arrived(session, found) if found.state == "open" else [],
        run=newest_run(session, found),
        steps=RUN_STEPS,
    )


@blueprint.route("/<int:wave_id>/open", methods=["GET", "POST"])
@open_to(*LEAD)
def open_now(wave_id: int) -> ResponseReturnValue:
    """Say what opening a wave now means, and open it."""
    session, moment, found = db.session(), now(), mine(wave_id)
    form = FlaskForm()
    if form.validate_on_submit():
        asked = operations.open_wave(session, found, now=moment, secret=current_app.config["SECRET_KEY"])
        session.commit()
        flash(f"Open: {counted(asked, 'person is', 'people are')} invited. Their mails go out now.")
        return redirect(url_for(".wave", wave_id=wave_id), code=303)
    operations.may_open(session, found, now=moment)
    asked_now = operations.who_would_be_asked(session, found.survey, now=moment)
    closes_at = operations.closing_if_opened(found, now=moment)
    reason = "" if asked_now.people else operations.nobody_to_ask(asked_now.resting)
    return render_template("waves/open.html", wave=found, asked=asked_now, closes_at=closes_at, reason=reason)


@blueprint.route("/<int:wave_id>/close", methods=["GET", "POST"])
@open_to(*LEAD)
def close_now(wave_id: int) -> ResponseReturnValue:
    """Say what closing a wave now means, and close it."""
    session, found = db.session(), mine(wave_id)
    form = FlaskForm()
    if form.validate_on_submit():
        operations.close_wave(session, found, now=now())
        session.commit()
        flash("Closed. The answers are being sealed, and then the report is made; it takes about a minute.")
        return redirect(url_for(".wave", wave_id=wave_id), code=303)
    operations.may_close(found)
    return render_template(
        "waves/close.html",
        wave=found,
        asked=people_asked(session, found),
        rows=participation(session, found),
    )


@blueprint.get("/<int:wave_id>/not-arrived")
@open_to(*LEAD)
def lost_mails(wave_id: int) -> ResponseReturnValue:
    """List the people whose invitation did not arrive."""
    found = mine(wave_id)
    return render_template("waves/not_arrived.html", wave=found, lost=not_arrived(db.session(), found))


@blueprint.post("/<int:wave_id>/not-arrived")
@open_to(*LEAD)
def try_again(wave_id: int) -> ResponseReturnValue:
    """Send the mails that did not arrive once more."""
    session, found = db.session(), mine(wave_id)
    operations.may_close(found)
    count = len(not_arrived(session, found))
    send_again(session, found, now=now())
    session.commit()
    flash(f"On its way again: {counted(count, 'invitation')}." if count else "There was nothing to send again.")
    return redirect(url_for(".wave", wave_id=wave_id), code=303)


def mine(wave_id: int) -> Wave:
    """The wave of that id, if it is the member's organisation's."""
    return operations.find_wave(db.session(), organisation(), wave_id)
