"""The first pass over comments: words to ids, what is set aside and why, and which comments repeat another."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.errors import AnalysisError
from analysis.text.corpus import Corpus, Ids
from analysis.text.duplicates import first_of_duplicates, hash_of
from analysis.text.normalise import readable_text, says_nothing, words_of
from analysis.text.words import is_content_word, stem_of

Progress: TypeAlias = Callable[[float], None]
"""Called now and then with the share of the work that is done, 0 to 1."""

WORDS_NEEDED: Final = 2
"""Content words a comment needs before it can be about something."""
_REPORT_EVERY: Final = 2_000


class SetAside(StrEnum):
    """Why a comment is in no theme; KEPT where it may be in one."""

    KEPT = ""
    EMPTY = "empty"
    NO_WORDS = "no_words"
    NOTHING_TO_ADD = "nothing_to_add"
    TOO_FEW_WORDS = "too_few_words"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Reading:
    """Comments as read, n of them.

    corpus: their content stems. reasons: (n,) of SetAside. first: (n,) the row that stands for this comment and its
    duplicates, itself for most. order: (n,) the rows in an order that depends on the texts and the seed alone.
    """

    corpus: Corpus
    reasons: NDArray[np.str_]
    first: Ids
    order: Ids

    @property
    def fit_rows(self) -> Ids:
        """The rows that themes are learnt from, in order: kept, each duplicate once."""
        takes_part: NDArray[np.bool_] = (self.reasons == SetAside.KEPT) & (self.first == np.arange(len(self.first)))
        return self.order[takes_part[self.order]]

    @property
    def repeats(self) -> int:
        """How many kept comments only repeat another."""
        return int(((self.reasons == SetAside.KEPT) & (self.first != np.arange(len(self.first)))).sum())


def read_comments(comments: Sequence[str], seed: int = 0, on_progress: Progress | None = None) -> Reading:
    """Read every comment once.

    Raises:
        AnalysisError: an entry is not text.
    """
    seen: dict[str, int] = {}
    ids, offsets, keys, reasons = array("i"), array("q", [0]), array("Q"), []
    for row, comment in enumerate(comments):
        text = readable_text(_checked(comment, row))
        words = words_of(text)
        stems = [stem_of(word) for word in words if is_content_word(word)]
        ids.extend([seen.setdefault(stem, len(seen)) for stem in stems])
        offsets.append(len(ids))
        keys.append(hash_of(" ".join(words).casefold()))
        reasons.append(_reason(text, words, stems))
        if on_progress and row % _REPORT_EVERY == 0:
            on_progress(row / len(comments))
    corpus = _in_alphabetical_order(seen, np.array(ids, dtype=np.int32), np.array(offsets, dtype=np.int64))
    order = np.argsort(_order_keys(comments, seed), kind="stable")
    first = first_of_duplicates(corpus, np.array(keys, dtype=np.uint64), order)
    return Reading(corpus, np.array(reasons, dtype="U16"), first, order)


def _checked(comment: object, row: int) -> str:
    if isinstance(comment, str):
        return comment
    message = f"Comment {row} is {type(comment).__name__}, not text. Give a list of strings, with '' for no comment."
    raise AnalysisError(message)


def _reason(text: str, words: list[str], stems: list[str]) -> SetAside:
    if not text:
        return SetAside.EMPTY
    if not words:
        return SetAside.NO_WORDS
    if says_nothing(text):
        return SetAside.NOTHING_TO_ADD
    return SetAside.KEPT if len(set(stems)) >= WORDS_NEEDED else SetAside.TOO_FEW_WORDS


def _in_alphabetical_order(seen: dict[str, int], ids: NDArray[np.int32], offsets: Ids) -> Corpus:
    """The corpus with its words sorted, so that a word's place does not depend on the order of the comments."""
    words = sorted(seen)
    place = np.empty(len(words), dtype=np.int32)
    place[[seen[word] for word in words]] = np.arange(len(words), dtype=np.int32)
    return Corpus(tuple(words), place[ids], offsets)


def _order_keys(comments: Sequence[str], seed: int) -> NDArray[np.bytes_]:
    """A key per comment, (n,), that shuffles comments the same way whatever the order of the rows.

    Equal comments get equal keys: they are the same to everything that follows.
    """
    salt = seed.to_bytes(16, "little", signed=True)
    digests = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, salt=salt) for text in comments]
    return np.array([digest.hexdigest() for digest in digests], dtype="S16")
