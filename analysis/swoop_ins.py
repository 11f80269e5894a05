"""Leaders who join deals unasked: how many saw it, at which stage, and what it did."""

import numpy as np

from analysis.audiences import places
from analysis.comparison_plan import PlannedSide
from analysis.disclosure.rules import distribution_allowed, hidden_sentence, score_allowed, share_text
from analysis.figures import answered_alike
from analysis.instruments import Entry, entries, scale_of
from analysis.results import Role, SwoopIns
from analysis.scores.scales import at_least, mean_in_words, scores, uncapitalised
from analysis.shares import three_shares
from analysis.tables import Minimums, WaveTable
from analysis.wording import listed, people

ONCE = 2
"""The place of "Once" on the scale of counts."""


def swoop_ins(table: WaveTable, minimums: Minimums) -> SwoopIns | None:
    """What the wave says about unasked joins, or None where nobody was asked."""
    entry = next((entry for entry in entries(table.instrument, "swoop_in") if entry["sides"]), None)
    if entry is None:
        return None
    counted = tuple(_at_least_once(table, side, minimums) for side in _sides(entry, "count"))
    words = ((side.role, _on_average(table, side, minimums)) for side in _sides(entry, "count"))
    return SwoopIns(
        at_least_once=counted,
        stages="".join(_stages(table, side, minimums) for side in _sides(entry, "stage")[:1]),
        effects=tuple(three_shares(table, side, minimums) for side in _sides(entry, "effect")),
        sentence=_sentence(counted),
        on_average=tuple((role, told) for role, told in words if told),
    )


def _sides(entry: Entry, name: str) -> list[PlannedSide]:
    return [PlannedSide(**side) for side in entry["sides"] if side["side"] == name]


def _at_least_once(table: WaveTable, side: PlannedSide, minimums: Minimums) -> tuple[Role, int | None, str, str]:
    found = places(table, side.role, side.question)
    n = len(found)
    if distribution_allowed(n, minimums):
        return side.role, n, share_text(int(at_least(found, ONCE).sum()), n, minimums), ""
    allowed = score_allowed(n, minimums)
    return side.role, n if allowed else None, "", hidden_sentence("shares" if allowed else "score", minimums)


def _on_average(table: WaveTable, side: PlannedSide, minimums: Minimums) -> str:
    """The mean in words, where a group is large enough for a score but not for shares."""
    found = places(table, side.role, side.question)
    large = distribution_allowed(len(found), minimums)
    if large or not score_allowed(len(found), minimums) or answered_alike(found, minimums):
        return ""
    scale = scale_of(table.instrument, side.role, side.question)
    return mean_in_words(float(scores(found, len(scale.points)).mean()), scale)


def _stages(table: WaveTable, side: PlannedSide, minimums: Minimums) -> str:
    found = places(table, side.role, side.question)
    if not distribution_allowed(len(found), minimums):
        return f"The stage is hidden to protect people: shares need {minimums.distribution} answers."
    points = scale_of(table.instrument, side.role, side.question).points
    counts = [int(np.sum(found == place)) for place in range(1, len(points) + 1)]
    parts = [
        f"{uncapitalised(points[place]).removeprefix('in the ')} {share_text(counts[place], len(found), minimums)} %"
        for place in sorted(range(len(points)), key=lambda place: (-counts[place], -place))
    ]
    return f"Stage, say {people(side.role, len(found))}: {', '.join(parts)}."


def _sentence(counted: tuple[tuple[Role, int | None, str, str], ...]) -> str:
    told = [f"{share} % of {people(role, None)}" for role, _, share, _ in counted if share]
    if not told:
        return "Too few answered to say how often leaders join unasked."
    return f"At least once in 4 weeks, say {listed(told)}, a leader joined a deal unasked."
