#!/usr/bin/env python3
"""Measure the release plan: seconds for large organisations, and what it hides beyond the plain minimum.

Organisations are drawn by a seed: regions, leaders and teams of uneven size, four in five answer, one answer in twenty
is left out. "Smallest first" is the plain way to choose what else is hidden, for comparison.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from analysis.disclosure.cost import PlanCost, plan_cost
from analysis.disclosure.planning import PlannedMeasure, plan_wave, tells_of
from analysis.disclosure.release_plan import plan_release
from analysis.groups import group_figures
from analysis.tables import ROLES, Asked, Minimums, Texts, WaveSettings, WaveTable
from benchmarks.sections import Section, document, leave

ROLE_SHARES: Final = (0.8, 0.15, 0.05)
TEAMS: Final = 8
"""A leader has up to so many teams."""
MINIMUMS: Final = Minimums()
COLUMNS: Final = (
    "people",
    "groups",
    "scores by group",
    "s to plan",
    "s with rows",
    "too few",
    "beyond",
    "smallest first",
    "merged rows",
    "covered",
)

Made = TypeVar("Made")


@dataclass(frozen=True)
class Size:
    """An organisation's size; `constructs` questions are asked of each role."""

    people: int
    regions: int
    leaders: int
    constructs: int = 15

    @classmethod
    def parse(cls, text: str) -> Size:
        """Read "100000x20x20": people, regions, leaders in each region."""
        people, regions, leaders = (int(part) for part in text.split("x"))
        return cls(people, regions, leaders)


SIZES: Final = (Size(500, 4, 3), Size(5_000, 8, 10), Size(100_000, 20, 19), Size(100_000, 50, 100))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size; return the exit code."""
    parser = argparse.ArgumentParser(prog="disclosure_plan.py", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=Size.parse, default=SIZES, metavar="PEOPLExREGIONSxLEADERS")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="leave the table in a file too")
    chosen = parser.parse_args(arguments)
    tables = document([plan_section(chosen.sizes, chosen.seed)])
    print(tables)
    if chosen.markdown:
        leave(tables, chosen.markdown, parser.prog)
    return 0


def plan_section(sizes: Sequence[Size], seed: int) -> Section:
    """Plan an organisation of each size."""
    text = (
        "Fifteen questions of each of three roles, regions and leaders; scores by group in which somebody answered. "
        "`too few` are hidden by the plain minimum, `beyond` by all other rules."
    )
    return Section("The release plan", text, COLUMNS, [_row(size, seed) for size in sizes])


def _row(size: Size, seed: int) -> list[str]:
    table = random_wave(size, seed)
    planned, plan_seconds = timed(lambda: plan_wave(table, MINIMUMS))
    _, all_seconds = timed(lambda: group_figures(table, WaveSettings(minimums=MINIMUMS)))
    cost, plain = plan_cost(planned), plan_cost([smallest_first(one) for one in planned])
    sizes = [size.people, len(planned[0].plan.tree.groups) - 1, cost.groups]
    hidden = [cost.below_minimum, cost.beyond_minimum, plain.beyond_minimum, cost.merged]
    took = [f"{plan_seconds:.1f}", f"{all_seconds:.1f}"]
    return [*(f"{n:,}" for n in sizes), *took, *(f"{n:,}" for n in hidden), share_covered(cost)]


def share_covered(cost: PlanCost) -> str:
    """The share of answers that are in a shown group."""
    return f"{100 * cost.covered / max(cost.answers, 1):.0f} %"


def smallest_first(planned: PlannedMeasure) -> PlannedMeasure:
    """The same measure, planned by hiding the smallest group where one more is to be hidden."""
    plan = planned.plan
    ranks = np.argsort(np.argsort(plan.counts.sum(axis=1), kind="stable"), kind="stable")
    tells = tells_of(planned.measure, planned.values)
    simpler = plan_release(plan.tree, plan.counts, MINIMUMS, order=ranks, tells=tells)
    return PlannedMeasure(planned.role, planned.measure, planned.values, simpler)


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def random_wave(size: Size, seed: int) -> WaveTable:
    """A wave of a random organisation."""
    random = np.random.default_rng(seed)
    roles = random.choice(np.array(ROLES), size.people, p=ROLE_SHARES)
    segments = _segments(random, size, roles == "rep")
    there = random.random(size.people) < 0.8
    keys = [f"Q{number}" for number in range(size.constructs)]
    questions = [{"id": key, "construct": key, "scale": "FIVE", "only_if": None} for key in keys]
    return WaveTable(
        instrument={
            "scales": {"FIVE": {"kind": "ordered", "points": list("12345")}},
            "constructs": {},
            "roles": {role: {"questions": questions} for role in ROLES},
        },
        roles=roles[there],
        segments={scope: labels[there] for scope, labels in segments.items()},
        positions={key: _answers(random, int(there.sum())) for key in keys},
        apart={},
        picks={},
        comments=(),
        asked=Asked(roles, segments),
    )


def _segments(random: np.random.Generator, size: Size, in_teams: np.typing.NDArray[np.bool_]) -> dict[str, Texts]:
    n_leaders = size.regions * size.leaders
    leader = random.choice(n_leaders, size.people, p=random.dirichlet(np.ones(n_leaders)))
    team = random.integers(0, TEAMS, size.people)
    return {
        "region": np.array([f"R{number // size.leaders}" for number in leader]),
        "leader": np.array([f"L{number}" for number in leader]),
        "team": np.where(in_teams, [f"T{one}.{other}" for one, other in zip(leader, team, strict=True)], ""),
    }


def _answers(random: np.random.Generator, n: int) -> np.typing.NDArray[np.float64]:
    return np.where(random.random(n) < 0.05, np.nan, random.integers(1, 6, n).astype(np.float64))


if __name__ == "__main__":
    sys.exit(main())
