"""Every setting, in one place: environment variables, and sensible defaults for one machine."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from survey_service.errors import PulseError
from survey_service.wave_keys import KeyFolder

RESPONDENT_REQUEST_LIMIT = 256 * 1024
ROSTER_FILE_LIMIT = 5 * 1024 * 1024
MAIL_TIMEOUT = 20
"""Seconds that a silent mail server is waited for; the mail is then tried again later."""


class Settings(BaseSettings):
    """Read from the environment, such as DATABASE_URL or PULSE_BASE_URL."""

    model_config = SettingsConfigDict(env_prefix="PULSE_", populate_by_name=True)

    data_folder: Path = Path(".data")
    """Where the embedded database, the secret key and files of the file mailer live."""
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    """postgresql://… for PostgreSQL; empty for the embedded SQLite in `data_folder`."""
    secret_key: str = ""
    """Signs sessions and seals what only the service may open; made and kept in `data_folder` when empty."""
    key_folder: Path | None = None
    """Where the private keys of waves lie: on a disk that lasts, backed up apart from the database, open to the worker
    and commands alone. Empty: `keys` in `data_folder`, with the embedded database."""
    base_url: str = "http://127.0.0.1:8000"
    """What links in mails begin with; https here also makes cookies Secure."""
    mail_backend: Literal["", "console", "file", "smtp"] = ""
    """Empty: files in `data_folder` with the embedded database, a mail server with PostgreSQL."""
    mail_sender: str = "Frontline Pulse <pulse@localhost>"
    mail_server: str = "127.0.0.1"
    mail_port: int = 25
    mail_username: str = ""
    mail_password: str = ""
    mail_tls: bool = False
    """Whether the mail server is spoken to by STARTTLS."""

    def sqlalchemy_url(self) -> str:
        """The address of the database, with the driver we ship."""
        if not self.database_url:
            return f"sqlite:///{self.data_folder.resolve() / 'pulse.sqlite3'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else self.database_url

    @property
    def secure(self) -> bool:
        """Whether people reach the service by https."""
        return self.base_url.startswith("https://")

    def secret(self) -> str:
        """The secret key: the one given, else the one kept beside the embedded database.

        Raises:
            PulseError: there is none, and several machines may share the database.
        """
        if self.database_url and not self.secret_key:
            raise PulseError("Set PULSE_SECRET_KEY to one long random text, the same for every process and machine.")
        return self.secret_key or kept_secret(self.data_folder)

    def keys(self) -> KeyFolder:
        """The key folder. The web process never asks for it.

        Raises:
            PulseError: there is none, and the database may outlive this machine's disk.
        """
        if self.database_url and self.key_folder is None:
            raise PulseError(
                "Set PULSE_KEY_FOLDER to a folder on a disk that lasts, the same for every worker and command and "
                "closed to the web process. Without the keys in it nobody can read the answers."
            )
        return KeyFolder((self.key_folder or self.data_folder / "keys").resolve())

    def flask_settings(self) -> dict[str, Any]:
        """What Flask and its extensions want to know."""
        prefix = "__Host-" if self.secure else ""
        return {
            "SECRET_KEY": self.secret(),
            "SQLALCHEMY_DATABASE_URI": self.sqlalchemy_url(),
            "SQLALCHEMY_ENGINE_OPTIONS": engine_options(self.sqlalchemy_url()),
            "ALEMBIC": {"script_location": str(Path(__file__).parent / "migrations")},
            "ALEMBIC_CONTEXT": {"render_as_batch": True, "compare_type": True},
            "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": ROSTER_FILE_LIMIT,
            "MAX_FORM_PARTS": 1_000,
            "SESSION_COOKIE_NAME": f"{prefix}pulse",
            "SESSION_COOKIE_SECURE": self.secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "MAIL_BACKEND": self.mail_backend or ("smtp" if self.database_url else "file"),
            "MAIL_FILE_PATH": str(self.data_folder / "mail"),
            "MAIL_DEFAULT_SENDER": self.mail_sender,
            "MAIL_SERVER": self.mail_server,
            "MAIL_PORT": self.mail_port,
            "MAIL_USERNAME": self.mail_username or None,
            "MAIL_PASSWORD": self.mail_password or None,
            "MAIL_USE_TLS": self.mail_tls,
            "MAIL_TIMEOUT": MAIL_TIMEOUT,
            **SIGN_IN,
        }


SIGN_IN = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SINGLE_HASH": True,
    "SECURITY_PASSWORD_SALT": "",
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_SEND_REGISTER_EMAIL": False,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
    "SECURITY_LOGIN_ERROR_VIEW": None,
    "SECURITY_FRESHNESS": timedelta(-1),  # no page asks for the password again, so there is none for it
    "SECURITY_STATIC_FOLDER": None,
}


def engine_options(url: str) -> dict[str, Any]:
    """How the engine keeps its connections; PostgreSQL may drop them at any time. No error tells what was stored."""
    quiet = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return quiet
    timeouts = "-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 -c synchronous_commit=on"
    return {**quiet, "pool_pre_ping": True, "connect_args": {"options": timeouts}}


def kept_secret(folder: Path) -> str:
    """The secret key of an embedded installation: made once, readable by its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text("ascii")
