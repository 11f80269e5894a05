"""Phrases of one to three words, in which comments they stand, and how they are written."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.text.name_words import Weight
from analysis.text.phrase_words import Ids, Words, read_words
from analysis.text.phrase_writing import most_frequent
from analysis.text.words import REMEMBERED

Phrase: TypeAlias = tuple[str, ...]
"""The stems of a phrase in alphabetical order, joining words left out: "choice of food" is ("choic", "food")."""

LONGEST: Final = 3
MOSTLY_LONGER: Final = 0.6
"""The share of a phrase's uses in which the same word stands beside it, from which on it is only part of another."""

SAME_START: Final = 6
SHORT_STEM: Final = 4
LONGEST_ENDING: Final = 3

_BITS: Final = 21


@dataclass(frozen=True)
class Phrases:
    """The phrases of n comments that stand in at least two of them (in one, where there is only one).

    presence: (n, phrases) 1.0 where a comment has a phrase. weights: (phrases,) what its words add up to. cut_off:
    (phrases,) whether it is several words that mostly stand beside the same other one. uses: of
    the phrases, one after the other: which one, where in `words` it starts, and how many words it has.
    """

    presence: "sparse.csr_matrix[np.float64]"
    weights: Ids
    cut_off: NDArray[np.bool_]
    words: Words
    keys: Ids
    uses: tuple[Ids, Ids, Ids]

    def __len__(self) -> int:
        return len(self.keys)

    def phrase(self, place: int) -> Phrase:
        """The stems of one phrase."""
        return tuple(self.words.stems[part] for part in self.parts[:, place].tolist() if part)

    def core(self, place: int) -> frozenset[str]:
        """The stems by which a reader knows a phrase again: "staff" in "more staff" and in "nice staff"."""
        parts = [part for part in self.parts[:, place].tolist() if part]
        heaviest = min(max(self.words.weight[part] for part in parts), Weight.CONTENT)
        return frozenset(self.words.stems[part] for part in parts if self.words.weight[part] >= heaviest)

    @cached_property
    def parts(self) -> Ids:
        """Places of each phrase's stems, (3, phrases), 0 for none; the last is never 0."""
        return np.array([self.keys >> _BITS * turn & (1 << _BITS) - 1 for turn in reversed(range(LONGEST))])

    @cached_property
    def single(self) -> Ids:
        """The phrase that each part of a phrase is by itself, (3, phrases), -1 for none."""
        place = np.full(len(self.words.stems), -1)
        alone = np.flatnonzero(self.parts[LONGEST - 2] == 0)
        place[self.parts[-1, alone]] = alone
        return np.asarray(place[self.parts])

    def written(self, places: Iterable[int]) -> dict[int, str]:
        """The most frequent way in which each of some phrases is written."""
        which, starts, lengths = self.uses
        ends = {place: np.searchsorted(which, [place, place + 1]) for place in places}
        return {place: most_frequent(self.words, starts[a:b], lengths[a:b], LONGEST) for place, (a, b) in ends.items()}

    @cached_property
    def stems(self) -> tuple[Phrase, ...]:
        """The stems of every phrase."""
        return tuple(self.phrase(place) for place in range(len(self)))


def read_phrases(comments: Sequence[str], languages: str | Sequence[str] = "en") -> Phrases:
    """Find the phrases of n comments: up to three words of one clause, joined at most by a function word.

    Articles and possessives are left out, and a phrase is the same in any order of its words. `languages` is one for
    all, or that of each comment, "" where it is not known: then the commonest of the others holds.
    """
    words = read_words(comments, languages)
    keys, starts, lengths, weights = (np.concatenate(parts) for parts in zip(*_spans(words), strict=True))
    unique, which = np.unique(keys, return_inverse=True)
    presence = sparse.csr_matrix((np.ones(len(keys)), (words.rows[starts], which)), shape=(len(comments), len(unique)))
    presence.data[:] = 1.0
    shared = np.flatnonzero(np.asarray(presence.sum(axis=0)).ravel() >= min(2, len(comments)))
    place = np.full(len(unique), -1)
    place[shared] = np.arange(len(shared))
    heaviest = np.zeros(len(unique), dtype=np.int64)
    np.maximum.at(heaviest, which, weights)
    kept = np.flatnonzero(place[which] >= 0)
    kept = kept[np.argsort(which[kept], kind="stable")]
    uses = place[which[kept]], starts[kept], lengths[kept]
    cut_off = _cut_off(words, uses, len(shared))
    return Phrases(presence[:, shared].tocsr(), heaviest[shared], cut_off, words, unique[shared], uses)


def _cut_off(words: Words, uses: tuple[Ids, Ids, Ids], number: int) -> NDArray[np.bool_]:
    total = np.bincount(uses[0], minlength=number)
    which, starts, lengths = uses
    most = np.zeros(number, dtype=np.int64)
    for beside in (starts - 1, starts + lengths):
        ids = words.ids[beside]
        stems = np.where(words.roles["weight"][ids] > 0, words.stem_of[ids], 0)
        pairs, counts = np.unique((which << _BITS) | stems, return_counts=True)
        named = pairs & (1 << _BITS) - 1 > 0
        np.maximum.at(most, pairs[named] >> _BITS, counts[named])
    return (total >= 2) & (most >= MOSTLY_LONGER * total)


def _spans(words: Words) -> Iterator[tuple[Ids, Ids, Ids, Ids]]:
    """For one, two and three words: the key of each phrase, where it starts, its length and its weight."""
    starts, ends, weight = (words.roles[name][words.ids] for name in ("starts", "ends", "weight"))
    inside, tied = words.ids > 0, words.tied[words.ids]
    starting, ending = (starts > 0) & ~np.append(False, tied[:-1]), (ends > 0) & ~tied
    for length in range(1, LONGEST + 1):
        first = np.flatnonzero(starting[: len(inside) - length + 1])
        ok = ending[first + length - 1]
        for step in range(1, length):
            ok &= inside[first + step]
        first = first[ok]
        stems = np.zeros((LONGEST, len(first)), dtype=np.int64)
        weights = np.zeros(len(first), dtype=np.int64)
        for step in range(length):
            named = (weight[first + step] > 0) | (starts[first + step] > 0)
            stems[step] = np.where(named, words.stem_of[words.ids[first + step]], 0)
            weights += weight[first + step]
        names = _may_name(words, first, length, weights, stems)
        stems.sort(axis=0)
        key = (stems[0] << 2 * _BITS) | (stems[1] << _BITS) | stems[2]
        yield key[names], first[names], np.full(int(names.sum()), length), weights[names]


def _may_name(words: Words, first: Ids, length: int, weights: Ids, stems: Ids) -> NDArray[np.bool_]:
    """Three words need one with content, and around a joining word another that carries.

    No word stands twice, but around a joining word: "face to face".
    """
    twice = np.zeros(len(first), dtype=np.bool_)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        twice |= (stems[one] == stems[other]) & (stems[one] > 0)
    if length < LONGEST:
        return (weights >= Weight.LIGHT) & ~twice
    middle = words.ids[first + 1]
    joins = words.roles["joins"][middle] > 0
    named = (words.roles["weight"][middle] > 0) | (words.roles["starts"][middle] > 0)
    enough = np.where(joins, weights >= Weight.CONTENT + Weight.LIGHT, weights >= Weight.CONTENT)
    return np.asarray(enough & (joins | (named & ~twice)), dtype=np.bool_)


def join_by(presence: "sparse.csr_matrix[np.float64]", groups: Ids, number: int) -> "sparse.csr_matrix[np.float64]":
    """Rows (n, phrases) put together by their group, 0..number-1 or -1 for none: 1.0 where any of them has it."""
    inside = np.flatnonzero(groups >= 0)
    to_group = sparse.csr_matrix((np.ones(len(inside)), (groups[inside], inside)), shape=(number, len(groups)))
    joined = (to_group @ presence).tocsr()
    joined.data[:] = 1.0
    return joined


def count_in(presence: "sparse.csr_matrix[np.float64]", groups: Ids, number: int) -> NDArray[np.float64]:
    """In how many rows of each group a phrase stands, (number, phrases); groups: (n,) 0..number-1 or -1 for none."""
    inside = np.flatnonzero(groups >= 0)
    to_group = sparse.csr_matrix((np.ones(len(inside)), (groups[inside], inside)), shape=(number, len(groups)))
    return np.asarray((to_group @ presence).todense(), dtype=np.float64)


def alike(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases share a word, or have two that look like forms of one: "sync" and "synced"."""
    return any(_same_word(a, b) for a in one for b in other)


def covers(one: Collection[str], other: Collection[str]) -> bool:
    """Whether every stem of one is among those of the other, or begins like one of them: "inform" and "informat"."""
    return all(any(_same_start(*sorted((a, b), key=len)) for b in other) for a in one)


@lru_cache(REMEMBERED)
def _same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return (len(shorter) >= SHORT_STEM and longer.startswith(shorter)) or _same_start(shorter, longer)


def _same_start(shorter: str, longer: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter == longer or (shared >= SAME_START and len(longer) - shared <= LONGEST_ENDING)
