"""Somebody with the database tries to find out who wrote what: by order, version, length, day, and two backups."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from scipy.stats import spearmanr
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from survey_service import safekeeping
from survey_service.models import Invitation, Response, Wave
from survey_service.operations.key_pairs import OLD_KEY_LASTS
from survey_service.operations.responses import change_response, find_response, read_own, withdraw_response
from survey_service.operations.sealed_answers import answers_of
from survey_service.sealing import open_box
from tests.makers import NOW, wave_keys
from tests.survey_service.storage.answered import (
    MARKER,
    PEOPLE,
    TEAM,
    Answered,
    answer_one_by_one,
    close,
    empty_log,
    files_of,
    on_postgres,
    stored,
)

BY_CHANCE = 4 / (PEOPLE - 1) ** 0.5
"""Four standard deviations of a rank correlation of what has nothing to do with each other."""


def test_while_a_wave_is_open_no_file_and_no_dump_holds_what_somebody_wrote(session: Session, tmp_path: Path) -> None:
    answered = answer_one_by_one(session, people=6)
    change_response(session, answered.receipts[0], read_own_answers(session, answered, 0))
    session.execute(update(Invitation).values(team=""))  # the roster knows teams; what is left would be of a response
    session.commit()
    held = files_of(session, tmp_path)

    assert stored(session, answered.wave)[0][1000:1064] in held or on_postgres(session)
    assert MARKER.encode() not in held
    assert b"may_quote" not in held
    empty_log(session)
    assert TEAM.encode() not in files_of(session, tmp_path)


def test_the_search_would_find_what_is_stored_in_plain_text(session: Session, tmp_path: Path) -> None:
    answered = answer_one_by_one(session, people=1)
    session.execute(update(Response).values(own_copy=f"{MARKER}, {TEAM}".encode()))
    session.commit()

    held = files_of(session, tmp_path)
    assert MARKER.encode() in held
    assert TEAM.encode() in held
    assert len(stored(session, answered.wave)) == 1


def read_own_answers(session: Session, answered: Answered, place: int) -> dict[str, object]:
    """What somebody sent, by their receipt."""
    receipt = answered.receipts[place]
    return read_own(
        session.scalars(select(Response).where(Response.receipt_hash == receipt.hash)).one(), receipt
    ).answers


def places(session: Session, wave: Wave) -> dict[bytes, int]:
    """Who wrote each response, by the place they came at: what an attacker would like to know, from the answers."""
    return {
        each.key: int(each.answers["O1"]["text"].removeprefix(MARKER).strip(" ,."))
        for each in answers_of(session, wave, wave_keys())
    }


def orders(session: Session, wave: Wave, folder: Path) -> dict[str, list[bytes]]:
    """Every order of the responses that the database gives away, by the keys."""
    by_key = list(session.scalars(select(Response.key).where(Response.wave_id == wave.id).order_by(Response.key)))
    as_read = list(session.scalars(select(Response.key).where(Response.wave_id == wave.id)))
    if on_postgres(session):
        rows = text("SELECT key FROM response WHERE wave_id = :wave ORDER BY ctid")
        pieces = text("SELECT key FROM response WHERE wave_id = :wave ORDER BY pg_column_toast_chunk_id(sealed_body)")
        physical = {"ctid": rows, "pieces": pieces}
        found = {name: list(session.scalars(order, {"wave": wave.id})) for name, order in physical.items()}
    else:
        empty_log(session)
        held = (folder / "pulse.sqlite3").read_bytes()
        bodies = {row.key: row.sealed_body for row in session.scalars(select(Response))}
        found = {"pages": sorted(by_key, key=lambda key: held.index(bodies[key][-200:]))}
    return {"key": by_key, "as read": as_read, **found}


def found_again(order: Sequence[bytes], came: dict[bytes, int]) -> float:
    """How well an order tells who came when: 1 is exactly, 0 is not at all (Spearman's rank correlation)."""
    return abs(float(spearmanr(range(len(order)), [came[key] for key in order]).statistic))


def test_no_order_in_the_database_tells_who_came_when_after_the_seal(session: Session, tmp_path: Path) -> None:
    """People are asked, get their mails and answer in one and the same order here, so that this tries all three."""
    answered = answer_one_by_one(session)
    before = tried(session, answered, tmp_path, places(session, answered.wave))
    by_old_key = {place: rank for rank, place in enumerate(places(session, answered.wave).values())}
    close(session, answered)
    safekeeping.seal_now(answered.wave.id, now=NOW)
    came = places(session, answered.wave)
    after = tried(session, answered, tmp_path, came)
    backups = tried(session, answered, tmp_path, {key: by_old_key[place] for key, place in came.items()})
    after |= {f"{name}, of a backup by its keys": rho for name, rho in backups.items()}

    assert max(before.values()) > 0.99  # the join works where there is something to find
    assert {name: round(rho, 2) for name, rho in after.items() if rho > BY_CHANCE} == {}


def tried(session: Session, answered: Answered, folder: Path, came: dict[bytes, int]) -> dict[str, float]:
    """How well each order tells who came when, or who stood where."""
    return {name: found_again(order, came) for name, order in orders(session, answered.wave, folder).items()}


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
    answered = answer_one_by_one(session, people=12)
    if not on_postgres(session):
        schema = text("SELECT sql FROM sqlite_master WHERE name = 'response'")
        assert "WITHOUT ROWID" in session.execute(schema).scalar_one()
        return
    assert transaction_links(session) == 12

    close(session, answered)
    safekeeping.seal_now(answered.wave.id, now=NOW)

    assert transaction_links(session) == 0


def values(session: Session) -> set[object]:
    """All that a backup holds of responses, but for the wave."""
    session.rollback()
    rows = session.execute(select(Response.key, Response.sealed_body, Response.own_copy, Response.receipt_hash))
    return {value for row in rows for value in row if value is not None}


def test_two_backups_before_and_after_the_seal_have_no_value_in_common(session: Session) -> None:
    answered = answer_one_by_one(session, people=12)
    before = values(session)
    close(session, answered)
    safekeeping.seal_now(answered.wave.id, now=NOW)

    assert len(before) == 4 * 12
    assert before.isdisjoint(values(session))


def test_after_the_seal_day_and_length_are_the_same_for_everybody(session: Session) -> None:
    answered = answer_one_by_one(session, people=12)
    days = select(func.count(Response.day.distinct()))
    assert session.scalar(days) == 12
    close(session, answered)
    safekeeping.seal_now(answered.wave.id, now=NOW)

    assert session.scalar(days) == 1
    assert len({len(body) for body in stored(session, answered.wave)}) == 1


def test_old_versions_and_what_was_withdrawn_are_gone_from_the_files(session: Session, tmp_path: Path) -> None:
    answered = answer_one_by_one(session, people=12)
    withdrawn = find_response(session, answered.receipts[3])
    old = {bytes(body[-200:]) for body in [*stored(session, answered.wave), withdrawn.own_copy or b""]}
    old |= {bytes(row.receipt_hash or b"") for row in session.scalars(select(Response))}
    withdraw_response(session, answered.receipts[3])
    session.commit()
    close(session, answered)

    safekeeping.seal_now(answered.wave.id, now=NOW)

    held = files_of(session, tmp_path)
    assert [value for value in old if value in held] == []
    assert answered.said_by(3) not in str(answers_of(session, answered.wave, wave_keys()))
    assert len(stored(session, answered.wave)) == 11
    if on_postgres(session):
        dead = text("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'response'")
        assert session.execute(dead).scalar_one() == 0


def test_with_the_key_of_after_the_seal_no_backup_of_before_can_be_read(session: Session) -> None:
    answered = answer_one_by_one(session, people=3)
    before = stored(session, answered.wave)
    close(session, answered)
    safekeeping.seal_now(answered.wave.id, now=NOW)
    safekeeping.destroy_old_keys(NOW + OLD_KEY_LASTS)

    left = [bytes.fromhex(path.stem) for path in wave_keys().path.iterdir()]
    halves = [half for public in left if (half := wave_keys().private_half(public))]
    assert halves
    assert all(open_box(body, half) is None for body in before for half in halves)
