"""Members sign in through Flask-Security, with our own Member as its account and one role each."""

from typing import Any

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
