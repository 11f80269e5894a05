"""Differences between figures of a whole role: two of them may rest on sets that differ by a few people."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from analysis.disclosure.attacker import Leak
from analysis.disclosure.tree import ORGANISATION
from analysis.results import Comparison, Figure, GroupFigure
from analysis.tables import Minimums


def question_leaks(figures: Iterable[Figure | GroupFigure], minimums: Minimums) -> Iterator[Leak]:
    """Means of one question from everyone of a role that rest on people who differ by a few.

    Two means from n and n + 1 people give away one answer.
    """
    sizes: dict[tuple[str, str], set[int]] = {}
    for one in figures:
        if one.mean is not None and one.n is not None and one.question and is_whole(one):
            sizes.setdefault((one.role, one.question), set()).add(one.n)
    for (role, question), found in sorted(sizes.items()):
        for fewer, more in pairwise(sorted(found)):
            if more - fewer < minimums.score:
                yield _leak(f"{role}s, {question}", fewer, more)


def is_whole(one: Figure | GroupFigure) -> bool:
    """Whether it is a mean of everyone of a role."""
    return isinstance(one, Figure) or (one.scope == ORGANISATION and one.measure == "mean")


def pair_leaks(comparisons: Iterable[Comparison], minimums: Minimums) -> Iterator[Leak]:
    """A need, a support and a gap that do not rest on the same people: beside the gap of those who answered both, the
    means tell what the others said.
    """
    for one in comparisons:
        sizes = {side.n for side in one.figures if side.side in ("needed", "got") and side.n is not None}
        if one.kind == "need_gap" and one.gap is not None and 0 < max(sizes) - min(sizes) < minimums.score:
            yield _leak(one.title, min(sizes), max(sizes))


def _leak(who: str, fewer: int, more: int) -> Leak:
    people = "one person follow" if more - fewer == 1 else f"{more - fewer} people follow"
    return Leak("few", who, f"the answers of {people} from figures of {fewer} and {more}: {who}")
