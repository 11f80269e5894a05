"""The page of the themes of a closed wave with its board, for a program lead who is signed in."""

import pytest
from sqlalchemy.orm import Session

from survey_service.models import Member, Wave
from tests.survey_service.theme_boards import make_board


@pytest.fixture
def address(session: Session, wave: Wave, lead: Member) -> str:
    make_board(session, wave)
    session.commit()
    return f"/surveys/{wave.survey_id}/themes"
