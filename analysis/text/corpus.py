"""Comments as arrays of word ids: four bytes a content word, whatever the length of the file."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ids: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """The content stems of comments.

    words: every stem, in alphabetical order. ids: (tokens,) places in `words`, comment after comment.
    offsets: (comments + 1,) where each comment starts in `ids`, and where the last ends.
    """

    words: tuple[str, ...]
    ids: NDArray[np.int32]
    offsets: Ids

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Ids:
        """How many content stems each comment has, (comments,)."""
        return np.diff(self.offsets)

    @property
    def rows(self) -> Ids:
        """Which comment each token belongs to, (tokens,)."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def take(self, rows: Ids) -> "Corpus":
        """The comments at `rows`, in that order, with the same words."""
        lengths = self.lengths[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[rows] - offsets[:-1], lengths)
        return Corpus(self.words, self.ids[places], offsets)
