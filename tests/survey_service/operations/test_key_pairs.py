"""Keys are ready before they are needed, belong to one wave each, and are missed where they are not there."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from survey_service import safekeeping
from survey_service.errors import KeyMissingError, PulseError, WaveStateError
from survey_service.models import Wave, WaveKey
from survey_service.operations.key_pairs import (
    OLD_KEY_LASTS,
    READY,
    claim_key,
    is_ready,
    make_ready,
    note_missing,
    private_half,
    public_half,
    retire,
)
from survey_service.operations.theme_runs import drop_waiting, waiting_theme_runs
from survey_service.wave_keys import KeyFolder
from tests.makers import NOW, make_organisation, make_survey, make_wave, wave_keys
from tests.survey_service.theme_board_sample import sample_board
from tests.survey_service.theme_boards import make_board


@pytest.fixture
def wave(session: Session) -> Wave:
    return make_wave(session, make_survey(session, make_organisation(session)))


def ready(session: Session) -> list[bytes]:
    return list(session.scalars(select(WaveKey.public_key).where(WaveKey.wave_id.is_(None))))


def test_the_worker_makes_what_is_missing_and_no_more(session: Session) -> None:
    session.execute(delete(WaveKey))

    assert make_ready(session, wave_keys()) == (READY, 0)
    assert make_ready(session, wave_keys()) == (0, 0)
    assert all(wave_keys().holds(public) for public in ready(session))


def test_a_pair_that_has_lost_its_file_is_given_to_no_wave(session: Session) -> None:
    lost = ready(session)[0]
    wave_keys().destroy(lost)

    assert make_ready(session, wave_keys()) == (1, 1)
    assert lost not in ready(session)
    assert len(ready(session)) == READY


def test_each_wave_has_a_key_of_its_own_until_none_is_left(session: Session, wave: Wave) -> None:
    waves = [make_wave(session, wave.survey, number=number, state="planned") for number in range(2, READY + 2)]
    for each in waves[:-1]:
        claim_key(session, each)

    assert session.scalar(select(func.count(WaveKey.wave_id.distinct()))) == READY
    assert not is_ready(session)
    with pytest.raises(WaveStateError, match="No key is ready"):
        claim_key(session, waves[-1])


def test_a_key_that_is_lost_is_written_down_and_one_that_is_back_too(
    session: Session, wave: Wave, tmp_path: Path
) -> None:
    file = wave_keys().file_of(public_half(session, wave))
    file.rename(tmp_path / "elsewhere")

    assert note_missing(session, wave_keys()) == [wave]
    assert note_missing(session, wave_keys()) == []
    assert wave.key_missing
    with pytest.raises(KeyMissingError, match="nobody can read its answers"):
        private_half(session, wave, wave_keys())

    (tmp_path / "elsewhere").rename(file)
    assert note_missing(session, wave_keys()) == []
    assert not wave.key_missing


def test_a_sealed_wave_whose_key_is_back_has_the_themes_of_a_later_one_found_anew(session: Session, wave: Wave) -> None:
    wave.state, wave.sealed, wave.key_missing = "closed", True, True
    later = wave.closes_at
    other = make_wave(
        session, wave.survey, number=2, state="closed", opens_at=later, closes_at=later + timedelta(days=9)
    )
    make_board(session, other, sample_board(waves=["quarter 4, 2026"]))
    session.commit()

    safekeeping.keep_keys(NOW)
    assert len(waiting_theme_runs(session)) == 1
    drop_waiting(session, wave.survey_id, now=NOW)
    safekeeping.keep_keys(NOW)
    assert list(waiting_theme_runs(session)) == []


def test_a_file_that_is_another_key_or_none_is_as_good_as_missing(session: Session, wave: Wave) -> None:
    file = wave_keys().file_of(public_half(session, wave))
    for content in ("", "ff" * 31, "nonsense", "ab" * 32):
        file.write_text(content)
        with pytest.raises(KeyMissingError):
            private_half(session, wave, wave_keys())


def test_a_retired_key_is_destroyed_when_a_backup_of_its_time_is_old(
    session: Session, wave: Wave, now: datetime
) -> None:
    public = public_half(session, wave)
    retire(session, public, now=now)
    session.commit()

    safekeeping.destroy_old_keys(now + OLD_KEY_LASTS / 2)
    assert wave_keys().holds(public)

    safekeeping.destroy_old_keys(now + OLD_KEY_LASTS)
    assert not wave_keys().holds(public)
    session.expire_all()
    assert session.get(WaveKey, public) is None


def test_the_folder_and_its_files_are_their_owners_alone(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "new" / "keys")
    public = keys.create()

    assert keys.path.stat().st_mode & 0o777 == 0o700
    assert keys.file_of(public).stat().st_mode & 0o777 == 0o600
    assert len(keys.private_half(public) or b"") == 32


def test_a_destroyed_key_is_overwritten_before_its_name_goes(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "keys")
    public = keys.create()
    written = keys.file_of(public).read_bytes()
    (tmp_path / "same file").hardlink_to(keys.file_of(public))

    keys.destroy(public)
    keys.destroy(public)

    assert list(keys.path.iterdir()) == []
    left = (tmp_path / "same file").read_bytes()
    assert (len(left), left != written) == (len(written), True)


def test_a_folder_that_cannot_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PulseError, match="No key can be kept in the key folder"):
        KeyFolder(tmp_path / "file").create()
