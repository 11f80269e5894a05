"""A closed wave with its board, and a program lead who is signed in."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.models import Member, Wave
from tests.makers import make_member
from tests.survey_service.closed_waves import make_closed_wave, sign_in
from tests.survey_service.theme_boards import make_board


@pytest.fixture
def wave(session: Session) -> Wave:
    return make_closed_wave(session)


@pytest.fixture
def lead(session: Session, client: FlaskClient, wave: Wave) -> Member:
    member = make_member(session, wave.survey.organisation)
    session.commit()
    sign_in(client, member)
    return member


@pytest.fixture
def address(session: Session, wave: Wave, lead: Member) -> str:
    make_board(session, wave)
    session.commit()
    return f"/surveys/{wave.survey_id}/themes"
