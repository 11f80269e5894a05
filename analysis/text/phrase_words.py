"""Reading comments for phrases: their words in one row, what each may do in a name, and which of them name things."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.text.name_words import FILLER, NameRole, Weight, name_role, name_stem
from analysis.text.normalise import readable_text, words_of
from analysis.text.words import LANGUAGES, corpus_word

Ids: TypeAlias = NDArray[np.int64]

READ_AT_MOST: Final = 2_000
"""Characters of a comment that are read for phrases; what a comment is about stands in its beginning."""
THING: Final = 0.4
"""The share of a stem's telling uses as a thing ("the staff", "good food.") from which on it names one."""
DOUBT: Final = 0.5
"""A use beside another word tells half as much as one after "the" or "very"."""
UNSEEN: Final = 0.75
"""Telling uses that every stem is taken to have had before, a third of them as a thing."""

_BREAK = re.compile(r"\d\w*|\[[a-z-]+\]|[.!?;:,()\u2026\u3002|*\u2022]+|\s[-\u2013\u2014]+\s")
_PLAIN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*(?:-(?=[A-Za-z]))?|\d\w*|[.!?;:,()|*]+|\s-+\s")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_NEEDS_CARE = re.compile(r"[<&\[@\n\r]|://|www\.|[^\x20-\x7e]", re.IGNORECASE)
_GAP: Final = ""


@dataclass(frozen=True)
class Words:
    """The words of n comments in one row.

    written: distinct words as written, one that a hyphen ties to the next with it ("follow-"). stems: distinct, in
    alphabetical order. stem_of: (written,) places in stems. roles: by name (written,). tied: (written,) whether the
    next word belongs to it. ids: places in written, 0 between two clauses. rows: whose each is. weight: (stems,) the
    most that a form of it adds to a phrase. things: (stems,) whether it names a thing rather than says how something is
    or what is done.
    """

    written: tuple[str, ...]
    stems: tuple[str, ...]
    stem_of: Ids
    roles: Mapping[str, Ids]
    tied: NDArray[np.bool_]
    ids: Ids
    rows: Ids
    weight: Ids
    things: NDArray[np.bool_]


def read_words(comments: Sequence[str], languages: str | Sequence[str]) -> Words:
    """Read the words of n comments; `languages` is one for all, or that of each, "" where it is not known."""
    each = _each_language(languages, len(comments))
    clauses = [_words_by_clause(comment) for comment in comments]
    distinct = {language: {_GAP} for language in each}
    for language, words in zip(each, clauses, strict=True):
        distinct[language].update(words)
    written = [(_GAP, ""), *sorted((word, language) for language in distinct for word in distinct[language] - {_GAP})]
    places: dict[str, dict[str, int]] = {language: {_GAP: 0} for language in distinct}
    for place, (word, language) in enumerate(written[1:], 1):
        places[language][word] = place
    ids = [0]
    for language, words in zip(each, clauses, strict=True):
        ids.extend(map(places[language].__getitem__, words))
    rows = np.repeat(np.arange(-1, len(comments)), [1, *map(len, clauses)])
    return _known(written, np.array(ids, dtype=np.int64), rows)


def _each_language(languages: str | Sequence[str], n: int) -> list[str]:
    if isinstance(languages, str):
        return [languages or LANGUAGES[0]] * n
    known = Counter(language for language in languages if language)
    commonest = min(known, key=lambda language: (-known[language], language), default=LANGUAGES[0])
    return [language or commonest for language in languages]


def _words_by_clause(comment: str) -> list[str]:
    """The words of a comment, with a gap after each clause."""
    text = comment[:READ_AT_MOST]
    if not _NEEDS_CARE.search(text):
        return [*(token if token[0].isalpha() else _GAP for token in _PLAIN.findall(text)), _GAP]
    words: list[str] = []
    for clause in _BREAK.split(readable_text(text.replace("\n", ". "))):
        words += _hyphenated(clause)
        words.append(_GAP)
    return words


def _hyphenated(clause: str) -> list[str]:
    """The words of a clause, each that a hyphen ties to the next one with it."""
    if "-" not in clause:
        return words_of(clause)
    parts = [words_of(part) for part in _HYPHEN.split(clause)]
    tied = [[*part[:-1], f"{part[-1]}-"] if part else part for part in parts[:-1]]
    return [word for part in [*tied, parts[-1]] for word in part]


def _known(written: Sequence[tuple[str, str]], ids: Ids, rows: Ids) -> Words:
    """Words with their stems and roles, less those that names leave out."""
    stems = ["", *(corpus_word(name_stem(word, language), language) for word, language in written[1:])]
    distinct = sorted({"", *stems})
    number = {stem: at for at, stem in enumerate(distinct)}
    stem_of = np.array([number[stem] for stem in stems], dtype=np.int64)
    table = np.array([FILLER, *(name_role(word, language) for word, language in written[1:])], dtype=np.int64)
    roles = {name: table[:, at] for at, name in enumerate(NameRole._fields)}
    weight = np.zeros(len(distinct), dtype=np.int64)
    np.maximum.at(weight, stem_of, roles["weight"])
    hyphened = np.array([word.endswith("-") for word, _ in written])
    kept = roles["skipped"][ids] == 0
    return Words(
        written=tuple(word for word, _ in written),
        stems=tuple(distinct),
        stem_of=stem_of,
        roles=roles,
        tied=hyphened & (roles["starts"] > 0),
        ids=ids[kept],
        rows=rows[kept],
        weight=weight,
        things=_things(ids, roles, stem_of, len(distinct)),
    )


def _things(ids: Ids, roles: Mapping[str, Ids], stem_of: Ids, number: int) -> NDArray[np.bool_]:
    """Which stems name things, by the words beside them in these comments: no list of nouns in any language.

    "the staff" and "good food." speak for a thing, "very kind", "they listened" and "kind people" against one.
    """
    before, after = np.append(0, ids[:-1]), np.append(ids[1:], 0)
    carries = roles["weight"] >= Weight.LIGHT
    last = ~carries[after]
    spoken = np.where(last, (roles["points"][before] > 0) + DOUBT * carries[before], 0.0)
    against = (roles["denies"][before] > 0) + DOUBT * ~last
    for_it, against_it = (np.bincount(stem_of[ids], each, minlength=number) for each in (spoken, against))
    return np.asarray((for_it + UNSEEN / 3) / (for_it + against_it + UNSEEN) >= THING)
