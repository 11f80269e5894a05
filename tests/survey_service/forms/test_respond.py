"""What a browser sends becomes canonical answers, and what is wrong is said in words."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from survey_service.answers import asked_questions, canonical_answers, questions_of, wrong_answers
from survey_service.forms.respond import RespondForm, filled_form, respond_form
from survey_service.operations.question_bank import instrument_for, load_bank

QUARTERLY = instrument_for(load_bank(), "quarterly")
RHYTHM = instrument_for(load_bank(), "monthly_manager_rhythm")


def sent(role: str, *pairs: tuple[str, str], instrument: dict[str, Any] = QUARTERLY, seed: bytes = b"") -> RespondForm:
    """A form of all questions of a role, as a browser sent it."""
    return respond_form(instrument, role, questions_of(instrument, role), seed=seed)(MultiDict(pairs))


def field(form: RespondForm, name: str) -> Any:
    """One field of a built form; which kind it is follows from the bank."""
    return form[name]


def problem(form: RespondForm, name: str) -> str:
    form.validate()
    return str(form[name].errors[0]) if form[name].errors else ""


@pytest.mark.parametrize(
    ("role", "pairs", "name", "answer"),
    [
        ("rep", [("I1", "3")], "I1", 3),
        ("rep", [("I1", "not_sure")], "I1", "not_sure"),
        ("rep", [("I3", "0")], "I3", {"n": 0, "of": 5}),
        ("rep", [("I3", "fewer"), ("I3_n", " 1 "), ("I3_of", "2")], "I3", {"n": 1, "of": 2}),
        ("rep", [("I3_n", "1"), ("I3_of", "2")], "I3", {"n": 1, "of": 2}),
        ("rep", [("I3", "fewer"), ("I3_n", "0"), ("I3_of", "0")], "I3", "there_were_none"),
        ("rep", [("I3", "4"), ("I3_n", "1"), ("I3_of", "2")], "I3", {"n": 4, "of": 5}),
        ("manager", [("I10", "deals"), ("I10", "direction"), ("I10", "deals")], "I10", ["direction", "deals"]),
        ("manager", [("I11", "there_were_none")], "I11", "there_were_none"),
        (
            "rep",
            [("O1", "  She listens.\r\nThen asks. ")],
            "O1",
            {"text": "She listens.\nThen asks.", "may_quote": False},
        ),
        ("rep", [("O1", "Yes"), ("O1_may_quote", "yes")], "O1", {"text": "Yes", "may_quote": True}),
    ],
)
def test_an_entry_becomes_its_canonical_answer(
    role: str, pairs: list[tuple[str, str]], name: str, answer: object
) -> None:
    form = sent(role, *pairs)
    assert problem(form, name) == ""
    assert form.answers()[name] == answer


NOT_AMONG_THEM = "Choose one of the answers on this page: what was sent is not among them."


def fewer(n: str, of: str) -> list[tuple[str, str]]:
    return [("I3", "fewer"), ("I3_n", n), ("I3_of", of)]


def picked(*keys: str) -> list[tuple[str, str]]:
    return [("I10", key) for key in keys]


@pytest.mark.parametrize(
    ("role", "pairs", "name", "message"),
    [
        ("rep", [], "I1", "Choose one, or “Not sure”."),
        ("rep", [], "I6", "Choose one."),
        ("rep", [("I1", "6")], "I1", NOT_AMONG_THEM),
        ("rep", [("I1", "-1")], "I1", NOT_AMONG_THEM),
        ("rep", [("I1", "²")], "I1", NOT_AMONG_THEM),
        ("rep", [("I1", "too_early")], "I1", NOT_AMONG_THEM),
        ("rep", [("I1", "9" * 5000)], "I1", NOT_AMONG_THEM),
        ("rep", [("I3", "6")], "I3", NOT_AMONG_THEM),
        ("rep", fewer("3", "2"), "I3", "The first number cannot be larger than the second."),
        ("rep", fewer("three", ""), "I3", "Fill in both numbers: how many of how many talks."),
        ("rep", fewer("3", "9"), "I3", "Count only your last five talks: the second number is 5 at most."),
        ("manager", [], "I10", "Pick one or two, or “Not sure”."),
        ("manager", picked("deals", "people", "culture"), "I10", "Untick 1: you picked 3, and 2 is the limit."),
        (
            "manager",
            picked("deals", "not_sure"),
            "I10",
            "“Not sure” goes with no other. Untick it, or untick the others.",
        ),
        ("manager", picked("holidays"), "I10", "Choose from the list: one of your answers is not on it."),
        ("rep", [("O1", "x" * 1200)], "O1", "Shorten this by 200 characters: it has 1,200, the limit is 1,000."),
    ],
)
def test_what_cannot_be_right_is_said_in_words(
    role: str, pairs: list[tuple[str, str]], name: str, message: str
) -> None:
    assert problem(sent(role, *pairs), name) == message


def test_a_wrong_entry_is_shown_again_as_it_was_entered() -> None:
    form = sent("rep", ("I3", "fewer"), ("I3_n", "3"), ("I3_of", "2"), ("O1", "x" * 1200), ("O1_may_quote", "yes"))
    assert not form.validate()
    assert (field(form, "I3").chosen, field(form, "I3").n, field(form, "I3").of) == ("fewer", "3", "2")
    assert (field(form, "O1").text, field(form, "O1").may_quote) == ("x" * 1200, True)
    assert field(form, "I3").target == "I3_n"


def test_the_list_of_errors_says_the_numbers() -> None:
    form = sent("rep", ("I3", "fewer"), ("I3_n", "3"), ("I3_of", "2"))
    form.validate()
    assert field(form, "I3").problem.summary == "Check the two numbers: 3 of 2 talks cannot be right"
    assert field(form, "I1").problem.summary == "Choose how many coaching talks you had, or “Not sure”"


def test_none_of_these_goes_with_no_other_review() -> None:
    form = sent("manager", ("I19", "none"), ("I19", "forecast"), instrument=RHYTHM)
    assert problem(form, "I19").startswith("“None of these” goes with no other.")
    assert problem(sent("manager", ("I19", "none"), instrument=RHYTHM), "I19") == ""


def test_picks_are_shuffled_for_each_person_and_stay_so() -> None:
    orders = {
        seed: [choice["value"] for choice in field(sent("manager", seed=seed), "I10").choices()]
        for seed in (b"a", b"b", b"c")
    }
    again = [choice["value"] for choice in field(sent("manager", seed=b"a"), "I10").choices()]
    assert again == orders[b"a"]
    assert len({tuple(order) for order in orders.values()}) == 3
    assert {frozenset(order) for order in orders.values()} == {frozenset(again)}


def test_ticks_keep_the_order_of_the_bank_and_none_of_these_stands_apart() -> None:
    reviews = field(sent("manager", instrument=RHYTHM, seed=b"a"), "I19")
    assert [choice["value"] for choice in reviews.choices()] == [
        "territory", "account", "opportunity", "forecast", "joint_call", "team",
    ]  # fmt: skip
    assert [choice["value"] for choice in reviews.apart] == ["none"]


def test_the_label_of_a_support_follows_the_role() -> None:
    labels = {choice["value"]: choice["label"] for choice in field(sent("executive"), "I10").choices()}
    assert labels["coaching"] == "Coaching on how they coach"


def test_kept_answers_fill_the_form_again() -> None:
    kept = {
        "I1": 2,
        "I2": "not_sure",
        "I3": {"n": 1, "of": 2},
        "I4": 3,
        "O1": {"text": "Coffee.", "may_quote": True},
    }
    form = filled_form(QUARTERLY, "rep", questions_of(QUARTERLY, "rep"), kept)
    assert (field(form, "I1").chosen, field(form, "I2").chosen, field(form, "I3").chosen, field(form, "I3").of) == (
        "2",
        "not_sure",
        "fewer",
        "2",
    )
    assert (field(form, "O1").text, field(form, "O1").may_quote) == ("Coffee.", True)
    assert {name: answer for name, answer in form.answers().items() if answer is not None} == kept


def test_a_follow_up_is_asked_only_when_its_condition_holds() -> None:
    assert "I8" not in {question["id"] for question in asked_questions(QUARTERLY, "rep", {"I7": 1})}
    assert "I8" not in {question["id"] for question in asked_questions(QUARTERLY, "rep", {"I7": "not_sure"})}
    assert "I8" in {question["id"] for question in asked_questions(QUARTERLY, "rep", {"I7": 2})}


def test_what_was_not_asked_and_what_is_unknown_are_left_out_of_the_answers() -> None:
    answers = {"I7": 1, "I8": 3, "I1": 2, "X9": 1, "O1": {"text": "", "may_quote": True}}
    assert canonical_answers(QUARTERLY, "rep", answers) == {"I1": 2, "I7": 1}


def test_open_questions_may_stay_empty_and_closed_ones_may_not() -> None:
    assert list(wrong_answers(QUARTERLY, "rep", {})) == ["I1", "I2", "I3", "I4", "I5", "I6", "I7"]
    assert "I8" in wrong_answers(QUARTERLY, "rep", {"I7": 4})


@pytest.mark.parametrize("answer", [True, 1.0, "1", [1], {"n": True, "of": 5}, {"n": 1}, [["deals"]], {"text": 5}])
def test_an_answer_of_another_shape_is_a_problem_and_never_a_crash(answer: object) -> None:
    for role in ("rep", "manager"):
        everything = {question["id"]: answer for question in questions_of(QUARTERLY, role)}
        assert "I1" in wrong_answers(QUARTERLY, role, everything)
