"""Who may see a page: members by role, and who the member is."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from survey_service.models import Member, Organisation

P = ParamSpec("P")

LEAD = ("program_lead", "administrator")
EXECUTIVE = ("executive",)
ANY_MEMBER = (*LEAD, *EXECUTIVE)


def current_member() -> Member | None:
    """Return the member who is signed in, or None."""
    return cast("Member", current_user) if current_user.is_authenticated else None


def member() -> Member:
    """Return the member who is signed in; only for pages that are `open_to` members."""
    found = current_member()
    if found is None:
        abort(403)
    return found


def organisation() -> Organisation:
    """Return the organisation of the member who is signed in."""
    return member().organisation


def open_to(*roles: str) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let only members with one of `roles` see a page; send others to sign in, or refuse with 403."""

    def decorate(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            found = current_member()
            if found is None:
                return redirect(url_for("security.login", next=request.path), code=303)
            if found.role not in roles:
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return decorate
