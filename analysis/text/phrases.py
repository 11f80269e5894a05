"""Phrases of one to three words, in which comments they stand, and how they are written."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.text.name_words import FILLER, NameRole, Weight, name_role, name_stem
from analysis.text.normalise import readable_text, words_of
from analysis.text.words import LANGUAGES, REMEMBERED, corpus_word

Phrase: TypeAlias = tuple[str, ...]
"""The stems of a phrase in alphabetical order, joining words left out: "choice of food" is ("choic", "food")."""
Ids: TypeAlias = NDArray[np.int64]

LONGEST: Final = 3
READ_AT_MOST: Final = 2_000
"""Characters of a comment that are read for phrases; what a comment is about stands in its beginning."""
PLAIN_FORM: Final = 0.3
"""A shorter way to write a phrase is preferred where it has this share of the longer one's uses."""
MOSTLY_LONGER: Final = 0.6
"""The share of a phrase's uses in which the same word stands beside it, from which on it is only part of another."""
MOSTLY: Final = 0.8
"""A word is shown with its capitals where at least this share of its uses has them."""

SAME_START: Final = 6
SHORT_STEM: Final = 4
LONGEST_ENDING: Final = 3

_BITS: Final = 21
_ACRONYM: Final = 4
_BREAK = re.compile(r"\d\w*|\[[a-z-]+\]|[.!?;:,()\u2026\u3002|*\u2022]+|\s[-\u2013\u2014]+\s")
_PLAIN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*|\d\w*|[.!?;:,()|*]+|\s-+\s")
_NEEDS_CARE = re.compile(r"[<&\[@\n\r]|://|www\.|[^\x20-\x7e]", re.IGNORECASE)
_GAP: Final = ""


@dataclass(frozen=True)
class Words:
    """The words of n comments in one row: ids of distinct written words, 0 between two clauses; and whose they are."""

    written: tuple[str, ...]
    stems: tuple[str, ...]
    stem_of: Ids
    roles: dict[str, NDArray[np.int64]]
    ids: Ids
    rows: Ids


@dataclass(frozen=True)
class Phrases:
    """The phrases of n comments that stand in at least two of them (in one, where there is only one).

    presence: (n, phrases) 1.0 where a comment has a phrase. weights: (phrases,) what its words add up to. cut_off:
    (phrases,) whether it is three words that mostly stand beside the same fourth. uses: of
    the phrases, one after the other: which one, where in `words` it starts, and how many words it has.
    """

    presence: "sparse.csr_matrix[np.float64]"
    weights: Ids
    cut_off: NDArray[np.bool_]
    words: Words
    keys: Ids
    uses: tuple[Ids, Ids, Ids]

    def __len__(self) -> int:
        return len(self.keys)

    def phrase(self, place: int) -> Phrase:
        """The stems of one phrase."""
        parts = [int(self.keys[place]) >> _BITS * turn & (1 << _BITS) - 1 for turn in reversed(range(LONGEST))]
        return tuple(self.words.stems[part] for part in parts if part)

    def written(self, places: Iterable[int]) -> dict[int, str]:
        """The most frequent way in which each of some phrases is written."""
        which, starts, lengths = self.uses
        ends = {place: np.searchsorted(which, [place, place + 1]) for place in places}
        return {place: _most_frequent(self.words, starts[a:b], lengths[a:b]) for place, (a, b) in ends.items()}

    @cached_property
    def stems(self) -> tuple[Phrase, ...]:
        """The stems of every phrase."""
        return tuple(self.phrase(place) for place in range(len(self)))


def read_phrases(comments: Sequence[str], languages: str | Sequence[str] = "en") -> Phrases:
    """Find the phrases of n comments: up to three words of one clause, joined at most by a function word.

    Articles and possessives are left out, and a phrase is the same in any order of its words. `languages` is one for
    all, or that of each comment, "" where it is not known: then the commonest of the others holds.
    """
    words = _read_words(comments, _each_language(languages, len(comments)))
    keys, starts, lengths, weights = (np.concatenate(parts) for parts in zip(*_spans(words), strict=True))
    unique, which = np.unique(keys, return_inverse=True)
    presence = sparse.csr_matrix((np.ones(len(keys)), (words.rows[starts], which)), shape=(len(comments), len(unique)))
    presence.data[:] = 1.0
    shared = np.flatnonzero(np.asarray(presence.sum(axis=0)).ravel() >= min(2, len(comments)))
    place = np.full(len(unique), -1)
    place[shared] = np.arange(len(shared))
    heaviest = np.zeros(len(unique), dtype=np.int64)
    np.maximum.at(heaviest, which, weights)
    kept = np.flatnonzero(place[which] >= 0)
    kept = kept[np.argsort(which[kept], kind="stable")]
    uses = place[which[kept]], starts[kept], lengths[kept]
    cut_off = _cut_off(words, uses, unique[shared])
    return Phrases(presence[:, shared].tocsr(), heaviest[shared], cut_off, words, unique[shared], uses)


def _cut_off(words: Words, uses: tuple[Ids, Ids, Ids], keys: Ids) -> NDArray[np.bool_]:
    three = keys >> (LONGEST - 1) * _BITS > 0
    which, starts, lengths = (each[three[uses[0]]] for each in uses)
    total = np.bincount(which, minlength=len(keys))
    most = np.zeros(len(keys), dtype=np.int64)
    for beside in (starts - 1, starts + lengths):
        ids = words.ids[beside]
        stems = np.where(words.roles["weight"][ids] > 0, words.stem_of[ids], 0)
        pairs, counts = np.unique((which << _BITS) | stems, return_counts=True)
        named = pairs & (1 << _BITS) - 1 > 0
        np.maximum.at(most, pairs[named] >> _BITS, counts[named])
    return (total >= 2) & (most >= MOSTLY_LONGER * total)


def _each_language(languages: str | Sequence[str], n: int) -> list[str]:
    if isinstance(languages, str):
        return [languages or LANGUAGES[0]] * n
    known = Counter(language for language in languages if language)
    commonest = min(known, key=lambda language: (-known[language], language), default=LANGUAGES[0])
    return [language or commonest for language in languages]


def _read_words(comments: Sequence[str], languages: Sequence[str]) -> Words:
    clauses = [_words_by_clause(comment) for comment in comments]
    distinct = {language: {_GAP} for language in languages}
    for language, words in zip(languages, clauses, strict=True):
        distinct[language].update(words)
    written = [(_GAP, ""), *sorted((word, language) for language in distinct for word in distinct[language] - {_GAP})]
    places: dict[str, dict[str, int]] = {language: {_GAP: 0} for language in distinct}
    for place, (word, language) in enumerate(written[1:], 1):
        places[language][word] = place
    ids = [0]
    for language, words in zip(languages, clauses, strict=True):
        ids.extend(map(places[language].__getitem__, words))
    rows = np.repeat(np.arange(-1, len(comments)), [1, *map(len, clauses)])
    return _kept(written, np.array(ids, dtype=np.int64), rows)


def _words_by_clause(comment: str) -> list[str]:
    """The words of a comment, with a gap after each clause."""
    text = comment[:READ_AT_MOST]
    if not _NEEDS_CARE.search(text):
        return [*(token if token[0].isalpha() else _GAP for token in _PLAIN.findall(text)), _GAP]
    words: list[str] = []
    for clause in _BREAK.split(readable_text(text.replace("\n", ". "))):
        words += words_of(clause)
        words.append(_GAP)
    return words


def _kept(written: Sequence[tuple[str, str]], ids: Ids, rows: Ids) -> Words:
    """Words with their stems and roles, less those that names leave out."""
    stems = ["", *(corpus_word(name_stem(word, language), language) for word, language in written[1:])]
    distinct = sorted({"", *stems})
    number = {stem: at for at, stem in enumerate(distinct)}
    roles = np.array([FILLER, *(name_role(word, language) for word, language in written[1:])], dtype=np.int64)
    by_name = {name: roles[:, at] for at, name in enumerate(NameRole._fields)}
    kept = by_name["skipped"][ids] == 0
    return Words(
        written=tuple(word for word, _ in written),
        stems=tuple(distinct),
        stem_of=np.array([number[stem] for stem in stems], dtype=np.int64),
        roles=by_name,
        ids=ids[kept],
        rows=rows[kept],
    )


def _spans(words: Words) -> Iterator[tuple[Ids, Ids, Ids, Ids]]:
    """For one, two and three words: the key of each phrase, where it starts, its length and its weight."""
    starting, ending, weight = (words.roles[name][words.ids] for name in ("starts", "ends", "weight"))
    inside = words.ids > 0
    for length in range(1, LONGEST + 1):
        first = np.flatnonzero(starting[: len(inside) - length + 1])
        ok = ending[first + length - 1] > 0
        for step in range(1, length):
            ok &= inside[first + step]
        first = first[ok]
        stems = np.zeros((LONGEST, len(first)), dtype=np.int64)
        weights = np.zeros(len(first), dtype=np.int64)
        for step in range(length):
            named = (weight[first + step] > 0) | (starting[first + step] > 0)
            stems[step] = np.where(named, words.stem_of[words.ids[first + step]], 0)
            weights += weight[first + step]
        names = _may_name(words, first, length, weights, stems)
        stems.sort(axis=0)
        key = (stems[0] << 2 * _BITS) | (stems[1] << _BITS) | stems[2]
        yield key[names], first[names], np.full(int(names.sum()), length), weights[names]


def _may_name(words: Words, first: Ids, length: int, weights: Ids, stems: Ids) -> NDArray[np.bool_]:
    """Three words need one with content, and around a joining word another that carries; no word stands twice."""
    twice = np.zeros(len(first), dtype=np.bool_)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        twice |= (stems[one] == stems[other]) & (stems[one] > 0)
    if length < LONGEST:
        return (weights >= Weight.LIGHT) & ~twice
    middle = words.ids[first + 1]
    joins = words.roles["joins"][middle] > 0
    named = (words.roles["weight"][middle] > 0) | (words.roles["starts"][middle] > 0)
    enough = np.where(joins, weights >= Weight.CONTENT + Weight.LIGHT, weights >= Weight.CONTENT)
    return np.asarray(enough & (joins | named) & ~twice, dtype=np.bool_)


def _most_frequent(words: Words, starts: Ids, lengths: Ids) -> str:
    """The commonest spelling, the shorter one where that is common too: "food choices" before "choice of food"."""
    spans = words.ids[np.minimum(starts[:, None] + np.arange(LONGEST), len(words.ids) - 1)]
    spans[np.arange(LONGEST) >= lengths[:, None]] = 0
    distinct, which, counts = np.unique(spans, axis=0, return_inverse=True, return_counts=True)
    forms = [tuple(words.written[word].lower() for word in span if word) for span in distinct.tolist()]
    totals: Counter[tuple[str, ...]] = Counter()
    for form, count in zip(forms, counts.tolist(), strict=True):
        totals[form] += count
    common = [form for form, count in totals.items() if count >= PLAIN_FORM * max(totals.values())]
    best = min(common, key=lambda each: (len(each), -totals[each], each))
    chosen = starts[np.array([form == best for form in forms])[which.ravel()]]
    return " ".join(_cased(words, chosen + place, low) for place, low in enumerate(best))


def _cased(words: Words, at: Ids, low: str) -> str:
    """One word in small letters, unless nearly everybody writes it with capitals inside a sentence, as "HR"."""
    inner = at[words.ids[at - 1] > 0]
    found, counts = np.unique(words.ids[inner if len(inner) else at], return_counts=True)
    # Ids follow the alphabet, so that of two equally frequent spellings the first is taken.
    cased = words.written[found[counts.argmax()]]
    shouted = cased.isupper() and len(cased) > _ACRONYM
    only_first = cased.istitle() and not len(inner)
    plain = shouted or only_first or counts.max() < MOSTLY * counts.sum() or _is_slip(words, cased)
    return (low if plain else cased).removesuffix("'s").removesuffix("\u2019s")


def _is_slip(words: Words, cased: str) -> bool:
    """Whether capitals stand inside a word, as in "frIendly", that is written without them more often."""
    if cased.istitle() or cased.isupper() or cased.islower() or cased.lower() not in words.written:
        return False
    uses = np.bincount(words.ids, minlength=len(words.written))
    return bool(uses[words.written.index(cased.lower())] > uses[words.written.index(cased)])


def join_by(presence: "sparse.csr_matrix[np.float64]", groups: Ids, number: int) -> "sparse.csr_matrix[np.float64]":
    """Rows (n, phrases) put together by their group, 0..number-1 or -1 for none: 1.0 where any of them has it."""
    inside = np.flatnonzero(groups >= 0)
    to_group = sparse.csr_matrix((np.ones(len(inside)), (groups[inside], inside)), shape=(number, len(groups)))
    joined = (to_group @ presence).tocsr()
    joined.data[:] = 1.0
    return joined


def count_in(presence: "sparse.csr_matrix[np.float64]", groups: Ids, number: int) -> NDArray[np.float64]:
    """In how many rows of each group a phrase stands, (number, phrases); groups: (n,) 0..number-1 or -1 for none."""
    inside = np.flatnonzero(groups >= 0)
    to_group = sparse.csr_matrix((np.ones(len(inside)), (groups[inside], inside)), shape=(number, len(groups)))
    return np.asarray((to_group @ presence).todense(), dtype=np.float64)


def alike(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases share a word, or have two that look like forms of one: "sync" and "synced"."""
    return any(_same_word(a, b) for a in one for b in other)


@lru_cache(REMEMBERED)
def _same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SHORT_STEM and longer.startswith(shorter):
        return True
    shared = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter == longer or (shared >= SAME_START and len(longer) - shared <= LONGEST_ENDING)
