"""What the first fit of some comments began from: it is made again from there, and edits since change nothing else."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.text.edits import Edit, ShowNumber
from analysis.text.theme_memory import ThemeMemory, ThemePlacing, fold


@dataclass(frozen=True)
class FirstFit:
    """The first fit of the comments that there are, and what the program lead did since.

    began: the placing it began from. knew: the edits it knew, the oldest first. since: those made after it. found:
    `mark_of` what it left; where a fit from the same beginning leaves something else, the comments or the program
    are others, and it is the first fit no more.
    """

    began: ThemePlacing
    knew: tuple[Edit, ...]
    since: tuple[Edit, ...]
    found: str

    @property
    def memory(self) -> ThemeMemory:
        """All that it was told."""
        return fold(self.knew, self.began)

    def steps(self) -> Iterator[tuple[Edit, ...]]:
        """All edits up to each choice of a number, which makes themes that later edits may name, and up to the last."""
        for end, edit in enumerate(self.since, 1):
            if isinstance(edit, ShowNumber) or end == len(self.since):
                yield (*self.knew, *self.since[:end])


def mark_of(placing: ThemePlacing) -> str:
    """A hash of which comment is in which theme: the same for the same themes, and for no others."""
    rows = sorted((key, at.theme) for key, at in placing.placed.items())
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:32]
