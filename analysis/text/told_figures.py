"""Whose figures of themes were told of a wave, so that a later fit tells none beside them that differs by a few."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

HowTold: TypeAlias = Literal["exact", "range", "hidden"]


@dataclass(frozen=True)
class ToldFigure:
    """The people of one role whom a figure of a theme counted, one comment key for each, and how it was told."""

    people: frozenset[str]
    how: HowTold


ToldFigures: TypeAlias = Mapping[str, tuple[ToldFigure, ...]]
"""By the name of a wave."""


def joined_figures(*told: Iterable[ToldFigure]) -> tuple[ToldFigure, ...]:
    """All of them, each once, in the order in which they were told: of those that could stand the first one does."""
    return tuple(dict.fromkeys(figure for each in told for figure in each))


def told_to_json(told: Sequence[ToldFigure]) -> dict[str, Any]:
    """The figures of one wave as plain JSON: all keys once, and for each figure the places of its people as bits."""
    keys = sorted(frozenset[str]().union(*(figure.people for figure in told)))
    place = {key: 1 << at for at, key in enumerate(keys)}
    bits = [(figure.how, sum(place[key] for key in figure.people)) for figure in told]
    return {"keys": keys, "figures": [[how, f"{each:x}"] for how, each in bits]}


def told_from_json(stored: Mapping[str, Any]) -> tuple[ToldFigure, ...]:
    """What `told_to_json` wrote; figures of a wave whose answers have been deleted, and so the keys, are gone."""
    people = [(frozenset(_at(stored["keys"], int(bits, 16))), how) for how, bits in stored["figures"]]
    return tuple(ToldFigure(each, how) for each, how in people if each)


def _at(keys: Sequence[str], bits: int) -> list[str]:
    return [key for at, key in enumerate(keys) if bits >> at & 1]
