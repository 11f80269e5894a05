#!/usr/bin/env python3
"""The developer's door to Frontline Pulse: environment, demo, tests and locks.

Python's standard library only, for a machine with nothing but python3 and pip.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
PEERS_LOCK = ROOT / "benchmarks" / "requirements-peers.lock"
PIP = (sys.executable, "-m", "pip", "--python")
APT_PACKAGES = ("chromium", "libatomic1")

DESCRIPTION = """\
Everything here makes and uses its own environment in .venv/ (pinned, with hashes).
The first run downloads it, a minute or two; later runs start at once.
"""
EXAMPLES = """\
examples:
  python3 dev.py demo                          a demo organisation, with its addresses and sign-ins
  python3 dev.py demo --check                  start it, fetch every address, stop
  python3 dev.py test                          everything that CI runs
  python3 dev.py test tests/analysis -k gap    options and paths go on to pytest
"""


class Refusal(Exception):  # noqa: N818  (not a fault: what to do, in one line)
    """What stands in the way and what to do about it, in one line for the terminal."""


def clean_environment() -> dict[str, str]:
    """Return this process's environment without what would let other packages into ours."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}


def run(*command: str | Path) -> int:
    """Run a command in the project's folder; its output is the user's."""
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=clean_environment(), check=False).returncode


def check_machine() -> None:
    if os.name != "posix":
        raise Refusal("Frontline Pulse runs on Linux and macOS. On Windows, use WSL.")
    if sys.version_info < (3, 11):  # noqa: UP036  (this file is started by whatever python3 is there)
        raise Refusal(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if find_spec("pip") is None and not PYTHON.exists():
        raise Refusal("pip is missing. On Debian or Ubuntu: apt-get install python3-pip. Then run this again.")


def make_environment() -> None:
    """Make .venv/ unless it is there, works, and was made here: scripts in it carry their folder's path."""
    made_for = f"{sys.version_info[:2]} {sysconfig.get_platform()} {VENV}"
    mark = VENV / ".made-for"
    if mark.is_file() and mark.read_text() == made_for and PYTHON.exists():
        return
    print(f"Making the environment {VENV}", flush=True)
    if VENV.is_symlink():  # clearing would empty the folder that it leads to, which may be another project's
        VENV.unlink()
    venv.create(VENV, clear=True, symlinks=True, with_pip=False)
    mark.write_text(made_for)


def install(lock: Path) -> None:
    """Bring the environment to what a lock says; a stamp of the lock makes the next time quick."""
    fingerprint = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f".{lock.name}.stamp"
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    count = sum("==" in line for line in lock.read_text().splitlines())
    print(f"Installing {lock.name}: up to {count} packages", flush=True)
    pip("--require-hashes", "-r", str(lock))
    stamp.write_text(fingerprint)


def install_project() -> None:
    """Install the project itself, editable, so that it has its console script and its version.

    The build backend comes from the lock, so this needs no network and resolves nothing.
    """
    fingerprint = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / ".project.stamp"
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(fingerprint)


def pip(*arguments: str) -> None:
    """Run this machine's pip, with its own configuration, on our environment; show how far it is.

    Raises:
        Refusal: it could not install; its own last words come first.
    """
    command = [*PIP, str(PYTHON), "install", "--disable-pip-version-check", *arguments]
    lines: list[str] = []
    collected = 0
    with subprocess.Popen(
        command, cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            collected += line.startswith("Collecting")
            show_progress(line, collected)
    if process.returncode:
        print("\n" + "".join(lines[-15:]), flush=True)
        raise Refusal("The packages could not be installed: see above. Is the package index reachable from here?")


def show_progress(line: str, collected: int) -> None:
    """Show how far pip is: one line that moves in a terminal, every twentieth package in a log."""
    collecting = line.startswith("Collecting")
    if collecting:
        message = f"{collected:5} {line.split()[1].partition('==')[0]}"
    elif line.startswith("Installing collected"):
        message = "      unpacking"
    elif line.startswith("Successfully installed"):
        message = "      done"
    else:
        return
    if sys.stdout.isatty():
        print(f"\r{message:<60}", end="\n" if message.endswith("done") else "", flush=True)
    elif not collecting or collected % 20 == 0:
        print(message, flush=True)


def setup() -> None:
    check_machine()
    make_environment()
    install(RUNTIME_LOCK)
    install_project()


def demo(arguments: argparse.Namespace) -> int:
    """Become the demo: what the service prints, and Ctrl-C, are its own."""
    setup()
    command = [str(VENV / "bin" / "frontline-pulse"), "--data", str(arguments.data), "demo"]
    command += ["--port", str(arguments.port)] if arguments.port else []
    command += ["--check"] if arguments.check else []
    os.execve(command[0], command, clean_environment())


def install_system_packages() -> None:
    """See that the browser of the journeys is here; install it where we may, say how where we may not."""
    if shutil.which("chromium") and has_library("libatomic.so.1"):
        return
    packages = " ".join(APT_PACKAGES)
    if shutil.which("apt-get") is None:
        raise Refusal(f"The tests need {packages}: install them with this machine's package manager.")
    if os.geteuid() != 0:
        raise Refusal(f"The tests need two system packages. Run: sudo apt-get install -y {packages}")
    print(f"Installing {packages}", flush=True)
    quiet = ("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    if run(*quiet, "update") or run(*quiet, "install", "-y", "--no-install-recommends", *APT_PACKAGES):
        raise Refusal(f"apt-get could not install them. Run: apt-get update && apt-get install -y {packages}")


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def test(pytest_arguments: list[str]) -> int:
    """Run every check, quickest first, and pytest last; stop at the first that fails."""
    setup()
    install(TEST_LOCK)
    install_system_packages()
    check("ruff check", PYTHON, "-m", "ruff", "check", "--quiet", ".")
    check("ruff format", PYTHON, "-m", "ruff", "format", "--quiet", "--check", ".")
    check("import contracts", VENV / "bin" / "lint-imports", "--no-logo")
    check("mypy --strict", PYTHON, "-m", "mypy", "--strict")
    return run_pytest(pytest_arguments)


def check(name: str, *command: str | Path) -> None:
    """Run one check; show its name and time, and what it says only if it fails."""
    print(f"{name:<20}", end="", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=clean_environment(), check=False, capture_output=True, text=True)
    print(f"{'FAILED' if done.returncode else 'ok':<8}{time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode:
        print(f"{done.stdout}{done.stderr}", flush=True)
        raise Refusal(f"Stopped at {name}; the tests have not run.")


def run_pytest(arguments: list[str]) -> int:
    """Run the tests on two processes unless told otherwise; pytest's closing line is the last."""
    alone = any(argument.startswith(("-n", "--pdb")) for argument in arguments)
    spread = () if alone else ("-n", "2", "--dist", "loadscope")  # a module stays whole: its fixtures are built once
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy's own threads would only wait for each other
    print("pytest", flush=True)
    return run(PYTHON, "-m", "pytest", *spread, *arguments)


def lock(options: list[str]) -> int:
    """Resolve the locks for every platform; pins stay unless what they pin or an option says otherwise."""
    check_machine()
    with tempfile.TemporaryDirectory() as folder:
        uv = find_uv(Path(folder))
        project = ("pyproject.toml", "--extra", "build")
        compile_lock(uv, RUNTIME_LOCK, *project, *options)
        compile_lock(uv, TEST_LOCK, *project, "--extra", "test", "--constraint", RUNTIME_LOCK.name, *options)
        compile_lock(uv, PEERS_LOCK, str(PEERS_LOCK.with_suffix(".in").relative_to(ROOT)), *options)
    return 0


def find_uv(folder: Path) -> str:
    """Return the uv of this machine, or one in a throw-away environment."""
    if found := shutil.which("uv"):
        return found
    venv.create(folder, with_pip=False)
    if run(*PIP, folder / "bin" / "python", "install", "--quiet", "uv"):
        raise Refusal("uv could not be installed: see above.")
    return str(folder / "bin" / "uv")


def compile_lock(uv: str, target: Path, *options: str) -> None:
    """Write one lock; it names no address, so that it works behind any index.

    Raises:
        Refusal: nothing satisfies what is wanted, or an address got in.
    """
    print(f"Resolving {target.name}", flush=True)
    fixed = ("--universal", "--generate-hashes", "--no-emit-index-url", "--python-version", "3.11")
    quiet = ("--quiet", "--custom-compile-command", "python3 dev.py lock")
    if run(uv, "pip", "compile", *fixed, *quiet, *options, "--output-file", str(target.relative_to(ROOT))):
        raise Refusal(f"{target.name} could not be resolved: see above.")
    if "://" in target.read_text():
        raise Refusal(f"{target.name} names an address. Take out what brings it in, then run this again.")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="dev.py", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("setup", help="make the environment, .venv/, and nothing else")
    shown = commands.add_parser("demo", help="start the service with a demo organisation")
    shown.add_argument("--data", metavar="DIR", type=Path, default=ROOT / ".data", help="where it stores (.data)")
    shown.add_argument("--port", metavar="N", type=int, help="the port it listens on")
    shown.add_argument("--check", action="store_true", help="fetch each printed address, then stop")
    commands.add_parser("test", help="run every check and every test", usage="dev.py test [PYTEST OPTIONS AND PATHS]")
    commands.add_parser("lock", help="resolve the requirements files", usage="dev.py lock [--upgrade] [UV OPTIONS]")
    return top


def main() -> int:
    """Run one command; return its exit code: 0 done, 1 failed, 2 not understood."""
    options = parser()
    arguments, rest = options.parse_known_args()
    if rest and arguments.command not in {"test", "lock"}:
        options.error(f"not understood: {' '.join(rest)}")
    if arguments.command == "demo":
        return demo(arguments)
    if arguments.command == "test":
        return test(rest)
    if arguments.command == "lock":
        return lock(rest)
    setup()
    print(f"Ready: {VENV / 'bin' / 'frontline-pulse'} --help")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refusal as refusal:
        sys.exit(f"dev.py: {refusal}")
    except KeyboardInterrupt:
        sys.exit(130)
