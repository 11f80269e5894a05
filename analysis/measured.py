"""What was measured of one comparison, before it is judged together with the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from analysis.audiences import answered_apart, audience_scores, paired_scores
from analysis.comparison_plan import PlannedComparison
from analysis.disclosure.few import Support
from analysis.figures import figure, is_few, told_alike
from analysis.results import Figure, Interval
from analysis.scores.disconnect_index import DisconnectIndex
from analysis.scores.effects import dominance
from analysis.scores.intervals import Bounds, delta_bounds
from analysis.scores.permutation import delta_p
from analysis.scores.scales import Floats, support_of
from analysis.scores.verdicts import enough_to_compare
from analysis.tables import Minimums, WaveSettings, WaveTable


@dataclass(frozen=True)
class Effect:
    """An effect of -1..1 with its interval and p. Not `visible`: it counts in the verdict, its number is not shown."""

    value: float
    bounds: Bounds | None
    p: float
    visible: bool

    def turned(self) -> "Effect":
        """The same effect told from the other side."""
        bounds = None if self.bounds is None else Bounds(-self.bounds.high, -self.bounds.low)
        return replace(self, value=-self.value, bounds=bounds)


@dataclass(frozen=True)
class Gap:
    """A mean need gap in points with its interval, as they may be shown."""

    points: float
    interval: Interval | None


@dataclass(frozen=True)
class Measured:
    """One comparison: scores and figures in the order of its sides, the effect of the first two, what stands beside."""

    plan: PlannedComparison
    values: tuple[Floats, ...]
    figures: tuple[Figure, ...]
    effect: Effect | None
    gap: Gap | None = None
    given: Effect | None = None
    index: DisconnectIndex | None = None
    shares: str = ""
    hidden: str = ""

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people stand behind each side."""
        return tuple(len(each) for each in self.values)

    def p_values(self) -> tuple[float, ...]:
        """The p of each test this comparison makes."""
        return tuple(effect.p for effect in (self.effect, self.given) if effect is not None)


def values_of(plan: PlannedComparison, table: WaveTable) -> tuple[Floats, ...]:
    """The scores of each side of a comparison, each (n,) and sorted.

    The two sides of a need gap hold only people who answered both, in one order: means of everyone beside a gap of some
    would give away, by subtraction, the few who answered one.
    """
    if plan.kind == "perception_gap":
        return tuple(audience_scores(table, side.role, side.question) for side in plan.sides)
    need, got, *rest = plan.sides
    pair = paired_scores(table, need.role, need.question, got.question)
    return (*pair, *(audience_scores(table, side.role, side.question) for side in rest))


def figures_of(
    plan: PlannedComparison, values: tuple[Floats, ...], table: WaveTable, minimums: Minimums
) -> tuple[Figure, ...]:
    """The figure of each side of a comparison.

    Need and support of few people have no interval beside that of their gap: the three together would tell answers.
    """
    found = tuple(
        figure(side, each, plan.scale, minimums, answered_apart(table, side.role, side.question))
        for side, each in zip(plan.sides, values, strict=True)
    )
    if plan.kind == "need_gap" and is_few(len(values[0]), support_of(plan.scale), minimums):
        return (*(replace(one, interval=None) for one in found[:2]), *found[2:])
    return found


def effect_between(
    given: Floats, received: Floats, support: Support, settings: WaveSettings, *, visible: bool
) -> Effect | None:
    """Cliff's delta of the giver over the receiver, or nothing where too few answered; (m,) and (n,) scores."""
    minimums = settings.minimums
    if not enough_to_compare(len(given), len(received)) or len(received) < minimums.score:
        return None
    sides = (told_alike(each, support, minimums) for each in (given, received))
    return together([_between(x, y, settings.random_state, visible=visible) for x, y in product(*sides)])


def _between(given: Floats, received: Floats, random_state: int, *, visible: bool) -> Effect:
    found = dominance(given, received)
    return Effect(found.delta, delta_bounds(found), delta_p(given, received, random_state), visible)


def together(effects: Sequence[Effect]) -> Effect:
    """One effect for all sets of answers that are told as one: their mean, the hull of their intervals, the largest p.

    effects: at least one. No interval where one of them has none.
    """
    known = [one.bounds for one in effects if one.bounds is not None]
    bounds = Bounds(min(one.low for one in known), max(one.high for one in known)) if known else None
    return Effect(
        value=sum(one.value for one in effects) / len(effects),
        bounds=bounds if len(known) == len(effects) else None,
        p=max(one.p for one in effects),
        visible=effects[0].visible,
    )
