"""What is measured of a group."""

from dataclasses import replace

import numpy as np

from analysis.disclosure.measures import Measure, role_measures
from analysis.tables import WaveTable
from tests.analysis.disclosure.waves import Person, make_table

ANSWERS: dict[str, float] = {"I1": 2.0, "I2": 3.0, "I3": 6.0, "I7": 5.0, "I8": 4.0}
OF_FIVE = (0.0, 20.0, 25.0, 100 / 3, 40.0, 50.0, 60.0, 200 / 3, 75.0, 80.0, 100.0)
"""Every "n of m", m up to five."""


def people() -> list[Person]:
    return [
        ("rep", "North", "", "", ANSWERS),
        ("manager", "North", "", "", {"I1": 5.0, "I12": 5.0, "I13": 2.0}),
        ("manager", "North", "", "", {"I1": 1.0, "I12": 1.0, "I13": 3.0}),
        ("manager", "North", "", "", {"I12": 4.0}),
        ("executive", "", "", "", {"I1": 4.0}),
    ]


def measures(role: str, table: WaveTable | None = None) -> dict[str, Measure]:
    return {one.question: one for one in role_measures(table or make_table(people()), role)}


def test_ordered_questions_asked_of_everyone_are_averaged() -> None:
    found = measures("rep")
    assert [*found] == ["I1", "I3", "I7"]
    assert [(one.construct, one.measure, one.low, one.high) for one in found.values()] == [
        ("K1", "mean", 0, 100),
        ("K2", "mean", 0, 100),
        ("K7", "mean", 0, 100),
    ]
    assert found["I1"].values.tolist() == [25.0]
    assert found["I3"].support == OF_FIVE


def test_managers_get_the_gap_within_a_person_from_minus_100_to_100() -> None:
    found = measures("manager")
    assert [*found] == ["I1", "I12-I13"]
    gap = found["I12-I13"]
    assert (gap.construct, gap.measure, gap.low, gap.high) == ("K6", "gap", -100, 100)
    # By hand: 100 less 25, 0 less 50; the third left one of the two out.
    np.testing.assert_array_equal(gap.values, [75.0, -50.0, np.nan])
    assert gap.support == tuple(np.arange(-100.0, 101.0, 25.0))


def test_two_questions_are_enough_for_a_gap() -> None:
    table = make_table(people())
    questions = table.instrument["roles"]["manager"]["questions"][1:]
    asked = {**table.instrument, "roles": {"manager": {"questions": questions}}}
    both = {key: table.positions[key] for key in ("I12", "I13")}
    assert [*measures("manager", replace(table, instrument=asked, positions=both))] == ["I12-I13"]


def test_where_support_was_not_asked_need_stands_alone() -> None:
    table = make_table(people())
    positions = {key: given for key, given in table.positions.items() if key != "I13"}
    assert [*measures("manager", replace(table, positions=positions))] == ["I1", "I12"]


def test_need_and_support_of_other_roles_are_no_gap() -> None:
    table = make_table(people())
    roles = {"executive": table.instrument["roles"]["manager"]}
    asked = replace(table, instrument={**table.instrument, "roles": roles})
    assert [*measures("executive", asked)] == ["I1", "I12", "I13"]
    assert measures("executive", asked)["I1"].values.tolist() == [75.0]


def test_a_role_that_is_not_asked_has_no_measures() -> None:
    table = make_table(people())
    assert role_measures(replace(table, instrument={**table.instrument, "roles": {}}), "rep") == ()
