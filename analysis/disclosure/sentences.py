"""What a reader is told about hidden and merged groups: a few sentences over all roles and questions."""

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.disclosure.explain import NAMED_MEMBERS
from analysis.disclosure.planning import PlannedMeasure
from analysis.disclosure.release_plan import MergedRow, Reason, ReleasePlan
from analysis.tables import SEGMENTS, Minimums
from analysis.wording import listed

NAMED_ROWS = 2
"""Of one role this many merged rows get a sentence of their own."""

WHY: dict[Reason, str] = {
    "minimum": "because fewer than {score} answered",
    "single_team": "because one group is one manager's team",
    "complementary": "because the rest would reveal {them}",
    "parent_hidden": "with the group above {them}",
    "earlier_wave": "because beside an earlier report {they} would reveal a few people",
}


def explained(planned: Sequence[PlannedMeasure], minimums: Minimums) -> tuple[str, ...]:
    """What is hidden or merged, and why: the roles' own sentences first, then how many more groups are hidden."""
    by_role: dict[str, list[PlannedMeasure]] = {}
    for one in planned:
        by_role.setdefault(one.role, []).append(one)
    told: list[str] = []
    more: Counter[Reason] = Counter()
    for role, ones in by_role.items():
        told += _about_role(role, ones, minimums, more)
    return (*told, *_about_more(more, minimums, after=bool(told)))


def _about_role(
    role: str, planned: Sequence[PlannedMeasure], minimums: Minimums, more: Counter[Reason]
) -> Iterator[str]:
    if not any(one.plan.shown(0) for one in planned):
        return  # Too few of the role answered, which is said once for all its figures.
    tree = planned[0].plan.tree
    shown_across = {one.cross.scope for one in planned if one.cross and "" in one.cross.reasons}
    yield from (_about_tangled(role, scope, is_shown=scope in shown_across) for scope in tree.tangled)
    groups = range(1, len(tree.groups))
    if groups and not any(one.plan.shown(place) for one in planned for place in groups):
        yield _about_nothing(role, minimums)
        return
    usual = _usual_rows(planned)
    yield from (where + _about_merged(role, plan, row, same) for plan, row, same, where in usual)
    named = {member for _, row, _, _ in usual for member in row.members}
    more.update(reason for place in groups if place not in named and (reason := _lasting(planned, place)))


def _about_tangled(role: str, scope: str, *, is_shown: bool) -> str:
    above = SEGMENTS[SEGMENTS.index(scope) - 1]
    if is_shown:
        return (
            f"Some {scope}s have people in more than one {above}. {role.capitalize()}s are shown by {scope} only where "
            "no sum or difference of both could reveal a smaller group."
        )
    return (
        f"{role.capitalize()}s are not shown by {scope}: some {scope}s have people in more than one {above}, and both "
        "together could reveal a smaller group."
    )


def _about_nothing(role: str, minimums: Minimums) -> str:
    return (
        f"No group of {role}s can be shown on its own; their answers count in the whole. A group appears when at "
        f"least {minimums.score} {role}s in it answer: more answers, or larger groups, would help. Small teams become "
        "a larger group under one leader, or in one region, of the roster."
    )


def _usual_rows(planned: Sequence[PlannedMeasure]) -> list[tuple[ReleasePlan, MergedRow, bool, str]]:
    """The merged rows to name: for each parent the most frequent one, whether its n is the same throughout, and on how
    many questions it stands, "" for all on which groups of this parent are merged.
    """
    rows = [(one.plan, row) for one in planned for row in one.plan.merged if len(row.members) <= NAMED_MEMBERS]
    often = Counter((row.parent, row.members) for _, row in rows)
    parents = Counter(row.parent for _, row in rows)
    found: dict[int, tuple[ReleasePlan, MergedRow, bool, str]] = {}
    for plan, row in sorted(rows, key=lambda entry: (entry[1].parent, -often[entry[1].parent, entry[1].members])):
        alike = {int(other.counts.sum()) for _, other in rows if other.members == row.members}
        where = _where(often[row.parent, row.members], parents[row.parent])
        found.setdefault(row.parent, (plan, row, len(alike) == 1, where))
    return [found[parent] for parent in sorted(found)][:NAMED_ROWS]


def _where(often: int, rows: int) -> str:
    """On which questions a row stands, where others have other rows."""
    if often == rows:
        return ""
    return "On most questions, " if 2 * often > rows else "On some questions, "


def _about_merged(role: str, plan: ReleasePlan, row: MergedRow, same_n: bool) -> str:
    names = {member: plan.tree.groups[member].label for member in row.members}
    few = [name for member, name in names.items() if plan.reasons[member] == "minimum"]
    others = [name for member, name in names.items() if plan.reasons[member] != "minimum"]
    scope = plan.tree.groups[row.members[0]].scope
    who = f"With {role}s without a {scope} they" if row.has_direct else "Together they"
    end = f"{who} are {row.counts.sum()}, so they appear as one row." if same_n else f"{who} appear as one row."
    if not few:
        earlier = any(plan.reasons[member] == "earlier_wave" for member in row.members)
        what = "a few people beside an earlier report" if earlier else "single answers or teams"
        return f"{listed(others)} cannot stand alone without revealing {what}. {end}"
    have, them = ("has", "it") if len(few) == 1 else ("have", "them")
    shown_with = f", and {listed(others)} would reveal {them}" if others else ""
    return f"{listed(few)} {have} too few {role}s to stand alone{shown_with}. {end}"


def _lasting(planned: Sequence[PlannedMeasure], place: int) -> Reason:
    """Why a group is hidden on every question; "" where it is shown on some."""
    reasons = [one.plan.reasons[place] for one in planned]
    if "" in reasons:
        return ""
    usual = Counter(reasons).most_common(1)[0][0]
    return "complementary" if usual == "alike" else usual


def _about_more(more: Counter[Reason], minimums: Minimums, *, after: bool) -> Iterator[str]:
    for reason, why in WHY.items():
        if count := more[reason]:
            groups, they, them = ("group is", "it", "it") if count == 1 else ("groups are", "they", "them")
            because = why.format(score=minimums.score, they=they, them=them)
            yield f"{count}{' more' if after else ''} {groups} hidden {because}."
