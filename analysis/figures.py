"""A mean as it may be shown: with its interval, n and words, or with the reason why it is hidden."""

import math

import numpy as np

from analysis.comparison_plan import PlannedSide
from analysis.disclosure.rules import distribution_allowed, hidden_sentence, score_allowed
from analysis.results import Figure, Interval
from analysis.scores.intervals import Bounds, mean_bounds
from analysis.scores.scales import Floats, Scale, mean_in_words
from analysis.tables import Minimums

COARSE = 10
"""Points to which an interval of few people is widened."""
P_DIGITS = 5
"""Enough for the smallest p of 20,000 draws."""
SCORES, GAPS = Bounds(0.0, 100.0), Bounds(-100.0, 100.0)


def answered_alike(values: Floats, minimums: Minimums) -> bool:
    """Whether all, or all but one, of a group too small for a distribution gave one answer; values: (n,)."""
    if len(values) == 0 or distribution_allowed(len(values), minimums):
        return False
    return int(np.unique(values, return_counts=True)[1].max()) >= len(values) - 1


def may_show(values: Floats, minimums: Minimums) -> bool:
    """Whether a mean of these answers, or an effect that rests on them, may be shown; values: (n,)."""
    return score_allowed(len(values), minimums) and not answered_alike(values, minimums)


def shown(value: float, digits: int = 2) -> float:
    """A number as precise as anything prints it: the snapshot holds no more than a reader may see."""
    return round(value, digits) + 0.0


def shown_interval(bounds: Bounds | None, digits: int = 2) -> Interval | None:
    """An interval as precise as anything prints it."""
    return None if bounds is None else Interval(shown(bounds.low, digits), shown(bounds.high, digits))


def whole_points(value: float) -> float:
    """A score, gap or change as every page prints it: in whole points, halves up."""
    return float(math.floor(value + 0.5))


def widened(bounds: Bounds, n: int, minimums: Minimums) -> Bounds:
    """The interval in whole points of a mean of n people; below the distribution minimum out to the next ten.

    Mean and interval together would otherwise tell how many of the few chose each answer: by enumeration for 62 % of
    groups of five with whole points, 33 % with tens.
    """
    if distribution_allowed(n, minimums):
        return Bounds(whole_points(bounds.low), whole_points(bounds.high))
    return Bounds(float(COARSE * math.floor(bounds.low / COARSE)), float(COARSE * math.ceil(bounds.high / COARSE)))


def shown_range(bounds: Bounds | None, n: int, minimums: Minimums, ends: Bounds) -> Interval | None:
    """An interval in points as it may be shown, within the ends of its scale."""
    if bounds is None:
        return None
    low, high = widened(bounds, n, minimums)
    return Interval(max(low, ends.low), min(high, ends.high))


def figure(side: PlannedSide, values: Floats, scale: Scale, minimums: Minimums, n_apart: int = 0) -> Figure:
    """The mean score of one side of a comparison; values: (n,) scores of 0..100, the people who answered.

    n_apart people answered "not sure" or "there were none"; they are counted where they are no few.
    """
    if not score_allowed(len(values), minimums):
        return _hidden(side, None, hidden_sentence("score", minimums))
    if answered_alike(values, minimums):
        return _hidden(side, len(values), hidden_sentence("homogeneity", minimums))
    mean = float(values.mean())
    return Figure(
        role=side.role,
        side=side.side,
        label=side.label,
        n=len(values),
        mean=whole_points(mean),
        interval=shown_range(mean_bounds(values, 0.0, 100.0), len(values), minimums, SCORES),
        words=mean_in_words(mean, scale),
        question=side.question,
        n_apart=n_apart if score_allowed(n_apart, minimums) else None,
    )


def _hidden(side: PlannedSide, n: int | None, sentence: str) -> Figure:
    return Figure(side.role, side.side, side.label, n, None, None, hidden=sentence, question=side.question)
