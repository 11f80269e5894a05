"""The wheel: everything is in it, and the service runs from it without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.guards.project_tree import ROOT, project_files, relative

RENDER = """
import sys
from pathlib import Path
import survey_service
from survey_service.app import create_app
from survey_service.config import Settings
from survey_service.db import upgrade

assert Path(survey_service.__file__).is_relative_to(sys.argv[1]), survey_service.__file__
app = create_app(Settings(data_folder=Path(sys.argv[2]), secret_key="test"))
with app.app_context():
    upgrade()
print(app.test_client().get("/sign-in").text)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_renders_a_page(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    command = [sys.executable, "-c", RENDER, str(unpacked), str(tmp_path)]

    shown = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert shown.returncode == 0, shown.stderr
    assert "<h1" in shown.stdout


def test_the_wheel_holds_every_file_of_the_packages_and_the_templates(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())

    names = {relative(path) for path in project_files()}
    expected = {name for name in names if name.startswith(("analysis/", "survey_service/"))}
    expected |= {f"survey_service/_{name}" for name in names if name.startswith("templates/")}

    assert {name for name in packed if ".dist-info/" not in name} == expected


def test_the_wheel_brings_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry_points,) = (name for name in archive.namelist() if name.endswith(".dist-info/entry_points.txt"))
        commands = archive.read(entry_points).decode()

    assert "frontline-pulse = survey_service.cli:main" in commands
