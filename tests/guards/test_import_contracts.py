"""Which way imports go; the contracts themselves stand in pyproject.toml."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.project_tree import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def test_every_import_contract_is_kept() -> None:
    checked = subprocess.run([LINT, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("analysis/tables.py", "import flask"),
        ("analysis/scores/effects.py", "from survey_service import errors"),
        ("survey_service/operations/waves.py", "from flask import request"),
        ("survey_service/operations/waves.py", "from survey_service.forms import roster"),
        ("survey_service/models/wave.py", "from survey_service.operations import waves"),
        ("survey_service/forms/roster.py", "from survey_service.operations import waves"),
        ("survey_service/views/waves.py", "from analysis import analyse_wave"),
    ],
)
def test_an_import_in_the_wrong_direction_is_found(importer: str, line: str, tmp_path: Path) -> None:
    for name in ("analysis", "survey_service"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / importer).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    checked = subprocess.run(
        [LINT, "--no-cache", "--no-logo"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 1, checked.stdout
    assert "BROKEN" in checked.stdout
