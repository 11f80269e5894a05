"""After the seal nothing in the database pairs a response with who answered."""

from collections import Counter
from datetime import date
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from survey_service.models import Invitation, Respondent, Response, Wave
from survey_service.operations.responses import submit_response
from survey_service.operations.seals import forget_old_versions, seal_responses
from tests.makers import make_invitation, make_organisation, make_respondent, make_survey, make_wave

PEOPLE = 12


def answered_wave(session: Session) -> tuple[Wave, list[str]]:
    """A wave in which everybody answered in a transaction of their own, with a text that is theirs alone."""
    organisation = make_organisation(session)
    wave = make_wave(session, make_survey(session, organisation, instrument_key="monthly_rep"))
    invitations = [make_invitation(session, wave, make_respondent(session, organisation)) for _ in range(PEOPLE)]
    session.commit()
    codes = []
    for number, (invitation, token) in enumerate(invitations):
        answers = {"I1": 1 + number % 5, "I3": {"n": number % 6, "of": 5}, "I6": 1 + number % 4}
        codes.append(submit_response(session, invitation, answers, token=token, today=date(2026, 9, 20)).code)
        session.commit()
    return wave, codes


def test_the_seal_keeps_every_answer(session: Session) -> None:
    wave, _ = answered_wave(session)
    before = sorted(str(answers) for answers in session.scalars(select(Response.answers)))

    assert seal_responses(session, wave) == PEOPLE
    session.commit()
    assert sorted(str(answers) for answers in session.scalars(select(Response.answers))) == before


def test_the_seal_leaves_no_key_and_no_receipt_as_it_was(session: Session) -> None:
    wave, _ = answered_wave(session)
    before = {value for row in session.execute(select(Response.key, Response.receipt_hash)) for value in row}
    seal_responses(session, wave)
    session.commit()

    after = {value for row in session.execute(select(Response.key, Response.receipt_hash)) for value in row}
    assert before.isdisjoint(after)


def transaction_links(session: Session) -> int:
    """How many responses the numbers of transactions pair with one person: same number, or that of its savepoint."""
    pairs = session.execute(
        text(
            "SELECT r.key, i.id FROM response r, invitation i"
            " WHERE r.xmin::text::bigint - i.xmin::text::bigint BETWEEN 0 AND 1"
        )
    ).all()
    responses, people = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    return sum(responses[response] == people[person] == 1 for response, person in pairs)


def test_transactions_link_responses_to_people_before_the_seal_and_not_after(session: Session) -> None:
    wave, _ = answered_wave(session)
    if session.connection().dialect.name != "postgresql":
        schema = text("SELECT sql FROM sqlite_master WHERE name = 'response'")
        assert "WITHOUT ROWID" in session.execute(schema).scalar_one()
        return
    assert transaction_links(session) == PEOPLE

    seal_responses(session, wave)
    session.commit()
    forget_old_versions(session)
    assert transaction_links(session) == 0


def test_old_versions_are_gone_from_the_files(session: Session, tmp_path: Path) -> None:
    wave, _ = answered_wave(session)
    key = session.scalars(select(Response.key).limit(1)).one()
    seal_responses(session, wave)
    session.commit()
    if session.connection().dialect.name == "sqlite":
        forget_old_versions(session)
        session.close()
        assert all(key not in file.read_bytes() for file in tmp_path.glob("pulse.sqlite3*"))
    else:
        forget_old_versions(session)
        dead = text("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'response'")
        assert session.execute(dead).scalar_one() == 0


def test_who_answered_is_still_known_and_nothing_more(session: Session) -> None:
    wave, _ = answered_wave(session)
    seal_responses(session, wave)
    session.commit()

    answered = select(Respondent.id).join(Invitation).where(Invitation.wave_id == wave.id, Invitation.answered)
    assert len(session.scalars(answered).all()) == PEOPLE
