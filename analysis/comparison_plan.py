"""What a wave compares: what its instrument says, and in general words what two neighbouring roles both answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from analysis.instruments import Entry, Question, entries, question_of, questions_of, scale_of
from analysis.results import Role, Side
from analysis.scores.scales import Scale
from analysis.tables import Instrument
from analysis.wording import people

NEIGHBOURS: tuple[tuple[Role, Role], ...] = (("executive", "manager"), ("manager", "rep"))


@dataclass(frozen=True)
class PlannedSide:
    """One audience and question of a comparison, and its label in a chart."""

    side: Side
    role: Role
    question: str
    label: str


@dataclass(frozen=True)
class Statements:
    """The sentences of a comparison; {far} stands where a large difference says "far "."""

    first_higher: str
    second_higher: str
    alike: str
    unclear: str


@dataclass(frozen=True)
class PlannedComparison:
    """One comparison: the first two sides are compared; a third, of a need gap, is what the giver says was given."""

    id: str
    construct: str
    construct_name: str
    kind: Literal["need_gap", "perception_gap"]
    title: str
    sides: tuple[PlannedSide, ...]
    scale: Scale
    scale_words: tuple[str, str, str]
    statements: Statements
    share: Mapping[str, Any] = field(default_factory=dict)


def planned_comparisons(instrument: Instrument) -> tuple[PlannedComparison, ...]:
    """Every comparison a wave of this instrument makes: the written ones in their order, then the general ones."""
    written = [_written(instrument, entry) for entry in entries(instrument, "need_gap", "perception_gap")]
    kept = [planned for planned in written if planned is not None]
    named = {side["question"] for entry in instrument.get("comparisons", ()) for side in entry["sides"]}
    return (*kept, *_general(instrument, named))


def _written(instrument: Instrument, entry: Entry) -> PlannedComparison | None:
    sides = tuple(PlannedSide(**side) for side in entry["sides"])
    if not _comparable(instrument, entry["kind"], sides):
        return None
    scale = scale_of(instrument, sides[0].role, sides[0].question)
    words = tuple(entry.get("scale_words", scale.ends))
    construct = entry.get("construct", "")
    return PlannedComparison(
        id=entry["id"],
        construct=construct,
        construct_name=instrument.get("constructs", {}).get(construct, ""),
        kind=entry["kind"],
        title=entry["title"],
        sides=sides,
        scale=scale,
        scale_words=cast("tuple[str, str, str]", words),
        statements=Statements(**entry["statements"]),
        share=entry.get("share", {}),
    )


def _comparable(instrument: Instrument, kind: str, sides: tuple[PlannedSide, ...]) -> bool:
    """Both compared sides are asked, and on one scale that has a mean."""
    if len(sides) < 2 or (kind == "need_gap" and [side.side for side in sides[:2]] != ["needed", "got"]):
        return False
    scales = [scale_of(instrument, side.role, side.question) for side in sides]
    return scales[0].is_scored and all(scale == scales[0] for scale in scales)


def _general(instrument: Instrument, named: set[str]) -> Iterator[PlannedComparison]:
    for giver, receiver in NEIGHBOURS:
        for asked in questions_of(instrument, giver):
            other = question_of(instrument, receiver, asked["id"])
            if asked["id"] in named or other is None:
                continue
            sides = (_said(giver, asked["id"]), _said(receiver, asked["id"]))
            if _comparable(instrument, "perception_gap", sides):
                yield _in_general_words(instrument, asked, sides)


def _said(role: Role, question: str) -> PlannedSide:
    return PlannedSide("said", role, question, f"{people(role, None).capitalize()} say")


def _in_general_words(
    instrument: Instrument, asked: Question, sides: tuple[PlannedSide, PlannedSide]
) -> PlannedComparison:
    givers, receivers = (people(side.role, None) for side in sides)
    named = general_name(instrument, asked)
    construct, scale = str(asked.get("construct", "")), scale_of(instrument, sides[0].role, asked["id"])
    return PlannedComparison(
        id=f"{asked['id']}-{sides[0].role}-{sides[1].role}",
        construct=construct,
        construct_name=instrument.get("constructs", {}).get(construct, ""),
        kind="perception_gap",
        title=f"{named}: {givers}, {receivers}",
        sides=sides,
        scale=scale,
        scale_words=scale.ends,
        statements=Statements(
            first_higher=f"{givers.capitalize()} rate “{named}” {{far}}higher than {receivers} do.",
            second_higher=f"{receivers.capitalize()} rate “{named}” {{far}}higher than {givers} do.",
            alike=f"{givers.capitalize()} and {receivers} rate “{named}” about the same.",
            unclear=f"{givers} and {receivers} rate “{named}” differently",
        ),
    )


def general_name(instrument: Instrument, asked: Question) -> str:
    """The construct's name where one question alone measures it, else the question without its end mark."""
    construct = asked.get("construct", "")
    questions = {
        each["id"]
        for role in instrument.get("roles", {})
        for each in questions_of(instrument, role)
        if each.get("construct") == construct
    }
    name = instrument.get("constructs", {}).get(construct, "")
    named: str = name if name and questions == {asked["id"]} else asked.get("text", asked["id"])
    return named.strip().rstrip("?…. ").replace("{", "(").replace("}", ")")
