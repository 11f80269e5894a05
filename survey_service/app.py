"""Build the application: settings, database, sign-in, views."""

from collections.abc import Callable

from flask import Flask, Response, g, request
from flask_mailman import Mail
from flask_security.core import Security
from flask_wtf.csrf import CSRFProtect

from survey_service import db as database
from survey_service.config import Settings
from survey_service.paths import static_folder, templates_folder
from survey_service.sign_in import MemberDatastore, SignInForm, limit_sign_ins
from survey_service.views import errors, page_context
from survey_service.views.blueprints import BLUEPRINTS, WITHOUT_FORM_TOKEN
from survey_service.views.row_ids import RowId

csrf = CSRFProtect()

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; it touches neither database nor network until it is asked something."""
    settings = settings or Settings()
    app = Flask(__name__, template_folder=str(templates_folder()), static_folder=str(static_folder()))
    app.config.from_mapping(settings.flask_settings())
    app.extensions["pulse_settings"] = settings
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.converters["int"] = RowId
    connect_database(app)
    csrf.init_app(app)
    for blueprint in WITHOUT_FORM_TOKEN:
        csrf.exempt(blueprint)
    Mail(app)
    security = Security(app, MemberDatastore(), login_form=SignInForm)
    security.login_context_processor(page_context.sign_in_context)
    limit_sign_ins(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    page_context.init_app(app)
    errors.init_app(app)
    app.before_request(declare_intent)
    app.teardown_request(forget_intent)
    app.after_request(header_setter(secure=settings.secure))
    return app


def connect_database(app: Flask) -> None:
    """Set up the engine with its hooks, and the migrations."""
    database.db.init_app(app)
    database.alembic.init_app(app)
    with app.app_context():
        database.watch(database.db.engine)


def declare_intent() -> None:
    """Say whether this request writes, so that SQLite takes the right lock at the start."""
    g.intent = database.reading.set(request.method in ("GET", "HEAD", "OPTIONS"))


def forget_intent(_error: BaseException | None) -> None:
    """Leave the intent as it was before the request."""
    if "intent" in g:
        database.reading.reset(g.pop("intent"))


def header_setter(*, secure: bool) -> Callable[[Response], Response]:
    """Make the function that puts the security headers on every answer, and keeps personal pages out of caches."""

    def set_headers(response: Response) -> Response:
        response.headers.extend(HEADERS)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response

    return set_headers
