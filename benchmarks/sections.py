"""What a measurement leaves: Markdown tables that read well in a terminal too."""

from __future__ import annotations

import math
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

BEGIN: Final = "<!-- tables: benchmarks/{} -->\n"
"""Where the tables of a script stand in a page: from this line, with its name, to the next END."""
END: Final = "<!-- end of tables -->\n"


@dataclass(frozen=True)
class Section:
    """A heading, a sentence that says what is below, and a table; numbers are right-aligned from the second column."""

    title: str
    text: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        widths = [max(len(row[column]) for row in [self.header, *self.rows]) for column in range(len(self.header))]
        rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
        lines = [_line(row, widths) for row in [self.header, rule, *self.rows]]
        return "\n".join([f"### {self.title}", "", self.text, "", *lines, ""])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return f"| {' | '.join([row[0].ljust(widths[0]), *rest])} |"


def document(sections: Iterable[Section]) -> str:
    """Return all sections below one line with the date and the size of the machine."""
    return "\n".join([f"Measured on {datetime.now(UTC):%Y-%m-%d}, {machine()}.\n", *(s.markdown() for s in sections)])


def leave(tables: str, path: Path, script: str) -> None:
    """Write the tables to a file; in one that has a place for them, marked by two lines, the text around it stays."""
    text = path.read_text("utf-8") if path.is_file() else ""
    before, begin, rest = text.partition(BEGIN.format(script))
    _, end, after = rest.partition(END)
    kept = f"{before}{begin}\n{tables}{end}{after}" if begin and end else tables
    path.write_text(kept, encoding="utf-8")


def machine() -> str:
    """The machine's size: cores this process may use, memory, Python; nothing that names it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = math.ceil(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    return f"{cores} {'core' if cores == 1 else 'cores'}, {memory} GiB, Python {platform.python_version()}"


def decimals(value: float) -> str:
    """Three decimals without the zero before them, as the field writes agreement."""
    text = f"{value:.3f}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def percent(share: float) -> str:
    return f"{share:.0%}"


def seconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def tell(message: str) -> None:
    """Say how far a long measurement is, beside its output."""
    print(message, file=sys.stderr, flush=True)
