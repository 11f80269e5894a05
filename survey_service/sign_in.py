"""Members sign in through Flask-Security, with our own Member as its account and one role each; guessing is slow."""

from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security.core import RoleMixin
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.forms import LoginForm

from survey_service.db import db
from survey_service.models import Member


class MemberDatastore(SQLAlchemyUserDatastore):
    """Where Flask-Security finds members; their one role is a column, so there is no table of roles."""

    def __init__(self) -> None:
        super().__init__(db, Member, RoleMixin)


class SignInForm(LoginForm):
    """E-mail and password; the library's messages, in our words."""

    def validate(self, **kwargs: Any) -> bool:
        """Check both, and say one thing whichever was wrong."""
        if super().validate(**kwargs):
            return True
        self.form_errors = ["The e-mail address or the password is wrong. Check both and sign in again."]
        return False


def limit_sign_ins(app: Flask) -> None:
    """Refuse who fails too often: 20 times an hour from one address, 10 for one account; who gets in is not counted.

    Each web process counts in its own memory, so that two processes allow twice as many.
    """
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    view: Any = app.view_functions["security.login"]  # the limiter types views as maybe awaitable
    for limit, key in (("20 per hour", get_remote_address), ("10 per hour", account_tried)):
        view = limiter.limit(limit, key_func=key, methods=["POST"], deduct_when=was_refused)(view)
    app.view_functions["security.login"] = view


def account_tried() -> str:
    """The account somebody tries to sign in to, whether it is there or not."""
    return f"account {request.form.get('email', '').strip().casefold()[:300]}"


def was_refused(response: Response) -> bool:
    """Whether a sign-in led back to the form instead of on."""
    return response.status_code not in (302, 303)
