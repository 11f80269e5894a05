"""What the figures in the README and in docs/ come from."""

import sys
from pathlib import Path

# `python benchmarks/themes.py` puts this folder on the path, where statistics.py would stand in for the library's own.
sys.path[:] = [entry for entry in sys.path if not entry or Path(entry).resolve() != Path(__file__).resolve().parent]
