"""The words that two groups of people use more than each other."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.duplicates import hash_of
from analysis.text.log_odds import log_odds_z
from analysis.text.phrases import Phrases, alike, count_in, read_phrases

MINIMUM: Final = 10
READ_AT_MOST: Final = 3_000
"""People of a group who are read; of more, these are drawn in a way that does not depend on their order."""
CLEAR: Final = 1.96
"""A word is named where its z is at least this far from 0."""
MOSTLY_LONGER: Final = 0.5
"""A word gives way to a phrase that holds it where this share of those who wrote it wrote the phrase."""


@dataclass(frozen=True)
class WordContrast:
    """A phrase that one side uses more, as most write it; z above 0 is the first side's; counts are people."""

    phrase: str
    z: float
    count_one: int
    count_other: int

    @property
    def x(self) -> float:
        """Where it stands in a plot: the logarithm (base 10) of how many people wrote it."""
        return float(np.log10(self.count_one + self.count_other))


@dataclass(frozen=True)
class WordContrasts:
    """The words that set two groups apart.

    one, other: the groups. people_one, people_other: how many of each were read, 3,000 at most. words: those named,
    from the first group's clearest to the other's. rest: (x, z) of the phrases that are not named, for a plot's ground.
    hidden: why there is nothing, or "".
    """

    one: str
    other: str
    people_one: int
    people_other: int
    words: tuple[WordContrast, ...] = ()
    rest: tuple[tuple[float, float], ...] = ()
    hidden: str = ""


def contrast_words(
    comments: Sequence[str],
    groups: Sequence[str],
    one: str,
    other: str,
    top: int = 10,
    *,
    person_ids: Sequence[Hashable] | None = None,
    fewest: int = MINIMUM,
    languages: str | Sequence[str] = "en",
) -> WordContrasts:
    """Find the phrases that people of one group write more than those of another.

    Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, equations 15 to 22), over phrases of
    one to three words; a person counts once for each phrase. The prior is what the people of all groups write.

    Args:
        comments: n comments, masked.
        groups: (n,) the group of each comment's writer.
        one: the group whose words have z above 0.
        other: the group whose words have z below 0.
        top: how many words are named of each side at most.
        person_ids: (n,) who wrote each comment; if not given, each comes from somebody else.
        fewest: people that must have written a phrase, and that each group needs.
        languages: one for all comments, or that of each.
    """
    people = _People.of(comments, groups, person_ids, languages)
    of_one, of_other = (sum(group == side for group in people.groups) for side in (one, other))
    if min(of_one, of_other) < max(fewest, 1):
        few = f"Fewer than {max(fewest, 1)} people in one of the two groups."
        return WordContrasts(one, other, of_one, of_other, hidden=few)
    drawn = people.drawn(READ_AT_MOST)
    of_one, of_other = min(of_one, READ_AT_MOST), min(of_other, READ_AT_MOST)
    found = _Compared(read_phrases(drawn.texts, drawn.languages), drawn.groups, one, other, fewest)
    places = [*found.named(top, 1.0), *reversed(found.named(top, -1.0))]
    written = found.phrases.written(places)
    words = tuple(found.contrast(place, written[place]) for place in places)
    return WordContrasts(one, other, of_one, of_other, words, found.rest(places))


@dataclass(frozen=True)
class _People:
    """What each person wrote, in one text, with their group and language."""

    texts: Sequence[str]
    groups: Sequence[str]
    languages: Sequence[str]

    @classmethod
    def of(
        cls,
        comments: Sequence[str],
        groups: Sequence[str],
        person_ids: Sequence[Hashable] | None,
        languages: str | Sequence[str],
    ) -> "_People":
        each = [languages] * len(comments) if isinstance(languages, str) else languages
        written: dict[tuple[Hashable, str, str], list[str]] = {}
        for person, group, language, comment in zip(
            person_ids or range(len(comments)), groups, each, comments, strict=True
        ):
            written.setdefault((person, group, language), []).append(comment)
        texts = ["\n".join(sorted(parts)) for parts in written.values()]
        return cls(texts, [group for _, group, _ in written], [language for _, _, language in written])

    def drawn(self, most: int) -> "_People":
        """At most so many of each group."""
        kept: list[int] = []
        for group in sorted(set(self.groups)):
            of_group = [at for at, each in enumerate(self.groups) if each == group]
            if len(of_group) > most:
                of_group = sorted(of_group, key=lambda at: (hash_of(self.texts[at]), self.texts[at]))[:most]
            kept.extend(of_group)
        return _People(*([each[at] for at in kept] for each in (self.texts, self.groups, self.languages)))


class _Compared:
    """Every phrase with its z and the people of either side who wrote it."""

    def __init__(self, phrases: Phrases, groups: Sequence[str], one: str, other: str, fewest: int) -> None:
        side = np.array([0 if group == one else 1 if group == other else -1 for group in groups], dtype=np.int64)
        self.phrases = phrases
        self.counts = count_in(phrases.presence, side, 2)
        sizes = np.bincount(side[side >= 0], minlength=2).astype(np.float64)
        everywhere = np.asarray(phrases.presence.sum(axis=0), dtype=np.float64).ravel()
        self.z: NDArray[np.float64] = np.round(
            log_odds_z(self.counts[0], sizes[0], self.counts[1], sizes[1], everywhere, len(groups)), 6
        )
        self.total = self.counts.sum(axis=0)
        self.may_be_named = self.total >= max(fewest, 1)

    def named(self, top: int, sign: float) -> list[int]:
        """The clearest phrases of one side, no word twice."""
        clear = np.flatnonzero(self.may_be_named & (sign * self.z >= CLEAR))
        ranked = clear[np.argsort(-sign * self.z[clear], kind="stable")].tolist()
        chosen: list[int] = []
        for place in ranked:
            longest = self._longest(place, ranked)
            stems = self.phrases.phrase(longest)
            if len(chosen) < top and not any(alike(stems, self.phrases.phrase(each)) for each in chosen):
                chosen.append(longest)
        return sorted(chosen, key=lambda place: (-sign * self.z[place], place))

    def _longest(self, place: int, ranked: Sequence[int]) -> int:
        stems = set(self.phrases.phrase(place))
        enough = MOSTLY_LONGER * self.total[place]
        longer = [each for each in ranked if self.total[each] >= enough and stems < set(self.phrases.phrase(each))]
        return max(longer, key=lambda each: (self.total[each], -each), default=place)

    def contrast(self, place: int, written: str) -> WordContrast:
        one, other = (int(count) for count in self.counts[:, place])
        return WordContrast(written, float(self.z[place]), one, other)

    def rest(self, places: Sequence[int]) -> tuple[tuple[float, float], ...]:
        """Where the phrases that are not named stand in a plot."""
        others = np.setdiff1d(np.flatnonzero(self.may_be_named), np.array(places, dtype=np.int64))
        return tuple((float(np.log10(self.total[each])), float(self.z[each])) for each in others)
