"""The same comment twice: word for word, in other punctuation, or with a word or two changed."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.text.corpus import Corpus, Ids

NEAR: Final = 0.75
"""Share of two-word runs that two comments must have in common to count as near duplicates (Jaccard)."""
SHORTEST: Final = 8
"""Content words a comment needs before another can be nearly, not exactly, the same."""
BANDS: Final = 8
"""Bands of two minima each: comments at the threshold share one or more with probability .999, others seldom."""
AGREEING: Final = 7
"""Of these sixteen minima, those that two comments must share before they are compared run by run; 12 are expected."""
_BLOCK: Final = 20_000
_PAIRS_AT_ONCE: Final = 100_000

Hashes: TypeAlias = NDArray[np.uint64]
Number = TypeVar("Number", np.uint64, np.int64)


def first_of_duplicates(corpus: Corpus, keys: Hashes, order: Ids) -> Ids:
    """For each comment the row of the one that stands for it and its duplicates, (comments,); itself if it has none.

    `keys` (comments,) are equal where the words are. `order` ranks the rows: the first in it stands for the others, so
    that the order of the file does not matter.
    """
    if not len(keys):
        return np.empty(0, dtype=np.int64)
    first = _first_with_key(keys, order)
    in_order = order[(first[order] == order) & (corpus.lengths[order] >= SHORTEST)]
    stands_for = np.arange(len(first))
    for later, earlier in _alike(_Runs.of(corpus, in_order)).tolist():
        row, candidate = in_order[later], in_order[earlier]
        if stands_for[row] == row and stands_for[candidate] == candidate:
            stands_for[row] = candidate
    return np.asarray(stands_for[first], dtype=np.int64)


def hash_of(text: str) -> int:
    """64 bits of a text: the same on every machine and in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def mixed(values: Hashes) -> Hashes:
    """64 bits that look random and differ where the given ones do (one step of splitmix64; Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        values = values + np.uint64(0x9E3779B97F4A7C15)
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _first_with_key(keys: Hashes, order: Ids) -> Ids:
    """For each row the row of equal key that comes first in `order`."""
    _, first, inverse = np.unique(keys[order], return_index=True, return_inverse=True)
    result = np.empty(len(keys), dtype=np.int64)
    result[order] = order[first[inverse]]
    return result


class _Runs:
    """The hashed runs of two content words of some comments: hashes (runs,) uint32, offsets (comments + 1,)."""

    def __init__(self, hashes: NDArray[np.uint32], offsets: Ids) -> None:
        self.hashes = hashes
        self.offsets = offsets

    @classmethod
    def of(cls, corpus: Corpus, rows: Ids) -> "_Runs":
        """All runs of the comments at `rows`, in that order; one that stands twice is there twice."""
        offsets = np.concatenate([[0], np.cumsum(corpus.lengths[rows] - 1)])
        hashes = np.empty(offsets[-1], dtype=np.uint32)
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            hashes[offsets[start] : offsets[start + len(block)]] = _hashed_runs(corpus.take(block))
        return cls(hashes, offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def minima(self, odd: int) -> NDArray[np.uint32]:
        """The smallest of each comment's hashes once they are multiplied by an odd number, (comments,)."""
        found = np.empty(len(self), dtype=np.uint32)
        for start in range(0, len(self), _BLOCK):
            offsets = self.offsets[start : start + _BLOCK + 1]
            hashes = self.hashes[offsets[0] : offsets[-1]] * np.uint32(odd)
            np.minimum.reduceat(hashes, offsets[:-1] - offsets[0], out=found[start : start + len(offsets) - 1])
        return found

    def of_pairs(self, comments: Ids) -> Hashes:
        """The different runs of the comment of each pair, as pair number and hash in one, ascending."""
        lengths = np.diff(self.offsets)[comments]
        starts = np.cumsum(lengths) - lengths
        pairs = np.repeat(np.arange(len(comments)), lengths)
        places = np.arange(lengths.sum()) + (self.offsets[comments] - starts)[pairs]
        return _distinct((pairs.astype(np.uint64) << np.uint64(32)) | self.hashes[places])


def _hashed_runs(corpus: Corpus) -> NDArray[np.uint32]:
    """A number for each two content words that follow each other in a comment."""
    within = np.ones(max(len(corpus.ids) - 1, 0), dtype=np.bool_)
    within[corpus.offsets[1:-1] - 1] = False
    words = corpus.ids.astype(np.uint64)
    pairs = (words[:-1] << np.uint64(32) | words[1:])[within]
    return (mixed(pairs) >> np.uint64(32)).astype(np.uint32)


def _alike(runs: _Runs) -> Ids:
    """The candidates that really have enough runs in common, (pairs, 2): later and earlier, in ascending order."""
    if len(runs) < 2:
        return np.empty((0, 2), dtype=np.int64)
    sketches = np.empty((len(runs), 2 * BANDS), dtype=np.uint32)
    for seed in range(2 * BANDS):
        sketches[:, seed] = runs.minima(_odd(seed))
    pairs = _where(_candidates(sketches), lambda pair: _agreements(sketches, pair) >= AGREEING)
    return _where(pairs, lambda pair: _similarity(runs, pair) >= NEAR)


def _where(pairs: Ids, holds: Callable[[Ids], NDArray[np.bool_]]) -> Ids:
    """The pairs for which something holds, asked a block at a time."""
    blocks = [pairs[start : start + _PAIRS_AT_ONCE] for start in range(0, len(pairs), _PAIRS_AT_ONCE)]
    return np.concatenate([pairs[:0], *[block[holds(block)] for block in blocks]])


def _candidates(sketches: NDArray[np.uint32]) -> Ids:
    """Pairs (later, earlier) that agree in a band of minima (MinHash; Broder 1997, Leskovec et al. 2014, ch. 3)."""
    number, found = len(sketches), []
    for band in range(0, 2 * BANDS, 2):
        values = sketches[:, band].astype(np.uint64) << np.uint64(32) | sketches[:, band + 1]
        order = np.argsort(values, kind="stable")
        starts = _starts(values[order])
        earliest = order[np.maximum.accumulate(np.where(starts, np.arange(number), 0))]
        found.append(order[~starts] * number + earliest[~starts])
    return np.stack(np.divmod(_distinct(np.concatenate(found)), number), axis=1)


def _agreements(sketches: NDArray[np.uint32], pairs: Ids) -> Ids:
    """How many minima the comments of each pair share, (pairs,); their share estimates the similarity."""
    return np.asarray((sketches[pairs[:, 0]] == sketches[pairs[:, 1]]).sum(axis=1))


def _starts(ascending: NDArray[Number]) -> NDArray[np.bool_]:
    """Where another value starts, (values,)."""
    starts = np.ones(len(ascending), dtype=np.bool_)
    starts[1:] = ascending[1:] != ascending[:-1]
    return starts


def _distinct(values: NDArray[Number]) -> NDArray[Number]:
    """The different values, ascending. np.unique hashes them since numpy 2.3, which takes twenty times as long here."""
    values = np.sort(values)
    return values[_starts(values)]


def _odd(seed: int) -> int:
    return int(mixed(np.array([seed], dtype=np.uint64))[0] >> np.uint64(32)) | 1


def _similarity(runs: _Runs, pairs: Ids) -> NDArray[np.float64]:
    """The share of different runs that the comments of each pair have in common (Jaccard), (pairs,)."""
    later, earlier = runs.of_pairs(pairs[:, 0]), runs.of_pairs(pairs[:, 1])
    both = np.intersect1d(later, earlier, assume_unique=True)
    in_later, in_earlier, shared = (_per_pair(each, len(pairs)) for each in (later, earlier, both))
    return np.asarray(shared / (in_later + in_earlier - shared))


def _per_pair(runs: Hashes, pairs: int) -> Ids:
    return np.bincount((runs >> np.uint64(32)).astype(np.int64), minlength=pairs)
