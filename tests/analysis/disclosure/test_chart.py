"""Which parts of the organisation each published row is of."""

from collections.abc import Sequence

import numpy as np

from analysis.disclosure.chart import Chart, asked_chart, paths_of
from analysis.groups import Scope
from analysis.results import GroupFigure
from analysis.tables import SEGMENTS, Asked

Place = tuple[str, str, str]
NOBODY, ANN, DANA_1, DANA_2, ELI = range(5)
"""The parts of `PEOPLE` in their order."""
PEOPLE: list[Place] = [
    ("South", "Eli", "T3"),
    ("North", "Dana", "T1"),
    ("North", "Dana", "T2"),
    ("North", "Ann", ""),
    ("North", "", ""),
    ("North", "Dana", "T1"),
]


def asked(people: Sequence[Place], role: str = "rep") -> Asked:
    """People of one role, and one executive."""
    rows = [*people, ("West", "Zoe", "T9")]
    segments = {scope: np.array([row[column] for row in rows]) for column, scope in enumerate(SEGMENTS)}
    return Asked(np.array([role] * len(people) + ["executive"]), segments)


def chart(people: Sequence[Place] = PEOPLE, role: str = "rep") -> Chart:
    return asked_chart(asked(people, role), role)


def row(scope: Scope, group: str, *members: str) -> GroupFigure:
    return GroupFigure(scope, group, bool(members), members, "rep", "I1", "K1", "mean", 9, 50.0, None)


def test_people_of_one_region_leader_and_team_are_one_part() -> None:
    found = chart()
    assert found.paths == (
        ("North", "", ""),
        ("North", "Ann", ""),
        ("North", "Dana", "T1"),
        ("North", "Dana", "T2"),
        ("South", "Eli", "T3"),
    )
    assert paths_of(asked(PEOPLE), "rep") == PEOPLE


def test_a_row_is_of_the_parts_with_its_label() -> None:
    assert chart().people_of(row("organisation", "organisation")) == {NOBODY, ANN, DANA_1, DANA_2, ELI}
    assert chart().people_of(row("region", "North")) == {NOBODY, ANN, DANA_1, DANA_2}
    assert chart().people_of(row("leader", "Dana")) == {DANA_1, DANA_2}


def test_a_merged_row_is_of_its_members() -> None:
    assert chart().people_of(row("leader", "Ann and Dana", "Ann", "Dana")) == {ANN, DANA_1, DANA_2}


def test_a_merged_row_may_hold_those_beside_its_members() -> None:
    beside = chart().people_of(row("leader", "Ann and people without a leader", "Ann", "people without a leader"))
    assert beside == {NOBODY, ANN}
    elsewhere = chart().people_of(row("leader", "Eli and people without a leader", "Eli", "people without a leader"))
    assert elsewhere == {ELI}
    other = chart().people_of(row("region", "South and people without a region", "South", "people without a region"))
    assert other == {ELI}


def test_each_team_is_one_part() -> None:
    assert chart().teams == {"T1": {DANA_1}, "T2": {DANA_2}, "T3": {ELI}}
    assert chart([*PEOPLE, ("South", "Zed", "")]).teams == chart().teams
    assert chart(PEOPLE[:2]).teams == {"T1": {0}, "T3": {1}}


def test_the_teams_of_managers_and_of_an_organisation_of_one_part_are_nobodys_secret() -> None:
    assert chart(role="manager").teams == {}
    assert chart(PEOPLE[:1]).teams == {}


def test_where_one_team_lies_in_two_groups_teams_are_not_known() -> None:
    assert chart([*PEOPLE, ("South", "Eli", "T1")]).teams == {}
