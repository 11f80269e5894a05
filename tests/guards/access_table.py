"""Who gets what from every route: the one table, and the small world that it is asked in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from survey_service.clock import now
from survey_service.models import CheckIn, CheckInRow, Member, Organisation, RosterImport, Survey, Wave
from survey_service.operations.guesses import keep_guess
from tests.makers import NOW, make_member, make_organisation, make_respondent, make_survey, make_wave
from tests.survey_service.closed_waves import make_closed_wave, make_report, make_run
from tests.survey_service.theme_boards import make_board

VISITORS = ("nobody", "executive", "program_lead", "administrator", "other_lead", "other_executive")
"""Who comes, in the order of the statuses below; the last two are of another organisation."""

ALL_200 = "200 200 200 200 200 200"
ALL_303 = "303 303 303 303 303 303"
NO_LINK = "404 404 404 404 404 404"
LEAD_PAGE = "303 403 200 200 200 403"
LEAD_POST = "303 403 303 303 303 403"
LEADS_OWN = "303 403 200 200 404 403"
LEADS_OWN_POST = "303 403 303 303 404 403"

FRESH_PAGE = {"page": "a page", "changes": "0"}
"""What a form of the page of themes carries: the page's random name, and how many changes it knows of."""


@dataclass(frozen=True)
class World:
    """What the addresses of the table point at, and who comes."""

    members: dict[str, Member]
    places: dict[str, int]


@dataclass(frozen=True)
class Row:
    """One request and what each visitor gets; `values` fill the address, a name of World.places standing for its id."""

    method: str
    endpoint: str
    statuses: str
    values: dict[str, str | int]
    form: dict[str, str]

    def expected(self) -> dict[str, int]:
        """The status by visitor."""
        return dict(zip(VISITORS, map(int, self.statuses.split()), strict=True))

    def address_values(self, world: World) -> dict[str, str | int]:
        """The values with the ids of a world."""
        return {name: world.places.get(str(value), value) for name, value in self.values.items()}


def row(method: str, endpoint: str, statuses: str, form: dict[str, str] | None = None, **values: str | int) -> Row:
    """One row of the table."""
    return Row(method, endpoint, statuses, values, form or {})


TABLE = (
    row("GET", "static", ALL_200, filename="favicon.svg"),
    row("GET", "security.login", "200 302 302 302 302 302"),
    row("POST", "security.login", "200 302 302 302 302 302"),
    row("GET", "home.root", ALL_303),
    row("GET", "home.home", LEAD_PAGE),
    row("GET", "surveys.surveys", LEAD_PAGE),
    row("GET", "surveys.choose", LEAD_PAGE),
    row("GET", "surveys.asks", LEAD_PAGE, key="quarterly"),
    row("GET", "surveys.create", LEAD_PAGE, key="quarterly"),
    row("POST", "surveys.create", "303 403 400 400 400 403", {"name": ""}, key="quarterly"),
    row("GET", "surveys.survey", LEADS_OWN, survey_id="survey"),
    row("GET", "surveys.edit", LEADS_OWN, survey_id="survey"),
    row("POST", "surveys.edit", "303 403 400 400 404 403", {"name": ""}, survey_id="survey"),
    row("POST", "surveys.pause", LEADS_OWN_POST, survey_id="survey"),
    row("POST", "surveys.resume", LEADS_OWN_POST, survey_id="survey"),
    row("GET", "roster.roster", LEAD_PAGE),
    row("GET", "roster.upload", LEAD_PAGE),
    row("POST", "roster.upload", "303 403 400 400 400 403"),
    row("GET", "roster.preview", LEADS_OWN, import_id="import"),
    row("POST", "roster.confirm", LEADS_OWN_POST, import_id="import"),
    row("POST", "roster.cancel", LEADS_OWN_POST, import_id="import_to_cancel"),
    row("GET", "waves.waves", LEAD_PAGE),
    row("GET", "waves.wave", LEADS_OWN, wave_id="open"),
    row("GET", "waves.open_now", LEADS_OWN, wave_id="planned"),
    row("POST", "waves.open_now", LEADS_OWN_POST, wave_id="planned"),
    row("GET", "waves.lost_mails", LEADS_OWN, wave_id="open"),
    row("POST", "waves.try_again", LEADS_OWN_POST, wave_id="open"),
    row("GET", "waves.close_now", LEADS_OWN, wave_id="open"),
    row("POST", "waves.close_now", LEADS_OWN_POST, wave_id="open"),
    row("GET", "themes.surveys", LEAD_PAGE),
    row("GET", "themes.board", LEADS_OWN, survey_id="themed"),
    row("GET", "themes.board", LEADS_OWN, survey_id="survey"),
    row("POST", "themes.change", LEADS_OWN_POST, FRESH_PAGE | {"action": "pin"}, survey_id="themed", theme_id=1),
    row("POST", "themes.change_chosen", "303 403 409 409 404 403", {"action": "merge"}, survey_id="themed"),
    row("POST", "themes.move", "303 403 409 409 404 403", {"comment": "x"}, survey_id="themed", theme_id=1),
    row("POST", "themes.work_with", "303 403 409 409 404 403", {"number": "7"}, survey_id="themed"),
    row("POST", "themes.undo", "303 403 404 404 404 403", {"batch": "x"}, survey_id="themed"),
    row("POST", "themes.again", LEADS_OWN_POST, survey_id="themed"),
    row("GET", "reports.reports", "303 200 200 200 200 200"),
    row("GET", "reports.report", "303 303 200 200 404 404", wave_id="closed"),
    row("GET", "reports.report", "303 200 200 200 404 404", wave_id="guessed"),
    row("GET", "reports.pdf", "303 303 200 200 404 404", wave_id="closed"),
    row("GET", "reports.pdf", "303 200 200 200 404 404", wave_id="guessed"),
    row("POST", "reports.again", LEADS_OWN_POST, wave_id="failed"),
    row("GET", "reveal.guess", "303 200 403 403 403 404", wave_id="closed"),
    row("POST", "reveal.guess", "303 400 403 403 403 404", wave_id="closed"),
    row("GET", "reveal.reveal", "303 200 403 403 403 404", wave_id="guessed"),
    row("GET", "exports.export", LEADS_OWN, wave_id="closed", kind="csv"),
    row("GET", "exports.export", LEADS_OWN, wave_id="closed", kind="xlsx"),
    row("GET", "exports.export", LEADS_OWN, wave_id="closed", kind="json"),
    row("GET", "checkins.overview", LEAD_PAGE),
    row("POST", "checkins.begin", LEAD_POST),
    row("GET", "checkins.answers", "303 200 403 403 403 404"),
    row("POST", "checkins.answer", "303 303 403 403 403 404", {"answer": "support"}, row_id="ask"),
    row("GET", "checkins.decline", "303 200 403 403 403 404", row_id="ask"),
    row("POST", "checkins.decline", "303 400 403 403 403 404", row_id="ask"),
    row("POST", "checkins.undo", "303 303 403 403 403 404", row_id="ask"),
    row("POST", "checkins.seen", "303 303 403 403 403 404"),
    row("GET", "checkins.open_link", ALL_303, token="x" * 43),
    row("GET", "checkins.mine", NO_LINK),
    row("POST", "checkins.save", NO_LINK),
    row("GET", "respond.open_link", ALL_303, token="x" * 43),
    row("GET", "respond.start", NO_LINK),
    row("GET", "respond.promise", NO_LINK),
    row("GET", "respond.questions", NO_LINK),
    row("POST", "respond.send_short", NO_LINK),
    row("GET", "respond.question", NO_LINK, question_id="I1"),
    row("POST", "respond.answer", NO_LINK, {"I1": "1"}, question_id="I1"),
    row("GET", "respond.stop", NO_LINK),
    row("POST", "respond.stop", NO_LINK),
    row("GET", "receipts.enter", ALL_200),
    row("POST", "receipts.enter", "422 422 422 422 422 422", {"code": "7QK4-M9XT-2HPR"}),
    row("GET", "receipts.choose", NO_LINK),
    row("GET", "receipts.file", NO_LINK),
    row("GET", "receipts.withdraw", NO_LINK),
    row("POST", "receipts.withdraw", NO_LINK),
    row("GET", "receipts.withdrawn", ALL_200),
    row("POST", "security.logout", "302 302 302 302 302 302"),
)


def make_world(session: Session, *, secret: str) -> World:
    """An organisation with something behind every address, and another one with two members."""
    home, other = make_organisation(session), make_organisation(session, "Elsewhere")
    members = {role: make_member(session, home, role) for role in ("executive", "program_lead", "administrator")}
    members["other_lead"] = make_member(session, other, "program_lead")
    members["other_executive"] = make_member(session, other, "executive")
    places = wave_places(session, home, members["executive"], secret=secret) | import_places(session, home)
    session.commit()
    return World(members, places)


def wave_places(session: Session, home: Organisation, executive: Member, *, secret: str) -> dict[str, int]:
    """A wave of every kind, and an ask of a manager to the executive."""
    leader = make_respondent(session, home, "executive", email=executive.email)
    closed, guessed, failed = (make_closed_wave(session, home) for _ in range(3))
    for wave in (closed, guessed):
        make_report(session, wave)
    keep_guess(session, guessed, leader, {"I6": 2}, secret=secret)
    make_run(session, failed, state="failed", message="It could not be read.")
    make_board(session, guessed)
    running: Callable[..., Wave] = lambda survey, **values: make_wave(session, survey, **values)  # noqa: E731
    window = {"opens_at": now() - timedelta(days=1), "closes_at": now() + timedelta(days=3)}
    asked: Survey = make_survey(session, home)
    planned = running(make_survey(session, home), state="planned", instrument_id=None, **window)
    opened = running(asked, **window)
    waves = {"closed": closed, "guessed": guessed, "failed": failed, "planned": planned, "open": opened}
    places = {name: wave.id for name, wave in waves.items()}
    return places | {"survey": asked.id, "themed": guessed.survey_id, "ask": make_ask(session, home, leader.id)}


def make_ask(session: Session, home: Organisation, leader_id: int) -> int:
    """A manager's ask that waits for the leader; its id."""
    manager = make_respondent(session, home, "manager", manager_id=leader_id)
    rep = make_respondent(session, home, manager_id=manager.id)
    checkin = CheckIn(
        organisation_id=home.id,
        manager_id=manager.id,
        leader_id=leader_id,
        month=NOW.date().replace(day=1),
        state="sent",
        token_hash=b"a link nobody has",
        sent_at=NOW,
    )
    session.add(checkin)
    session.flush()
    ask = CheckInRow(checkin_id=checkin.id, rep_id=rep.id, priority="discovery", support="time")
    session.add(ask)
    session.flush()
    return ask.id


def import_places(session: Session, home: Organisation) -> dict[str, int]:
    """Two roster files that wait."""
    rows: list[dict[str, Any]] = [
        {
            "row": 2,
            "name": "Ada Lind",
            "email": "ada@tarnbrook.example",
            "role": "rep",
            "manager": "",
            "region": "",
            "language": "en",
            "time_zone": "UTC",
        }
    ]
    staged = {
        name: RosterImport(organisation_id=home.id, file_name="people.csv", rows=rows, created_at=NOW)
        for name in ("import", "import_to_cancel")
    }
    session.add_all(staged.values())
    session.flush()
    return {name: found.id for name, found in staged.items()}
