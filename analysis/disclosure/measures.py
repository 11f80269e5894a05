"""What is measured of a group: the finite list of scores that a release plan is made for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.disclosure.few import Support, gap_support
from analysis.scores.scales import Floats, scale_named, scores, support_of
from analysis.tables import WaveTable

NEED_AND_GOT = (("I12", "I13"), ("I20", "I21"), ("I29", "I29b"))
"""Questions answered by one person about need and support: for managers, groups get only their gap."""


@dataclass(frozen=True)
class Measure:
    """One score of one role: `values` (responses of the role,) from `low` to `high`, nan where missing.

    measure: "mean" of a question, or "gap" of need and got within a person. support: every score that there can be.
    """

    question: str
    construct: str
    measure: str
    values: Floats
    low: float
    high: float
    support: Support


def role_measures(table: WaveTable, role: str) -> tuple[Measure, ...]:
    """The scores of one role that groups may get: every ordered question asked of everyone, and the gaps.

    A question asked only of some (`only_if`) is left out, since its people would lie within those of another. Where a
    gap is given, its two questions are not: their people can differ by the few who answered only one.
    """
    asked = {str(question["id"]): question for question in table.instrument["roles"].get(role, {}).get("questions", ())}
    pairs = [pair for pair in NEED_AND_GOT if role == "manager" and set(pair) <= asked.keys() & table.positions.keys()]
    paired = {question for pair in pairs for question in pair}
    means = [*_means({key: question for key, question in asked.items() if key not in paired}, table, role)]
    return (*means, *(_gap(table, role, asked[need], need, got) for need, got in pairs))


def _means(asked: dict[str, dict[str, object]], table: WaveTable, role: str) -> Iterator[Measure]:
    for key, question in asked.items():
        scale = scale_named(table.instrument["scales"], str(question.get("scale", "")))
        if scale.is_scored and not question.get("only_if") and key in table.positions:
            values = scores(table.positions[key][table.roles == role], len(scale.points))
            yield Measure(key, str(question.get("construct", "")), "mean", values, 0, 100, support_of(scale))


def _gap(table: WaveTable, role: str, question: dict[str, object], need: str, got: str) -> Measure:
    scale = scale_named(table.instrument["scales"], str(question["scale"]))
    both = [scores(table.positions[key][table.roles == role], len(scale.points)) for key in (need, got)]
    gaps = np.subtract(*both)
    every = gap_support(support_of(scale))
    return Measure(f"{need}-{got}", str(question.get("construct", "")), "gap", gaps, -100, 100, every)
