"""From word types to content stems: each comment by the function words and stems of its own language."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.corpus import Corpus, Ids
from analysis.text.duplicates import mixed
from analysis.text.tokens import Numbers, Tokens
from analysis.text.words import content_stem, corpus_word

UNREAD: Final = "-"
"""The code of comments whose words are left out."""
REPETITIVE: Final = 100
"""Content words from which a comment is asked whether it repeats itself."""
_NONE: Final = -1


def content_of(tokens: Tokens, codes: NDArray[np.str_]) -> Corpus:
    """The content stems of each comment in the language of its code, (n,); languages share no word.

    A sentence that a long comment says again and again counts once.
    """
    languages, places = np.unique(codes, return_inverse=True)
    words, table = _table(tokens, [str(language) for language in languages], places)
    ids, lengths = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int64)]
    for rows, types, offsets in tokens.blocks():
        found = table[np.repeat(places[rows], np.diff(offsets)), types]
        ids.append(found[found >= 0])
        lengths.append(np.diff(np.concatenate([[0], np.cumsum(found >= 0)])[offsets]))
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    return _said_once(Corpus(words, np.concatenate(ids), offsets))


def _table(tokens: Tokens, languages: Sequence[str], places: Ids) -> tuple[tuple[str, ...], Numbers]:
    """The words in alphabetical order, and the place in them of each type in each language, (languages, types)."""
    used = _used(tokens, len(languages), places)
    stems = [
        [_corpus_word(word, language) if is_used else "" for word, is_used in zip(tokens.types, row, strict=True)]
        for language, row in zip(languages, used.tolist(), strict=True)
    ]
    words = sorted({stem for row in stems for stem in row} - {""})
    place_of = {word: place for place, word in enumerate(words)} | {"": _NONE}
    table = [[place_of[stem] for stem in row] for row in stems]
    return tuple(words), np.array(table, dtype=np.int32).reshape(len(languages), len(tokens.types))


def _used(tokens: Tokens, languages: int, places: Ids) -> NDArray[np.bool_]:
    """Whether a comment of the language holds the type, (languages, types)."""
    used = np.zeros((languages, len(tokens.types)), dtype=np.bool_)
    for rows, types, offsets in tokens.blocks():
        used[np.repeat(places[rows], np.diff(offsets)), types] = True
    return used


def _corpus_word(word: str, language: str) -> str:
    """How a word stands in the corpus, "" where it carries nothing."""
    if language == UNREAD:
        return ""
    stem = content_stem(word, language)
    return corpus_word(stem, language) if stem else ""


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
