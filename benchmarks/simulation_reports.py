"""Whole reports of twelve constructs: how often one that has no difference names one, and how often one that is there.

A construct goes the way of a report: its effect and interval, its permutation p, q over all twelve, its verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from analysis.results import Verdict
from analysis.scores.effects import LARGE, MEDIUM, dominance
from analysis.scores.intervals import Bounds, delta_bounds, within_person_bounds
from analysis.scores.multiplicity import q_values
from analysis.scores.permutation import delta_p, sign_flip_p
from analysis.scores.power import power_of_delta, power_of_need
from analysis.scores.verdicts import verdict
from benchmarks.sections import tell
from benchmarks.simulation import SHAPES, Pair, five_points, five_points_with

CONSTRUCTS: Final = 12
EFFECTS: Final = (MEDIUM, LARGE)
SYMMETRIC: Final = ("flat", "middle", "both ends")
"""Shapes that have the same middle and not the same spread: any two have a delta of 0."""


class Organisation(NamedTuple):
    """How many of each role answered."""

    executives: int
    managers: int
    reps: int

    def __str__(self) -> str:
        return f"{self.executives}, {self.managers}, {self.reps}"


ORGANISATIONS: Final = (
    Organisation(3, 8, 24),
    Organisation(5, 12, 40),
    Organisation(6, 18, 131),
    Organisation(12, 40, 120),
)


@dataclass(frozen=True)
class Test:
    """One construct of one report."""

    effect: float
    bounds: Bounds | None
    p: float


Report: TypeAlias = list[Test]


@dataclass(frozen=True)
class Flags:
    """Of null reports: the share with a disconnect, with a watch, and with a raw p below .05."""

    organisation: Organisation
    answers: str
    disconnect: float
    watch: float
    raw: float


@dataclass(frozen=True)
class Power:
    """How often one true effect among eleven constructs without becomes a disconnect, and what the report tells of it.

    aligned: how often it is called aligned although it is .33 or more.
    """

    organisation: Organisation
    comparison: str
    effect: float
    found: float
    told: float
    aligned: float


def flags(reports: int, seed: int = 0) -> Iterator[Flags]:
    """False flags, where both sides answer alike and where they only agree on the middle."""
    for organisation in ORGANISATIONS:
        for answers in ("alike", "the same middle, other spread"):
            tell(f"false flags, {organisation}, {answers}")
            rng = np.random.default_rng([seed, *organisation])
            drawn = [_null_report(rng, organisation, answers) for _ in range(reports)]
            verdicts = [verdicts_of(report) for report in drawn]
            yield Flags(
                organisation,
                answers,
                float(np.mean(["disconnect" in each for each in verdicts])),
                float(np.mean(["watch" in each for each in verdicts])),
                float(np.mean([min(test.p for test in report) < 0.05 for report in drawn])),
            )


def power(reports: int, seed: int = 0) -> Iterator[Power]:
    """How often a true effect is named, in reports whose other constructs do not differ."""
    for organisation in ORGANISATIONS:
        rng = np.random.default_rng([seed, *organisation])
        others = [_null_report(rng, organisation, "alike")[1:] for _ in range(reports)]
        for effect in EFFECTS:
            tell(f"power, {organisation}, {effect}")
            yield from _power_between(rng, organisation, effect, others)
            yield _power_within(rng, organisation, effect, others)


def _power_between(
    rng: np.random.Generator, organisation: Organisation, effect: float, others: Sequence[Report]
) -> Iterator[Power]:
    executives, managers, reps = organisation
    for names, m, n in (("executives v managers", executives, managers), ("managers v reps", managers, reps)):
        pair = five_points_with(effect)
        judged = [_first_verdict(between(rng, pair, m, n), other) for other in others]
        yield _power(organisation, names, effect, judged, power_of_delta(m, n, CONSTRUCTS, effect))


def _power_within(
    rng: np.random.Generator, organisation: Organisation, effect: float, others: Sequence[Report]
) -> Power:
    pair, n = five_points_with(effect), organisation.managers
    judged = [_first_verdict(within(rng, pair, n), other) for other in others]
    return _power(organisation, "need gap of managers", effect, judged, power_of_need(n, CONSTRUCTS, effect))


def _power(organisation: Organisation, comparison: str, effect: float, judged: Sequence[Verdict], told: float) -> Power:
    found, aligned = (float(np.mean([each == state for each in judged])) for state in ("disconnect", "aligned"))
    return Power(organisation, comparison, effect, found, told, aligned)


def _first_verdict(test: Test, others: Report) -> Verdict:
    return verdicts_of([test, *others])[0]


def verdicts_of(report: Report) -> list[Verdict]:
    """The verdict of each construct, with one false-discovery rate over all."""
    qs = q_values([test.p for test in report])
    return [verdict(test.effect, test.bounds, q) for test, q in zip(report, qs, strict=True)]


def between(rng: np.random.Generator, pair: Pair, m: int, n: int) -> Test:
    """A perception gap."""
    x, y = pair.draw_x(rng, m), pair.draw_y(rng, n)
    found = dominance(x, y)
    return Test(found.delta, delta_bounds(found), delta_p(x, y))


def within(rng: np.random.Generator, pair: Pair, n: int) -> Test:
    """A need gap."""
    gap = pair.draw_x(rng, n) - pair.draw_y(rng, n)
    signs = np.sign(gap)
    return Test(float(signs.mean()), within_person_bounds(signs), sign_flip_p(gap))


def _null_report(rng: np.random.Generator, organisation: Organisation, answers: str) -> Report:
    """Four need gaps, four constructs between executives and managers, four between managers and reps."""
    executives, managers, reps = organisation
    pairs = [_null_pair(rng, answers) for _ in range(CONSTRUCTS)]
    return [
        *(within(rng, pair, managers) for pair in pairs[:4]),
        *(between(rng, pair, executives, managers) for pair in pairs[4:8]),
        *(between(rng, pair, managers, reps) for pair in pairs[8:]),
    ]


def _null_pair(rng: np.random.Generator, answers: str) -> Pair:
    if answers == "alike":
        shape = rng.choice([*SHAPES])
        return five_points(shape, shape)
    return five_points(*rng.choice(SYMMETRIC, 2, replace=False))
