"""What is hidden, said where it would stand."""

import numpy as np
import pytest

from analysis.disclosure.cross import CrossPlan
from analysis.disclosure.explain import (
    hidden_because,
    merged_label,
    suppression_of,
    suppression_of_merged,
    suppressions_of_cross,
)
from analysis.disclosure.planning import plan_wave
from analysis.disclosure.release_plan import Reason, ReleasePlan
from analysis.results import Suppression
from analysis.tables import Minimums
from tests.analysis.disclosure.waves import make_people, make_table

STANDARD = Minimums()
TOO_FEW = "Hidden to protect people: fewer than 5 answered."
REVEALS = "Hidden to protect people: showing it would reveal a smaller group or single answers."


def plan_of(places: dict[tuple[str, str], int]) -> ReleasePlan:
    planned = plan_wave(make_table(make_people("manager", places)), STANDARD)
    return next(one.plan for one in planned if one.role == "manager")


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", ""),
        ("minimum", TOO_FEW),
        ("single_team", "Hidden to protect people: it is one manager's team."),
        ("alike", REVEALS),
        ("complementary", REVEALS),
        ("parent_hidden", "Hidden to protect people: the group it belongs to is hidden."),
        ("earlier_wave", "Hidden to protect people: beside an earlier report it would reveal a few people."),
    ],
)
def test_each_reason_has_its_sentence(reason: Reason, sentence: str) -> None:
    assert hidden_because(reason, STANDARD) == sentence


@pytest.mark.parametrize(
    ("places", "label"),
    [
        ({("South", ""): 3, ("Coast", ""): 2}, "Coast and South"),
        ({("South", ""): 3, ("", ""): 2}, "South and people without a region"),
        ({("South", ""): 2, ("Coast", ""): 2, ("West", ""): 2}, "Coast, South and West"),
        ({(f"R{place}", ""): 2 for place in range(4)}, "Other regions (4)"),
        ({("East", f"L{place}"): 2 for place in range(4)} | {("East", "Dana"): 9}, "Other leaders in East (4)"),
    ],
)
def test_a_merged_row_is_called_by_its_members_or_their_number(places: dict[tuple[str, str], int], label: str) -> None:
    plan = plan_of({("North", ""): 12, **places})
    assert [merged_label(plan.tree, row) for row in plan.merged] == [label]


def test_hidden_and_merged_groups_have_a_line_in_the_log() -> None:
    plan = plan_of({("North", ""): 12, ("South", ""): 3, ("Coast", ""): 2})
    place = [group.label for group in plan.tree.groups].index("South")
    assert suppression_of(plan, place, "managers, I1", STANDARD) == Suppression(
        "region", "South: managers, I1", "minimum", TOO_FEW
    )
    assert suppression_of_merged(plan, plan.merged[0], "managers, I1") == Suppression(
        "region", "Coast and South: managers, I1", "merged", "They appear as one row of 5 people."
    )


def test_a_row_may_be_of_one_group_and_people_without_one() -> None:
    plan = plan_of({("North", ""): 12, ("South", ""): 3, ("", ""): 2})
    line = suppression_of_merged(plan, plan.merged[0], "managers, I1")
    assert (line.scope, line.what) == ("region", "South and people without a region: managers, I1")


def test_hidden_groups_across_the_tree_have_one_too() -> None:
    cross = CrossPlan("leader", ("Ann", "Bo", "Cy"), np.zeros((3, 5), dtype=np.int64), ("minimum", "", "alike"))
    assert suppressions_of_cross(cross, "managers, I1", STANDARD) == [
        Suppression("leader", "Ann: managers, I1", "minimum", TOO_FEW),
        Suppression("leader", "Cy: managers, I1", "complementary", REVEALS),
    ]
    assert suppressions_of_cross(None, "managers, I1", STANDARD) == []
