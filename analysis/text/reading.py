"""The first pass over comments: words to ids, their languages, what is set aside and why, and what repeats another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.data import read_lines
from analysis.text.content import UNREAD, WORDS_NEEDED, Content, content_of
from analysis.text.corpus import Corpus, Ids
from analysis.text.detection import Shares, detect_languages
from analysis.text.duplicates import Hashes, first_of_duplicates, hash_of, mixed
from analysis.text.normalise import readable_text
from analysis.text.tokens import Progress, Tokens, tokenise
from analysis.text.words import is_mashed

__all__ = ["SENTENCES", "Progress", "Reading", "SetAside", "read_comments", "read_others"]

BOILERPLATE: Final = ("boilerplate_en.txt", "boilerplate_de.txt", "boilerplate_es.txt", "boilerplate_fr.txt")


FEWEST_A_THEME: Final = 25
"""Comments per theme, below which nobody could tell whether it is one."""


class SetAside(StrEnum):
    """Why a comment is in no theme, or in none for certain; KEPT where nothing is in the way."""

    KEPT = ""
    EMPTY = "empty"
    NO_WORDS = "no_words"
    NOT_WORDS = "not_words"
    NOTHING_TO_ADD = "nothing_to_add"
    OTHER_LANGUAGE = "other_language"
    TOO_FEW_WORDS = "too_few_words"
    UNCLEAR = "unclear"


SENTENCES: Final[Mapping[SetAside, str]] = {
    SetAside.EMPTY: "Left empty.",
    SetAside.NO_WORDS: "Only numbers, signs, links or emoji.",
    SetAside.NOT_WORDS: "Letters that make no words, such as a keyboard struck at random.",
    SetAside.NOTHING_TO_ADD: "Says that there is nothing to say, such as “n/a” or “no comment”.",
    SetAside.OTHER_LANGUAGE: "Written in a language that few others use here, or that we do not read.",
    SetAside.TOO_FEW_WORDS: "Fewer than two words that say what it is about.",
    SetAside.UNCLEAR: "Fits no theme clearly.",
}
"""What each reason means, in a sentence for pages."""


@dataclass(frozen=True)
class Reading:
    """Comments as read, n of them.

    corpus: their content stems; "~" marks the function words of comments that have hardly another word. reasons: (n,)
    of SetAside. first: (n,) the row that stands for this comment and its duplicates, itself for most. order: (n,) the
    rows in an order that depends on the texts and the seed alone. languages: (n,) ISO 639-1 codes, "" for languages we
    do not read. shares: the languages in use and how common each is. shortened: how many comments were too long to be
    read to their end.
    """

    corpus: Corpus
    reasons: NDArray[np.str_]
    first: Ids
    order: Ids
    languages: NDArray[np.str_]
    shares: Shares
    shortened: int = 0

    @property
    def fit_rows(self) -> Ids:
        """The rows that themes are learnt from, in order: all with two words or more, each duplicate once.

        What so many say again that it is a theme of its own is there as often as a theme needs comments, if there are
        as many others: learnt from once, it would be counted in full in whatever theme lies next to it.
        """
        said = np.isin(self.reasons, (SetAside.KEPT, SetAside.TOO_FEW_WORDS)) & (self.corpus.lengths >= WORDS_NEEDED)
        rows = self.order[said[self.order]]
        alike = self.first[rows]
        takes_part: NDArray[np.bool_] = alike == rows
        if takes_part.sum() > FEWEST_A_THEME:
            often = np.bincount(alike, minlength=len(said))[alike] >= FEWEST_A_THEME
            takes_part |= often & (_times_before(alike) < FEWEST_A_THEME)
        return rows[takes_part]

    @property
    def repeats(self) -> int:
        """How many kept comments only repeat another."""
        return int(((self.reasons == SetAside.KEPT) & (self.first != np.arange(len(self.first)))).sum())


def read_comments(
    comments: Sequence[str],
    seed: int = 0,
    on_progress: Progress | None = None,
    *,
    confirmed: Ids | None = None,
) -> Reading:
    """Read every comment once.

    confirmed: (n,) the theme that somebody put a comment into, -1 for none: all that sets equal comments apart.

    Raises:
        AnalysisError: an entry is not text.
    """
    said = _said(comments, on_progress, None)
    order = _order(comments, seed, confirmed)
    first = first_of_duplicates(said.corpus, said.keys, order)
    return Reading(said.corpus, said.reasons, first, order, said.languages, said.shares, said.shortened)


def read_others(comments: Sequence[str], languages: Shares) -> Reading:
    """Read comments that are only to be placed: each stands for itself, in the order they come in.

    Raises:
        AnalysisError: an entry is not text.
    """
    said, rows = _said(comments, None, languages), np.arange(len(comments))
    return Reading(said.corpus, said.reasons, rows, rows, said.languages, said.shares, said.shortened)


def _times_before(values: Ids) -> Ids:
    """How often each value stands before its place, (n,)."""
    order = np.argsort(values, kind="stable")
    _, lengths = np.unique(values, return_counts=True)
    before = np.empty_like(order)
    before[order] = np.arange(len(order)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return before


@dataclass(frozen=True)
class _Said:
    """What each comment says by itself: the fields of Reading, and a number that equal comments share, (n,)."""

    corpus: Corpus
    keys: Hashes
    reasons: NDArray[np.str_]
    languages: NDArray[np.str_]
    shares: Shares
    shortened: int


def _said(comments: Sequence[str], on_progress: Progress | None, languages: Shares | None) -> _Said:
    tokens = tokenise(comments, on_progress)
    keys = _keys(tokens)
    detected = detect_languages(tokens, keys, languages)
    content = content_of(tokens, np.where(detected.other, UNREAD, detected.codes))
    reasons = _reasons(comments, tokens, keys, content, detected.other)
    return _Said(content.corpus, keys, reasons, detected.codes, detected.shares, int(tokens.shortened.sum()))


def _reasons(
    comments: Sequence[str], tokens: Tokens, keys: Hashes, content: Content, other: NDArray[np.bool_]
) -> NDArray[np.str_]:
    """Why each comment is set aside, (n,) of SetAside; the first that holds."""
    no_words = tokens.lengths == 0
    empty = no_words.copy()
    empty[no_words] = [not readable_text(comments[row]) for row in np.flatnonzero(no_words).tolist()]
    mashed = np.array([[is_mashed(word)] for word in tokens.types], dtype=np.int64).reshape(-1, 1)
    held = {
        SetAside.EMPTY: empty,
        SetAside.NO_WORDS: no_words,
        SetAside.NOTHING_TO_ADD: np.isin(keys, _nothing_to_add()),
        SetAside.OTHER_LANGUAGE: other,
        SetAside.NOT_WORDS: (content.corpus.lengths == 0) & (tokens.sums(mashed)[:, 0] > 0),
        SetAside.TOO_FEW_WORDS: ~content.says_enough,
    }
    places = np.select(list(held.values()), list(range(len(held))), len(held))
    return np.asarray(np.array([*held, SetAside.KEPT], dtype="U16")[places])


def _keys(tokens: Tokens) -> Hashes:
    """A number for each comment, (n,): equal where the words and their order are; 0 without words."""
    types = np.array([hash_of(word) for word in tokens.types], dtype=np.uint64)
    keys = np.zeros(len(tokens), dtype=np.uint64)
    for rows, ids, offsets in tokens.blocks():
        places = np.arange(len(ids)) - np.repeat(offsets[:-1], np.diff(offsets))
        running = np.zeros(len(ids) + 1, dtype=np.uint64)
        np.cumsum(mixed(types[ids] + mixed(places.astype(np.uint64))), out=running[1:])
        keys[rows] = running[offsets[1:]] - running[offsets[:-1]]
    return keys


@cache
def _nothing_to_add() -> Hashes:
    """The keys of what people write to say nothing."""
    return _keys(tokenise([line for name in BOILERPLATE for line in read_lines(name)]))


def _order(comments: Sequence[str], seed: int, confirmed: Ids | None) -> Ids:
    """The rows in an order that shuffles comments the same way whatever the order of the rows, (n,).

    Of equal comments those that are confirmed come first; what is left are the same to everything that follows.
    """
    salt = seed.to_bytes(16, "little", signed=True)
    digests = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, salt=salt).digest() for text in comments]
    keys = np.frombuffer(b"".join(digests), dtype="<u8")
    return np.argsort(keys, kind="stable") if confirmed is None else np.lexsort((-confirmed, keys))
