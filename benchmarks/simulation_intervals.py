"""How often each interval that a report prints holds what is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

import numpy as np
from scipy import stats

from analysis.disclosure.few import gap_support
from analysis.figures import COARSE, GAPS, SCORES, mean_range, outward, whole_points
from analysis.scores.disconnect_index import disconnect_index
from analysis.scores.effects import dominance
from analysis.scores.intervals import (
    Bounds,
    delta_bounds,
    difference_bounds,
    mean_bounds,
    share_bounds,
    share_difference_bounds,
    within_person_bounds,
)
from analysis.scores.scales import Floats
from analysis.scores.trends import delta_change, mean_change
from analysis.tables import Minimums
from benchmarks.sections import tell
from benchmarks.simulation import FAMILIES, POINTS, Family, Pair, People, pairs, people
from benchmarks.simulation_defined import cliffs_bounds, cliffs_change_bounds, jackknife_bounds, sign_bounds

Size: TypeAlias = tuple[int, ...]
Tried: TypeAlias = tuple[float, Bounds | None, Bounds | None]
"""What is true, the interval that is printed, and the one of the definitions."""
Try: TypeAlias = Callable[[np.random.Generator, Size], Tried]
Case: TypeAlias = tuple[Family, str, Try]

PAIRED: Final[tuple[Size, ...]] = ((6,), (12,), (20,), (40,))
SHOWN_SIDES: Final[tuple[Size, ...]] = ((5, 12), (6, 6), (12, 40))
"""A mean needs five people on either side."""
TWO_SIDES: Final[tuple[Size, ...]] = ((3, 8), (5, 12), (12, 40))
FEW_AND_MANY: Final[tuple[Size, ...]] = (*TWO_SIDES, (3, 40))
SHARES: Final = (0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95)
SHARE_SIZES: Final[tuple[Size, ...]] = ((12,), (20,), (40,))
SHARE_PAIRS: Final[tuple[Size, ...]] = ((12, 12), (12, 40), (40, 40))
DRAWN_ANEW, TIMES_ANEW = 2, 10
"""How many of the lowest cases are drawn again, and how many times as often."""
CHEAP: Final = frozenset({"mean score, Student's t", "mean need gap, paired t", "effect within people, d_w"})
TIMES_CHEAP: Final = 5
"""These are drawn so many times as often, since that costs seconds."""
SUPPORT: Final = tuple(POINTS.tolist())


@dataclass(frozen=True)
class Held:
    """The mean share held over the cases of a family; the case that is held least, its share drawn anew."""

    mean: float
    lowest: float
    lowest_case: str


@dataclass(frozen=True)
class Cell:
    """One interval at one size in one family, and in how many of the draws there is an interval.

    defined: the same of the definitions' interval, where it differs.
    """

    interval: str
    size: Size
    family: Family
    ours: Held
    printed: float
    defined: Held | None = None


def cells(rounds: int, seed: int = 0) -> Iterator[Cell]:
    """Every cell, each case drawn `rounds` times."""
    for name, (sizes, cases) in INTERVALS.items():
        for size in sizes:
            tell(f"{name}, {size}")
            every = cases()
            for family in FAMILIES:
                chosen = [case for case in every if case[0] == family]
                if chosen:
                    yield _cell(name, size, family, chosen, rounds * (TIMES_CHEAP if name in CHEAP else 1), seed)
    yield from share_cells()


def _cell(name: str, size: Size, family: Family, cases: Sequence[Case], rounds: int, seed: int) -> Cell:
    rng = np.random.default_rng([seed, *size])
    tries = [_tries(case, rng, size, rounds) for case in cases]
    differs = any(ours is not theirs for each in tries for _, ours, theirs in each)
    has = float(np.mean([ours is not None for each in tries for _, ours, _ in each]))
    ours = _held(cases, tries, rng, size, rounds, theirs=False)
    return Cell(
        name,
        size,
        family,
        ours,
        has,
        _held(cases, tries, rng, size, rounds, theirs=True) if differs else None,
    )


def _tries(case: Case, rng: np.random.Generator, size: Size, rounds: int) -> list[Tried]:
    return [case[2](rng, size) for _ in range(rounds)]


def _held(
    cases: Sequence[Case],
    tries: Sequence[Sequence[Tried]],
    rng: np.random.Generator,
    size: Size,
    rounds: int,
    *,
    theirs: bool,
) -> Held:
    """The mean, and the lowest of those that seem lowest, after a longer draw: of many cases some are low by luck."""
    shares = [held(each, theirs=theirs) for each in tries]
    lowest = np.argsort(shares)[:DRAWN_ANEW]
    anew = [held(_tries(cases[place], rng, size, rounds * TIMES_ANEW), theirs=theirs) for place in lowest]
    return Held(float(np.mean(shares)), min(anew), cases[lowest[int(np.argmin(anew))]][1])


def held(tries: Sequence[Tried], *, theirs: bool) -> float:
    """The share of intervals, among those there are, that hold the truth."""
    found = [(truth, defined if theirs else ours) for truth, ours, defined in tries]
    inside = [each.low - 1e-9 <= truth <= each.high + 1e-9 for truth, each in found if each is not None]
    return float(np.mean(inside)) if inside else np.nan


def _same(truth: float, bounds: Bounds | None) -> Tried:
    return truth, bounds, bounds


def _of_pairs(
    attempt: Callable[[Pair, np.random.Generator, Size], Tried], families: tuple[Family, ...] = FAMILIES
) -> Callable[[], list[Case]]:
    def bound(pair: Pair) -> Try:
        return lambda rng, size: attempt(pair, rng, size)

    return lambda: [(pair.family, pair.name, bound(pair)) for pair in pairs(families)]


def _of_people(
    attempt: Callable[[People, np.random.Generator, Size], Tried], families: tuple[Family, ...] = FAMILIES
) -> Callable[[], list[Case]]:
    def bound(each: People) -> Try:
        return lambda rng, size: attempt(each, rng, size)

    return lambda: [(each.pair.family, each.name, bound(each)) for each in people(families)]


def _mean(pair: Pair, rng: np.random.Generator, size: Size) -> Tried:
    return _same(pair.mean_x, mean_bounds(pair.draw_x(rng, size[0])))


def _gap(each: People, rng: np.random.Generator, size: Size) -> Tried:
    need, got = each.draw(rng, size[0])
    return _same(each.gap, mean_bounds(need - got))


def _printed_mean(pair: Pair, rng: np.random.Generator, size: Size) -> Tried:
    return _same(pair.mean_x, _as_printed(pair.draw_x(rng, size[0]), SUPPORT, SCORES))


def _printed_gap(each: People, rng: np.random.Generator, size: Size) -> Tried:
    need, got = each.draw(rng, size[0])
    return _same(each.gap, _as_printed(need - got, gap_support(SUPPORT), GAPS))


def _as_printed(values: Floats, support: tuple[float, ...], ends: Bounds) -> Bounds | None:
    found = mean_range(values, support, Minimums(), ends)
    return None if found is None else Bounds(found.low, found.high)


def _within(each: People, rng: np.random.Generator, size: Size) -> Tried:
    need, got = each.draw(rng, size[0])
    signs = np.sign(need - got)
    return each.effect, within_person_bounds(signs), sign_bounds(signs)


def _delta(pair: Pair, rng: np.random.Generator, size: Size) -> Tried:
    x, y = pair.draw_x(rng, size[0]), pair.draw_y(rng, size[1])
    return pair.delta, delta_bounds(dominance(x, y)), cliffs_bounds(x, y)


def _index(each: People, rng: np.random.Generator, size: Size) -> Tried:
    """Givers answer as people need: what was given against what was got then differs as need and support do."""
    need, received = each.draw(rng, size[1])
    given = each.pair.draw_x(rng, size[0])
    truth = 50 * (each.effect + (1 - each.contented) * each.pair.delta)
    return truth, disconnect_index(need, received, given).bounds, jackknife_bounds(need, received, given)


def _moved_mean(pair: Pair, rng: np.random.Generator, size: Size) -> Tried:
    found = mean_change(pair.draw_x(rng, size[0]), pair.draw_y(rng, size[1]))
    return _same(pair.gap, found.bounds if found else None)


def _printed_move(pair: Pair, rng: np.random.Generator, size: Size) -> Tried:
    """In whole points; of fewer than ten people, from the two means as they are printed, out to tens."""
    now, before = pair.draw_x(rng, size[0]), pair.draw_y(rng, size[1])
    if min(size) >= Minimums().distribution:
        moved = mean_change(now, before)
        return _same(pair.gap, moved and Bounds(*map(whole_points, moved.bounds)))
    found = [_as_printed(values, SUPPORT, SCORES) for values in (now, before)]
    if found[0] is None or found[1] is None:
        return _same(pair.gap, None)
    means = [whole_points(float(values.mean())) for values in (now, before)]
    return _same(pair.gap, outward(difference_bounds(means[0], found[0], means[1], found[1]), COARSE))


def _moved_delta(pair: Pair, rng: np.random.Generator, size: Size) -> Tried:
    """Givers moved from y to x, receivers stayed at y: delta was 0 and is the pair's."""
    now = pair.draw_x(rng, size[0]), pair.draw_y(rng, size[1])
    before = pair.draw_y(rng, size[0]), pair.draw_y(rng, size[1])
    found = delta_change(dominance(*now), dominance(*before))
    return pair.delta, found.bounds if found else None, cliffs_change_bounds(now, before)


ON_POINTS: Final[tuple[Family, ...]] = ("five points",)
INTERVALS: Final[dict[str, tuple[tuple[Size, ...], Callable[[], list[Case]]]]] = {
    "mean score, Student's t": (PAIRED, _of_pairs(_mean)),
    "mean score, as printed": (PAIRED, _of_pairs(_printed_mean, ON_POINTS)),
    "mean need gap, paired t": (PAIRED, _of_people(_gap)),
    "mean need gap, as printed": (PAIRED, _of_people(_printed_gap, ON_POINTS)),
    "effect within people, d_w": (PAIRED, _of_people(_within)),
    "Cliff's delta": (FEW_AND_MANY, _of_pairs(_delta)),
    "index": (FEW_AND_MANY, _of_people(_index)),
    "change of a mean, Welch": (SHOWN_SIDES, _of_pairs(_moved_mean)),
    "change of a mean, as printed": (SHOWN_SIDES, _of_pairs(_printed_move, ON_POINTS)),
    "change of delta": (FEW_AND_MANY, _of_pairs(_moved_delta)),
}


def share_cells() -> Iterator[Cell]:
    """Wilson's and Agresti and Caffo's intervals, exactly: over every count that can be, by its chance."""
    for (n,) in SHARE_SIZES:
        found = [(_held_share(n, share), f"{share:.0%}") for share in SHARES]
        yield _share_cell("share, Wilson", (n,), found)
    for m, n in SHARE_PAIRS:
        both = [(_held_difference(m, n, now, then), f"{now:.0%} v {then:.0%}") for now, then in product(SHARES, SHARES)]
        yield _share_cell("difference of shares", (m, n), both)


def _share_cell(name: str, size: Size, found: Sequence[tuple[float, str]]) -> Cell:
    shares = [share for share, _ in found]
    return Cell(name, size, "five points", Held(float(np.mean(shares)), *min(found)), 1.0)


def _held_share(n: int, share: float) -> float:
    chances = stats.binom(n, share).pmf(np.arange(n + 1))
    bounds = [share_bounds(count, n) for count in range(n + 1)]
    return float(sum(p for p, each in zip(chances, bounds, strict=True) if each.low <= share <= each.high))


def _held_difference(m: int, n: int, now: float, before: float) -> float:
    chances = np.outer(stats.binom(m, now).pmf(np.arange(m + 1)), stats.binom(n, before).pmf(np.arange(n + 1)))
    counts = product(range(m + 1), range(n + 1))
    bounds = [share_difference_bounds(count, m, count_before, n) for count, count_before in counts]
    inside = np.array([each.low - 1e-12 <= now - before <= each.high + 1e-12 for each in bounds])
    return float(chances.ravel()[inside].sum())
