"""Map what went wrong to a page and a status; nowhere else does a domain error become an HTTP answer."""

from flask import Flask, Response, g, make_response, render_template
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from survey_service.errors import (
    AlreadyAnsweredError,
    ConflictError,
    InvalidAnswersError,
    InvalidFileError,
    NotFoundError,
    PulseError,
    ReportNotReadyError,
    UnknownReceiptError,
    WaveNotOpenError,
    WaveStateError,
)

STATUSES: dict[type[PulseError], int] = {
    NotFoundError: 404,
    UnknownReceiptError: 404,
    ReportNotReadyError: 404,
    WaveNotOpenError: 410,
    AlreadyAnsweredError: 409,
    WaveStateError: 409,
    ConflictError: 409,
    InvalidAnswersError: 400,
    InvalidFileError: 400,
}

TITLES = {
    400: "This could not be read",
    403: "This page is not open to you",
    404: "There is nothing here",
    405: "This page cannot be used that way",
    409: "This cannot be done now",
    410: "This is closed",
    413: "That is too much at once",
    429: "Too many tries",
    500: "Something went wrong on our side",
    503: "We cannot store anything at this moment",
}

WHAT_TO_DO = {
    400: "Go back and try again. Nothing was changed.",
    403: "Sign in with another address, or ask your program lead.",
    404: "Check the address. If a link in a mail led here, it may have ended or been replaced.",
    405: "Go back to the page before and use its buttons.",
    413: "A form may be up to 256 KiB, a roster file up to 5 MB. Shorten it and send it again.",
    429: "Wait an hour, then try again. If you have lost your password, ask your administrator.",
    500: "It has been noted. Nothing you sent was half stored. Try again in a minute.",
    503: "Keep this page, wait a minute and send it again.",
}


def init_app(app: Flask) -> None:
    """Attach the pages to an application."""
    app.register_error_handler(PulseError, show_domain_error)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(OperationalError, show_database_error)


def page(status: int, sentence: str = "") -> Response:
    """Render the one problem page with a status."""
    title, sentence = TITLES.get(status, TITLES[500]), sentence or WHAT_TO_DO.get(status, "")
    text = render_template("errors/problem.html", status=status, title=title, sentence=sentence)
    response = make_response(text, status)
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response


def show_domain_error(error: PulseError) -> Response:
    """Show what a domain error says, with its status."""
    status = next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 400)
    return page(status, str(error))


def show_http_error(error: HTTPException) -> Response:
    """Show one of HTTP's own errors; redirects and ready answers pass through."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error.get_response()  # type: ignore[return-value]  # werkzeug's own Response
    answer = page(error.code)
    if error.code == 405:
        answer.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return answer


def show_database_error(_error: OperationalError) -> Response:
    """Say that nothing can be stored now, and when to try again; the page asks the database nothing."""
    g.without_database = True
    return page(503)
