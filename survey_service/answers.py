"""What counts as an answer to a frozen question: its canonical form, when it is asked, and what is wrong with it.

The form and the final send both ask here, so that there is one rule. An instrument is the JSON a wave keeps; an answer is

- ordered, two_sided, category: the position 1..L, or the key of an answer that stands apart ("not_sure");
- of_five: {"n": 3, "of": 5}, where `of` under 5 means "fewer than five so far";
- picks, ticks: a list of choice keys in the order of the bank;
- open: {"text": "…", "may_quote": true}.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Question = Mapping[str, Any]
Scale = Mapping[str, Any]
Instrument = Mapping[str, Any]
Answer = Any
Answers = dict[str, Answer]

OPEN = "open"
THERE_WERE_NONE = "there_were_none"


def questions_of(instrument: Instrument, role: str) -> list[Question]:
    """Every question of a role, asked or not."""
    return list(instrument["roles"][role]["questions"])


def kind_of(instrument: Instrument, question: Question) -> str:
    """"open", or the kind of the question's scale."""
    return str(question.get("kind") or scale_of(instrument, question)["kind"])


def scale_of(instrument: Instrument, question: Question) -> Scale:
    """The scale of a closed question; an open one has an empty one."""
    scale: Scale = instrument["scales"][question["scale"]] if "scale" in question else {}
    return scale


def asked_questions(instrument: Instrument, role: str, answers: Mapping[str, Answer]) -> list[Question]:
    """The questions this person is asked, given what they have answered so far."""
    return [question for question in questions_of(instrument, role) if _is_asked(question, answers)]


def canonical_answers(instrument: Instrument, role: str, answers: Mapping[str, Answer]) -> Answers:
    """The answers to the questions that are asked, in order; anything else is left out."""
    asked = asked_questions(instrument, role, answers)
    return {question["id"]: answers[question["id"]] for question in asked if not _is_empty(answers.get(question["id"]))}


def wrong_answers(instrument: Instrument, role: str, answers: Mapping[str, Answer]) -> dict[str, str]:
    """What is missing or cannot be right, by question id, in the order of the questions; empty if all is well."""
    asked = asked_questions(instrument, role, answers)
    found = ((question["id"], problem_of(instrument, question, answers.get(question["id"]))) for question in asked)
    return {question_id: problem for question_id, problem in found if problem}


def problem_of(instrument: Instrument, question: Question, answer: Answer) -> str | None:
    """What is wrong with one answer, as a sentence that says what to do; None if nothing is."""
    kind = kind_of(instrument, question)
    if kind == OPEN:
        return _open_problem(question, answer)
    if _is_empty(answer):
        return missing_message(instrument, question)
    if isinstance(answer, str) and answer in {apart["key"] for apart in question["apart"]}:
        return None
    if kind == "of_five":
        return _of_five_problem(question, answer)
    if kind in ("picks", "ticks"):
        return _choices_problem(instrument, question, answer)
    return _point_problem(instrument, question, answer)


def missing_message(instrument: Instrument, question: Question) -> str:
    """What stands at a question without an answer, such as “Choose one, or “Not sure”.”"""
    ways = {"picks": "Pick one or two", "ticks": "Tick all that apply"}
    way = ways.get(kind_of(instrument, question), "Choose one")
    return f"{way}{apart_words(question)}."


def apart_words(question: Question) -> str:
    """The way out, as the end of a sentence: “, or “Not sure””; empty where there is none."""
    labels = [f"“{apart['label']}”" for apart in question.get("apart", ())]
    return f", or {' or '.join(labels)}" if labels else ""


def choice_keys(instrument: Instrument, question: Question) -> list[str]:
    """The keys one may pick or tick, in the order of the bank."""
    return [choice["key"] for choice in scale_of(instrument, question)["choices"]]


def _is_asked(question: Question, answers: Mapping[str, Answer]) -> bool:
    condition = question.get("only_if")
    if not condition:
        return True
    answer = answers.get(condition["question"])
    return isinstance(answer, int) and answer >= condition["at_least"]


def _is_empty(answer: Answer) -> bool:
    return answer is None or answer in ("", []) or (isinstance(answer, dict) and answer.get("text") == "")


def _open_problem(question: Question, answer: Answer) -> str | None:
    if _is_empty(answer):
        return None
    if not isinstance(answer, dict) or not isinstance(answer.get("text"), str):
        return "Write your answer in the box, or leave it empty."
    limit, length = question["max_length"], len(answer["text"])
    if length > limit:
        return f"Shorten this by {length - limit:,} characters: it has {length:,} and the limit is {limit:,}."
    return None


def _of_five_problem(question: Question, answer: Answer) -> str | None:
    unit = question["unit"]
    if not isinstance(answer, dict) or not all(_is_count(answer.get(part)) for part in ("n", "of")):
        return f"Fill in both numbers: how many of how many {unit}."
    n, of = answer["n"], answer["of"]
    if n > of:
        return f"Check the two numbers: {n} of {of} {unit} cannot be right."
    if of > 5:
        return f"Count only your last five {unit}: the second number is 5 at most."
    return None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 999


def _choices_problem(instrument: Instrument, question: Question, answer: Answer) -> str | None:
    scale = scale_of(instrument, question)
    if not isinstance(answer, list) or not set(answer) <= set(choice_keys(instrument, question)):
        return "Choose from the list: one of your answers is not on it."
    if len(answer) > scale.get("max", len(answer)):
        return f"Untick {_words(len(answer) - scale['max'])}: you picked {len(answer)}, and two is the limit."
    alone = _alone_labels(scale["choices"], answer)
    if alone and len(answer) > 1:
        return f"“{alone[0]}” goes with no other. Untick it, or untick the others."
    return None


def _alone_labels(choices: Iterable[Mapping[str, Any]], answer: list[str]) -> list[str]:
    return [choice["label"] for choice in choices if choice.get("alone") and choice["key"] in answer]


def _words(count: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(count, str(count))


def _point_problem(instrument: Instrument, question: Question, answer: Answer) -> str | None:
    points = scale_of(instrument, question)["points"]
    if isinstance(answer, bool) or not isinstance(answer, int) or not 1 <= answer <= len(points):
        return f"Choose one of the answers on this page{apart_words(question)}."
    return None
