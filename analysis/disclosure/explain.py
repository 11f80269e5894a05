"""What is hidden, said where it would stand: a sentence for a cell, a name for a merged row, a line for the log."""

from typing import Literal

from analysis.disclosure.cross import CrossPlan
from analysis.disclosure.release_plan import MergedRow, Reason, ReleasePlan
from analysis.disclosure.rules import hidden_sentence
from analysis.disclosure.tree import GroupTree
from analysis.results import Suppression
from analysis.tables import Minimums
from analysis.wording import listed

NAMED_MEMBERS = 3
"""Merged rows of up to this many groups are called by their names."""

LOG_RULES: dict[Reason, Literal["minimum", "complementary", "parent_hidden", "earlier_wave"]] = {
    "minimum": "minimum",
    "single_team": "minimum",
    # The log does not tell these two apart: "almost everyone answered alike" would itself say how.
    "alike": "complementary",
    "complementary": "complementary",
    "parent_hidden": "parent_hidden",
    "earlier_wave": "earlier_wave",
}


def hidden_because(reason: Reason, minimums: Minimums) -> str:
    """The sentence in a hidden cell; "" where it is shown."""
    if reason == "":
        return ""
    if reason == "single_team":
        return "Hidden to protect people: it is one manager's team."
    rule = LOG_RULES[reason]
    return hidden_sentence("score" if rule == "minimum" else rule, minimums)


def no_label(scope: str) -> str:
    """The member of a merged row that stands for people without a group at this scope."""
    return f"people without a {scope}"


def merged_label(tree: GroupTree, row: MergedRow) -> str:
    """What a merged row is called: "South and Coast", or "Other leaders in North (5)" with the number of groups."""
    labels = [tree.groups[member].label for member in row.members]
    scope, parent = tree.groups[row.members[0]].scope, tree.groups[row.parent]
    if len(labels) <= NAMED_MEMBERS:
        return listed([*labels, *([no_label(scope)] if row.has_direct else [])])
    where = f" in {parent.label}" if parent.parent >= 0 else ""
    return f"Other {scope}s{where} ({len(labels)})"


def suppression_of(plan: ReleasePlan, place: int, what: str, minimums: Minimums) -> Suppression:
    """The log's line for a hidden group; `what` says whose score, and on what."""
    group, reason = plan.tree.groups[place], plan.reasons[place]
    return Suppression(group.scope, f"{group.label}: {what}", LOG_RULES[reason], hidden_because(reason, minimums))


def suppression_of_merged(plan: ReleasePlan, row: MergedRow, what: str) -> Suppression:
    """The log's line for groups that stand together."""
    label = merged_label(plan.tree, row)
    scope = plan.tree.groups[row.members[0]].scope
    return Suppression(scope, f"{label}: {what}", "merged", f"They appear as one row of {row.counts.sum()} people.")


def suppressions_of_cross(cross: CrossPlan | None, what: str, minimums: Minimums) -> list[Suppression]:
    """The log's lines for hidden groups of the scope across the tree."""
    if cross is None:
        return []
    return [
        Suppression(cross.scope, f"{label}: {what}", LOG_RULES[reason], hidden_because(reason, minimums))
        for label, reason in zip(cross.labels, cross.reasons, strict=True)
        if reason
    ]
