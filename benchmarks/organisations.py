"""Random organisations with two waves each: for everybody who wants to break the rules of disclosure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis.instruments import questions_of, scale_of
from analysis.scores.scales import Scale
from analysis.tables import ROLES, SEGMENTS, Asked, Instrument, WaveTable
from survey_service.operations.question_bank import instrument_for, load_bank

QUESTIONS = ("I1", "I2", "I3", "I7", "I8", "I10", "I11", "I12", "I13")
"""One of every kind of scale: counts, too little or too much, parts of five, picks, need and support, asked of some."""


@cache
def short_instrument(questions: tuple[str, ...] = QUESTIONS) -> Instrument:
    """The shipped quarterly survey with a few of its questions."""
    frozen = instrument_for(load_bank(), "quarterly")
    roles = {
        role: {**asked, "questions": [one for one in asked["questions"] if one["id"] in questions]}
        for role, asked in frozen["roles"].items()
    }
    return {**frozen, "roles": roles}


@dataclass(frozen=True)
class People:
    """Everybody in an organisation at one time, one row a person; `codes` stay the same from wave to wave.

    paths: (people, 3) region, leader and team, "" for none. positions, picks: what each would answer.
    """

    codes: NDArray[np.int64]
    roles: NDArray[np.str_]
    paths: NDArray[np.str_]
    positions: Mapping[str, NDArray[np.float64]]
    picks: Mapping[str, NDArray[np.bool_]]

    def __len__(self) -> int:
        return len(self.codes)

    def of(self, rows: NDArray[np.intp]) -> "People":
        return People(
            self.codes[rows],
            self.roles[rows],
            self.paths[rows],
            {key: given[rows] for key, given in self.positions.items()},
            {key: given[rows] for key, given in self.picks.items()},
        )


@dataclass(frozen=True)
class Habits:
    """How an organisation answers: shares of people who answer, who skip a question, who change their answer, who come
    and go between waves, and whether its regions share leaders.
    """

    answering: float
    skipping: float
    changing: float
    leaving: float
    crossed: bool
    depth: int


def habits(random: np.random.Generator) -> Habits:
    """The habits of a random organisation; many hardly change, which is the worst case."""
    return Habits(
        answering=float(random.choice([1.0, 0.95, 0.8, 0.6])),
        skipping=float(random.choice([0.0, 0.05, 0.2])),
        changing=float(random.choice([0.0, 0.1, 0.5])),
        leaving=float(random.choice([0.0, 0.03, 0.1, 0.3])),
        crossed=bool(random.random() < 0.15),
        depth=int(random.integers(1, 4)),
    )


def people_of(random: np.random.Generator, habit: Habits) -> People:
    """A random organisation of uneven groups, some of one mind, with people outside all of them."""
    rows: list[tuple[str, ...]] = []
    minds: list[int] = []
    leaders = int(random.integers(1, 5))
    for region in range(random.integers(1, 6)):
        for leader in range(random.integers(1, 4)):
            mind = int(random.integers(0, 5)) if random.random() < 0.3 else -1
            name = f"L{random.integers(leaders)}" if habit.crossed else f"R{region}L{leader}"
            for team in range(random.integers(1, 4)):
                path = (f"R{region}", name, f"{name}R{region}T{team}")
                staff = ["manager", *["rep"] * int(random.poisson(3))]
                rows += [
                    (role, *(label if depth < habit.depth else "" for depth, label in enumerate(path)))
                    for role in staff
                ]
                minds += [mind] * len(staff)
    rows += [("rep", "", "", "")] * int(random.poisson(1)) + [("executive", "", "", "")] * int(random.integers(3, 12))
    minds += [-1] * (len(rows) - len(minds))
    table = np.array(rows, dtype=np.str_)
    return _answering(random, np.arange(len(rows)), table[:, 0], table[:, 1:], np.array(minds))


def _answering(
    random: np.random.Generator,
    codes: NDArray[np.int64],
    roles: NDArray[np.str_],
    paths: NDArray[np.str_],
    minds: NDArray[np.int64],
) -> People:
    positions: dict[str, NDArray[np.float64]] = {}
    picks: dict[str, NDArray[np.bool_]] = {}
    instrument = short_instrument()
    for role in ROLES:
        for question in questions_of(instrument, role):
            key, there = question["id"], roles == role
            scale = scale_of(instrument, role, key)
            if scale.points:
                given = _places(random, scale, minds[there])
                positions.setdefault(key, np.full(len(roles), np.nan))[there] = given
            elif question.get("kind") != "open":
                picks.setdefault(key, np.zeros((len(roles), 8), dtype=np.bool_))[there] = _picked(random, there)
    return People(codes, roles, paths, positions, picks)


def _places(random: np.random.Generator, scale: Scale, minds: NDArray[np.int64]) -> NDArray[np.float64]:
    n_points, n = len(scale.points), len(minds)
    centre = np.where(minds < 0, random.integers(0, n_points, n), np.minimum(minds, n_points - 1))
    moved = np.where(random.random(n) < np.where(minds < 0, 0.7, 0.1), random.integers(-1, 2, n), 0)
    return np.asarray(np.clip(centre + moved, 0, n_points - 1) + 1.0)


def _picked(random: np.random.Generator, there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    order = random.random((int(there.sum()), 8)).argsort(axis=1)
    return np.asarray(order < 2)


def later(random: np.random.Generator, people: People, habit: Habits) -> People:
    """The same organisation a quarter on: some left, some came, a few moved, some answer anew."""
    stay = people.of(np.flatnonzero(random.random(len(people)) >= habit.leaving))
    paths = stay.paths.copy()
    movers = np.flatnonzero(random.random(len(stay)) < habit.leaving / 4)
    paths[movers] = stay.paths[random.integers(0, max(len(stay), 1), len(movers))] if len(stay) else paths[movers]
    fresh = people.of(random.integers(0, len(people), int(random.poisson(habit.leaving * len(people)))))
    joined = replace(fresh, codes=np.arange(len(fresh)) + int(people.codes.max()) + 1)
    together = _together(replace(stay, paths=paths), joined)
    anew = _answering(random, together.codes, together.roles, together.paths, np.full(len(together), -1))
    changing = (random.random(len(together)) < habit.changing) | (together.codes > people.codes.max())
    return replace(
        together,
        positions={key: np.where(changing, anew.positions[key], kept) for key, kept in together.positions.items()},
        picks={key: np.where(changing[:, None], anew.picks[key], kept) for key, kept in together.picks.items()},
    )


def _together(one: People, other: People) -> People:
    return People(
        np.concatenate([one.codes, other.codes]),
        np.concatenate([one.roles, other.roles]),
        np.concatenate([one.paths, other.paths]),
        {key: np.concatenate([given, other.positions[key]]) for key, given in one.positions.items()},
        {key: np.concatenate([given, other.picks[key]]) for key, given in one.picks.items()},
    )


def wave_of(random: np.random.Generator, people: People, habit: Habits, questions: tuple[str, ...]) -> WaveTable:
    """One wave: who answers, and what they leave out."""
    answered = random.random(len(people)) < habit.answering
    there = people.of(np.flatnonzero(answered))
    positions = {
        key: np.where(random.random(len(there)) < habit.skipping, np.nan, given)
        for key, given in there.positions.items()
    }
    never_joined = positions["I7"] < 2
    positions["I8"] = np.where(never_joined, np.nan, positions["I8"])
    asked = Asked(people.roles, _segments(people), people=people.codes, answered=answered)
    return WaveTable(
        instrument=short_instrument(questions),
        roles=there.roles,
        segments=_segments(there),
        positions=positions,
        apart={key: np.full(len(there), "", dtype="U16") for key in positions},
        picks=there.picks,
        comments=(),
        asked=asked,
    )


def _segments(people: People) -> dict[str, NDArray[np.str_]]:
    return {scope: people.paths[:, column] for column, scope in enumerate(SEGMENTS)}


def two_waves(seed: int, questions: tuple[str, ...] = QUESTIONS) -> tuple[WaveTable, WaveTable]:
    """The two waves of the random organisation with this number, on some of the questions."""
    random = np.random.default_rng(seed)
    habit = habits(random)
    first = people_of(random, habit)
    second = later(random, first, habit)
    return wave_of(random, first, habit, questions), wave_of(random, second, habit, questions)
