"""Words that set roles apart: on the page of themes and in the report, from what is stored and from nothing else."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.models import Member, Wave
from tests.survey_service.closed_waves import make_report
from tests.survey_service.report_sample import sample_snapshot
from tests.survey_service.theme_board_sample import ROLE_WORDS, sample_board
from tests.survey_service.theme_boards import make_board

HEADING = "Words that set reps and managers apart"
SHOWN = ("Of 104 reps and 16 managers who wrote something.", "waiting for a price", "sit in")


def test_the_board_shows_them_and_one_without_them_nothing(
    client: FlaskClient, session: Session, wave: Wave, address: str
) -> None:
    page = client.get(address).text
    assert page.count(HEADING) == 1
    assert all(words in page for words in SHOWN)

    old = {name: value for name, value in sample_board().items() if name != "words"}
    make_board(session, wave, old)
    session.commit()
    assert HEADING not in client.get(address).text


def test_the_report_shows_them_and_an_old_one_nothing(
    client: FlaskClient, session: Session, wave: Wave, lead: Member
) -> None:
    make_report(session, wave, {name: value for name, value in sample_snapshot().items() if name != "words"})
    session.commit()
    assert HEADING not in client.get(f"/reports/{wave.id}").text

    make_report(session, wave, sample_snapshot() | {"words": [ROLE_WORDS]})
    session.commit()
    page = client.get(f"/reports/{wave.id}").text
    assert page.count(HEADING) == 1
    assert all(words in page for words in SHOWN)
    assert client.get(f"/reports/{wave.id}/report.pdf").status_code == 200
