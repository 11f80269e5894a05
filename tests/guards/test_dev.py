"""The developer's door, dev.py: it must start where nothing is installed."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.project_tree import ROOT

SOURCE = (ROOT / "dev.py").read_text("utf-8")


def test_it_imports_the_standard_library_only() -> None:
    imports = [node for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        name.split(".", maxsplit=1)[0]
        for node in imports
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }

    assert modules - sys.stdlib_module_names == set()
    assert modules


def test_an_older_python_can_read_it_and_so_say_what_is_missing() -> None:
    assert ast.parse(SOURCE, feature_version=(3, 8)).body


def test_its_help_names_every_command() -> None:
    helped = dev("--help")

    assert helped.returncode == 0
    assert all(f"    {command} " in helped.stdout for command in ("setup", "demo", "test", "lock"))


@pytest.mark.parametrize("arguments", [["demo", "--prot", "1"], ["setup", "now"], ["demo", "--port", "many"], []])
def test_what_it_does_not_understand_it_says_in_one_line(arguments: list[str]) -> None:
    refused = dev(*arguments)

    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1].startswith("dev.py")


def test_without_pip_it_says_where_to_get_it(tmp_path: Path) -> None:
    copied = shutil.copy(ROOT / "dev.py", tmp_path)

    # Without site-packages there is no pip, whatever else this machine has.
    refused = subprocess.run([sys.executable, "-S", copied, "setup"], capture_output=True, text=True, check=False)

    assert refused.returncode == 1
    assert refused.stderr == (
        "dev.py: pip is missing. On Debian or Ubuntu: apt-get install python3-pip. Then run this again.\n"
    )
    assert not (tmp_path / ".venv").exists()


def test_ci_runs_what_a_developer_runs() -> None:
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == "exec python3 dev.py test"


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run dev.py without letting it do anything that takes long."""
    return subprocess.run([sys.executable, ROOT / "dev.py", *arguments], capture_output=True, text=True, check=False)
