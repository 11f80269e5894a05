"""The project's own files, as a fresh clone has them: no environment, no caches, nothing built or stored."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HIDDEN_BUT_OURS = {".ci", ".gitignore", ".pre-commit-config.yaml"}
MADE = {"__pycache__", "build", "dist", "htmlcov", "mutants"}


def project_files(*suffixes: str) -> list[Path]:
    """Return every file of the project with one of these suffixes (all files if none is given), sorted."""
    return sorted(path for path in _walk(ROOT) if not suffixes or path.suffix in suffixes)


def relative(path: Path) -> str:
    """Return a path as a reader of a failing test wants it."""
    return path.relative_to(ROOT).as_posix()


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in MADE or (path.name.startswith(".") and path.name not in HIDDEN_BUT_OURS):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path
