"""The same comment twice: word for word, in other punctuation, or with a word or two changed."""

from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.corpus import Corpus, Ids

NEAR: Final = 0.75
"""Share of two-word runs that two comments must have in common to count as near duplicates (Jaccard)."""
SHORTEST: Final = 8
"""Content words a comment needs before another can be nearly, not exactly, the same."""
BANDS: Final = 6

_Hashes = NDArray[np.uint64]


def first_of_duplicates(corpus: Corpus, keys: NDArray[np.uint64], order: Ids) -> Ids:
    """For each comment the row of the one that stands for it and its duplicates, (comments,); itself if it has none.

    `keys` (comments,) are equal where the words are. `order` ranks the rows: the first in it stands for the others, so
    that the order of the file does not matter.
    """
    words = np.array([hash_of(word) for word in corpus.words], dtype=np.uint64)
    tokens = words[corpus.ids] if len(corpus.ids) else np.empty(0, dtype=np.uint64)
    return _join_near(corpus, tokens, _first_with_key(keys, order), order)


def hash_of(text: str) -> int:
    """64 bits of a text: the same on every machine and in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _first_with_key(keys: _Hashes, order: Ids) -> Ids:
    """For each row the row of equal key that comes first in `order`."""
    _, first, inverse = np.unique(keys[order], return_index=True, return_inverse=True)
    result = np.empty(len(keys), dtype=np.int64)
    result[order] = order[first[inverse]]
    return result


def _join_near(corpus: Corpus, tokens: _Hashes, first: Ids, order: Ids) -> Ids:
    rows = np.flatnonzero((first == np.arange(len(first))) & (corpus.lengths >= SHORTEST))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    rows = rows[np.argsort(rank[rows])]
    runs = {row: _runs(tokens, corpus.offsets, row) for row in rows.tolist()}
    stands_for = np.arange(len(first))
    for row, candidate in _candidates(runs, rows):
        if stands_for[row] == row and stands_for[candidate] == candidate and _alike(runs[row], runs[candidate]):
            stands_for[row] = candidate
    return stands_for[first]


def _runs(tokens: _Hashes, offsets: Ids, row: int) -> _Hashes:
    """The hashed runs of two content words of one comment, each once."""
    words = tokens[offsets[row] : offsets[row + 1]]
    with np.errstate(over="ignore"):
        mixed = (words[:-1] * np.uint64(0x9E3779B97F4A7C15)) ^ words[1:]
        return np.unique(mixed * np.uint64(0xD6E8FEB86659FD93))


def _candidates(runs: dict[int, _Hashes], rows: Ids) -> list[tuple[int, int]]:
    """Pairs (later, earlier) that share one of their smallest run hashes (a MinHash sketch; Broder 1997)."""
    earliest: dict[int, int] = {}
    pairs = []
    for row in rows.tolist():
        for value in runs[row][:BANDS].tolist():
            candidate = earliest.setdefault(value, row)
            if candidate != row:
                pairs.append((row, candidate))
    return pairs


def _alike(one: _Hashes, other: _Hashes) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= NEAR * (len(one) + len(other) - shared)
