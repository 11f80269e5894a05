"""What every page knows: whose it is, where one can go from here, and how days are written."""

from typing import Any

from flask import Flask, current_app, g, request, url_for

from survey_service import db
from survey_service.demo import PASSWORD
from survey_service.models import Organisation
from survey_service.operations.members import demo_sign_ins
from survey_service.views.access import current_member
from survey_service.wording import written_day, written_moment

LEAD_PAGES = (
    ("Home", "home.home"),
    ("Surveys", "surveys.surveys"),
    ("People", "roster.roster"),
    ("Waves", "waves.waves"),
    ("Themes", "themes.surveys"),
    ("Reports", "reports.reports"),
    ("Check-ins", "checkins.overview"),
)
EXECUTIVE_PAGES = (("Reports", "reports.reports"), ("Check-ins", "checkins.answers"))


def init_app(app: Flask) -> None:
    """Attach context and filters to an application."""
    app.context_processor(page_context)
    app.jinja_env.filters["day"] = written_day
    app.jinja_env.filters["moment"] = written_moment


def page_context() -> dict[str, Any]:
    """Give every template the organisation, the menu and whether all this is demo data."""
    member = None if g.get("without_database") else current_member()
    organisation: Organisation | None = member.organisation if member else None
    return {
        "organisation": organisation,
        "is_demo": bool(organisation and organisation.is_demo),
        "nav": menu(member.role) if member else [],
        "member": member,
    }


def sign_in_context() -> dict[str, Any]:
    """Offer the sign-ins of the demo on its sign-in page."""
    shown = [{"name": who.name, "email": who.email, "password": PASSWORD} for who in demo_sign_ins(db.session())]
    return {"demo_sign_ins": shown, "is_demo": bool(shown)}


def menu(role: str) -> list[dict[str, Any]]:
    """List the pages a member can go to, the current one marked."""
    pages = [
        page
        for page in (EXECUTIVE_PAGES if role == "executive" else LEAD_PAGES)
        if page[1] in current_app.view_functions
    ]
    return [{"label": label, "url": url_for(end), "current": is_here(end)} for label, end in pages]


def is_here(endpoint: str) -> bool:
    """Whether the open page belongs to an entry of the menu; the themes of a survey have an entry of their own."""
    if request.blueprint == "themes":
        return endpoint.startswith("themes.")
    return f"{request.path}/".startswith(f"{url_for(endpoint)}/")
