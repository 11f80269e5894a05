"""Build the wave table of a closed wave: rows become arrays, and the people behind them stay where they are."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.tables import SEGMENTS, Asked, Comment, EarlierWave, Instrument, Minimums, Texts, WaveTable
from survey_service.errors import WaveStateError
from survey_service.models import Invitation, Report, Respondent, Wave
from survey_service.operations.sealed_answers import SealedAnswers, answers_of
from survey_service.wave_keys import KeyFolder


def wave_table(session: Session, wave: Wave, keys: KeyFolder) -> WaveTable:
    """Build the table of a sealed wave.

    Raises:
        WaveStateError: the wave is not sealed, so nothing of it may be read, or its answers are gone.
    """
    instrument = closed_instrument(wave)
    check_readable(wave)
    responses = answers_of(session, wave, keys)
    answers = [response.answers for response in responses]
    kinds = kinds_of_questions(instrument)
    return WaveTable(
        instrument=instrument,
        roles=texts(response.role for response in responses),
        segments={name: texts(getattr(response, name) for response in responses) for name in SEGMENTS},
        positions={
            key: positions(answers, key) for key, kind in kinds.items() if kind not in ("picks", "ticks", "open")
        },
        apart={key: apart(answers, key) for key, kind in kinds.items() if kind not in ("picks", "ticks", "open")},
        picks={
            key: picks(answers, key, choices_of(instrument, key))
            for key, kind in kinds.items()
            if kind in ("picks", "ticks")
        },
        comments=tuple(comments(responses, open_questions(instrument))),
        asked=asked_people(session, wave, responses),
        names=roster_names(session, wave),
    )


def earlier_wave(session: Session, wave: Wave, keys: KeyFolder) -> EarlierWave:
    """What the themes of a later wave need of a closed one: its comments, and who wrote them by role alone.

    Raises:
        WaveStateError: the wave is not sealed, so nothing of it may be read, or its answers are gone.
    """
    instrument = closed_instrument(wave)
    check_readable(wave)
    responses = answers_of(session, wave, keys)
    return EarlierWave(
        name=wave.name,
        roles=texts(response.role for response in responses),
        comments=tuple(comments(responses, open_questions(instrument))),
        names=roster_names(session, wave),
        minimum_comments=wave.minimum_comments,
    )


def fixed_minimums(session: Session, wave: Wave) -> Minimums:
    """The minimums a wave was opened with; where a report of it was published under larger ones, these.

    So whoever lowers them in the database itself changes no later report.
    """
    stored = select(Report.snapshot["method"]["minimums"]).where(Report.wave_id == wave.id)
    printed = [one for one in session.scalars(stored) if one]
    return Minimums(
        score=max([wave.minimum_score, *(int(one["score"]) for one in printed)]),
        comments=max([wave.minimum_comments, *(int(one["comments"]) for one in printed)]),
    )


def closed_instrument(wave: Wave) -> Instrument:
    """The instrument of a wave that has closed.

    Raises:
        WaveStateError: it has not.
    """
    if wave.state != "closed" or wave.instrument is None:
        raise WaveStateError(f"The wave “{wave.name}” is {wave.state}. Its answers can be read once it has closed.")
    return wave.instrument.content


def check_readable(wave: Wave) -> None:
    """Refuse what may not be read yet, or is not there any more.

    Raises:
        WaveStateError: the wave is not sealed, or its answers were deleted.
    """
    if not wave.sealed:
        raise WaveStateError(f"The answers of “{wave.name}” are being sealed. They can be read after that.")
    if wave.answers_deleted:
        raise WaveStateError(
            f"The answers of “{wave.name}” were deleted when their time was over, as everybody was told. "
            "Its reports stay as they are."
        )


def open_questions(instrument: Instrument) -> list[str]:
    """The ids of the questions that are answered in words."""
    return [key for key, kind in kinds_of_questions(instrument).items() if kind == "open"]


def questions_of(instrument: Instrument) -> Iterable[dict[str, Any]]:
    """Every question of every role."""
    for role in instrument["roles"].values():
        yield from role["questions"]


def kinds_of_questions(instrument: Instrument) -> dict[str, str]:
    """Map each question's id to its kind: open, or the kind of its scale."""
    return {
        question["id"]: "open" if question.get("kind") == "open" else instrument["scales"][question["scale"]]["kind"]
        for question in questions_of(instrument)
    }


def choices_of(instrument: Instrument, key: str) -> list[str]:
    """The keys one may pick from in a question, in the bank's order."""
    question = next(question for question in questions_of(instrument) if question["id"] == key)
    return [choice["key"] for choice in instrument["scales"][question["scale"]]["choices"]]


def texts(values: Iterable[str]) -> Texts:
    """A text array, of strings also when it is empty."""
    return np.array(list(values), dtype=np.str_)


def positions(answers: Sequence[dict[str, Any]], key: str) -> NDArray[np.float64]:
    """Places on the question's scale, shape (n,), nan where missing or apart."""
    return np.array([position(answer.get(key)) for answer in answers], dtype=np.float64)


def position(value: Any) -> float:
    """The place of one answer; "n of m" is spread over six places as 1 + 5 n / m."""
    if isinstance(value, dict):
        return 1 + 5 * value["n"] / value["of"] if value["of"] else np.nan
    return float(value) if isinstance(value, int) else np.nan


def apart(answers: Sequence[dict[str, Any]], key: str) -> Texts:
    """The keys of apart answers such as "not_sure", "" elsewhere, shape (n,)."""
    return texts(answer[key] if isinstance(answer.get(key), str) else "" for answer in answers)


def picks(answers: Sequence[dict[str, Any]], key: str, choices: list[str]) -> NDArray[np.bool_]:
    """Who picked what, shape (n, choices)."""
    table = np.zeros((len(answers), len(choices)), dtype=np.bool_)
    for row, answer in enumerate(answers):
        picked = answer.get(key)
        if isinstance(picked, list):
            table[row] = [choice in picked for choice in choices]
    return table


def comments(responses: Sequence[SealedAnswers], asked: list[str]) -> Iterable[Comment]:
    """Every open answer that says something, under a private key that only its sealed response gives."""
    for row, response in enumerate(responses):
        for question in asked:
            said = response.answers.get(question, {})
            if said.get("text"):
                key = f"{response.key.hex()}:{question}"
                yield Comment(row, question, said["text"], bool(said.get("may_quote")), key)


def asked_people(session: Session, wave: Wave, responses: Sequence[SealedAnswers]) -> Asked:
    """Everyone who was asked; for imported answers that is not known, and those who answered stand for it."""
    if wave.imported:
        return Asked(*roles_and_segments(responses), known=False)
    invited = session.scalars(select(Invitation).where(Invitation.wave_id == wave.id)).all()
    return Asked(
        *roles_and_segments(invited),
        people=np.array([one.respondent_id for one in invited], dtype=np.int64),
        answered=np.array([one.answered for one in invited], dtype=np.bool_),
    )


def roles_and_segments(people: Sequence[Invitation | SealedAnswers]) -> tuple[Texts, dict[str, Texts]]:
    """Roles, shape (people,), and each segment, of invitations or of responses."""
    return (
        texts(person.role for person in people),
        {name: texts(getattr(person, name) for person in people) for name in SEGMENTS},
    )


def roster_names(session: Session, wave: Wave) -> tuple[str, ...]:
    """The names to mask: everybody on the organisation's roster, whether asked or not."""
    names = select(Respondent.name).where(Respondent.organisation_id == wave.survey.organisation_id)
    return tuple(sorted(session.scalars(names)))


def checksum(content: Any) -> str:
    """A checksum of JSON content, the same whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
