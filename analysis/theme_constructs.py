"""What stands where themes would, if too few wrote: people who wrote about each construct of the instrument."""

import math

import numpy as np

from analysis.disclosure.rules import comments_allowed
from analysis.tables import Role
from analysis.text.codebook import tag_comments
from analysis.text.history import SAID_NOTHING
from analysis.theme_counts import ThemeCounts
from analysis.theme_plan import People, range_of_almost_all
from analysis.theme_results import ConstructCount


def construct_counts(counts: ThemeCounts, role: Role) -> tuple[ConstructCount, ...]:
    """How many people of a role wrote about each construct in this wave, the most first; none where few wrote.

    Constructs that fewer people than the minimum wrote about are left out: which they are would already say something.
    """
    written, minimums = counts.written, counts.minimums
    said = (written.role == role) & (written.wave == written.now) & ~np.isin(counts.history.reason, SAID_NOTHING)
    rows = np.flatnonzero(said).tolist()
    n = len(np.unique(written.person[said]))
    if not comments_allowed(n, minimums):
        return ()
    about: dict[str, set[int]] = {}
    for row, codes in zip(rows, tag_comments([written.texts[row] for row in rows]), strict=True):
        for code in codes:
            about.setdefault(code, set()).add(int(written.person[row]))
    enough = {code: People(people) for code, people in about.items() if comments_allowed(len(people), minimums)}
    ordered = sorted(enough, key=lambda code: (-len(enough[code]), int(code[1:])))
    return tuple(_count(role, code, len(enough[code]), n, minimums.comments) for code in ordered)


def _count(role: Role, code: str, size: int, n: int, minimum: int) -> ConstructCount:
    if n - size < minimum:
        return ConstructCount(code, role, None, None, range_of_almost_all(n, minimum))
    share = math.floor(100 * size / n + 0.5)
    return ConstructCount(code, role, size, share, str(share))
