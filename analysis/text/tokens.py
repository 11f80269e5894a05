"""Comments as word types: one number a word, whatever the length of the file, before any language is known."""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.errors import AnalysisError
from analysis.text.corpus import Corpus, Ids
from analysis.text.normalise import readable_text, words_of
from analysis.text.pasted import may_be_pasted
from analysis.text.words import folded, squeezed

Progress: TypeAlias = Callable[[float], None]
"""Called now and then with the share of the work that is done, 0 to 1."""

MOST_WORDS: Final = 400
"""Words that are read of one comment."""
LONGEST_TEXT: Final = 25 * MOST_WORDS
"""Characters that are read of one comment."""
CHUNK: Final = 2_000
BLOCK: Final = 20_000
"""Comments that are summed over at once: a few megabytes of intermediate numbers."""

_END = "\x00"
_END_ID: Final = -2
_NO_WORD: Final = -1
_NEEDS_CARE = re.compile(r"[<&\[@\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Anything but composed Latin letters and the marks that stand between words.
_NEEDS_MORE_CARE = re.compile("[^\t\n\r\x20-\x7e\xa0-\xac\xae-\u024f\u2010-\u2027\u202f-\u205f\u20a0-\u20bf]")
_LATIN_WORD = re.compile("\x00|[a-z\xaa\xb5\xba\xdf-\xf6\xf8-\u024f]+(?:'[a-z\xaa\xb5\xba\xdf-\xf6\xf8-\u024f]+)*")
_TO_SPACES = {code: " " for code in range(1, 128) if not chr(code).isalpha() and chr(code) != "'"}

Numbers: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True)
class Tokens:
    """The words of n comments.

    types: every word as it is written in small letters. ids: (tokens,) places in `types`, comment after comment, at
    most 400 of one. offsets: (n + 1,) where each comment starts. shortened: (n,) whether there was more to read.
    """

    types: tuple[str, ...]
    ids: Numbers
    offsets: Ids
    shortened: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Ids:
        """How many words each comment has, (n,)."""
        return np.diff(self.offsets)

    def text(self, row: int) -> str:
        """The words of one comment, in small letters."""
        return " ".join([self.types[place] for place in self.ids[self.offsets[row] : self.offsets[row + 1]]])

    def blocks(self) -> Iterator[tuple[slice, Numbers, Ids]]:
        """The comments a block at a time: their rows, their words, and where each starts in these."""
        for start in range(0, len(self), BLOCK):
            rows = slice(start, min(start + BLOCK, len(self)))
            offsets = self.offsets[rows.start : rows.stop + 1]
            yield rows, self.ids[offsets[0] : offsets[-1]], offsets - offsets[0]

    def sums(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """The sum over each comment's words of a whole number per type, (n, k) from (types, k)."""
        result = np.zeros((len(self), values.shape[1]), dtype=np.int64)
        for rows, ids, offsets in self.blocks():
            running = np.zeros((len(ids) + 1, values.shape[1]), dtype=np.int64)
            np.cumsum(values[ids], axis=0, out=running[1:])
            result[rows] = running[offsets[1:]] - running[offsets[:-1]]
        return result


class _Types(dict[str, int]):
    """The number of each word as it is met; forms that differ in marks alone share one."""

    def __init__(self) -> None:
        super().__init__({_END: _END_ID})
        self.words: list[str] = []

    def __missing__(self, token: str) -> int:
        word = squeezed(token.strip("'"))
        if word == token:
            place = len(self.words)
            self.words.append(word)
        else:
            place = self[word] if word else _NO_WORD
        self[token] = place
        return place


def tokenise(comments: Sequence[str], on_progress: Progress | None = None) -> Tokens:
    """The words of comments.

    Raises:
        AnalysisError: an entry is not text, or there is one text alone instead of several.
    """
    if isinstance(comments, str):
        raise AnalysisError("This is one text. Give a list of strings, one for each comment.")
    types, ids, lengths, shortened = _Types(), array("i"), array("q", [0]), array("b")
    for start in range(0, len(comments), CHUNK):
        chunk = [_checked(comment, row) for row, comment in enumerate(comments[start : start + CHUNK], start)]
        read = _read_chunk(chunk, types)
        used = np.minimum(read.lengths, MOST_WORDS)
        ids.frombytes(read.ids[_places_in_row(read) < MOST_WORDS].tobytes())
        lengths.frombytes(used.tobytes())
        shortened.frombytes(((used < read.lengths) | _too_long(chunk)).tobytes())
        if on_progress:
            on_progress(start / len(comments))
    offsets = np.cumsum(np.frombuffer(lengths, dtype=np.int64))
    flags = np.frombuffer(shortened, dtype=np.bool_)
    return Tokens(tuple(types.words), np.frombuffer(ids, dtype=np.int32), offsets, flags)


def _checked(comment: object, row: int) -> str:
    if isinstance(comment, str):
        return comment
    message = f"Comment {row} is {type(comment).__name__}, not text. Give a list of strings, with '' for no comment."
    raise AnalysisError(message)


def _read_chunk(chunk: Sequence[str], types: _Types) -> Corpus:
    """The word types of some comments. Plain and Latin ones are split all at once, which takes a tenth of the time."""
    care = np.fromiter(map(_care_needed, chunk), dtype=np.int8, count=len(chunk))
    plain, latin, others = ([chunk[row] for row in np.flatnonzero(care == level).tolist()] for level in range(3))
    words = _joined(plain).lower().translate(_TO_SPACES).split()
    words += _LATIN_WORD.findall(folded(_joined(latin)))
    for text in others:
        words += [*_careful_words(text), _END]
    found = np.fromiter(map(types.__getitem__, words), dtype=np.int32, count=len(words))
    is_word = found >= 0
    offsets = np.concatenate([[0], np.cumsum(is_word)[found == _END_ID]])
    return Corpus((), found[is_word], offsets).take(np.argsort(np.argsort(care, kind="stable")))


def _care_needed(text: str) -> int:
    """0 for plain English letters and marks, 1 for other Latin letters, 2 for the rest."""
    if len(text) > LONGEST_TEXT or _NEEDS_CARE.search(text) or "://" in text or "www." in text or "WWW." in text:
        return 2
    if ("\n" in text or ":" in text or "--" in text) and may_be_pasted(text):
        return 2
    if text.isascii():
        return 0
    return 2 if _NEEDS_MORE_CARE.search(text) else 1


def _joined(texts: Sequence[str]) -> str:
    return "".join([f"{text} {_END} " for text in texts])


def _careful_words(text: str) -> list[str]:
    """The words of a comment that holds more than plain letters, digits and marks."""
    return words_of(folded(unicodedata.normalize("NFKC", readable_text(text[:LONGEST_TEXT]))))


def _places_in_row(read: Corpus) -> Ids:
    return np.arange(len(read.ids)) - np.repeat(read.offsets[:-1], read.lengths)


def _too_long(chunk: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter((len(text) > LONGEST_TEXT for text in chunk), dtype=np.bool_, count=len(chunk))
