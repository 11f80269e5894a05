"""How a phrase is written in a name: as most people write it, the shorter way where that is common too."""

import re
from collections import Counter
from typing import Final

import numpy as np

from analysis.text.phrase_words import Ids, Words

PLAIN_FORM: Final = 0.3
"""A shorter way to write a phrase is preferred where it has this share of the longer one's uses."""
MOSTLY: Final = 0.8
"""A word is shown with its capitals where at least this share of its uses has them."""

_ACRONYM: Final = 4
_INNER_CAPITALS = re.compile(r"(?:[A-Z][a-z]+|[ie])[A-Z]\w*|[A-Z]{2,}s")
"""Capitals inside a word that are no slip: "SalesForce", "iPhone" and "GPs", but not "frIendly"."""


def most_frequent(words: Words, starts: Ids, lengths: Ids, longest: int) -> str:
    """The commonest spelling of a phrase's uses, the shorter one where that is common too.

    "food choices" comes before "choice of food". starts, lengths: (uses,), where in `words` each begins and how many
    words it has, at most `longest`.
    """
    spans = words.ids[np.minimum(starts[:, None] + np.arange(longest), len(words.ids) - 1)]
    spans[np.arange(longest) >= lengths[:, None]] = 0
    distinct, which, counts = np.unique(spans, axis=0, return_inverse=True, return_counts=True)
    forms = [tuple(words.written[word].lower() for word in span if word) for span in distinct.tolist()]
    totals: Counter[tuple[str, ...]] = Counter()
    for form, count in zip(forms, counts.tolist(), strict=True):
        totals[form] += count
    common = [form for form, count in totals.items() if count >= PLAIN_FORM * max(totals.values())]
    best = min(common, key=lambda each: (len(each), -totals[each], each))
    chosen = starts[np.array([form == best for form in forms])[which.ravel()]]
    phrase = " ".join(_cased(words, chosen + place, low) for place, low in enumerate(best))
    return phrase.replace("- ", "-").removesuffix("-")


def _cased(words: Words, at: Ids, low: str) -> str:
    """One word in small letters, unless nearly everybody writes it with capitals inside a sentence, as "HR"."""
    inner = at[words.ids[at - 1] > 0]
    found, counts = np.unique(words.ids[inner if len(inner) else at], return_counts=True)
    # Ids follow the alphabet, so that of two equally frequent spellings the first is taken.
    cased = words.written[found[counts.argmax()]]
    shouted = cased.isupper() and len(cased) > _ACRONYM
    only_first = cased.istitle() and not len(inner)
    plain = shouted or only_first or counts.max() < MOSTLY * counts.sum() or _is_slip(cased)
    return (low if plain else cased).removesuffix("'s").removesuffix("\u2019s")


def _is_slip(cased: str) -> bool:
    usual = cased.istitle() or cased.isupper() or cased.islower()
    return not usual and not _INNER_CAPITALS.fullmatch(cased)
