"""A closed wave, and its program lead, who is signed in."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.models import Member, Wave
from tests.survey_service.closed_waves import make_closed_wave
from tests.survey_service.views.signing_in import lead_of


@pytest.fixture
def wave(session: Session) -> Wave:
    return make_closed_wave(session)


@pytest.fixture
def lead(session: Session, client: FlaskClient, wave: Wave) -> Member:
    return lead_of(client, session, wave.survey.organisation)
