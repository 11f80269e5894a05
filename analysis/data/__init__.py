"""Word lists we ship. Nothing is ever downloaded; a line starting with "#" is a remark."""

from functools import cache
from importlib.resources import files


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """The entries of one list, in its order."""
    lines = files("analysis.data").joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
