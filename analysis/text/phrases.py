"""Phrases of one to three words, and in how many comments of which theme they stand."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.text.normalise import readable_text, words_of
from analysis.text.words import NameRole, name_role, stem_of

Phrase: TypeAlias = tuple[str, ...]
"""The stems of a phrase, function words inside it included."""

LONGEST: Final = 3
_CLAUSE_END = re.compile(r"[.!?;:,()\u2026\u3002|*\u2022]+|\s[-\u2013\u2014]\s")
_ACRONYM = 4


@dataclass(frozen=True)
class PhraseCounts:
    """In how many comments phrases stand.

    phrases: those in at least two comments, sorted. by_theme: (themes, phrases) comments of the theme with the
    phrase. everywhere: (phrases,) comments with it. sizes: (themes,) comments of each theme. comments: all of them.
    """

    phrases: tuple[Phrase, ...]
    by_theme: NDArray[np.float64]
    everywhere: NDArray[np.float64]
    sizes: NDArray[np.float64]
    comments: int


def phrases_of(comment: str) -> Iterator[tuple[Phrase, str]]:
    """Each phrase of a comment as stems and as written; no function word at its ends, within one clause."""
    for clause in _CLAUSE_END.split(readable_text(comment)):
        words = words_of(clause)
        stems = [stem_of(word) for word in words]
        for start, end in _spans([name_role(word) for word in words]):
            yield tuple(stems[start:end]), " ".join(words[start:end])


def _spans(roles: Sequence[NameRole]) -> Iterator[tuple[int, int]]:
    """Where phrases start and end (exclusive): up to three words with at least one that can carry a name."""
    for start, role in enumerate(roles):
        if role.starts:
            carries = False
            for end in range(start, min(start + LONGEST, len(roles))):
                carries = carries or roles[end].carries
                if carries and roles[end].ends:
                    yield start, end + 1


def count_phrases(comments: Sequence[str], labels: NDArray[np.int64], themes: int) -> PhraseCounts:
    """Count phrases over comments (n,) and their themes (n,), 0..themes-1, or -1 for none."""
    found = [{phrase for phrase, _ in phrases_of(comment)} for comment in comments]
    totals = Counter(phrase for each in found for phrase in each)
    least = 2 if len(comments) > 1 else 1
    phrases = tuple(sorted(phrase for phrase, count in totals.items() if count >= least))
    presence = _presence(found, {phrase: place for place, phrase in enumerate(phrases)})
    membership = np.arange(themes)[:, None] == labels[None, :]
    return PhraseCounts(
        phrases,
        np.asarray((sparse.csr_matrix(membership.astype(np.float64)) @ presence).todense()),
        np.asarray(presence.sum(axis=0), dtype=np.float64).ravel(),
        membership.sum(axis=1).astype(np.float64),
        len(comments),
    )


def _presence(found: Sequence[set[Phrase]], places: dict[Phrase, int]) -> "sparse.csr_matrix[np.float64]":
    columns = [sorted(places[phrase] for phrase in each if phrase in places) for each in found]
    offsets = np.concatenate([[0], np.cumsum([len(each) for each in columns])])
    flat = np.array([place for each in columns for place in each], dtype=np.int64)
    return sparse.csr_matrix((np.ones(len(flat)), flat, offsets), shape=(len(found), len(places)))


def surface_forms(comments: Iterable[str], wanted: frozenset[Phrase]) -> dict[Phrase, str]:
    """The most frequent way in which each wanted phrase is written."""
    written: dict[Phrase, Counter[str]] = {phrase: Counter() for phrase in wanted}
    for comment in comments:
        for phrase, surface in phrases_of(comment):
            if phrase in written:
                written[phrase][surface] += 1
    return {phrase: _most_frequent(forms) for phrase, forms in written.items()}


def _most_frequent(forms: Counter[str]) -> str:
    """The commonest spelling; in small letters unless it is nearly never written so, as "HR" is."""
    folded: Counter[str] = Counter()
    for form, count in forms.items():
        folded[form.lower()] += count
    plain = min(folded, key=lambda form: (-folded[form], form))
    cased = min((form for form in forms if form.lower() == plain), key=lambda form: (-forms[form], form))
    shouted = cased.isupper() and len(cased) > _ACRONYM
    return plain if shouted or cased.istitle() or forms[plain] * 5 >= folded[plain] else cased
