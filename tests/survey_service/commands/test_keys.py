"""The keys of waves on the command line: which there are, which are missing, and new ones."""

from pathlib import Path

import pytest
from sqlalchemy import select

from survey_service import db
from survey_service.commands.service import service
from survey_service.models import Organisation, Wave
from survey_service.operations.key_pairs import public_half
from tests.makers import make_organisation, make_response, make_survey, make_wave, stored_answers, wave_keys
from tests.postgres import fresh_database
from tests.survey_service.commands.runner import Run

ANSWERS = {"I1": 3}


def closed_wave(data: Path) -> tuple[int, Path]:
    """A closed wave with an answer, and the file of its key."""
    with service(data):
        session = db.session()
        wave = make_wave(session, make_survey(session, make_organisation(session)), state="closed")
        make_response(session, wave, ANSWERS)
        session.commit()
        return wave.id, wave_keys().file_of(public_half(session, wave))


def test_each_wave_is_listed_with_its_key(run: Run, data: Path) -> None:
    wave, file = closed_wave(data)

    ran = run("--data", data, "keys")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"Key folder: {file.parent}",
        "7 ready for the next waves.",
        f"  wave {wave}, “Quarterly pulse”, quarter 3, 2026 (closed, sealed): there",
        f"    {file.name}",
    ]


def test_a_missing_key_is_named_and_what_to_do_about_it(run: Run, sqlite_data: Path) -> None:
    _, file = closed_wave(sqlite_data)
    file.unlink()

    ran = run("--data", sqlite_data, "keys")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "(closed, sealed): MISSING\n" in ran.out
    assert file.name in ran.out
    assert "Reports that were made stay. Put the file back from a backup of the key folder." in ran.err


@pytest.mark.parametrize("which", ["one", "--all"])
def test_a_new_key_takes_the_place_of_the_old_one(run: Run, data: Path, which: str) -> None:
    wave, file = closed_wave(data)

    ran = run("--data", data, "keys", "rotate", wave if which == "one" else which)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "“quarter 3, 2026” has a new key. The old one is destroyed.\n"
    assert not file.exists()
    with service(data):
        assert stored_answers(db.session(), db.session().get_one(Wave, wave)) == [ANSWERS]


def test_a_key_is_changed_for_one_wave_or_all_and_not_without_the_old_one(run: Run, sqlite_data: Path) -> None:
    wave, file = closed_wave(sqlite_data)
    neither, both = (run("--data", sqlite_data, "keys", "rotate", *more) for more in ((), (wave, "--all")))
    file.unlink()
    lost = run("--data", sqlite_data, "keys", "rotate", wave)

    assert (neither.code, both.code) == (2, 2)
    assert (lost.code, lost.err.count("\n")) == (1, 1)
    assert "The key of “quarter 3, 2026” is missing from the key folder" in lost.err


def test_how_long_answers_are_kept_can_be_said(run: Run, sqlite_data: Path) -> None:
    wave, _ = closed_wave(sqlite_data)

    ran = run("--data", sqlite_data, "keep-answers", 3)

    assert (ran.code, ran.out) == (0, "Answers are kept for 3 months after the close of a wave.\n")
    with service(sqlite_data):
        assert db.session().scalars(select(Organisation.keep_months)).all() == [3]
        assert db.session().get_one(Wave, wave).keep_months == 3


def test_a_shared_database_asks_for_a_key_folder_that_lasts(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PULSE_KEY_FOLDER", raising=False)
    monkeypatch.setenv("PULSE_SECRET_KEY", "test")
    with fresh_database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        work, upgrade = (run("--data", tmp_path, command) for command in ("work", "upgrade-db"))

    assert (work.code, work.err.count("\n"), upgrade.code) == (1, 1, 0)
    assert "Set PULSE_KEY_FOLDER to a folder on a disk that lasts" in work.err
