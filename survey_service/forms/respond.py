"""The form of a survey, built from the instrument that the wave froze.

There is no form token here. The cookie with the personal link is the credential, `SameSite=Lax` keeps another site from
posting with it, and a token that expires while somebody writes would eat what they wrote. (`Strict` would not reach us
from a link in webmail: the browser leaves such a cookie out of the redirect that follows the click.)
"""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Form
from wtforms.fields.core import UnboundField

from survey_service.answers import Answer, Answers, Instrument, Question
from survey_service.forms.answer_fields import FIELDS, AnswerField


class RespondForm(Form):
    """The questions of one page. Anything sent beside them is ignored."""

    def answers(self) -> Answers:
        """What was entered, by question id, None where nothing was; canonical once the form is valid."""
        return {field.name: field.answer for field in self.fields()}

    def fields(self) -> list[AnswerField]:
        """The fields in the order of the questions."""
        return [field for field in self if isinstance(field, AnswerField)]


def respond_form(
    instrument: Instrument, role: str, questions: Iterable[Question], *, seed: bytes = b""
) -> type[RespondForm]:
    """Make the form class of some of a role's questions.

    Args:
        instrument: the frozen instrument of the wave.
        role: "rep", "manager" or "executive"; some choices have a label for each.
        questions: the questions to put on the page.
        seed: bytes of this person's own, from which the order of shuffled choices follows.
    """
    fields = {question["id"]: _unbound_field(instrument, role, question, seed) for question in questions}
    return type("BuiltRespondForm", (RespondForm,), fields)


def filled_form(
    instrument: Instrument,
    role: str,
    questions: Iterable[Question],
    answers: Mapping[str, Answer],
    *,
    seed: bytes = b"",
) -> RespondForm:
    """The form of some questions with the answers that were kept before."""
    return respond_form(instrument, role, questions, seed=seed)(None, data=dict(answers))


def _unbound_field(instrument: Instrument, role: str, question: Question, seed: bytes) -> Any:
    kind = question.get("kind") or instrument["scales"][question["scale"]]["kind"]
    return UnboundField(FIELDS[kind], instrument=instrument, question=question, role=role, seed=seed)
