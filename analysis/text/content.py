"""From word types to content stems: each comment by the function words and stems of its own language."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.corpus import Corpus, Ids
from analysis.text.duplicates import mixed
from analysis.text.tokens import Numbers, Tokens
from analysis.text.words import content_stem, corpus_word, spare_word

WORDS_NEEDED: Final = 2
"""Different content words a comment needs before it can be clear what it is about."""
UNREAD: Final = "-"
"""The code of comments whose words are left out."""
REPETITIVE: Final = 100
"""Content words from which a comment is asked whether it repeats itself."""
_NONE: Final = -1


@dataclass(frozen=True)
class Content:
    """The content stems of n comments. says_enough: (n,) whether a comment has two different ones.

    A comment with fewer than two content words keeps its function words, marked, so that it can be compared at all.
    """

    corpus: Corpus
    says_enough: NDArray[np.bool_]


def content_of(tokens: Tokens, codes: NDArray[np.str_]) -> Content:
    """The content of each comment in the language of its code, (n,); languages share no word.

    A sentence that a long comment says again and again counts once.
    """
    languages, places = np.unique(codes, return_inverse=True)
    words, content, spare = _tables(tokens, [str(language) for language in languages], places)
    ids, lengths, enough = array("i"), array("q"), array("b")
    for rows, types, offsets in tokens.blocks():
        language = np.repeat(places[rows], np.diff(offsets))
        found = content[language, types]
        few = _counts(found >= 0, offsets) < WORDS_NEEDED
        found = np.where(np.repeat(few, np.diff(offsets)) & (found < 0), spare[language, types], found)
        starts = np.concatenate([[0], np.cumsum(_counts(found >= 0, offsets))])
        block = _said_once(Corpus(words, found[found >= 0], starts))
        ids.frombytes(block.ids.tobytes())
        lengths.frombytes(block.lengths.tobytes())
        enough.frombytes((~few & _differ(block)).tobytes())
    offsets = np.concatenate([[0], np.cumsum(np.frombuffer(lengths, dtype=np.int64))])
    return Content(Corpus(words, np.frombuffer(ids, dtype=np.int32), offsets), np.frombuffer(enough, dtype=np.bool_))


def _counts(flags: NDArray[np.bool_], offsets: Ids) -> Ids:
    """How many are true of each comment, (comments,)."""
    return np.diff(np.concatenate([[0], np.cumsum(flags)])[offsets])


def _differ(corpus: Corpus) -> NDArray[np.bool_]:
    """Whether a comment has two different words, (comments,)."""
    said = corpus.lengths > 0
    result, starts = corpus.lengths >= WORDS_NEEDED, corpus.offsets[:-1][said]
    if len(starts):
        result[said] &= np.maximum.reduceat(corpus.ids, starts) != np.minimum.reduceat(corpus.ids, starts)
    return np.asarray(result, dtype=np.bool_)


def _tables(tokens: Tokens, languages: Sequence[str], places: Ids) -> tuple[tuple[str, ...], Numbers, Numbers]:
    """The words in alphabetical order, and the place in them of each type in each language, (languages, types).

    First as content, then as spare words; -1 where a type is not one.
    """
    used = _used(tokens, len(languages), places).tolist()
    read = [(language, row) for language, row in zip(languages, used, strict=True)]
    content = [_each(tokens.types, row, language, _content_word) for language, row in read]
    spare = [_each(tokens.types, row, language, spare_word) for language, row in read]
    words = sorted({word for row in content + spare for word in row} - {""})
    place_of = {word: place for place, word in enumerate(words)} | {"": _NONE}
    shape = (len(languages), len(tokens.types))
    numbers = [
        np.array([[place_of[word] for word in row] for row in rows], dtype=np.int32) for rows in (content, spare)
    ]
    return tuple(words), numbers[0].reshape(shape), numbers[1].reshape(shape)


def _each(types: Sequence[str], used: Sequence[bool], language: str, name: Callable[[str, str], str]) -> list[str]:
    if language == UNREAD:
        return [""] * len(types)
    return [name(word, language) if is_used else "" for word, is_used in zip(types, used, strict=True)]


def _content_word(word: str, language: str) -> str:
    stem = content_stem(word, language)
    return corpus_word(stem, language) if stem else ""


def _used(tokens: Tokens, languages: int, places: Ids) -> NDArray[np.bool_]:
    """Whether a comment of the language holds the type, (languages, types)."""
    used = np.zeros((languages, len(tokens.types)), dtype=np.bool_)
    for rows, types, offsets in tokens.blocks():
        used[np.repeat(places[rows], np.diff(offsets)), types] = True
    return used


def _said_once(corpus: Corpus) -> Corpus:
    """The corpus without the runs of two words that a long comment has had before."""
    long = np.flatnonzero(corpus.lengths > REPETITIVE)
    if not len(long):
        return corpus
    said = corpus.take(long)
    before = np.append(0, said.ids[:-1]).astype(np.uint64)
    before[said.offsets[:-1]] = len(corpus.words)  # no word: what stands in the comment before must not matter
    runs = mixed(said.rows.astype(np.uint64)) ^ (before << np.uint64(32) | said.ids.astype(np.uint64))
    again = np.ones(len(said.ids), dtype=np.bool_)
    again[np.unique(mixed(runs), return_index=True)[1]] = False
    places = np.flatnonzero(again)
    left_out = places + (corpus.offsets[long] - said.offsets[:-1])[said.rows[places]]
    offsets = corpus.offsets - np.searchsorted(left_out, corpus.offsets)
    return Corpus(corpus.words, np.delete(corpus.ids, left_out), offsets)
