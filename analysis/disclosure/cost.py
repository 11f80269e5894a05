"""What a release plan costs its readers: how many scores by group are hidden, and how many only to protect others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.disclosure.cross import CrossPlan
from analysis.disclosure.planning import PlannedMeasure
from analysis.disclosure.release_plan import Reason, ReleasePlan
from analysis.tables import Minimums


@dataclass(frozen=True)
class PlanCost:
    """The cost of one or many plans; costs of several can be added.

    groups: scores of groups below the organisation in which anybody answered, one for each group, role and measure.
    hidden: how many of them each rule hides; "minimum" is the plain minimum. merged: rows that stand for hidden groups,
    of `in_merged` groups together. answers: people with an answer, summed over the measures; covered: those of them in
    a shown group.
    """

    groups: int = 0
    hidden: Counter[Reason] = field(default_factory=Counter)
    merged: int = 0
    in_merged: int = 0
    answers: int = 0
    covered: int = 0

    @property
    def below_minimum(self) -> int:
        """How many scores the plain minimum hides."""
        return self.hidden["minimum"]

    @property
    def beyond_minimum(self) -> int:
        """How many scores are hidden though enough people answered."""
        return self.hidden.total() - self.below_minimum

    def __add__(self, other: "PlanCost") -> "PlanCost":
        return PlanCost(
            self.groups + other.groups,
            self.hidden + other.hidden,
            self.merged + other.merged,
            self.in_merged + other.in_merged,
            self.answers + other.answers,
            self.covered + other.covered,
        )


def plan_cost(planned: Sequence[PlannedMeasure]) -> PlanCost:
    """What the plans of a wave cost together; every group counts once for each measure of its role."""
    return sum((_cost(one.plan, one.cross) for one in planned), PlanCost())


def _cost(plan: ReleasePlan, cross: CrossPlan | None) -> PlanCost:
    below = [place for place in range(1, len(plan.reasons)) if plan.n(place)]
    # Groups nest, so whoever is in a shown group is in the highest shown one above it.
    highest = [place for place in below if plan.shown(place) and plan.tree.groups[place].parent == 0]
    across = [] if cross is None else [cross.reasons[place] for place in np.flatnonzero(cross.counts.sum(axis=1))]
    return PlanCost(
        groups=len(below) + len(across),
        hidden=Counter(reason for reason in [*(plan.reasons[place] for place in below), *across] if reason),
        merged=len(plan.merged),
        in_merged=sum(len(row.members) for row in plan.merged),
        answers=plan.n(0),
        covered=sum(plan.n(place) for place in highest),
    )


def cost_sentences(cost: PlanCost, minimums: Minimums) -> tuple[str, ...]:
    """The cost for the reader, in one sentence; none where nothing is hidden, or everything."""
    hidden = cost.hidden.total()
    few = f"{cost.below_minimum:,} because fewer than {minimums.score} answered"
    more = f"{cost.beyond_minimum:,} because a smaller group or single answers would be revealed"
    why = [text for text, n in ((few, cost.below_minimum), (more, cost.beyond_minimum)) if n]
    are = "is" if hidden == 1 else "are"
    told = f"Of {cost.groups:,} scores by group {hidden:,} {are} hidden: {', '.join(why)}."
    return (told,) if 0 < hidden < cost.groups else ()
