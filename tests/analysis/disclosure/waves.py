"""Small organisations and waves for the disclosure tests."""

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.tables import SEGMENTS, Asked, WaveTable

FIVE = ["None", "Once", "2–3 times", "4–5 times", "6 or more"]
INSTRUMENT = {
    "key": "quarterly",
    "version": "1.0",
    "scales": {
        "CNT": {"kind": "ordered", "points": FIVE},
        "DEG": {"kind": "ordered", "points": FIVE},
        "AMT": {"kind": "two_sided", "points": FIVE},
        "OF5": {"kind": "of_five", "points": ["0", "1", "2", "3", "4", "5"]},
    },
    "constructs": {"K1": "Coaching time", "K2": "Coaching conversation", "K6": "Coaching the coach"},
    "roles": {
        "rep": {
            "questions": [
                {"id": "I1", "construct": "K1", "scale": "CNT", "only_if": None},
                {"id": "I2", "construct": "K1", "scale": "AMT", "only_if": None},
                {"id": "I3", "construct": "K2", "scale": "OF5", "only_if": None},
                {"id": "I7", "construct": "K7", "scale": "CNT", "only_if": None},
                {"id": "I8", "construct": "K7", "scale": "CNT", "only_if": {"question": "I7", "at_least": 2}},
                {"id": "O1", "kind": "open"},
            ]
        },
        "manager": {
            "questions": [
                {"id": "I1", "construct": "K1", "scale": "CNT", "only_if": None},
                {"id": "I12", "construct": "K6", "scale": "DEG", "only_if": None},
                {"id": "I13", "construct": "K6", "scale": "DEG", "only_if": None},
            ]
        },
        "executive": {"questions": [{"id": "I1", "construct": "K1", "scale": "CNT", "only_if": None}]},
    },
}
QUESTIONS = ("I1", "I2", "I3", "I7", "I8", "I12", "I13")

Person = tuple[str, str, str, str, Mapping[str, float]]
"""Role, region, leader, team, and places on scales by question."""


def make_table(people: Sequence[Person], silent: Sequence[Person] = ()) -> WaveTable:
    """A wave of the people who answered; the silent were asked too, and did not."""
    return WaveTable(
        instrument=INSTRUMENT,
        roles=_column([person[0] for person in people]),
        segments=_segments(people),
        positions={key: np.array([person[4].get(key, np.nan) for person in people]) for key in QUESTIONS},
        apart={},
        picks={},
        comments=(),
        asked=Asked(_column([person[0] for person in [*people, *silent]]), _segments([*people, *silent])),
    )


def _column(words: Sequence[str]) -> np.typing.NDArray[np.str_]:
    return np.array(words, dtype=np.str_)


def _segments(people: Sequence[Person]) -> dict[str, np.typing.NDArray[np.str_]]:
    return {scope: _column([str(person[1 + place]) for person in people]) for place, scope in enumerate(SEGMENTS)}


def make_people(
    role: str, places: Mapping[tuple[str, str], int], question: str = "I1", first: int = 0, n_points: int = 5
) -> list[Person]:
    """So many people at each (region, leader), in teams of four, with answers that go round the scale."""
    people: list[Person] = []
    for (region, leader), count in places.items():
        for number in range(count):
            answer = (first + len(people)) % n_points + 1.0
            people.append((role, region, leader, f"{region}{leader}{number // 4}", {question: answer}))
    return people


def make_random_wave(random: np.random.Generator) -> WaveTable:
    """A random organisation of uneven groups: people outside them, gaps in the answers, and groups of one mind."""
    people: list[Person] = []
    for region in range(random.integers(1, 6)):
        for leader in range(random.integers(0, 4)):
            of_one_mind = bool(random.random() < 0.3)
            for team in range(random.integers(1, 4)):
                labels = (f"R{region}", f"R{region}L{leader}", f"R{region}L{leader}T{team}")
                people.append(("manager", *labels, _answers(random, of_one_mind)))
                people += [("rep", *labels, _answers(random, of_one_mind)) for _ in range(random.poisson(3))]
        people += [("rep", f"R{region}", "", "", _answers(random)) for _ in range(random.poisson(0.7))]
    people += [("rep", "", "", "", _answers(random)) for _ in range(random.poisson(0.7))]
    answered = random.random(len(people)) < random.uniform(0.5, 1)
    return make_table(
        [person for person, there in zip(people, answered, strict=True) if there],
        [person for person, there in zip(people, answered, strict=True) if not there],
    )


def _answers(random: np.random.Generator, of_one_mind: bool = False) -> dict[str, float]:
    centre = 1 if of_one_mind else random.integers(1, 6)
    spread = int(random.random() < (0.1 if of_one_mind else 0.7))
    return {
        key: float(np.clip(centre + spread * random.integers(-1, 2), 1, 5))
        for key in QUESTIONS
        if random.random() >= 0.15
    }
