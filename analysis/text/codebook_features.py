"""What the codebook's learned weights look at: words, neighbours, concepts side by side, and seeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.text.codebook_hits import SeedHit
from analysis.text.codebook_seeds import Strength, codebook
from analysis.text.codebook_words import CLAUSE_MARKS, Numbers, ReadComments
from analysis.text.words import stem_of

if TYPE_CHECKING:
    from scipy import sparse

    Matrix: TypeAlias = "sparse.csr_matrix[np.float64]"

WINDOW: Final = 4
"""Concepts up to this many words apart, within a sentence, count as side by side."""
CONCEPTS_OF_A_WORD: Final = 3
LENGTH_POWER: Final = 0.85
"""A block of features is divided by its length to this power: a word in a long comment says less, but not as little
as with unit length."""
SEED_WEIGHTS: Final = {Strength.STRONG: 1.0, Strength.WEAK: 0.5, Strength.TRAP: 0.3}
_MOST_SEEDS: Final = 3


class Occurrence(NamedTuple):
    """Features found: the comment each stands in, its code, and the token it stands at, all (found,)."""

    rows: Numbers
    codes: Numbers
    tokens: Numbers


@dataclass(frozen=True)
class Block:
    """One kind of feature.

    codes: those kept, sorted. idf: their inverse document frequencies; both (features,). weight: of the whole block.
    """

    codes: Numbers
    idf: NDArray[np.float64]
    weight: float

    def matrix(self, found: Occurrence, rows: int) -> "Matrix":
        """(rows, features) sublinear counts times idf, each row divided by its length to the power LENGTH_POWER."""
        from scipy import sparse

        columns, known = self.columns(found.codes)
        ones = np.ones(int(known.sum()))
        counts = sparse.csr_matrix((ones, (found.rows[known], columns[known])), shape=(rows, len(self.codes)))
        counts.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        scale = self.weight / np.maximum(lengths, 1.0) ** LENGTH_POWER
        return sparse.csr_matrix(sparse.diags(scale) @ counts)

    def columns(self, codes: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
        """The column of each code and whether it has one, both (codes,)."""
        places = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return places, self.codes[places] == codes


def learn_block(found: Occurrence, rows: int, least: int, weight: float) -> Block:
    """The features that stand in `least` comments or more, with smoothed idf."""
    pairs = np.unique(np.stack([found.rows, found.codes]), axis=1)
    codes, counts = np.unique(pairs[1], return_counts=True)
    kept = counts >= least
    idf = np.log((1 + rows) / (1 + counts[kept])) + 1
    return Block(codes[kept], idf, weight)


def word_occurrences(comments: ReadComments, stems: dict[str, int]) -> Occurrence:
    """Every word by its stem's number in `stems`; words without one are left out."""
    numbers = stem_numbers(comments, stems)
    tokens = np.flatnonzero(numbers >= 0)
    return Occurrence(comments.rows[tokens], numbers[tokens], tokens)


def neighbour_occurrences(comments: ReadComments, stems: dict[str, int]) -> Occurrence:
    """Every two neighbouring words with no mark between, as one code; the token is the second's."""
    numbers, rows = stem_numbers(comments, stems), comments.rows
    both = (numbers[:-1] >= 0) & (numbers[1:] >= 0) & (rows[:-1] == rows[1:])
    tokens = np.flatnonzero(both) + 1
    return Occurrence(rows[tokens], numbers[tokens - 1] * len(stems) + numbers[tokens], tokens)


def stem_numbers(comments: ReadComments, stems: dict[str, int]) -> Numbers:
    """(tokens,) the number of each token's stem, or -1."""
    by_type = [stems.get(stem_of(word), -1) if word not in CLAUSE_MARKS else -1 for word in comments.types]
    return np.array(by_type, dtype=np.int64)[comments.ids]


def concept_occurrences(comments: ReadComments) -> Occurrence:
    """Concepts, and ordered pairs of two of them within WINDOW words of one sentence; commas do not part them."""
    spoken = np.flatnonzero(np.array([word != "," for word in comments.types])[comments.ids])
    ids, rows = comments.ids[spoken], comments.rows[spoken]
    ends = np.array([word in CLAUSE_MARKS for word in comments.types])[ids]
    sentences = rows + np.cumsum(ends)
    held = _concepts_by_type(comments.types)[ids]
    found = [_singles(held, rows, spoken)]
    found += [_pairs(held, rows, spoken, sentences, apart) for apart in range(1, WINDOW + 1)]
    return Occurrence(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _singles(held: Numbers, rows: Numbers, tokens: Numbers) -> Occurrence:
    where, slot = np.nonzero(held >= 0)
    return Occurrence(rows[where], held[where, slot], tokens[where])


def _pairs(held: Numbers, rows: Numbers, tokens: Numbers, sentences: Numbers, apart: int) -> Occurrence:
    """Pairs of concepts exactly `apart` words from each other."""
    count = len(codebook().concept_names)
    first, second = held[:-apart, :, None], held[apart:, None, :]
    together = (first >= 0) & (second >= 0) & (first != second)
    together &= (sentences[:-apart] == sentences[apart:])[:, None, None]
    where, one, other = np.nonzero(together)
    codes = (held[where, one] + 1) * count + held[where + apart, other]
    return Occurrence(rows[where + apart], codes, tokens[where + apart])


def _concepts_by_type(types: Sequence[str]) -> Numbers:
    """(types, CONCEPTS_OF_A_WORD) the concepts of each word, -1 where it has fewer."""
    held = np.full((len(types), CONCEPTS_OF_A_WORD), -1, dtype=np.int64)
    for place, word in enumerate(types):
        concepts = concepts_of(word)[:CONCEPTS_OF_A_WORD]
        held[place, : len(concepts)] = concepts
    return held


@cache
def concepts_of(word: str) -> tuple[int, ...]:
    """The concepts a word belongs to, by itself or by how it starts."""
    concepts = codebook().concepts
    starts = (word, *(word[:end] + "*" for end in range(1, len(word) + 1)))
    return tuple(sorted({place for start in starts for place in concepts.get(start, ())}))


def seed_columns() -> int:
    """How many of the last columns are seeds; the first third of them are the strong ones, construct by construct."""
    return len(Strength) * len(codebook().constructs)


def seed_matrix(hits: Sequence[tuple[SeedHit, ...]]) -> "Matrix":
    """(comments, strengths x constructs) how often seeds of each kind stand, damped: 0, 1, 1.6 and at most 2."""
    from scipy import sparse

    constructs = len(codebook().constructs)
    counts = np.zeros((len(hits), len(Strength) * constructs))
    for row, found in enumerate(hits):
        for hit in found:
            counts[row, hit.strength * constructs + hit.construct] += 1
    weights = np.repeat([SEED_WEIGHTS[strength] for strength in Strength], constructs)
    return sparse.csr_matrix(np.log2(1 + np.minimum(counts, _MOST_SEEDS)) * weights)
