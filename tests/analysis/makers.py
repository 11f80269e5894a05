"""Wave tables of a made-up organisation: every question of an instrument answered from seeded chances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.instruments import questions_of, scale_of
from analysis.tables import ROLES, Asked, Comment, Instrument, WaveTable
from survey_service.operations.question_bank import instrument_for, load_bank

REGIONS = ("North", "Central", "South", "Coast")

CHANCES: dict[tuple[str, str], Sequence[float]] = {
    ("manager", "I1"): (0.05, 0.10, 0.30, 0.35, 0.20),
    ("rep", "I1"): (0.16, 0.26, 0.36, 0.15, 0.07),
    ("executive", "I1"): (0.0, 0.1, 0.3, 0.3, 0.3),
    ("manager", "I3"): (0.05, 0.05, 0.15, 0.25, 0.25, 0.25),
    ("rep", "I3"): (0.10, 0.12, 0.20, 0.23, 0.20, 0.15),
    ("manager", "I12"): (0.0, 0.04, 0.16, 0.40, 0.40),
    ("manager", "I13"): (0.25, 0.40, 0.25, 0.08, 0.02),
    ("executive", "I13"): (0.0, 0.2, 0.5, 0.2, 0.1),
    ("manager", "I7"): (0.25, 0.25, 0.20, 0.15, 0.15),
    ("rep", "I7"): (0.54, 0.22, 0.12, 0.08, 0.04),
    ("executive", "I7"): (0.5, 0.35, 0.15, 0.0, 0.0),
    ("rep", "I6"): (0.25, 0.34, 0.26, 0.15),
}
WANTED = (0.30, 0.12, 0.14, 0.26, 0.03, 0.06, 0.06, 0.03)
GOT = (0.12, 0.10, 0.08, 0.05, 0.36, 0.10, 0.04, 0.15)

OPENINGS = (
    "More of", "I would like", "What helps is", "Please give us", "It starts with", "We could do with", "I miss",
    "Nothing beats", "Keep up", "There should be", "Honestly,", "This quarter it was",
)  # fmt: skip
SAID: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "one-to-one": (
        ("one-to-one time with my manager", "a one-to-one coaching talk", "one-to-one coaching before the call"),
        ("every week", "before a big call", "and not only once a month", "without a laptop on the table"),
    ),
    "pricing": (
        ("a quicker answer from the pricing desk", "waiting for a price", "a price from the pricing desk"),
        ("inside two days", "so that the discount is clear", "while the customer waits", "before the quote is due"),
    ),
    "own plan": (
        ("being asked first and not told", "a manager who asks questions", "questions about my own plan"),
        ("and then time to think", "so the next step is my own", "in the account review", "and a plan I wrote"),
    ),
    "reports": (
        ("fewer forecast reports", "a shorter forecast call", "one report in place of three"),
        ("on a Monday", "so that we can sell", "because nobody reads the spreadsheet", "and fewer meetings"),
    ),
    "sit in": (
        ("a leader who sits in on my coaching talk", "feedback on how I coach", "my leader to sit in and tell me"),
        ("after the talk", "and say what they saw", "once a month", "with honest feedback"),
    ),
}
NOTHING = ("n/a", "nothing", "-", "No comment")


@dataclass(frozen=True)
class People:
    """How many of each role answered and were asked."""

    reps: int = 131
    managers: int = 18
    executives: int = 6
    asked: tuple[int, int, int] = (168, 22, 7)

    def answered(self) -> tuple[int, int, int]:
        return self.reps, self.managers, self.executives


@cache
def shipped_instrument(survey: str = "quarterly") -> Instrument:
    """A shipped survey as it is frozen."""
    return instrument_for(load_bank(), survey)


def make_wave_table(
    people: People = People(),
    *,
    seed: int = 0,
    instrument: Instrument | None = None,
    chances: Mapping[tuple[str, str], Sequence[float]] | None = None,
    comments: bool = True,
) -> WaveTable:
    """A wave table in which everyone answers from `chances`, by role and question, over the defaults above."""
    rng = np.random.default_rng(seed)
    frozen = instrument or shipped_instrument()
    roles = np.repeat(ROLES, people.answered())
    asked_roles = np.repeat(ROLES, np.maximum(people.asked, people.answered()))
    given = {**CHANCES, **(chances or {})}
    positions: dict[str, NDArray[np.float64]] = {}
    picks: dict[str, NDArray[np.bool_]] = {}
    for role in ROLES:
        for question in questions_of(frozen, role):
            _answer(frozen, role, question, roles, positions, picks, given, rng)
    return WaveTable(
        instrument=frozen,
        roles=roles,
        segments=_segments(roles),
        positions=positions,
        apart={question: np.full(len(roles), "", dtype="U16") for question in positions},
        picks=picks,
        comments=_comments(roles, rng) if comments else (),
        asked=Asked(asked_roles, _segments(asked_roles)),
        names=("Robin Ferrant",),
    )


def shuffled(table: WaveTable, seed: int = 1) -> WaveTable:
    """The same table with its rows in another order."""
    order = np.random.default_rng(seed).permutation(len(table))
    place = np.argsort(order)
    moved = tuple(Comment(int(place[said.row]), said.question, said.text, said.may_quote) for said in table.comments)
    return WaveTable(
        instrument=table.instrument,
        roles=table.roles[order],
        segments={name: labels[order] for name, labels in table.segments.items()},
        positions={question: places[order] for question, places in table.positions.items()},
        apart={question: keys[order] for question, keys in table.apart.items()},
        picks={question: picked[order] for question, picked in table.picks.items()},
        comments=moved[::-1],
        asked=table.asked,
        names=table.names,
    )


def small_instrument(*roles: str, n_points: int = 5, version: int = 1) -> Instrument:
    """An imported instrument: one question, R1, on satisfaction, that every role answers; no written comparisons."""
    points = [str(point) for point in range(1, n_points + 1)]
    question = {"id": "R1", "version": version, "construct": "R", "scale": "STARS", "text": "Satisfaction overall"}
    return {
        "key": "reviews",
        "version": "1",
        "title": "Reviews",
        "scales": {"STARS": {"kind": "ordered", "points": points}},
        "constructs": {"R": "Satisfaction"},
        "roles": {role: {"title": "Reviews", "minutes": 1, "questions": [question]} for role in roles},
    }


def different_comments(subject: str, count: int) -> list[str]:
    """That many comments about one of SAID, no two alike; at most 144."""
    subjects, endings = SAID[subject]
    texts = [f"{opening} {said} {end}." for opening in OPENINGS for said in subjects for end in endings]
    return [texts[place] for place in np.random.default_rng(0).permutation(len(texts))[:count]]


def _answer(
    instrument: Instrument,
    role: str,
    question: Mapping[str, Any],
    roles: NDArray[np.str_],
    positions: dict[str, NDArray[np.float64]],
    picks: dict[str, NDArray[np.bool_]],
    chances: Mapping[tuple[str, str], Sequence[float]],
    rng: np.random.Generator,
) -> None:
    scale = scale_of(instrument, role, question["id"])
    rows = np.flatnonzero(roles == role)
    if scale.kind == "picks":
        places = picks.setdefault(question["id"], np.zeros((len(roles), 8), dtype=np.bool_))
        mix = GOT if question["id"] == "I11" else WANTED
        for row in rows:
            places[row, rng.choice(8, size=2, replace=False, p=mix)] = True
    elif scale.points:
        answers = positions.setdefault(question["id"], np.full(len(roles), np.nan))
        likely = chances.get((role, question["id"]), ())
        p = likely if len(likely) == len(scale.points) else None
        answers[rows] = rng.choice(np.arange(1.0, len(scale.points) + 1), size=len(rows), p=p)
        condition = question.get("only_if")
        if condition:
            met = positions[condition["question"]][rows] >= condition["at_least"]
            answers[rows[~met]] = np.nan


def _segments(roles: NDArray[np.str_]) -> dict[str, NDArray[np.str_]]:
    """Regions of unequal size; reps in teams of seven under a leader per region, executives in none."""
    place = np.concatenate([np.arange((roles == role).sum()) for role in ROLES])
    weights = np.repeat(np.arange(4), (4, 3, 2, 1))
    region = np.array(REGIONS)[weights[place % 10]]
    placed = roles != "executive"
    leader = np.array([f"{name} leader" for name in region])
    team = np.array([f"{name} team {number}" for name, number in zip(region, place // 10 % 3, strict=True)])
    return {name: np.where(placed, labels, "") for name, labels in zip(
        ("region", "leader", "team"), (region, leader, team), strict=True
    )}  # fmt: skip


def _comments(roles: NDArray[np.str_], rng: np.random.Generator) -> tuple[Comment, ...]:
    about = {"rep": ("one-to-one", "pricing", "own plan", "reports"), "manager": ("sit in",), "executive": ("reports",)}
    questions = {"rep": ("O1", "O2"), "manager": ("O3", "O4"), "executive": ("O5",)}
    return tuple(
        _comment(row, question, about[str(role)], rng)
        for row, role in enumerate(roles)
        for question in questions[str(role)]
        if rng.random() < 0.6
    )


def _comment(row: int, question: str, about: Sequence[str], rng: np.random.Generator) -> Comment:
    if rng.random() < 0.08:
        return Comment(row, question, str(rng.choice(NOTHING)), may_quote=False)
    subjects, endings = SAID[str(rng.choice(about))]
    text = f"{rng.choice(OPENINGS)} {rng.choice(subjects)} {rng.choice(endings)}."
    return Comment(row, question, text, may_quote=bool(rng.random() < 0.4))
