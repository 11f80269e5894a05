"""Key pairs for the tests, as the worker has them ready: the same in every database, with their files in its folder."""

import hashlib
import shutil
from pathlib import Path

from nacl.public import PrivateKey
from sqlalchemy.orm import Session

from survey_service.models import WaveKey
from survey_service.operations.key_pairs import READY
from survey_service.wave_keys import KeyFolder

PRIVATE = [PrivateKey(hashlib.sha256(b"a test's key %d" % number).digest()) for number in range(READY)]
FOLDER = "keys"


def add_ready_keys(session: Session) -> None:
    """Put the public halves into a database that others are copied from."""
    session.add_all(WaveKey(public_key=bytes(private.public_key)) for private in PRIVATE)
    session.commit()


def write_ready_keys(data_folder: Path) -> Path:
    """Write the private halves where the worker of such a database looks for them; returns the key folder."""
    keys = KeyFolder(data_folder / FOLDER)
    keys.path.mkdir(mode=0o700, parents=True)
    for private in PRIVATE:
        keys.file_of(bytes(private.public_key)).write_text(bytes(private).hex(), "ascii")
    return keys.path


def copy_database(empty: Path, folder: Path) -> None:
    """A copy of the empty SQLite database in a folder, with its keys."""
    shutil.copy(empty, folder / empty.name)
    write_ready_keys(folder)
