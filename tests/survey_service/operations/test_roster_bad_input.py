"""A person in two roles, and a team that moves while a wave is open."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Invitation, Organisation, Respondent
from survey_service.operations import roster
from survey_service.operations.invitations import invite
from tests.makers import make_organisation, make_survey, make_wave

HEADER = "name,e-mail,role,manager,region\n"
DANA = "Dana Moran,dana@t.example,manager,,North\n"
VERA = "Vera Quist,vera@t.example,manager,,South\n"


@pytest.fixture
def organisation(session: Session) -> Organisation:
    """An organisation with an empty roster."""
    return make_organisation(session)


def load(session: Session, organisation: Organisation, rows: str, now: datetime) -> roster.RosterPreview:
    """Import a CSV file of these rows."""
    staged = roster.stage_import(session, organisation.id, "roster.csv", (HEADER + rows).encode(), now=now)
    return roster.confirm_import(session, staged)


def test_a_person_in_two_roles_goes_in_once_and_the_other_row_says_why(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    twice = "Dana Moran,DANA@t.example,rep,vera@t.example,South\n"
    done = load(session, organisation, DANA + VERA + twice, now)

    (error,) = done.errors
    assert (error.row, error.column) == (4, "e-mail")
    assert error.wrong == "Row 2 has the same address with the role manager."
    assert error.mend.startswith("A person answers in one role. Row 2 goes in")
    people = session.execute(select(Respondent.email, Respondent.role).order_by(Respondent.email)).all()
    assert [tuple(person) for person in people] == [("dana@t.example", "manager"), ("vera@t.example", "manager")]


def test_a_team_that_moves_while_a_wave_is_open_answers_where_it_was_asked(
    session: Session, organisation: Organisation, now: datetime
) -> None:
    team = "".join(f"Rep {n},rep{n}@t.example,rep,{{boss}},{{region}}\n" for n in range(3))
    load(session, organisation, DANA + VERA + team.format(boss="dana@t.example", region="North"), now)
    wave = make_wave(session, make_survey(session, organisation))
    invite(session, wave, session.scalars(select(Respondent)).all(), now=now, secret="test")
    before = frozen(session)

    moved = load(session, organisation, DANA + VERA + team.format(boss="vera@t.example", region="South"), now)

    assert len(moved.changed) == 3
    assert "The wave that is open now is not touched" in roster.import_consequences(moved)[-1]
    assert frozen(session) == before
    assert {(region, team) for role, region, team in before if role == "rep"} == {("North", "Dana Moran")}


def frozen(session: Session) -> list[tuple[str, str, str]]:
    """Role, region and team of everybody who was asked."""
    invitations = session.scalars(select(Invitation).order_by(Invitation.id))
    return [(one.role, one.region, one.team) for one in invitations]
