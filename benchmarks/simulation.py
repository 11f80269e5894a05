"""Populations whose differences are known exactly, to draw answers from: normal, skewed and five-point.

Every truth is computed from the distributions, none from a large sample.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Final, Literal, TypeAlias

import numpy as np
from scipy import special, stats

from analysis.scores.effects import MEDIUM
from analysis.scores.power import five_points_apart
from analysis.scores.scales import Floats

Draw: TypeAlias = Callable[[np.random.Generator, int], Floats]
Family: TypeAlias = Literal["normal", "skewed", "five points"]

FAMILIES: Final[tuple[Family, ...]] = ("normal", "skewed", "five points")
POINTS: Final = np.arange(5) * 25.0
SHAPES: Final[dict[str, Floats]] = {
    "flat": np.array([0.2, 0.2, 0.2, 0.2, 0.2]),
    "low": np.array([0.45, 0.25, 0.15, 0.1, 0.05]),
    "middle": np.array([0.05, 0.2, 0.5, 0.2, 0.05]),
    "high": np.array([0.05, 0.1, 0.2, 0.35, 0.3]),
    "top": np.array([0.02, 0.05, 0.13, 0.3, 0.5]),
    "both ends": np.array([0.3, 0.15, 0.1, 0.15, 0.3]),
}
EFFECTS: Final = (0.0, MEDIUM, 0.6)
SPREADS: Final = (1.0, 2.0, 0.5)
POINTS_A_UNIT: Final = 10.0
"""Points of a score to a standard deviation, so that continuous answers lie on the scale of 0 to 100."""


@dataclass(frozen=True)
class Pair:
    """Two populations: how to draw from each, and what is true of x against y.

    delta: P(X > Y) - P(X < Y). mean_x, mean_y: in points.
    """

    family: Family
    name: str
    draw_x: Draw
    draw_y: Draw
    delta: float
    mean_x: float
    mean_y: float

    @property
    def gap(self) -> float:
        """The true difference of means, in points."""
        return self.mean_x - self.mean_y


@dataclass(frozen=True)
class People:
    """Need and support within people: from a pair, but a share of people has exactly what it needs."""

    pair: Pair
    contented: float

    @property
    def effect(self) -> float:
        """The true d_w."""
        return (1 - self.contented) * self.pair.delta

    @property
    def gap(self) -> float:
        """The true mean need gap, in points."""
        return (1 - self.contented) * self.pair.gap

    @property
    def name(self) -> str:
        return f"{self.pair.name}, {self.contented:.0%} have what they need"

    def draw(self, rng: np.random.Generator, n: int) -> tuple[Floats, Floats]:
        """Need and support of n people."""
        need, support = self.pair.draw_x(rng, n), self.pair.draw_y(rng, n)
        return need, np.where(rng.random(n) < self.contented, need, support)


def pairs(families: tuple[Family, ...] = FAMILIES) -> list[Pair]:
    """Every pair of populations."""
    made = [*_normal(), *_skewed(), *(five_points(x, y) for x, y in product(SHAPES, SHAPES))]
    return [pair for pair in made if pair.family in families]


def people(families: tuple[Family, ...] = FAMILIES) -> list[People]:
    """Every population of people who need and get."""
    return [People(pair, contented) for pair in pairs(families) for contented in (0.0, 0.5)]


def five_points(x: str, y: str) -> Pair:
    """Two shapes of answers on five points."""
    signs = np.sign(np.subtract.outer(POINTS, POINTS))
    return Pair(
        "five points",
        f"{x} v {y}",
        partial(_draw_points, SHAPES[x]),
        partial(_draw_points, SHAPES[y]),
        float(SHAPES[x] @ signs @ SHAPES[y]),
        float(POINTS @ SHAPES[x]),
        float(POINTS @ SHAPES[y]),
    )


def five_points_with(effect: float) -> Pair:
    """Five points cut from two normal curves a shift apart, that have exactly this delta."""
    x, y = five_points_apart(effect)
    return Pair(
        "five points",
        f"delta {effect:g}",
        partial(_draw_points, x),
        partial(_draw_points, y),
        effect,
        float(POINTS @ x),
        float(POINTS @ y),
    )


def _draw_points(shares: Floats, rng: np.random.Generator, n: int) -> Floats:
    return rng.choice(POINTS, size=n, p=shares)


def _normal() -> list[Pair]:
    """Normal answers: P(X > Y) = Phi(shift / sqrt(s^2 + 1)); x has 1, 2 or half the spread of y."""
    found = []
    for effect, spread in product(EFFECTS, SPREADS):
        shift = float(stats.norm.ppf((effect + 1) / 2)) * math.hypot(spread, 1.0)
        draw_x, draw_y = partial(_draw_normal, shift, spread), partial(_draw_normal, 0.0, 1.0)
        name = f"delta {effect:g}, spread {spread:g} to 1"
        found.append(Pair("normal", name, draw_x, draw_y, effect, 50 + POINTS_A_UNIT * shift, 50.0))
    return found


def _draw_normal(shift: float, spread: float, rng: np.random.Generator, n: int) -> Floats:
    return 50 + POINTS_A_UNIT * rng.normal(shift, spread, n)


def _skewed() -> list[Pair]:
    """Gamma answers of shape 2 (skewness 1.4): of one direction and two scales, and facing each other."""
    return [*(_scaled(effect) for effect in EFFECTS), *(_facing(effect) for effect in EFFECTS)]


def _scaled(effect: float) -> Pair:
    """P(aG > bH) = I(a / (a + b); 2, 2), since G / (G + H) has a beta distribution."""
    share = float(special.betaincinv(2, 2, (effect + 1) / 2))
    ratio = share / (1 - share)
    draw_x, draw_y = partial(_draw_gamma, ratio, 0.0, 1), partial(_draw_gamma, 1.0, 0.0, 1)
    return Pair(
        "skewed", f"delta {effect:g}, one way", draw_x, draw_y, effect, 2 * POINTS_A_UNIT * ratio, 2 * POINTS_A_UNIT
    )


def _facing(effect: float) -> Pair:
    """P(G > c - H) = P(G + H > c), and G + H is a gamma of shape 4."""
    end = float(stats.gamma(4).isf((effect + 1) / 2))
    draw_x, draw_y = partial(_draw_gamma, 1.0, 0.0, 1), partial(_draw_gamma, 1.0, end, -1)
    return Pair(
        "skewed",
        f"delta {effect:g}, facing",
        draw_x,
        draw_y,
        effect,
        2 * POINTS_A_UNIT,
        POINTS_A_UNIT * (end - 2),
    )


def _draw_gamma(scale: float, start: float, direction: int, rng: np.random.Generator, n: int) -> Floats:
    return POINTS_A_UNIT * (start + direction * scale * rng.gamma(2.0, 1.0, n))
