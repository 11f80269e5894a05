"""The receipt: shown after the send, and the way to change or withdraw what was sent."""

from datetime import date
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey_service import db
from survey_service.clock import zone_of
from survey_service.config import RESPONDENT_REQUEST_LIMIT, Settings
from survey_service.errors import UnknownLinkError, UnknownReceiptError
from survey_service.forms.receipt import ReceiptForm
from survey_service.models import Wave
from survey_service.operations.receipts import Receipt, read_code
from survey_service.operations.recurrence import next_dates
from survey_service.operations.responses import UNKNOWN_RECEIPT, find_response, withdraw_response
from survey_service.views.sittings import Sitting, find_open_sitting, forget, remember
from survey_service.wording import MONTHS

blueprint = Blueprint("receipts", __name__, url_prefix="/receipt")


@blueprint.before_request
def limit_request() -> None:
    """Take no more than a code can need."""
    request.max_content_length = RESPONDENT_REQUEST_LIMIT
    request.max_form_memory_size = RESPONDENT_REQUEST_LIMIT


@blueprint.route("", methods=["GET", "POST"])
def enter() -> ResponseReturnValue:
    """Ask for the code; the holder of the link finds it filled in."""
    form = ReceiptForm(request.form if request.method == "POST" else None, data={"code": own_code()})
    if request.method != "POST":
        return render_template("respond/enter_receipt.html", form=form)
    code = read_code(form.code.data or "") if form.validate() else None
    try:
        find_response(db.session(), Receipt(code or ""))
    except UnknownReceiptError as error:
        form.code.errors = [*form.code.errors, str(error)][:1]
        return render_template("respond/enter_receipt.html", form=form), 422
    response = redirect(url_for(".choose"), code=303)
    remember(response, code or "")
    return response


@blueprint.get("/answers")
def choose() -> ResponseReturnValue:
    """Offer to change or to withdraw."""
    sitting = sent_sitting()
    if not sitting.changing:
        return redirect(url_for(".enter"), code=303)
    return render_template("respond/choose_change.html", **sitting.page_values())


@blueprint.route("/withdraw", methods=["GET", "POST"])
def withdraw() -> ResponseReturnValue:
    """Ask once more, then delete the response."""
    sitting = sent_sitting()
    if request.method != "POST":
        return render_template("respond/withdraw.html", **sitting.page_values())
    session = db.session()
    withdraw_response(session, sitting.receipt)
    session.commit()
    response = redirect(url_for(".withdrawn"), code=303)
    forget(response)
    return response


@blueprint.get("/withdrawn")
def withdrawn() -> ResponseReturnValue:
    """Say that nothing is left."""
    return render_template("respond/withdrawn.html")


@blueprint.get("/file")
def file() -> ResponseReturnValue:
    """Give the receipt as a text file."""
    text = receipt_text(sent_sitting())
    headers = {"Content-Disposition": 'attachment; filename="receipt.txt"'}
    return Response(text, mimetype="text/plain", headers=headers)


def receipt_page(sitting: Sitting) -> str:
    """Render the thanks and the receipt, the same each time for the same person."""
    subject = f"My receipt: {sitting.wave.survey.name}, {sitting.wave.name}"
    return render_template(
        "respond/receipt.html",
        **sitting.page_values(),
        code=sitting.receipt.code,
        mail_url=f"mailto:?subject={quote(subject)}&body={quote(receipt_text(sitting))}",
        dates=coming_dates(sitting.wave),
        changed="changed" in request.args,
    )


def sent_sitting() -> Sitting:
    """The sitting of somebody whose response is stored.

    Raises:
        UnknownReceiptError: none is, for this link or code.
    """
    try:
        sitting = find_open_sitting(db.session())
    except UnknownLinkError as error:
        raise UnknownReceiptError(UNKNOWN_RECEIPT) from error
    if not sitting.sent:
        raise UnknownReceiptError(UNKNOWN_RECEIPT)
    return sitting


def own_code() -> str:
    """The code of whoever came by their link and has answered; empty for all others."""
    try:
        return sent_sitting().receipt.code
    except UnknownReceiptError:
        return ""


def receipt_text(sitting: Sitting) -> str:
    """The receipt as plain text, to mail or to save; its address is ours, whatever the request says of its host."""
    settings: Settings = current_app.extensions["pulse_settings"]
    return (
        f"Receipt: {sitting.receipt.code}\n\n{sitting.wave.survey.name}, {sitting.wave.name}\n"
        f"With this code you can change or withdraw your answers before {sitting.until()}:\n"
        f"{settings.base_url.rstrip('/')}{url_for('receipts.enter')}\n"
    )


def coming_dates(wave: Wave) -> list[dict[str, str]]:
    """What happens next, and when."""
    zone = zone_of(wave.survey.time_zone)
    coming: list[tuple[str, str]] = [
        (short_day(wave.closes_at.astimezone(zone).date()), "The survey closes. Nobody sees any result before."),
        ("After that", "Leaders read one page and choose up to two things to change."),
    ]
    following: list[Any] = next_dates(wave.survey, wave.closes_at, 1) if wave.survey.active else []
    for window in following:
        day = short_day(window.opens_at.astimezone(zone).date())
        coming.append((day, "We ask again, and tell you what they did."))
    return [{"day": day, "text": text} for day, text in coming]


def short_day(day: date) -> str:
    """A day as "25 Sept"."""
    return f"{day.day} {MONTHS[day.month - 1]}"
