"""A mean as it may be shown: with its interval, n and words, or with the reason why it is hidden."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from analysis.comparison_plan import PlannedSide
from analysis.disclosure.few import MOST_PEOPLE, Support, cell_of, cells, countable, counts_on, hull, printed
from analysis.disclosure.rules import distribution_allowed, hidden_sentence, score_allowed
from analysis.results import Figure, Interval
from analysis.scores.intervals import Bounds, mean_bounds
from analysis.scores.scales import Floats, Scale, mean_in_words, support_of
from analysis.tables import Minimums

POINT, COARSE = 1.0, 10.0
"""Points to which an interval is rounded, and to which that of few people is widened."""
HUNDREDTH = 0.01
"""To which an effect is rounded."""
P_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
P_DIGITS = 5
"""Enough for the smallest p of 20,000 draws."""
SCORES, GAPS = Bounds(0.0, 100.0), Bounds(-100.0, 100.0)


def answered_alike(values: Floats, minimums: Minimums) -> bool:
    """Whether all, or all but one, of a group too small for a distribution gave one answer; values: (n,)."""
    if len(values) == 0 or distribution_allowed(len(values), minimums):
        return False
    return int(np.unique(values, return_counts=True)[1].max()) >= len(values) - 1


def tells_answers(values: Floats, support: Support, minimums: Minimums) -> bool:
    """Whether the mean of so few, in whole points, would tell how many gave some answer; values: (n,)."""
    if answered_alike(values, minimums):
        return True
    return is_few(len(values), support, minimums) and cell_of(values, support) is None


def is_few(n: int, support: Support, minimums: Minimums) -> bool:
    """Whether a mean and an interval could tell how the answers of so few people are distributed."""
    return 0 < n <= MOST_PEOPLE and not distribution_allowed(n, minimums) and countable(n, support)


def may_show(values: Floats, support: Support, minimums: Minimums) -> bool:
    """Whether a mean of these answers, or an effect that rests on them, may be shown; values: (n,)."""
    return score_allowed(len(values), minimums) and not tells_answers(values, support, minimums)


def shown(value: float, digits: int = 2) -> float:
    """A number as precise as anything prints it: the snapshot holds no more than a reader may see."""
    return round(value, digits) + 0.0


def shown_p(p: float, sizes: Sequence[int], minimums: Minimums) -> float:
    """A p or q as it may be shown: where few people stand behind it, at most the next step of P_STEPS.

    Of few people there are few arrangements, and an exact p would tell theirs.
    """
    if any(0 < n <= MOST_PEOPLE and not distribution_allowed(n, minimums) for n in sizes):
        return next(step for step in P_STEPS if p <= step)
    return shown(p, P_DIGITS)


def shown_interval(bounds: Bounds | None, digits: int = 2) -> Interval | None:
    """An interval as precise as anything prints it."""
    return None if bounds is None else Interval(shown(bounds.low, digits), shown(bounds.high, digits))


def whole_points(value: float) -> float:
    """A score, gap or change as every page prints it: in whole points, halves up."""
    return float(math.floor(value + 0.5))


def mean_range(values: Floats, support: Support, minimums: Minimums, ends: Bounds) -> Interval | None:
    """The 95 % interval of a mean in points as it may be shown, within the ends of its scale; values: (n,).

    Of few people it is the widest of those that belong to other answers with the same mean, out to the next tens: mean
    and interval would otherwise tell how many of them gave each answer (analysis/disclosure/few.py).
    """
    if not is_few(len(values), support, minimums):
        return within(mean_bounds(values, *ends), ends, POINT)
    return _few_range(len(values), support, printed(float(values.mean())), ends).get(_key(values, support))


def _key(values: Floats, support: Support) -> bytes:
    return counts_on(values, support).tobytes()


@lru_cache(maxsize=4096)
def _few_range(n: int, support: Support, mean: float, ends: Bounds) -> dict[bytes, Interval | None]:
    """Of every way in which n people can have a mean: the interval that is shown."""
    found: dict[bytes, Interval | None] = {}
    for cell in cells(n, support, mean):
        interval = within(hull(cell, support, lambda way: mean_bounds(way, *ends)), ends, COARSE)
        found |= dict.fromkeys([way.tobytes() for way in cell.counts], interval)
    return found


def told_alike(values: Floats, support: Support, minimums: Minimums) -> tuple[Floats, ...]:
    """Every set of answers that is told as one with these; of more than a few people only these themselves.

    What is printed about few people beside a mean, such as an effect, may depend on all of these alone.
    """
    cell = cell_of(values, support) if is_few(len(values), support, minimums) else None
    return (values,) if cell is None else tuple(np.repeat(np.asarray(support), way) for way in cell.counts)


def within(bounds: Bounds | None, ends: Bounds, step: float) -> Interval | None:
    """An interval to whole points, or out to the next tens, within the ends of its scale."""
    if bounds is None:
        return None
    low, high = outward(bounds, step) if step > POINT else Bounds(*(whole_points(end) for end in bounds))
    return Interval(max(low, ends.low), min(high, ends.high))


def outward(bounds: Bounds, step: float) -> Bounds:
    """The interval with both ends moved out to the next `step`."""
    return Bounds(step * math.floor(bounds.low / step), step * math.ceil(bounds.high / step))


def figure(side: PlannedSide, values: Floats, scale: Scale, minimums: Minimums, n_apart: int = 0) -> Figure:
    """The mean score of one side of a comparison; values: (n,) scores of 0..100, the people who answered.

    n_apart people answered "not sure" or "there were none"; they are counted where they are no few.
    """
    if not score_allowed(len(values), minimums):
        return _hidden(side, None, hidden_sentence("score", minimums))
    support = support_of(scale)
    if tells_answers(values, support, minimums):
        return _hidden(side, len(values), hidden_sentence("homogeneity", minimums))
    mean = float(values.mean())
    return Figure(
        role=side.role,
        side=side.side,
        label=side.label,
        n=len(values),
        mean=whole_points(mean),
        interval=mean_range(values, support, minimums, SCORES),
        words=mean_in_words(mean, scale),
        question=side.question,
        n_apart=n_apart if score_allowed(n_apart, minimums) else None,
    )


def _hidden(side: PlannedSide, n: int | None, sentence: str) -> Figure:
    return Figure(side.role, side.side, side.label, n, None, None, hidden=sentence, question=side.question)
