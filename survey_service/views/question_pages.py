"""How questions are shown: one a page, a short survey whole, and words that could not be taken in."""

from collections.abc import Iterable, Mapping

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from survey_service.answers import Problem, Question
from survey_service.forms.respond import RespondForm
from survey_service.views.sittings import Sitting

ErrorEntry = dict[str, str]
"""One line of the list of errors: text, and the control (target) or the page (url) it leads to."""


def question_page(sitting: Sitting, asked: Question, form: RespondForm, *, also: Iterable[ErrorEntry] = ()) -> str:
    """Render one question, with what is wrong with it, and `also` elsewhere, if anything is."""
    ids = [question["id"] for question in sitting.asked()]
    place, total = ids.index(asked["id"]) + 1, len(ids)
    return render_template(
        "respond/question.html",
        **sitting.page_values(),
        question=asked,
        entry=form.fields()[0],
        errors=[*errors_of(form), *also],
        place=place,
        total=total,
        note="last one" if place == total else minutes_left(sitting, place, total),
        is_last=place == total,
    )


def short_page(sitting: Sitting, form: RespondForm) -> str:
    """Render a whole short survey, with the list of what is wrong."""
    return render_template("respond/questions.html", **sitting.page_values(), form=form, errors=errors_of(form))


def kept_words(sitting: Sitting, sentence: str, status: int) -> ResponseReturnValue:
    """Show somebody's own words to copy, where they could not be taken in."""
    words = list(sitting.words())
    page = render_template("respond/kept_words.html", **sitting.page_values(), sentence=sentence, words=words)
    return Response(page, status)


def errors_of(form: RespondForm) -> list[ErrorEntry]:
    """The list of errors of a page; empty until it was validated."""
    return [{"target": entry.target, "text": entry.problem.summary} for entry in form.fields() if entry.problem]


def elsewhere(shown: Question, wrong: Mapping[str, Problem]) -> list[ErrorEntry]:
    """The errors at other questions than the one that is shown, as links to their pages."""
    others = ((question_id, problem) for question_id, problem in wrong.items() if question_id != shown["id"])
    return [
        {"url": url_for("respond.question", question_id=question_id), "text": problem.summary}
        for question_id, problem in others
    ]


def minutes_left(sitting: Sitting, place: int, total: int) -> str:
    """About how long the questions from this one on take, such as "2 min left"."""
    minutes = sitting.instrument["roles"][sitting.role]["minutes"]
    return f"{max(1, round(minutes * (total - place + 1) / total))} min left"
