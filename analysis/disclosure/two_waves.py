"""Two waves side by side: what follows where those who answered both said the same again.

The people of two waves differ by those who joined, left, or answered one of the two. Nobody can know that all others
kept their minds, but many do; so where, under that assumption, the figures of two sets of people leave only one sum
for the few in whom they differ, the later figure is not shown. Source: disconnect.md, section 3 (differencing).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.disclosure.attacker import Leak, PublishedSet, distinct
from analysis.disclosure.bounds import SLACK, Range
from analysis.disclosure.chart import Chart, paths_of
from analysis.disclosure.few import DIGITS, Support
from analysis.disclosure.published_sets import RoleSets, ScoreKey, WaveSets
from analysis.instruments import same_version
from analysis.scores.scales import Floats
from analysis.tables import Asked, Release


@dataclass(frozen=True)
class Told:
    """A set of this wave whose figure, beside one of the other wave, tells what the few in whom they differ said."""

    role: str
    key: ScoreKey
    now: PublishedSet
    leak: Leak


def between(now: WaveSets, other: WaveSets) -> Iterator[Told]:
    """Everything that follows from the reports of two waves together, of questions that both ask in the same words."""
    for sets, others in zip(now.roles, other.roles, strict=True):
        yield from _told_of_role(sets, others, now.release, other.release)


def _told_of_role(sets: RoleSets, others: RoleSets, now: Release, other: Release) -> Iterator[Told]:
    here, there = Crowd.of(sets.chart, now.asked, sets.role), Crowd.of(others.chart, other.asked, sets.role)
    both, fewest = here.shared_with(there), max(now.minimums.score, other.minimums.score)
    for key in sorted(sets.shown.keys() & others.shown.keys()):
        if not all(same_version(now.instrument, other.instrument, sets.role, part) for part in key[0].split("-")):
            continue
        mine, theirs = here.known(_whole_and_parts(sets, key)), there.known(_whole_and_parts(others, key))
        for one, beside, joined, left in nearly_equal(mine, theirs, both, fewest):
            if pinned(one.total - beside.total, joined, left, sets.supports[key]):
                yield Told(sets.role, key, one, _leak(one, beside, joined + left, other.wave))


def _whole_and_parts(sets: RoleSets, key: ScoreKey) -> list[PublishedSet]:
    """What is published, and what is left of each set without those within it."""
    return distinct([*sets.shown[key], *sets.parts[key]])


@dataclass(frozen=True)
class Crowd:
    """Those of one role who answered one wave: their numbers, and the atom of the chart that each is in."""

    people: NDArray[np.int64]
    atoms: NDArray[np.intp]
    n_atoms: int

    @classmethod
    def of(cls, chart: Chart, asked: Asked, role: str) -> "Crowd":
        index = {path: atom for atom, path in enumerate(chart.paths)}
        if not len(asked.people):
            return cls(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.intp), len(chart.paths))
        there = asked.answered[asked.roles == role]
        atoms = np.array([index[path] for path in paths_of(asked, role)], dtype=np.intp)
        return cls(asked.people[asked.roles == role][there], atoms[there], len(chart.paths))

    def shared_with(self, other: "Crowd") -> sparse.csr_array:
        """How many people of each atom here are in each atom there: (atoms, atoms of the other)."""
        _, here, there = np.intersect1d(self.people, other.people, assume_unique=True, return_indices=True)
        ones = np.ones(len(here), dtype=np.int64)
        return sparse.csr_array((ones, (self.atoms[here], other.atoms[there])), shape=(self.n_atoms, other.n_atoms))

    def known(self, sets: Sequence[PublishedSet]) -> list[PublishedSet]:
        """The sets of which everyone answered the question: of others nobody knows who left it out."""
        sizes = np.bincount(self.atoms, minlength=self.n_atoms)
        return [one for one in sets if one.n == int(sizes[list(one.atoms)].sum())]


def nearly_equal(
    sets: Sequence[PublishedSet], others: Sequence[PublishedSet], both: sparse.csr_array, fewest: int
) -> Iterator[tuple[PublishedSet, PublishedSet, int, int]]:
    """Pairs of sets that differ by somebody, and on each side by fewer than `fewest`, with these two numbers.

    both: (atoms, atoms of the other wave) how many people answered both waves.
    """
    shared = _members(sets, both.shape[0]) @ (both @ _members(others, both.shape[1]).T.toarray())
    joined = np.array([one.n for one in sets])[:, None] - shared
    left = np.array([one.n for one in others])[None, :] - shared
    near = (shared > 0) & (joined < fewest) & (left < fewest) & (joined + left > 0)
    for row, column in np.argwhere(near).tolist():
        yield sets[row], others[column], int(joined[row, column]), int(left[row, column])


def _members(sets: Sequence[PublishedSet], n_atoms: int) -> sparse.csr_array:
    """(sets, atoms): a one for each atom of a set."""
    ends = np.cumsum([0, *(len(one.atoms) for one in sets)])
    columns = np.array([atom for one in sets for atom in one.atoms], dtype=np.intp)
    return sparse.csr_array((np.ones(len(columns), dtype=np.int64), columns, ends), shape=(len(sets), n_atoms))


def pinned(difference: Range, joined: int, left: int, scores: Support) -> bool:
    """Whether a difference of two sums leaves only one sum for those who joined, or for those who left."""
    more, less = possible_sums(joined, scores), possible_sums(left, scores)
    apart = more[:, None] - less[None, :]
    fits = (apart >= difference.low - SLACK) & (apart <= difference.high + SLACK)
    ways = [(joined, fits.any(axis=1)), (left, fits.any(axis=0))]
    return any(people > 0 and int(possible.sum()) == 1 for people, possible in ways)


@lru_cache(maxsize=256)
def possible_sums(n: int, scores: Support) -> Floats:
    """Every sum that the answers of `n` people can have."""
    sums = np.zeros(1)
    for _ in range(n):
        sums = np.unique(np.round(np.add.outer(sums, scores), DIGITS))
    return sums


def _leak(one: PublishedSet, beside: PublishedSet, few: int, wave: str) -> Leak:
    who = "one person" if few == 1 else f"{few} people"
    sentence = (
        f"what {who} answered follows from {one.name} and, in {wave}, {beside.name}, if the others did not change"
    )
    return Leak("few", one.name, sentence)
