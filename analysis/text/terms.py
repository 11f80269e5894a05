"""Counting words and word pairs of a corpus as a sparse matrix."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from analysis.text.corpus import Corpus, Ids

COMMONEST: Final = 0.6
"""A stem in more than this share of the comments tells none of them apart."""
PAIRS_AT_LEAST: Final = 3
FEW: Final = 20


@dataclass(frozen=True)
class Terms:
    """The columns that comments are counted in: stems first, then pairs of neighbouring stems.

    words: the stems of the fitted corpus in alphabetical order. singles: places in `words`. pairs: coded as
    first * len(words) + second. Both ascend.
    """

    words: tuple[str, ...]
    singles: Ids
    pairs: Ids

    def __len__(self) -> int:
        return len(self.singles) + len(self.pairs)

    @property
    def single_words(self) -> list[str]:
        """The stems that have a column of their own, in the order of the columns."""
        return [self.words[place] for place in self.singles]

    def count(self, corpus: Corpus) -> "sparse.csr_matrix[np.float32]":
        """How often each term stands in each comment, (comments, terms) float32; unknown words are left out."""
        tokens = self._translate(corpus)
        rows = corpus.rows
        pair_rows, pairs = _pairs(tokens, rows, len(self.words))
        columns = np.concatenate([self._columns_of_words()[tokens], _places(pairs, self.pairs, len(self.singles))])
        all_rows = np.concatenate([rows, pair_rows])
        known = columns >= 0
        ones = np.ones(int(known.sum()), dtype=np.float32)
        shape = (len(corpus), len(self))
        return sparse.csr_matrix((ones, (all_rows[known], columns[known])), shape=shape, dtype=np.float32)

    def _columns_of_words(self) -> Ids:
        """The column of each word, (words + 1,), -1 for one that has none and, at the end, for an unknown one."""
        columns = np.full(len(self.words) + 1, -1)
        columns[self.singles] = np.arange(len(self.singles))
        return columns

    def _translate(self, corpus: Corpus) -> Ids:
        """The corpus's word ids as places in our words, -1 where we do not know the word."""
        if corpus.words == self.words:
            return corpus.ids.astype(np.int64)
        ours = {word: place for place, word in enumerate(self.words)}
        translation = np.array([ours.get(word, -1) for word in corpus.words], dtype=np.int64)
        return translation[corpus.ids] if len(corpus.ids) else corpus.ids.astype(np.int64)


def find_terms(corpus: Corpus, commonest: float = COMMONEST) -> Terms:
    """The stems in at least 2 comments and at most `commonest` of them, and the pairs in at least 3.

    In fewer than 20 comments every stem counts: nothing would be left otherwise.
    """
    rows, tokens = corpus.rows, corpus.ids.astype(np.int64)
    few = len(corpus) < FEW
    pair_rows, pairs = _pairs(tokens, rows, len(corpus.words))
    singles = _frequent(rows, tokens, 1 if few else 2, len(corpus) if few else commonest * len(corpus))
    return Terms(corpus.words, singles, _frequent(pair_rows, pairs, PAIRS_AT_LEAST, commonest * len(corpus)))


def _pairs(tokens: Ids, rows: Ids, size: int) -> tuple[Ids, Ids]:
    """Neighbouring known tokens of one comment, coded as one number, with the comment they stand in."""
    together = (rows[1:] == rows[:-1]) & (tokens[1:] >= 0) & (tokens[:-1] >= 0)
    return rows[1:][together], tokens[:-1][together] * size + tokens[1:][together]


def _frequent(rows: Ids, codes: Ids, at_least: int, at_most: float) -> Ids:
    """The codes that stand in at least and at most so many comments, ascending."""
    by_code = np.lexsort((rows, codes))
    codes, rows = codes[by_code], rows[by_code]
    new = np.ones(len(codes), dtype=bool)
    new[1:] = (codes[1:] != codes[:-1]) | (rows[1:] != rows[:-1])
    found, comments = np.unique(codes[new], return_counts=True)
    return found[(comments >= at_least) & (comments <= at_most)]


def _places(codes: Ids, kept: Ids, start: int = 0) -> Ids:
    """The column of each code, counted from `start`; -1 for a code that is not kept."""
    if not len(kept):
        return np.full(len(codes), -1, dtype=np.int64)
    places = np.minimum(np.searchsorted(kept, codes), len(kept) - 1)
    return np.where(kept[places] == codes, places + start, -1)
