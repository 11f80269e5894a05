"""The first page of a program lead, and where everybody else begins."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey_service import db
from survey_service.clock import now, zone_of
from survey_service.operations import home as operations
from survey_service.operations.checkin_figures import loop_counts, sent_of
from survey_service.operations.home import Coming
from survey_service.operations.participation import participation
from survey_service.views.access import LEAD, current_member, open_to, organisation
from survey_service.views.needs import Needs, what_needs_you
from survey_service.wording import counted, short_day

blueprint = Blueprint("home", __name__)

COMING_SHOWN = 6


@blueprint.get("/")
def root() -> ResponseReturnValue:
    """Send everybody to where they begin."""
    found = current_member()
    if found is None:
        return redirect(url_for("security.login"), code=303)
    return redirect(url_for("reports.reports" if found.role == "executive" else ".home"), code=303)


@blueprint.get("/home")
@open_to(*LEAD)
def home() -> ResponseReturnValue:
    """Show what is open, what comes next and what needs somebody; to a new organisation, its first three steps."""
    session, moment, mine = db.session(), now(), organisation()
    today = moment.astimezone(zone_of(mine.time_zone)).date()
    steps = operations.first_steps(session, mine)
    month = today.replace(day=1)
    sent, begun = sent_of(session, mine.id, month)
    needs = what_needs_you(session, mine, now=moment)
    coming = operations.what_comes_next(session, mine, now=moment, count=COMING_SHOWN)
    waves = operations.open_waves(session, mine)
    return render_template(
        "home/home.html",
        today=today,
        steps=steps,
        lead=lead_sentence(len(waves), needs),
        waves=[(wave, participation(session, wave)) for wave in waves],
        coming=[agenda_item(coming) for coming in coming],
        needs=needs.rows(),
        checkins={"month": month, "sent": sent, "begun": begun, "loop": loop_counts(session, mine.id, month)},
    )


def agenda_item(coming: Coming) -> dict[str, str]:
    """One line of what comes next, at the survey's own wall time."""
    local = coming.at.astimezone(zone_of(coming.survey.time_zone))
    what = f"{coming.survey.name}, {coming.name}"
    return {
        "day": short_day(local.date()),
        "what": f"{what}, opens" if coming.opens else f"{what}, closes and is sealed",
        "when": f"{local:%H:%M}",
    }


def lead_sentence(open_waves: int, needs: Needs) -> str:
    """What the day is about, in one sentence."""
    parts = [f"{counted(open_waves, 'wave')} {'is' if open_waves < 2 else 'are'} open", *needs.phrases()]
    sentence = ", ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."
