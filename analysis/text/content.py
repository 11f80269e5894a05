"""From word types to content stems: each comment by the function words and stems of its own language."""

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
    ids, lengths, enough = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.bool_)]
    for rows, types, offsets in tokens.blocks():
        language = np.repeat(places[rows], np.diff(offsets))
        found = content[language, types]
        few = _counts(found >= 0, offsets) < WORDS_NEEDED
        found = np.where(np.repeat(few, np.diff(offsets)) & (found < 0), spare[language, types], found)
        ids.append(found[found >= 0])
        lengths.append(_counts(found >= 0, offsets))
        enough.append(~few & _differ(ids[-1], lengths[-1]))
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    return Content(_said_once(Corpus(words, np.concatenate(ids), offsets)), np.concatenate(enough))


def _counts(flags: NDArray[np.bool_], offsets: Ids) -> Ids:
    """How many are true of each comment, (comments,)."""
    return np.diff(np.concatenate([[0], np.cumsum(flags)])[offsets])


def _differ(ids: Numbers, lengths: Ids) -> NDArray[np.bool_]:
    """Whether a comment has two different words, (comments,)."""
    result = lengths >= WORDS_NEEDED
    starts = (np.cumsum(lengths) - lengths)[lengths > 0]
    if len(starts):
        result[lengths > 0] &= np.maximum.reduceat(ids, starts) != np.minimum.reduceat(ids, starts)
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
    long = np.repeat(corpus.lengths > REPETITIVE, corpus.lengths)
    if not long.any():
        return corpus
    places = np.flatnonzero(long)
    before = np.where(places > 0, corpus.ids[places - 1], 0).astype(np.uint64)
    runs = mixed(corpus.rows[places].astype(np.uint64)) ^ (
        before << np.uint64(32) | corpus.ids[places].astype(np.uint64)
    )
    _, first = np.unique(mixed(runs), return_index=True)
    kept = ~long
    kept[places[first]] = True
    offsets = np.concatenate([[0], np.cumsum(kept)])[corpus.offsets]
    return Corpus(corpus.words, corpus.ids[kept], offsets)
