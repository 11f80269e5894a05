"""What changed since the wave before, only where the item version is equal and both waves may show the figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import NamedTuple

from analysis.comparison_plan import PlannedComparison, PlannedSide
from analysis.comparison_words import change_sentence
from analysis.disclosure.few import Support, gap_support
from analysis.figures import (
    COARSE,
    GAPS,
    P_DIGITS,
    SCORES,
    is_few,
    may_show,
    mean_range,
    outward,
    shown,
    told_alike,
    whole_points,
)
from analysis.instruments import question_of, same_version
from analysis.measured import Effect, Measured, effect_between, together, values_of
from analysis.results import Change, Figure, Interval
from analysis.scores.effects import dominance
from analysis.scores.intervals import Bounds, delta_bounds, difference_bounds
from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE, q_values
from analysis.scores.permutation import delta_p
from analysis.scores.scales import Floats, support_of
from analysis.scores.trends import Difference, Shift, delta_change, effect_change, mean_change
from analysis.scores.verdicts import verdict
from analysis.tables import Minimums, WaveSettings, WaveTable
from analysis.wording import in_sentence, signed, whole


@dataclass(frozen=True)
class Changed:
    """One comparison in two waves: its value then and the change, or a note on why there is none, and its figures.

    `shifts` has for each side its mean before and how it moved, None where one wave may not show it.
    """

    note: str = ""
    before: float = 0.0
    difference: Difference | None = None
    shifts: tuple[tuple[float, Shift] | None, ...] = ()

    def p_values(self) -> Iterator[float]:
        """The p of each test: of the comparison, then of its figures."""
        yield from [self.difference.p] if self.difference else []
        yield from (moved[1].p for moved in self.shifts if moved)


@dataclass(frozen=True)
class Changes:
    """All changes since one wave, by comparison, with a q over all of them: a family of tests of its own."""

    since: str = ""
    changed: Mapping[str, Changed] = field(default_factory=dict)
    qs: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def note(self, found: Measured) -> str:
        """Why a comparison has no change, or ""."""
        return self.changed.get(found.plan.id, Changed()).note

    def of_comparison(self, found: Measured) -> Change | None:
        """The change of a comparison: of the gap in points, or of Cliff's delta."""
        changed = self.changed.get(found.plan.id, Changed())
        if changed.difference is None:
            return None
        (value, bounds, _), q = changed.difference, self.qs[found.plan.id][0]
        clear = q <= FALSE_DISCOVERY_RATE and not bounds.low <= 0 <= bounds.high
        return Change(
            since=self.since,
            before=shown(changed.before),
            difference=shown(value),
            interval=Interval(shown(bounds.low), shown(bounds.high)),
            sentence=change_sentence(found, changed.before, changed.difference, self.since, clear=clear),
            q=shown(q, P_DIGITS),
        )

    def of_figures(self, found: Measured) -> tuple[Figure, ...]:
        """The figures of a comparison, each with its change where there is one."""
        changed = self.changed.get(found.plan.id)
        if changed is None or not changed.shifts:
            return found.figures
        qs = iter(self.qs[found.plan.id][1 if changed.difference else 0 :])
        pairs = zip(found.figures, changed.shifts, strict=True)
        return tuple(
            replace(figure, change=_moved(figure, *moved, next(qs), self.since)) if moved else figure
            for figure, moved in pairs
        )


def changes_since(found: Sequence[Measured], table: WaveTable, settings: WaveSettings) -> Changes:
    """The changes of all comparisons since the wave before; none where there was no wave before."""
    if settings.previous is None:
        return Changes()
    since = in_sentence(settings.previous_name) or "the last wave"
    changed = {each.plan.id: _changed(each, table, settings.previous, since, settings) for each in found}
    all_qs = iter(q_values([p for each in changed.values() for p in each.p_values()]))
    qs = {key: tuple(next(all_qs) for _ in each.p_values()) for key, each in changed.items()}
    return Changes(since, changed, qs)


def _changed(found: Measured, table: WaveTable, previous: WaveTable, since: str, settings: WaveSettings) -> Changed:
    note = _not_comparable(found.plan, table, previous, since)
    if note:
        return Changed(note)
    before = values_of(found.plan, previous)
    shown_twice = [
        _same(side, table, previous) and _both_shown(now, then, found.plan, settings)
        for side, now, then in zip(found.plan.sides, found.values, before, strict=True)
    ]
    shifts = tuple(
        _shifted(now, then, found.plan, settings) if both else None
        for now, then, both in zip(found.values, before, shown_twice, strict=True)
    )
    if not all(shown_twice[:2]) or found.effect is None:
        return Changed(f"Too few answered to compare with {since}.", shifts=shifts)
    return replace(_difference(found, before, settings), shifts=shifts)


def _not_comparable(plan: PlannedComparison, table: WaveTable, previous: WaveTable, since: str) -> str:
    sides = plan.sides[:2]
    if any(question_of(previous.instrument, side.role, side.question) is None for side in sides):
        return "First asked this time."
    if not all(_same(side, table, previous) for side in sides):
        return f"The wording changed since {since}, so the two are not compared."
    return ""


def _same(side: PlannedSide, table: WaveTable, previous: WaveTable) -> bool:
    return same_version(table.instrument, previous.instrument, side.role, side.question)


def _both_shown(now: Floats, before: Floats, plan: PlannedComparison, settings: WaveSettings) -> bool:
    support = support_of(plan.scale)
    return all(may_show(each, support, settings.minimums) for each in (now, before))


def _shifted(
    now: Floats, before: Floats, plan: PlannedComparison, settings: WaveSettings
) -> tuple[float, Shift] | None:
    how = Shown(support_of(plan.scale), settings.minimums, SCORES)
    moved, points = effect_of_time(now, before, how, settings.random_state), change_shown(now, before, how)
    if points is None:
        return None
    return whole_points(float(before.mean())), Shift(points, moved.value, moved.bounds, moved.p)


def _difference(found: Measured, before: tuple[Floats, ...], settings: WaveSettings) -> Changed:
    now, support = found.values, support_of(found.plan.scale)
    if found.plan.kind == "need_gap":
        gap, gap_before = now[0] - now[1], before[0] - before[1]
        how = Shown(gap_support(support), settings.minimums, GAPS)
        return Changed(before=whole_points(float(gap_before.mean())), difference=change_shown(gap, gap_before, how))
    then = effect_between(before[0], before[1], support, settings, visible=True)
    if then is None or found.effect is None:
        return Changed()
    if any(is_few(len(each), support, settings.minimums) for each in (*now, *before)):
        return Changed(before=then.value, difference=between_shown(found.effect, then))
    return Changed(
        before=then.value, difference=delta_change(dominance(now[0], now[1]), dominance(before[0], before[1]))
    )


def between_shown(now: Effect, then: Effect) -> Difference | None:
    """The change of an effect from the two as they are shown."""
    if now.bounds is None or then.bounds is None:
        return None
    return effect_change(now.value, now.bounds, then.value, then.bounds)


class Shown(NamedTuple):
    """How scores are shown: what one can be, the minimums, and the ends of their scale."""

    support: Support
    minimums: Minimums
    ends: Bounds


def effect_of_time(now: Floats, before: Floats, how: Shown, random_state: int) -> Effect:
    """Cliff's delta of now over before, from all answers that are told as one with these."""
    pairs = product(*(told_alike(each, how.support, how.minimums) for each in (now, before)))
    found = [(dominance(x, y), delta_p(x, y, random_state)) for x, y in pairs]
    return together([Effect(one.delta, delta_bounds(one), p, visible=True) for one, p in found])


def change_shown(now: Floats, before: Floats, how: Shown) -> Difference | None:
    """A change in points as it may be shown: one of few people says no more than the two means and intervals do."""
    pairs = product(*(told_alike(each, how.support, how.minimums) for each in (now, before)))
    changes = [found for found in (mean_change(x, y) for x, y in pairs) if found is not None]
    if not changes:
        return None
    if not any(is_few(len(values), how.support, how.minimums) for values in (now, before)):
        (moved,) = changes
        return moved._replace(value=whole_points(moved.value), bounds=Bounds(*map(whole_points, moved.bounds)))
    mean, mean_before = (whole_points(float(values.mean())) for values in (now, before))
    found, found_before = (mean_range(values, *how) for values in (now, before))
    if found is None or found_before is None:
        return None
    bounds = difference_bounds(mean, _bounds(found), mean_before, _bounds(found_before))
    return Difference(mean - mean_before, outward(bounds, COARSE), max(each.p for each in changes))


def _bounds(interval: Interval) -> Bounds:
    return Bounds(interval.low, interval.high)


def _moved(figure: Figure, before: float, moved: Shift, q: float, since: str) -> Change:
    value, (low, high), _ = moved.points
    now = figure.mean if figure.mean is not None else before + value
    told = f"{figure.label}: {whole(before)} → {whole(now)} of 100, likely change {signed(low)} to {signed(high)}."
    return Change(
        since=since,
        before=before,
        difference=value,
        interval=Interval(low, high),
        sentence=told,
        effect=shown(moved.delta, 2),
        q=shown(q, P_DIGITS),
        verdict=verdict(moved.delta, moved.delta_bounds, q),
    )
