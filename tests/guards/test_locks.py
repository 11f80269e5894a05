"""The locks: everything pinned and hashed, no address in them, and in step with pyproject.toml."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.guards.project_tree import ROOT, project_files

LOCKS = ("requirements.lock", "requirements-test.lock")
ALL_LOCKS = (*LOCKS, "benchmarks/requirements-peers.lock")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)(\[[a-z0-9,-]+\])?==(?P<version>[\w.+!-]+)")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
NAME = re.compile(r"[A-Za-z0-9._-]+")


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions of each package in a lock; more than one where Python versions need different ones."""
    versions: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text("ascii").splitlines():
        if found := PIN.match(line):
            versions.setdefault(found["name"], set()).add(found["version"])
    return versions


@pytest.mark.parametrize("lock", ALL_LOCKS)
def test_a_lock_holds_nothing_but_pins_hashes_and_comments(lock: str) -> None:
    lines = (ROOT / lock).read_text("ascii").splitlines()

    strange = [line for line in lines if not (PIN.match(line) or HASH.fullmatch(line) or line.lstrip().startswith("#"))]

    assert strange == []
    assert len(pins(lock)) > 50


@pytest.mark.parametrize("lock", ALL_LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    lines = (ROOT / lock).read_text("ascii").splitlines()

    unhashed = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.match(line) and not HASH.fullmatch(following)
    ]

    assert unhashed == []


@pytest.mark.parametrize("lock", ALL_LOCKS)
def test_a_lock_names_no_address_and_says_how_it_is_made(lock: str) -> None:
    text = (ROOT / lock).read_text("ascii")

    assert "://" not in text
    assert "python3 dev.py lock" in text


def test_the_tests_run_on_the_versions_that_people_get() -> None:
    runtime, test = (pins(lock) for lock in LOCKS)

    assert {name: versions for name, versions in runtime.items() if test.get(name) != versions} == {}


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]

    assert names([*project["dependencies"], *extras["build"]]) <= set(pins("requirements.lock"))
    assert names(extras["test"]) <= set(pins("requirements-test.lock"))


def names(requirements: list[str]) -> set[str]:
    """Return the normalised names of some requirements."""
    found = (NAME.match(requirement) for requirement in requirements)
    return {normalised(match[0]) for match in found if match}


def test_every_package_that_the_product_imports_is_in_its_lock() -> None:
    locked, offered = pins("requirements.lock"), packages_distributions()

    missing = {
        module
        for module in imported_modules("analysis", "survey_service") - sys.stdlib_module_names
        if not {normalised(name) for name in offered.get(module, ())} & locked.keys()
    }

    assert missing - {"analysis", "survey_service"} == set()


def imported_modules(*folders: str) -> set[str]:
    """Return the top-level modules that the files of some folders import, also inside functions."""
    nodes = [
        node
        for path in project_files(".py")
        if path.relative_to(ROOT).parts[0] in folders
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in named}


def normalised(name: str) -> str:
    """Return a package's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()
