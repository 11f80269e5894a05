"""The web process, in a real process whose account cannot read the keys, takes, changes and withdraws answers."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from survey_service import safekeeping
from survey_service.config import Settings
from survey_service.db import db
from survey_service.models import Wave
from tests.guards.project_tree import ROOT
from tests.makers import NOW, make_asked_wave, stored_answers
from tests.postgres import fresh_database
from tests.ready_keys import write_ready_keys

ACCOUNT = "nobody"
SCRIPT = "tests.survey_service.storage.as_web_process"
SENT = "303 SEE OTHER"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest) -> Iterator[Settings]:
    """A database that another account may use, and a key folder that it may not."""
    folder = Path(tempfile.mkdtemp(prefix="pulse-web-", dir="/tmp"))
    folder.chmod(0o755)
    web, keys = folder / "web", write_ready_keys(folder)
    web.mkdir()
    try:
        if request.param == "sqlite":
            shutil.copy(request.getfixturevalue("empty_sqlite"), web / "pulse.sqlite3")
            hand_over(web)
            yield Settings(data_folder=web, key_folder=keys, secret_key="test")
        else:
            with fresh_database() as url:
                yield Settings(data_folder=web, key_folder=keys, secret_key="test", database_url=url)
    finally:
        shutil.rmtree(folder)


def hand_over(folder: Path) -> None:
    """Give a folder to the account of the web process."""
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        for path in (folder, *folder.iterdir()):
            os.chown(path, account.pw_uid, account.pw_gid)


def web_process(settings: Settings, tokens: list[str]) -> dict[str, Any]:
    """Run it; returns what it could see and was told as the other account."""
    account = pwd.getpwnam(ACCOUNT)
    given = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "DATABASE_"))},
        "PULSE_DATA_FOLDER": str(settings.data_folder),
        "PULSE_KEY_FOLDER": str(settings.key_folder),
    }
    ran = subprocess.run(
        [sys.executable, "-m", SCRIPT],
        input=json.dumps({"account": [account.pw_uid, account.pw_gid], "tokens": tokens}).encode(),
        env={**given, "DATABASE_URL": settings.database_url} if settings.database_url else given,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can let a process become another account.")
def test_without_the_keys_answers_are_taken_changed_and_withdrawn(session: Session, settings: Settings) -> None:
    wave, asked = make_asked_wave(session, 6, instrument_key="monthly_rep")
    wave_id = wave.id
    db.session.remove()

    done = web_process(settings, [token for _, token in asked])

    assert (done["account"], done["reads_keys"]) == ([pwd.getpwnam(ACCOUNT).pw_uid] * 3, False)
    assert done["told"] == [SENT, SENT, SENT, SENT, SENT, "sees the answer", SENT, SENT]
    session = db.session()
    session.get_one(Wave, wave_id).state = "closed"
    session.commit()
    assert safekeeping.seal_now(wave_id, now=NOW)
    read = stored_answers(session, session.get_one(Wave, wave_id))
    assert sorted(answers["I1"] for answers in read) == [2, 2, 4, 4]
