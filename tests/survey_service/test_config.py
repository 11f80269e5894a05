"""What a failed statement may say: it goes into logs, and to the program lead where an analysis failed."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey_service.models import Response
from survey_service.operations.responses import submit_response
from survey_service.sealing import new_token
from tests.makers import NOW, make_asked_wave

TEXT = "Omar never listens."


def test_a_failed_statement_does_not_tell_what_somebody_wrote(session: Session) -> None:
    wave, [(invitation, token)] = make_asked_wave(session, instrument_key="monthly_rep")
    answers = {"I1": 3, "I3": {"n": 3, "of": 5}, "I6": 2}
    submit_response(session, invitation, answers, token=token, today=NOW.date())
    twice = session.query(Response).one().receipt_hash
    written = TEXT.encode()
    key = new_token().encode()[:16]
    session.add(Response(key=key, wave_id=wave.id, sealed_body=written, receipt_hash=twice, day=NOW.date()))

    with pytest.raises(IntegrityError) as failed:
        session.flush()

    assert TEXT not in str(failed.value)
