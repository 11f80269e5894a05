"""The title and the lead of a report: what the findings come to."""

from collections.abc import Sequence

from analysis.results import Comparison, Verdict
from analysis.wording import capitalised, listed, number, people

COUNTED: dict[Verdict, tuple[str, str]] = {
    "disconnect": ("{} disconnect", "{} disconnects"),
    "watch": ("{} to watch", "{} to watch"),
    "aligned": ("{} aligned", "{} aligned"),
    "not_enough_evidence": ("{} without enough evidence", "{} without enough evidence"),
}


def title(comparisons: Sequence[Comparison]) -> str:
    """One line for the whole report, from its strongest verdict."""
    if comparisons and not _shows_anything(comparisons):
        return "Too few answers to show"
    verdicts = {comparison.verdict for comparison in comparisons}
    if "disconnect" in verdicts:
        return _part_ways([each for each in comparisons if each.verdict == "disconnect"])
    if "watch" in verdicts:
        return "Where views may part ways"
    if "aligned" in verdicts:
        return "Where sides agree" if "not_enough_evidence" in verdicts else "Where all sides tell the same story"
    return "Not enough evidence yet" if comparisons else "What people answered"


def _shows_anything(comparisons: Sequence[Comparison]) -> bool:
    """Whether any side of any comparison may say how many answered."""
    return any(figure.n is not None for comparison in comparisons for figure in comparison.figures)


def _part_ways(found: Sequence[Comparison]) -> str:
    """Support and need, if a need is unmet; else the two roles of the first disconnect."""
    if any(comparison.kind == "need_gap" for comparison in found):
        return "Where support and need part ways"
    pairs = {tuple(figure.role for figure in comparison.figures[:2]) for comparison in found}
    if len({frozenset(pair) for pair in pairs}) > 1:
        return "Where reps, managers and executives part ways"
    roles = sorted(set(next(iter(pairs))), key=["executive", "manager", "rep"].index)
    return f"Where {listed([people(role, None) for role in roles])} part ways"


def lead(comparisons: Sequence[Comparison]) -> str:
    """The verdicts counted: "Eight comparisons: two disconnects, one to watch, one aligned, four without …"."""
    if not comparisons:
        return "This survey asks nothing that two sides answer, so nothing is compared."
    if not _shows_anything(comparisons):
        return (
            "No question that is compared was answered by enough people of one role. What would help: more answers, as "
            "after a reminder or with more time; in a role of very few people, a talk instead of a survey."
        )
    n = len(comparisons)
    parts = [_counted(verdict, comparisons) for verdict in COUNTED]
    told = [part for part in parts if part]
    if len(told) == 1 and n > 1:
        return f"{capitalised(number(n))} comparisons: all {told[0].split(' ', 1)[1]}."
    return f"{capitalised(number(n))} comparison{'s' * (n > 1)}: {', '.join(told)}."


def _counted(verdict: Verdict, comparisons: Sequence[Comparison]) -> str:
    count = sum(comparison.verdict == verdict for comparison in comparisons)
    one, many = COUNTED[verdict]
    return (one if count == 1 else many).format(number(count)) if count else ""
