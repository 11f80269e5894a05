"""The command line as a whole: what it says of itself, and how it refuses."""

import subprocess
import sys

import pytest

from survey_service.cli import COMMANDS
from tests.survey_service.commands.runner import Run

LIMIT = 0.5
"""Seconds of work that printing the help may take."""

HEAVY = {"flask", "sqlalchemy", "numpy", "pydantic", "sklearn"}


def test_help_names_every_command_with_a_whole_sentence(run: Run) -> None:
    ran = run("--help")

    listed = ran.out.partition("Commands:")[2]
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == list(COMMANDS)
    assert "..." not in listed


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")

    assert ran.code == 0
    assert f"Usage: frontline-pulse {command} " in ran.out
    assert ran.out.splitlines()[2].strip().endswith(".")


def test_no_command_is_wrong_usage_and_shows_the_help(run: Run) -> None:
    ran = run()

    assert ran.code == 2
    assert "Commands:" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("tidy-up",), "No such command 'tidy-up'"),
        (("open-wave",), "Missing argument 'WAVE'"),
        (("open-wave", "first"), "'first' is not a valid integer range"),
        (("open-wave", 2**40), "is not in the range"),
        (("export", 1, "--format", "pdf"), "'csv', 'xlsx', 'json'"),
        (("import-roster", "nowhere.csv"), "'nowhere.csv' does not exist"),
        (("import-answers", __file__), "Missing option '--mapping'"),
        (("serve", "--port", 70_000), "is not in the range"),
        (("--data", __file__, "upgrade-db"), "is a file"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what(run: Run, arguments: tuple[object, ...], says: str) -> None:
    ran = run(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_the_version_is_printed(run: Run) -> None:
    ran = run("--version")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("frontline-pulse")


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_help_is_quick_and_starts_no_service(arguments: list[str]) -> None:
    ran = in_a_fresh_interpreter(*arguments)

    assert not HEAVY & set(ran.stdout.split())
    assert float(ran.stderr.split()[-1]) < LIMIT


def test_themes_needs_no_service() -> None:
    ran = in_a_fresh_interpreter("themes", "--help")

    assert not {"flask", "sqlalchemy", "pydantic"} & set(ran.stdout.split())


def in_a_fresh_interpreter(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command on its own; its packages come last on one stream, its seconds of work on the other."""
    program = (
        "import atexit, sys, time\n"
        "atexit.register(lambda: print(' '.join(sorted({name.partition('.')[0] for name in sys.modules}))))\n"
        "atexit.register(lambda: print(time.process_time(), file=sys.stderr))\n"
        f"sys.argv = ['frontline-pulse', *{list(arguments)!r}]\n"
        "from survey_service.cli import main\n"
        "main()\n"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
