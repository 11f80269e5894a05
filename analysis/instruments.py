"""Reading a frozen instrument: its questions by role, their scales, and what it lays side by side."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from analysis.scores.scales import Scale, scale_named
from analysis.tables import Instrument

Question: TypeAlias = Mapping[str, Any]
Entry: TypeAlias = Mapping[str, Any]


def questions_of(instrument: Instrument, role: str) -> Iterator[Question]:
    """The questions a role is asked, in order; none where the instrument does not ask the role."""
    yield from instrument.get("roles", {}).get(role, {}).get("questions", ())


def question_of(instrument: Instrument, role: str, question: str) -> Question | None:
    """One question as a role is asked it, or None."""
    return next((asked for asked in questions_of(instrument, role) if asked["id"] == question), None)


def scale_of(instrument: Instrument, role: str, question: str) -> Scale:
    """The scale a role answers a question on; an empty one where it is not asked, or is open."""
    asked = question_of(instrument, role, question) or {}
    return scale_named(instrument.get("scales", {}), str(asked.get("scale", "")))


def same_version(now: Instrument, before: Instrument, role: str, question: str) -> bool:
    """Whether two instruments ask a role a question in the same words on the same scale, so that waves compare."""
    asked, asked_before = question_of(now, role, question), question_of(before, role, question)
    if asked is None or asked_before is None:
        return False
    same_scale = scale_of(now, role, question) == scale_of(before, role, question)
    return same_scale and asked.get("version", 1) == asked_before.get("version", 1)


def entries(instrument: Instrument, *kinds: str) -> Iterator[Entry]:
    """What the instrument lays side by side, of some kinds, with only the sides that it asks."""
    for entry in instrument.get("comparisons", ()):
        if entry["kind"] in kinds:
            asked = [side for side in entry["sides"] if question_of(instrument, side["role"], side["question"])]
            yield {**entry, "sides": asked}


def choice_label(choice: Mapping[str, Any], role: str) -> str:
    """How a choice reads to a role."""
    return str(choice.get("labels", {}).get(role, choice["label"]))
