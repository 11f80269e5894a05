"""The method box: thresholds, tests, power at this report's own n, and what is hidden by rule."""

from collections.abc import Sequence
from dataclasses import asdict

from analysis.comparison_plan import planned_comparisons
from analysis.disclosure.rules import score_allowed
from analysis.results import Method, Participation, Role
from analysis.scores.effects import LARGE, MEDIUM
from analysis.scores.power import power_of_delta, power_of_need, times_in_ten
from analysis.scores.verdicts import PAIRED_MINIMUM
from analysis.tables import Minimums, WaveTable
from analysis.wording import number, people

PAIRS: tuple[tuple[Role, Role], ...] = (("executive", "manager"), ("manager", "rep"))


def method(table: WaveTable, n_comparisons: int, n_tests: int, *, trends: bool, minimums: Minimums) -> Method:
    """What the footer says of how the report was made."""
    version = str(table.instrument.get("version", ""))
    power = _power_sentence(table, n_tests, minimums)
    parts = [f"Instrument {version}." if version else "", _rule(n_comparisons, n_tests), "Intervals are 95 %.", power]
    if trends and n_tests:
        parts.append("Changes since the last wave are judged by the same rate, among themselves.")
    parts.append("Differences show perception, not proof of cause.")
    return Method(version, n_tests, asdict(minimums), power, " ".join(part for part in parts if part))


def minimums_sentence(minimums: Minimums) -> str:
    """What a figure needs: "Scores need 5 people; shares, comments and themes need 10."."""
    if minimums.comments == minimums.distribution:
        return f"Scores need {minimums.score} people; shares, comments and themes need {minimums.distribution}."
    return (
        f"Scores need {minimums.score} people; shares need {minimums.distribution}, "
        f"comments and themes {minimums.comments}."
    )


ACROSS = (
    "Leaders of several regions are shown too, as was declared before the survey opened, where no sum or difference of "
    "groups speaks of fewer than {} people."
)
FIXED = "The limits were fixed before the survey opened and hold for this page, the PDF and every export."


def hidden_sentences(
    answered: Sequence[Participation], of_groups: Sequence[str], minimums: Minimums, *, across: bool = False
) -> tuple[str, ...]:
    """What is hidden, and why: the limits, the roles too small to show, the groups, and that none of it moves.

    across: whether the wave declared that leaders across regions are shown.
    """
    few = [people(line.role, None) for line in answered if line.answered is None]
    of_roles = [f"Fewer than {minimums.score} {role} answered, so their figures are hidden." for role in few]
    crossed = [ACROSS.format(max(minimums.distribution, minimums.score))] if across else []
    return (minimums_sentence(minimums), *of_roles, *of_groups, *crossed, FIXED)


def _rule(n_comparisons: int, n_tests: int) -> str:
    if n_tests == 0:
        return ""
    over = f"all {number(n_comparisons)} comparisons"
    tests = "" if n_tests == n_comparisons else f" ({number(n_tests)} tests)"
    return f"A disconnect is an effect of at least .33 with a false-discovery rate of 10 % over {over}{tests}."


def _power_sentence(table: WaveTable, n_tests: int, minimums: Minimums) -> str:
    """How often this report, with its own people, names a difference between roles and a need gap that are there."""
    if not n_tests:
        return ""
    return " ".join([*_between_roles(table, n_tests, minimums), *_within_people(table, n_tests, minimums)])


def _between_roles(table: WaveTable, n_tests: int, minimums: Minimums) -> list[str]:
    """Of the first two neighbouring roles that both have enough people."""
    for giver, receiver in PAIRS:
        m, n = _answered(table, giver), _answered(table, receiver)
        if score_allowed(m, minimums) and score_allowed(n, minimums):
            large, medium = (times_in_ten(power_of_delta(m, n, n_tests, effect)) for effect in (LARGE, MEDIUM))
            people_of = f"With {people(giver, m)} and {people(receiver, n)} this report"
            return [f"{people_of} finds a large difference (.474) {large}, a medium one (.33) {medium}."]
    return []


def _within_people(table: WaveTable, n_tests: int, minimums: Minimums) -> list[str]:
    """Of the first role that is asked what it needs and what it got, where it has enough people."""
    roles = [plan.sides[0].role for plan in planned_comparisons(table.instrument) if plan.kind == "need_gap"]
    n = _answered(table, roles[0]) if roles else 0
    if n < PAIRED_MINIMUM or not score_allowed(n, minimums):
        return []
    large, medium = (times_in_ten(power_of_need(n, n_tests, effect)) for effect in (LARGE, MEDIUM))
    return [f"Within {people(roles[0], n)} it finds a large need gap {large}, a medium one {medium}."]


def _answered(table: WaveTable, role: Role) -> int:
    return int((table.roles == role).sum())
