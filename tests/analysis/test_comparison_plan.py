"""What the shipped bank compares is well formed, and what it does not name is compared in general words."""

from string import Formatter
from typing import Any

import pytest

from analysis.comparison_plan import planned_comparisons
from analysis.instruments import question_of, same_version
from survey_service.operations.question_bank import load_bank
from tests.analysis.makers import shipped_instrument, small_instrument

ENTRIES = [entry.model_dump() for entry in load_bank().comparisons]


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_quarterly_survey_compares_eight_things() -> None:
    titles = [planned.title for planned in planned_comparisons(shipped_instrument())]
    assert titles == [
        "Coaching for managers: need, got",
        "Coaching talks: managers, reps",
        "Unasked deal joins: executives, managers",
        "Who finds the next step: managers, reps",
        "Talks that end in action: managers, reps",
        "Coaching talks: executives, managers",
        "Hours on reports: executives, managers",
        "Changed priorities: executives, managers",
    ]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["id"]))
def test_every_side_is_a_question_its_role_can_be_asked(entry: dict[str, Any]) -> None:
    items = load_bank().items
    for side in entry["sides"]:
        assert items[side["question"]].wording(side["role"]) is not None
        assert side["label"]


@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if "statements" in entry], ids=lambda entry: str(entry["id"])
)
def test_every_comparison_has_its_four_statements(entry: dict[str, Any]) -> None:
    said = entry["statements"]
    assert fields_of(said["first_higher"]) == fields_of(said["second_higher"]) == {"far"}
    assert fields_of(said["alike"]) == fields_of(said["unclear"]) == set()
    assert said["alike"].endswith(".")
    assert not said["unclear"].endswith(".")
    assert len(entry.get("scale_words", ("", "", ""))) == 3


def test_sides_a_survey_does_not_ask_are_left_out() -> None:
    frozen = shipped_instrument("monthly_manager_direction")
    planned = planned_comparisons(frozen)
    assert [each.id for each in planned] == ["D16"]
    assert [side.side for side in planned[0].sides] == ["needed", "got"]


def test_neighbouring_roles_are_compared_on_what_no_entry_names() -> None:
    planned = planned_comparisons(small_instrument("rep", "manager", "executive"))
    assert [[side.role for side in each.sides] for each in planned] == [["executive", "manager"], ["manager", "rep"]]
    assert planned[0].statements.first_higher.format(far="far ") == (
        "Executives rate “Satisfaction” far higher than managers do."
    )
    assert planned[0].scale_words == ("1", "3", "5")


def test_roles_that_are_no_neighbours_are_not_compared() -> None:
    assert planned_comparisons(small_instrument("rep", "executive")) == ()


def test_a_question_of_two_scales_is_not_compared() -> None:
    frozen = small_instrument("manager", "rep")
    other = {**frozen["roles"]["rep"]["questions"][0], "scale": "OTHER"}
    roles = {**frozen["roles"], "rep": {"questions": [other]}}
    scales = {**frozen["scales"], "OTHER": {"kind": "ordered", "points": ["No", "Yes"]}}
    assert planned_comparisons({**frozen, "roles": roles, "scales": scales}) == ()


def test_curly_brackets_in_an_imported_question_do_no_harm() -> None:
    frozen = small_instrument("manager", "rep")
    strange = {**frozen["roles"]["rep"]["questions"][0], "text": "How {far} is it?", "construct": ""}
    roles = {role: {"questions": [strange]} for role in ("rep", "manager")}
    statement = planned_comparisons({**frozen, "roles": roles})[0].statements.first_higher
    assert statement.format(far="") == "Managers rate “How (far) is it” higher than reps do."


def test_versions_are_equal_only_with_the_same_number_and_scale() -> None:
    first, second = small_instrument("rep"), small_instrument("rep", version=2)
    assert same_version(first, first, "rep", "R1")
    assert not same_version(first, second, "rep", "R1")
    assert not same_version(first, small_instrument("rep", n_points=7), "rep", "R1")
    assert not same_version(first, first, "manager", "R1")
    assert question_of(first, "manager", "R1") is None
