"""An overview of a file's comments as plain values: what themes.json holds, and all that is written is made from."""

from collections.abc import Mapping
from typing import Any, TypeAlias

FileOverview: TypeAlias = Mapping[str, Any]
"""See `overview_values` in commands/file_values.py."""
Assigned: TypeAlias = Mapping[str, list[Any]]
"""The columns of assignments.csv after the row's number, each n values in the order of the file."""


def themes_at(overview: FileOverview, level: int | None = None) -> list[dict[str, Any]]:
    """The themes of one level, the largest first; of the chosen one where none is named."""
    number = overview["level"] if level is None else level
    of_level: list[int] = next((each["themes"] for each in overview["levels"] if each["number"] == number), [])
    by_id = {theme["id"]: theme for theme in overview["themes"]}
    return [by_id[theme] for theme in of_level]
