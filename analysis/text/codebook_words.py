"""Comments as the codebook reads them: words and clause marks as ids, slips of the keyboard mended."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.text.normalise import readable_text
from analysis.text.words import stem_of

Numbers: TypeAlias = NDArray[np.int64]

CLAUSE_MARKS: Final = frozenset(",.;!?")
LONGEST_READ: Final = 1_000
"""Words of one comment that are read: a pasted mail thread says what it says in these."""
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*|[,.;!?]")
_SHORTEST_MENDED: Final = 7


@dataclass(frozen=True)
class ReadComments:
    """Comments as ids.

    types: every word and mark once, mended. ids: (tokens,) places in `types`. offsets: (comments + 1,).
    """

    types: tuple[str, ...]
    ids: Numbers
    offsets: Numbers

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def rows(self) -> Numbers:
        """Which comment each token stands in, (tokens,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    def words(self, row: int) -> list[str]:
        """The words and marks of one comment."""
        return [self.types[place] for place in self.ids[self.offsets[row] : self.offsets[row + 1]]]


def read_for_codebook(texts: Sequence[str], known: frozenset[str]) -> ReadComments:
    """Read comments; a word of seven letters or more that is one slip away from a known one is taken for it."""
    seen: dict[str, int] = {}
    ids, offsets = array("q"), array("q", [0])
    for text in texts:
        tokens = _TOKEN.findall(readable_text(text).replace("\u2019", "'").lower())[:LONGEST_READ]
        ids.extend([seen.setdefault(token, len(seen)) for token in tokens])
        offsets.append(len(ids))
    mended = tuple(mend(word, known) for word in seen)
    return ReadComments(mended, np.array(ids, dtype=np.int64), np.array(offsets, dtype=np.int64))


def mend(word: str, known: frozenset[str]) -> str:
    """The known word that one slip (a letter lost, added, changed or swapped) makes this one, or the word itself.

    The first letter is taken as right; forms of one word ("structured", "structure") are left as they are. Where
    several known words are as near, the first by alphabet is meant.
    """
    if len(word) < _SHORTEST_MENDED or word in known:
        return word
    near = _near(known)
    for form in (word, *_shortened(word)):
        for candidate in near.get(form, ()):
            if candidate[0] == word[0] and _one_slip(word, candidate) and not _are_forms(word, candidate):
                return candidate
    return word


@cache
def _near(known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Known words by themselves with any one letter left out (Garbe's symmetric deletion)."""
    found: dict[str, list[str]] = {}
    for word in sorted(known):
        if len(word) >= _SHORTEST_MENDED:
            for form in (word, *_shortened(word)):
                found.setdefault(form, []).append(word)
    return {form: tuple(words) for form, words in found.items()}


def _shortened(word: str) -> Iterable[str]:
    return dict.fromkeys(word[:place] + word[place + 1 :] for place in range(1, len(word)))


def _are_forms(word: str, other: str) -> bool:
    """Whether two words are forms of one: a stem in common, and nothing but the last letter between them."""
    shorter = min(len(word), len(other))
    return word[: shorter - 1] == other[: shorter - 1] and stem_of(word) == stem_of(other)


def _one_slip(word: str, other: str) -> bool:
    """Whether two words are at most one edit, or one swap of neighbours, apart."""
    start = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, other_rest = word[start:], other[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:] == other_rest
    return rest[1:] == other_rest or rest == other_rest[1:] or rest[1:] == other_rest[1:] or swapped
