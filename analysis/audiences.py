"""The scores of one audience on one question, and of people who answered two."""

import numpy as np
from numpy.typing import NDArray

from analysis.instruments import scale_of
from analysis.scores.scales import Floats, scores
from analysis.tables import WaveTable


def places(table: WaveTable, role: str, question: str) -> Floats:
    """Places on the scale (1..L, unscored) of everyone of a role who answered: (n,), sorted."""
    given = table.positions.get(question)
    if given is None:
        return np.empty(0)
    answered = (table.roles == role) & ~np.isnan(given)
    return np.sort(given[answered])


def audience_scores(table: WaveTable, role: str, question: str) -> Floats:
    """Scores of 0..100 of everyone of a role who answered, apart answers left out: (n,), sorted."""
    found = places(table, role, question)
    return scores(found, len(scale_of(table.instrument, role, question).points)) if len(found) else found


def answered_apart(table: WaveTable, role: str, question: str) -> int:
    """How many of a role answered "not sure", "there were none" or the like."""
    keys = table.apart.get(question)
    return 0 if keys is None else int(((table.roles == role) & (keys != "")).sum())


def paired_scores(table: WaveTable, role: str, first: str, second: str) -> tuple[Floats, Floats]:
    """Scores of 0..100 of everyone of a role who answered both questions: (n,) and (n,), in one sorted order."""
    one, other = table.positions.get(first), table.positions.get(second)
    if one is None or other is None:
        return np.empty(0), np.empty(0)
    both = (table.roles == role) & ~np.isnan(one) & ~np.isnan(other)
    pair = [
        scores(given[both], len(scale_of(table.instrument, role, question).points))
        for given, question in ((one, first), (other, second))
    ]
    order = np.lexsort((pair[1], pair[0]))
    return pair[0][order], pair[1][order]


def picks_of(table: WaveTable, role: str, question: str) -> NDArray[np.bool_]:
    """What everyone of a role picked who picked anything: (n, choices)."""
    picked = table.picks.get(question)
    if picked is None:
        return np.zeros((0, 0), dtype=np.bool_)
    picked_any: NDArray[np.bool_] = picked[(table.roles == role) & picked.any(axis=1)]
    return picked_any


def paired_picks(table: WaveTable, role: str, first: str, second: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """What everyone of a role picked who picked in both questions: twice (n, choices)."""
    one, other = table.picks.get(first), table.picks.get(second)
    if one is None or other is None or one.shape != other.shape:
        empty = np.zeros((0, 0), dtype=np.bool_)
        return empty, empty
    both = (table.roles == role) & one.any(axis=1) & other.any(axis=1)
    return one[both], other[both]
