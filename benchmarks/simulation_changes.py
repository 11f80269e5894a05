"""Whole reports of twelve perception gaps that did not change between two waves: how often one is said to have changed.

A change goes the way of a report: of few people from the two effects as they are shown, else from the two deltas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

import numpy as np

from analysis.changes import between_shown
from analysis.disclosure.few import MOST_PEOPLE
from analysis.figures import told_alike
from analysis.measured import Effect, together
from analysis.scores.effects import dominance
from analysis.scores.intervals import delta_bounds
from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE, q_values
from analysis.scores.scales import Floats
from analysis.scores.trends import Difference, delta_change
from analysis.tables import Minimums
from benchmarks.sections import tell
from benchmarks.simulation import SHAPES, Pair, five_points
from benchmarks.simulation_intervals import SUPPORT

Sides: TypeAlias = tuple[Floats, Floats]

CHANGES: Final = 12
SIZES: Final = ((5, 12), (6, 18), (8, 24), (12, 40), (40, 120))
"""Givers and receivers; fewer than five of a side are never compared with a wave before."""


@dataclass(frozen=True)
class FlaggedChanges:
    """Of reports without a change: the share that names one, and that with a raw p below .05."""

    givers: int
    receivers: int
    named: float
    raw: float


def change_flags(reports: int, seed: int = 0) -> Iterator[FlaggedChanges]:
    """False changes at every size, of gaps of any kind that are the same in both waves."""
    for m, n in SIZES:
        tell(f"false changes, {m} v {n}")
        rng = np.random.default_rng([seed, m, n])
        drawn = [[_unchanged(rng, m, n) for _ in range(CHANGES)] for _ in range(reports)]
        known = [[change for change in report if change is not None] for report in drawn]
        raw = [any(change.p < 0.05 for change in report) for report in known]
        yield FlaggedChanges(m, n, float(np.mean([names_one(report) for report in known])), float(np.mean(raw)))


def names_one(changes: list[Difference]) -> bool:
    """Whether one of the changes of a report is clear: q over all of them, and an interval without 0."""
    qs = q_values([change.p for change in changes]) if changes else ()
    pairs = zip(changes, qs, strict=True)
    return any(q <= FALSE_DISCOVERY_RATE and not one.bounds.low <= 0 <= one.bounds.high for one, q in pairs)


def _unchanged(rng: np.random.Generator, m: int, n: int) -> Difference | None:
    pair = five_points(*rng.choice([*SHAPES], 2))
    now, before = _draw(pair, rng, m, n), _draw(pair, rng, m, n)
    if min(m, n) <= MOST_PEOPLE:
        return between_shown(_effect(now), _effect(before))
    return delta_change(dominance(*now), dominance(*before))


def _draw(pair: Pair, rng: np.random.Generator, m: int, n: int) -> Sides:
    return pair.draw_x(rng, m), pair.draw_y(rng, n)


def _effect(sides: Sides) -> Effect:
    """An effect as a report shows it, without its p, of which a change makes no use."""
    found = [dominance(x, y) for x, y in product(*(told_alike(side, SUPPORT, Minimums()) for side in sides))]
    return together([Effect(one.delta, delta_bounds(one), 1.0, visible=True) for one in found])
