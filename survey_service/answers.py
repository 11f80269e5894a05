"""What counts as an answer to a frozen question: its canonical form, when it is asked, and what is wrong with it.

The form and the final send both ask here, so that there is one rule. An instrument is the JSON that a wave keeps.
Answers are

- ordered, two_sided, category: the position 1..L, or the key of an answer that stands apart ("not_sure");
- of_five: {"n": 3, "of": 5}, where `of` under 5 means "fewer than five so far";
- picks, ticks: a list of choice keys in the order of the bank;
- open: {"text": "…", "may_quote": true}.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Question = Mapping[str, Any]
Scale = Mapping[str, Any]
Instrument = Mapping[str, Any]
Answer = Any
Answers = dict[str, Answer]

OPEN = "open"


class Problem(NamedTuple):
    """What is wrong with one answer and what to do: as it stands at the question, and in the list at the top."""

    text: str
    summary: str


NOT_AMONG_THEM = Problem(
    "Choose one of the answers on this page: what was sent is not among them.",
    "Choose one of the answers of this question",
)


def questions_of(instrument: Instrument, role: str) -> list[Question]:
    """Every question of a role, asked or not."""
    return list(instrument["roles"][role]["questions"])


def kind_of(instrument: Instrument, question: Question) -> str:
    """Name the question's kind: that of its scale, or open."""
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


def wrong_answers(instrument: Instrument, role: str, answers: Mapping[str, Answer]) -> dict[str, Problem]:
    """What is missing or cannot be right, by question id, in the order of the questions; empty if all is well."""
    asked = asked_questions(instrument, role, answers)
    found = ((question["id"], problem_of(instrument, question, answers.get(question["id"]))) for question in asked)
    return {question_id: problem for question_id, problem in found if problem}


def problem_of(instrument: Instrument, question: Question, answer: Answer) -> Problem | None:
    """What is wrong with one answer; None if nothing is."""
    kind = kind_of(instrument, question)
    if kind == OPEN:
        return _open_problem(question, answer)
    if _is_empty(answer):
        return _missing(kind, question)
    if isinstance(answer, str) and answer in apart_keys(question):
        return None
    if kind == "of_five":
        return _of_five_problem(question, answer)
    if kind in ("picks", "ticks"):
        return _choices_problem(instrument, question, answer)
    return _point_problem(instrument, question, answer)


def apart_keys(question: Question) -> list[str]:
    """The keys of the answers that stand apart, such as "not_sure"."""
    return [apart["key"] for apart in question.get("apart", ())]


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


def _missing(kind: str, question: Question) -> Problem:
    ways = {"picks": "Pick one or two", "ticks": "Tick all that apply"}
    labels = [f"“{apart['label']}”" for apart in question.get("apart", ())]
    way_out = f", or {' or '.join(labels)}" if labels else ""
    return Problem(f"{ways.get(kind, 'Choose one')}{way_out}.", f"{question['missing']}{way_out}")


def _open_problem(question: Question, answer: Answer) -> Problem | None:
    if _is_empty(answer):
        return None
    if not isinstance(answer, dict) or not isinstance(answer.get("text"), str):
        return _problem("Write your answer in the box, or leave it empty.")
    limit, length = question["max_length"], len(answer["text"])
    if length > limit:
        return _problem(f"Shorten this by {length - limit:,} characters: it has {length:,}, the limit is {limit:,}.")
    return None


def _of_five_problem(question: Question, answer: Answer) -> Problem | None:
    if isinstance(answer, str):
        return NOT_AMONG_THEM
    unit = question["unit"]
    if not isinstance(answer, dict) or not all(_is_count(answer.get(part)) for part in ("n", "of")):
        return _problem(f"Fill in both numbers: how many of how many {unit}.")
    n, of = answer["n"], answer["of"]
    if n > of:
        text = "The first number cannot be larger than the second."
        return Problem(text, f"Check the two numbers: {n} of {of} {unit} cannot be right")
    if of > 5:
        return _problem(f"Count only your last five {unit}: the second number is 5 at most.")
    return None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 999


def _choices_problem(instrument: Instrument, question: Question, answer: Answer) -> Problem | None:
    scale = scale_of(instrument, question)
    known = {*choice_keys(instrument, question), *apart_keys(question)}
    if not isinstance(answer, list) or not all(isinstance(key, str) and key in known for key in answer):
        return _problem("Choose from the list: one of your answers is not on it.")
    most = scale.get("max") or len(known)
    lonely = _lonely_label([*scale["choices"], *question["apart"]], answer, apart_keys(question))
    if lonely and len(answer) > 1:
        return _problem(f"“{lonely}” goes with no other. Untick it, or untick the others.")
    if len(answer) > most:
        return _problem(f"Untick {len(answer) - most}: you picked {len(answer)}, and {most} is the limit.")
    return None


def _lonely_label(choices: Iterable[Mapping[str, Any]], answer: list[str], apart: list[str]) -> str | None:
    lonely = (choice for choice in choices if choice.get("alone") or choice["key"] in apart)
    return next((str(choice["label"]) for choice in lonely if choice["key"] in answer), None)


def _point_problem(instrument: Instrument, question: Question, answer: Answer) -> Problem | None:
    points = scale_of(instrument, question)["points"]
    if isinstance(answer, bool) or not isinstance(answer, int) or not 1 <= answer <= len(points):
        return NOT_AMONG_THEM
    return None


def _problem(sentence: str) -> Problem:
    return Problem(sentence, sentence.rstrip("."))
