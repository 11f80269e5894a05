"""The same thing as each role tells it, on one scale."""

from collections.abc import Iterator

from analysis.audiences import audience_scores
from analysis.comparison_plan import PlannedSide, general_name
from analysis.figures import figure
from analysis.instruments import entries, question_of, questions_of, scale_of
from analysis.results import Cascade, Role
from analysis.scores.scales import Scale
from analysis.tables import Instrument, Minimums, WaveTable
from analysis.wording import people

FROM_ABOVE: tuple[Role, ...] = ("executive", "manager", "rep")
MOST_GENERAL = 6


def cascades(table: WaveTable, minimums: Minimums) -> tuple[Cascade, ...]:
    """The written cascades of the instrument; where it has none, one for each question that several roles answer."""
    written = tuple(_written(table, minimums))
    return written or tuple(_general(table, minimums))[:MOST_GENERAL]


def _written(table: WaveTable, minimums: Minimums) -> Iterator[Cascade]:
    for entry in entries(table.instrument, "cascade"):
        sides = tuple(PlannedSide(**side) for side in entry["sides"])
        if len(sides) > 1:
            words = entry.get("scale_words", ())
            yield _cascade(table, entry["title"], sides, minimums, tuple(words))


def _general(table: WaveTable, minimums: Minimums) -> Iterator[Cascade]:
    # A mean of everyone beside a need gap's mean of those who answered both would give away who answered one.
    seen = {side["question"] for entry in entries(table.instrument, "need_gap") for side in entry["sides"]}
    for role in FROM_ABOVE:
        for asked in questions_of(table.instrument, role):
            sides = _sides(table.instrument, asked["id"])
            scale = scale_of(table.instrument, role, asked["id"])
            if asked["id"] not in seen and len(sides) > 1 and scale.is_scored:
                yield _cascade(table, general_name(table.instrument, asked), sides, minimums, ())
            seen.add(asked["id"])


def _sides(instrument: Instrument, question: str) -> tuple[PlannedSide, ...]:
    asked = [role for role in FROM_ABOVE if question_of(instrument, role, question)]
    same = [role for role in asked if scale_of(instrument, role, question) == scale_of(instrument, asked[0], question)]
    return tuple(PlannedSide("said", role, question, f"{people(role, None).capitalize()} say") for role in same)


def _cascade(
    table: WaveTable, title: str, sides: tuple[PlannedSide, ...], minimums: Minimums, words: tuple[str, ...]
) -> Cascade:
    scale = scale_of(table.instrument, sides[0].role, sides[0].question)
    figures = tuple(figure(side, audience_scores(table, side.role, side.question), scale, minimums) for side in sides)
    low, high = words if len(words) == 2 else _ends(scale)
    return Cascade(sides[0].question, title, figures, (low, high))


def _ends(scale: Scale) -> tuple[str, str]:
    low, _, high = scale.ends
    return low, high
