"""Where the codebook's seeds stand in comments."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis.text.codebook_seeds import Seed, Strength, codebook
from analysis.text.codebook_words import ReadComments


class SeedHit(NamedTuple):
    """One seed found in one comment: where its words start and end in the comment's words joined by spaces."""

    construct: int
    strength: Strength
    start: int
    end: int


def seed_hits(comments: ReadComments) -> list[tuple[SeedHit, ...]]:
    """The seeds of each comment, traps included; a seed that overlaps a trap of its construct is left out."""
    starting = [_starting(word) for word in comments.types]
    return [_without_trapped(tuple(_hits(comments, row, starting))) for row in range(len(comments))]


@cache
def _starting(word: str) -> tuple[Seed, ...]:
    """The seeds that a match may begin with this word for."""
    starts = codebook().seeds_by_start
    return tuple(seed for end in range(1, len(word) + 1) for seed in starts.get(word[:end], ()))


def _hits(comments: ReadComments, row: int, starting: list[tuple[Seed, ...]]) -> Iterator[SeedHit]:
    places = comments.ids[comments.offsets[row] : comments.offsets[row + 1]].tolist()
    words = [comments.types[place] for place in places]
    text, start = " ".join(words), 0
    for place, word in zip(places, words, strict=True):
        for seed in starting[place]:
            found = seed.pattern.match(text, start)
            if found:
                yield SeedHit(seed.construct, seed.strength, start, found.end())
        start += len(word) + 1


def _without_trapped(hits: tuple[SeedHit, ...]) -> tuple[SeedHit, ...]:
    traps = [hit for hit in hits if hit.strength is Strength.TRAP]
    if not traps:
        return hits
    return tuple(hit for hit in hits if hit.strength is Strength.TRAP or not any(_overlap(hit, trap) for trap in traps))


def _overlap(hit: SeedHit, trap: SeedHit) -> bool:
    return hit.construct == trap.construct and trap.start < hit.end and hit.start < trap.end
