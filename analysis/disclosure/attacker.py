"""The attacker: works out from published figures what was meant to stay hidden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from analysis.disclosure.bounds import UNKNOWN, Range, surely_alike
from analysis.tables import Minimums

Atoms: TypeAlias = frozenset[int]

ALIKE_BELOW = 10
"""Of this many people or more, all may be seen to have answered alike (disconnect.md, section 3, homogeneity)."""


@dataclass(frozen=True)
class PublishedSet:
    """A set of people with a published figure.

    atoms: the smallest parts of the organisation that it consists of. total, squares: what the sum and the sum of
    squares of its scores can be.
    """

    name: str
    atoms: Atoms
    n: int
    total: Range
    squares: Range = UNKNOWN


@dataclass(frozen=True)
class Leak:
    """What an attacker would learn.

    kind "few": a figure of fewer people than the minimum. "hidden": a figure of a group that should be hidden.
    "alike": what everyone, or everyone but one, of few people answered.
    """

    kind: Literal["few", "hidden", "alike"]
    who: str
    sentence: str


def derive_leaks(
    parts: Sequence[PublishedSet], hidden: Mapping[str, Atoms], support: tuple[float, ...], minimums: Minimums
) -> tuple[Leak, ...]:
    """Everything that follows from what is published about one measure, and should not.

    parts: the `distinct` published sets, `subtracted` from each other, which for a tree gives every sum that can be
    solved for at all; sets that cross are solved as linear equations. hidden: the groups that nobody should get a
    figure of. support: every score that one answer can have. What comes out is judged by its n and by integer bounds.
    """
    judged = [leak for part in parts for leak in _judge(part, support, minimums)]
    found = [name for name, n in solved(hidden, parts).items() if n > 0]
    return (*judged, *(Leak("hidden", name, f"the mean of {name} follows from the figures shown") for name in found))


def _judge(part: PublishedSet, support: tuple[float, ...], minimums: Minimums) -> list[Leak]:
    if part.n <= 0:
        return []
    if part.n < minimums.score:
        what = "the answer of one person" if part.n == 1 else f"the mean of {part.n} people"
        return [Leak("few", part.name, f"{what} follows: {part.name}")]
    if part.n < min(minimums.distribution, ALIKE_BELOW) and surely_alike(part.n, part.total, part.squares, support):
        return [Leak("alike", part.name, f"the answers of almost all of {part.n} people follow: {part.name}")]
    return []


def distinct(published: Iterable[PublishedSet]) -> list[PublishedSet]:
    """Each set of people once, with all that its figures say together; the smallest first."""
    found: dict[Atoms, PublishedSet] = {}
    for one in published:
        known = found.get(one.atoms, one)
        total, squares = known.total & one.total, known.squares & one.squares
        found[one.atoms] = PublishedSet(known.name, one.atoms, one.n, total, squares)
    return sorted(found.values(), key=lambda one: (len(one.atoms), one.name))


def subtracted(published: Sequence[PublishedSet]) -> list[PublishedSet]:
    """Each set without the largest published sets within it; `published` starts with the smallest."""
    owner: dict[int, int] = {}
    parts: list[PublishedSet] = []
    for place, one in enumerate(published):
        within = sorted({owner[atom] for atom in one.atoms if atom in owner}, reverse=True)
        parts.append(_without(one, [published[other] for other in within]))
        owner.update(dict.fromkeys(one.atoms, place))
    return [part for part in parts if part.atoms]


def _without(one: PublishedSet, others: Sequence[PublishedSet]) -> PublishedSet:
    rest, taken = one, list[str]()
    for other in others:
        if other.atoms <= rest.atoms:
            total, squares = rest.total - other.total, rest.squares - other.squares
            rest = PublishedSet(one.name, rest.atoms - other.atoms, rest.n - other.n, total, squares)
            taken.append(other.name)
    name = f"{one.name} without {_names(sorted(taken))}" if taken else one.name
    return PublishedSet(name, rest.atoms, rest.n, rest.total, rest.squares)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:3])} and {len(names) - 3} more"


def solved(hidden: Mapping[str, Atoms], parts: Sequence[PublishedSet]) -> dict[str, int]:
    """The hidden sets whose figures are a sum of multiples of the parts' (a row-space test), each with its n."""
    covers: dict[int, list[int]] = {}
    for place, part in enumerate(parts):
        for atom in part.atoms:
            covers.setdefault(atom, []).append(place)
    crossing = any(len(places) > 1 for places in covers.values())
    solve = _solve_crossing if crossing else _solve_apart
    found = {name: solve(atoms, parts, covers) for name, atoms in sorted(hidden.items())}
    return {name: n for name, n in found.items() if n is not None}


def _solve_apart(atoms: Atoms, parts: Sequence[PublishedSet], covers: Mapping[int, list[int]]) -> int | None:
    # Parts without a common atom are independent equations: only whole parts add up to the set.
    if not all(atom in covers for atom in atoms):
        return None
    touching = {covers[atom][0] for atom in atoms}
    return sum(parts[place].n for place in touching) if all(parts[p].atoms <= atoms for p in touching) else None


def _solve_crossing(atoms: Atoms, parts: Sequence[PublishedSet], covers: Mapping[int, list[int]]) -> int | None:
    places = sorted(_connected(atoms, parts, covers))
    columns = sorted(atoms.union(*(parts[place].atoms for place in places)))
    rows = np.array([[column in parts[place].atoms for column in columns] for place in places])
    target = np.array([column in atoms for column in columns])
    if not places:
        return None
    weights = np.linalg.lstsq(rows.T, target)[0]
    solvable = np.allclose(weights @ rows, target)
    return round(float(weights @ [parts[place].n for place in places])) if solvable else None


def _connected(atoms: Atoms, parts: Sequence[PublishedSet], covers: Mapping[int, list[int]]) -> set[int]:
    reached: set[int] = set()
    ahead = list(atoms)
    while ahead:
        new = set(covers.get(ahead.pop(), ())) - reached
        reached |= new
        ahead += [atom for place in new for atom in parts[place].atoms]
    return reached
