"""Where the codebook's seeds stand in comments."""

from collections.abc import Iterator, Mapping
from functools import cache, reduce
from itertools import repeat
from operator import or_
from typing import NamedTuple

from analysis.text.codebook_seeds import Strength, codebook
from analysis.text.codebook_words import CLAUSE_MARKS, ReadComments


class SeedHit(NamedTuple):
    """One seed found in one comment: where its words start and end in the comment's words joined by spaces."""

    construct: int
    strength: Strength
    start: int
    end: int


class _Seeds(NamedTuple):
    """Seeds as bits: those a word may start, and those it may be the needed word of."""

    started: int
    served: int


def seed_hits(comments: ReadComments) -> list[tuple[SeedHit, ...]]:
    """The seeds of each comment, traps included; a seed that overlaps a trap of its construct is left out."""
    by_type = [_seeds_of(word) for word in comments.types]
    return [_without_trapped(tuple(_hits(comments, row, by_type))) for row in range(len(comments))]


@cache
def _seeds_of(word: str) -> _Seeds:
    return _Seeds(_bits(word, codebook().starts), _bits(word, codebook().needs))


def _bits(word: str, by_letters: Mapping[str, int]) -> int:
    return reduce(or_, (by_letters.get(word[:end], 0) for end in range(1, len(word) + 1)), 0)


def _hits(comments: ReadComments, row: int, by_type: list[_Seeds]) -> Iterator[SeedHit]:
    """Only seeds whose needed word stands in the same clause are tried: no seed reaches over a mark."""
    places = comments.ids[comments.offsets[row] : comments.offsets[row + 1]].tolist()
    words = [comments.types[place] for place in places]
    text, start = " ".join(words), 0
    for place, word, served in zip(places, words, _served(places, words, by_type), strict=True):
        tried = by_type[place].started & served
        if tried:
            yield from _matches(tried, text, start)
        start += len(word) + 1


def _served(places: list[int], words: list[str], by_type: list[_Seeds]) -> Iterator[int]:
    """For each word the seeds whose needed word stands in its clause."""
    first = 0
    for last, word in enumerate(words, start=1):
        if word in CLAUSE_MARKS or last == len(words):
            served = reduce(or_, [by_type[place].served for place in places[first:last]])
            yield from repeat(served, last - first)
            first = last


def _matches(tried: int, text: str, start: int) -> Iterator[SeedHit]:
    seeds = codebook().seeds
    while tried:
        seed = seeds[(tried & -tried).bit_length() - 1]
        tried &= tried - 1
        found = seed.pattern.match(text, start)
        if found:
            yield SeedHit(seed.construct, seed.strength, start, found.end())


def _without_trapped(hits: tuple[SeedHit, ...]) -> tuple[SeedHit, ...]:
    traps = [hit for hit in hits if hit.strength is Strength.TRAP]
    if not traps:
        return hits
    return tuple(hit for hit in hits if hit.strength is Strength.TRAP or not any(_overlap(hit, trap) for trap in traps))


def _overlap(hit: SeedHit, trap: SeedHit) -> bool:
    return hit.construct == trap.construct and trap.start < hit.end and hit.start < trap.end
