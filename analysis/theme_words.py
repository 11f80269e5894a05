"""The words that set two roles apart in one wave, told so coarsely that no small number follows from them.

A word is named on the side that writes it more, where at least ten people of that side wrote it. How many did is told
in tens, how clearly in half steps of z; how many of the other side did is not told at all. What is told must leave at
least five values possible for either number, unless all that remain are ten or more. Words do not depend on themes or
on edits: a wave has the same ones in every report and on every board.
"""

from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.rules import comments_allowed
from analysis.tables import Minimums, Role
from analysis.text.history import SAID_NOTHING
from analysis.text.log_odds import log_odds_z
from analysis.text.word_contrast import CLEAR, WordContrast, WordContrasts, contrast_words
from analysis.theme_counts import ThemeCounts
from analysis.theme_results import RoleWord, RoleWords

WORDS: Final = 10
"""Words that are named of each side."""
FEWEST: Final = 4
"""Fewer words than this of both sides together are no picture."""
LOOKED_AT: Final = 40
"""Words of each side that are looked at, since some may not be told."""
TENS: Final = 10
HALF: Final = 0.5
POSSIBLE: Final = 5
"""Values that have to remain possible for a number that is not told."""


def role_words(counts: ThemeCounts, asked: tuple[Role, ...]) -> tuple[RoleWords, ...]:
    """The words of each two roles of which enough people wrote in this wave; none where hardly a word may be told."""
    now = counts.written.now
    enough = [
        role for role in asked if comments_allowed(len(counts.plans[role, now].counted.everyone), counts.minimums)
    ]
    found = [_between(counts, one, other) for one, other in combinations(enough, 2)]
    return tuple(words for words in found if len(words.words) >= FEWEST)


def _between(counts: ThemeCounts, one: Role, other: Role) -> RoleWords:
    written, history = counts.written, counts.history
    said = (written.wave == written.now) & np.isin(written.role, (one, other)) & ~np.isin(history.reason, SAID_NOTHING)
    rows = np.flatnonzero(said).tolist()
    found = contrast_words(
        [written.texts[row] for row in rows],
        written.role[rows].tolist(),
        one,
        other,
        LOOKED_AT,
        person_ids=written.person[rows].tolist(),
        fewest=counts.minimums.comments,
        languages=history.language[rows].tolist(),
    )
    told = [word for each in found.words if (word := told_word(each, found, one, other, counts.minimums))]
    ones, others = (_in_order([word for word in told if word.role == role][:WORDS]) for role in (one, other))
    return RoleWords(one, other, found.people_one, found.people_other, (*ones, *others))


def _in_order(words: list[RoleWord]) -> list[RoleWord]:
    """The clearest first by what is told alone: an exact order would say more."""
    return sorted(words, key=lambda word: (-word.z, -word.people, word.phrase))


def told_word(word: WordContrast, found: WordContrasts, one: Role, other: Role, minimums: Minimums) -> RoleWord | None:
    """What may be told of a word; None where too few people wrote it, or too little would remain possible."""
    sizes = (found.people_one, found.people_other) if word.z > 0 else (found.people_other, found.people_one)
    own = word.count_one if word.z > 0 else word.count_other
    if not comments_allowed(own, minimums):
        return None
    told = RoleWord(word.phrase, one if word.z > 0 else other, own - own % TENS, HALF * (abs(word.z) // HALF))
    owns, theirs = np.nonzero(possible_counts(told, sizes, minimums))
    return told if _says_little(owns, sizes[0], minimums) and _says_little(theirs, sizes[1], minimums) else None


def possible_counts(told: RoleWord, sizes: tuple[int, int], minimums: Minimums) -> NDArray[np.bool_]:
    """Which counts of the word's own side and of the other agree with what is told of it, (own + 1, other + 1).

    sizes: the people of the own side, and of the other.
    """
    own, other = np.meshgrid(np.arange(sizes[0] + 1.0), np.arange(sizes[1] + 1.0), indexing="ij")
    z = np.round(log_odds_z(own, float(sizes[0]), other, float(sizes[1]), own + other, sum(sizes)), 6)
    band = (own >= max(told.people, minimums.comments)) & (own < told.people + TENS)
    return np.asarray(band & (z >= max(told.z, CLEAR)) & (z < told.z + HALF))


def _says_little(values: NDArray[np.intp], size: int, minimums: Minimums) -> bool:
    """Whether what remains possible for a number makes nobody out: five values, or not few people nor all but few."""
    left = np.unique(values)
    large = left.min() >= minimums.comments and size - left.max() >= minimums.comments
    return bool(len(left) >= POSSIBLE or large)
