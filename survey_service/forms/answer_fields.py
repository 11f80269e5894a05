"""One WTForms field for each kind of question: what was entered, the answer it makes, and what is wrong with that.

A field keeps what was entered as it was, so that a page with an error shows every word again.
"""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from survey_service.answers import Answer, Instrument, Problem, Question, apart_keys, problem_of, scale_of
from survey_service.texts import clean_line, clean_text

FEWER = "fewer"
"""The choice "Fewer than five so far", which opens the two numbers."""


class AnswerField(Field):
    """What all kinds of question share. `answer` is the candidate: canonical where nothing is wrong with it."""

    answer: Answer = None
    problem: Problem | None = None

    def __init__(self, *, instrument: Instrument, question: Question, role: str, seed: bytes, **kwargs: Any) -> None:
        """Build the field of one question; `seed` is this person's own, and orders what is shuffled."""
        super().__init__(label=question["text"], **kwargs)
        self.instrument, self.question, self.role, self.seed = instrument, question, role, seed
        self.scale = scale_of(instrument, question)
        self.kind = str(question.get("kind") or self.scale["kind"])

    def process(self, formdata: Any, data: Any = None, extra_filters: Sequence[Any] | None = None) -> None:
        """Take in what was sent; without it, what was stored."""
        self.process_errors, self.errors = [], ()
        if formdata is None:
            self.read_stored(data if isinstance(data, (int, str, list, dict)) else None)
        else:
            self.read_sent(formdata)

    def read_stored(self, answer: Answer) -> None:
        """Show an answer that was kept before."""
        raise NotImplementedError

    def read_sent(self, sent: Any) -> None:
        """Take in what a browser sent: a MultiDict."""
        raise NotImplementedError

    def pre_validate(self, form: BaseForm) -> None:
        """Say what is wrong, by the rules that the final send uses too."""
        self.problem = problem_of(self.instrument, self.question, self.answer)
        if self.problem:
            raise StopValidation(self.problem.text)

    @property
    def target(self) -> str:
        """The id of the control that a link in the list of errors leads to."""
        return str(self.name)

    @property
    def apart(self) -> list[dict[str, Any]]:
        """The answers that stand apart, as value and label."""
        return [{"value": apart["key"], "label": apart["label"]} for apart in self.question.get("apart", ())]

    def choices(self) -> list[dict[str, Any]]:
        """The points of the scale, as value and label."""
        return [{"value": place, "label": label} for place, label in enumerate(self.scale["points"], start=1)]


class PointField(AnswerField):
    """One point of an ordered, two-sided or unordered scale, or one of the answers that stand apart."""

    chosen: str | None = None

    def read_stored(self, answer: Answer) -> None:
        """Show an answer that was kept before."""
        self.answer, self.chosen = answer, None if answer is None else str(answer)

    def read_sent(self, sent: Any) -> None:
        """Take in the one value."""
        self.chosen = _short(sent.get(self.name))
        place = _number(self.chosen)
        self.answer = self.chosen if place is None else place


class OfFiveField(AnswerField):
    """How many of the last five; "fewer than five so far" asks for two numbers."""

    chosen: str | None = None
    n: str | None = None
    of: str | None = None

    def read_stored(self, answer: Answer) -> None:
        """Show an answer that was kept before."""
        self.answer, self.chosen = answer, answer if isinstance(answer, str) else None
        if isinstance(answer, dict):
            self.n, self.of = _shown(answer.get("n")), _shown(answer.get("of"))
            self.chosen = self.n if answer.get("of") == 5 else FEWER

    def read_sent(self, sent: Any) -> None:
        """Take in the choice and the two numbers; numbers without a choice count as "fewer"."""
        self.chosen = _short(sent.get(self.name))
        self.n, self.of = _short(sent.get(f"{self.name}_n")), _short(sent.get(f"{self.name}_of"))
        if self.chosen is None and self.n and self.of:
            self.chosen = FEWER
        count = _number(self.chosen)
        self.answer = self.chosen if count is None or count > 5 else {"n": count, "of": 5}
        if self.chosen == FEWER:
            self.answer = self._of_fewer()

    def _of_fewer(self) -> Answer:
        n, of = _number(self.n), _number(self.of)
        if (n, of) == (0, 0) and "there_were_none" in apart_keys(self.question):
            return "there_were_none"
        return {"n": n, "of": of}

    @property
    def numbers_are_wrong(self) -> bool:
        """Whether the problem is with the two numbers rather than with the choice."""
        return self.problem is not None and self.chosen == FEWER

    @property
    def target(self) -> str:
        """The first of the two numbers where they are wrong."""
        return f"{self.name}_n" if self.numbers_are_wrong else str(self.name)


class ChoicesField(AnswerField):
    """Up to so many picks in an order of this person's own, or any number of ticks in the bank's."""

    chosen: Sequence[str] = ()

    def read_stored(self, answer: Answer) -> None:
        """Show an answer that was kept before."""
        self.answer = answer
        self.chosen = [answer] if isinstance(answer, str) else [str(key) for key in answer or ()]

    def read_sent(self, sent: Any) -> None:
        """Take in the keys, each once, in the order of the bank; one answer that stands apart is that answer."""
        keys = {_short(value) or "" for value in sent.getlist(self.name)}
        order = [choice["key"] for choice in self.scale["choices"]] + apart_keys(self.question)
        self.chosen = [key for key in order if key in keys] + sorted(keys - set(order))
        alone = len(self.chosen) == 1 and self.chosen[0] in apart_keys(self.question)
        self.answer = self.chosen[0] if alone else list(self.chosen)

    def choices(self) -> list[dict[str, Any]]:
        """The choices as value and label; picks are shuffled, the same way each time for one person."""
        shown = self._shown(alone=False)
        if self.kind == "picks":
            random.Random(self.seed + str(self.name).encode()).shuffle(shown)  # noqa: S311 (an order is no secret)
        return shown

    @property
    def apart(self) -> list[dict[str, Any]]:
        """What goes with no other choice: "None of these", which is a choice of its own, and what stands apart."""
        return [*self._shown(alone=True), *super().apart]

    def _shown(self, *, alone: bool) -> list[dict[str, Any]]:
        choices = (choice for choice in self.scale["choices"] if bool(choice.get("alone")) == alone)
        return [{"value": choice["key"], "label": self._label(choice)} for choice in choices]

    def _label(self, choice: Mapping[str, Any]) -> str:
        return str(choice.get("labels", {}).get(self.role, choice["label"]))


class OpenField(AnswerField):
    """Words, and whether they may be quoted."""

    text: str = ""
    may_quote: bool = False

    def read_stored(self, answer: Answer) -> None:
        """Show an answer that was kept before."""
        stored = answer if isinstance(answer, dict) else {}
        self.answer, self.text, self.may_quote = answer, str(stored.get("text", "")), bool(stored.get("may_quote"))

    def read_sent(self, sent: Any) -> None:
        """Take in the words, made storable, and the tick."""
        self.text = clean_text(sent.get(self.name, ""))
        self.may_quote = sent.get(f"{self.name}_may_quote") == "yes"
        self.answer = {"text": self.text, "may_quote": self.may_quote} if self.text else None


FIELDS: dict[str, type[AnswerField]] = {
    "ordered": PointField,
    "two_sided": PointField,
    "category": PointField,
    "of_five": OfFiveField,
    "picks": ChoicesField,
    "ticks": ChoicesField,
    "open": OpenField,
}


def _short(value: str | None) -> str | None:
    """A choice or a number as it was sent, cleaned; the longest real one has 20 characters."""
    return clean_line(value)[:40] or None if value else None


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch("[0-9]{1,3}", text) else None


def _shown(value: object) -> str | None:
    return None if value is None else str(value)
