"""Where the files lie that are not Python: the same answers in a checkout and in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """Return the folder of the page templates.

    A wheel carries them inside the package (``force-include`` in pyproject.toml); in a checkout they stand at the top.

    Raises:
        FileNotFoundError: neither is there, so the installation is incomplete.
    """
    for folder in (PACKAGE / "_templates", PACKAGE.parent / "templates"):
        if folder.is_dir():
            return folder
    message = "The page templates are missing: install Frontline Pulse again."
    raise FileNotFoundError(message)


def static_folder() -> Path:
    """Return the folder of style sheets, fonts and pictures."""
    return PACKAGE / "static"


def question_bank_folder() -> Path:
    """Return the folder of the shipped instrument."""
    return PACKAGE / "question_bank"


def migrations_folder() -> Path:
    """Return the folder of the database migrations."""
    return PACKAGE / "migrations"
