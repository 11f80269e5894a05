"""Invented answers: each question has a level per role that drifts over the quarters, teams differ, people differ."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.random import Generator

from survey_service.answers import canonical_answers, kind_of, questions_of
from survey_service.demo.people import FOLDER

# question -> role -> (level 0..1 in the first quarter, in the last), on the question's own scale
LEVELS: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "I1": {"rep": (0.36, 0.43), "manager": (0.66, 0.66), "executive": (0.72, 0.72)},
    "I2": {"rep": (0.34, 0.38)},
    "I3": {"rep": (0.50, 0.56), "manager": (0.62, 0.62)},
    "I4": {"rep": (0.52, 0.50), "manager": (0.50, 0.48)},
    "I5": {"rep": (0.50, 0.48), "manager": (0.48, 0.48)},
    "I6": {"rep": (0.30, 0.42), "executive": (0.60, 0.65)},
    "I7": {"rep": (0.20, 0.18), "manager": (0.44, 0.42), "executive": (0.24, 0.22)},
    "I8": {"rep": (0.54, 0.55), "manager": (0.46, 0.46)},
    "I8b": {"manager": (0.74, 0.74), "executive": (0.5, 0.5)},
    "I9": {"manager": (0.64, 0.62), "executive": (0.5, 0.5)},
    "I12": {"manager": (0.80, 0.80), "executive": (0.48, 0.5)},
    "I13": {"manager": (0.22, 0.30), "executive": (0.55, 0.56)},
    "I15": {"manager": (0.60, 0.50), "executive": (0.46, 0.44)},
    "I17": {"manager": (0.46, 0.44), "executive": (0.38, 0.38)},
}

# question -> role -> how much each of the eight supports attracts, in the bank's order of keys
ATTRACTION: Mapping[str, Mapping[str, Mapping[str, float]]] = {
    "I10": {
        "manager": {"direction": 6, "coaching": 5.5, "culture": 2.5, "motivation": 2, "obstacles": 2, "reports": 2},
        "executive": {"direction": 3.5, "deals": 5, "people": 2, "motivation": 2},
    },
    "I11": {
        "manager": {
            "deals": 6,
            "direction": 2,
            "people": 2.5,
            "motivation": 2,
            "obstacles": 2,
            "coaching": 1,
            "culture": 1.5,
        },
        "executive": {"deals": 5, "direction": 3, "motivation": 2.5, "people": 1},
    },
}
FAINT_ATTRACTION = 0.5
NOT_SURE_RATE = 0.04
COMMENT_RATE = 0.55
QUOTE_RATE = 0.35
EMPTY_RATE = 0.08


def invented_answers(
    instrument: Mapping[str, Any], role: str, *, quarter: int, team_effect: float, rng: Generator
) -> dict[str, Any]:
    """One person's answers in quarter 0..3, in the canonical form."""
    person_effect = team_effect + rng.normal(0, 0.08)
    answers = {}
    for question in questions_of(dict(instrument), role):
        answer = invented_answer(instrument, question, role, quarter, person_effect, rng)
        if answer is not None:
            answers[question["id"]] = answer
    return canonical_answers(dict(instrument), role, answers)


def invented_answer(
    instrument: Mapping[str, Any], question: Mapping[str, Any], role: str, quarter: int, effect: float, rng: Generator
) -> Any:
    """One answer, None where an open question is left empty."""
    kind = kind_of(dict(instrument), dict(question))
    if kind == "open":
        return invented_comment(question["id"], quarter, rng)
    if kind == "picks":
        return invented_picks(instrument, question, role, rng)
    if question["apart"] and rng.random() < NOT_SURE_RATE:
        return question["apart"][0]["key"]
    level = level_of(question["id"], role, quarter) + effect + rng.normal(0, 0.22)
    if kind == "of_five":
        return {"n": int(np.clip(round(5 * level), 0, 5)), "of": 5}
    points = len(instrument["scales"][question["scale"]]["points"])
    return int(np.clip(round(1 + (points - 1) * level), 1, points))


def level_of(question: str, role: str, quarter: int) -> float:
    """The level a role has on a question in a quarter, between its first and its last."""
    first, last = LEVELS.get(question, {}).get(role, (0.5, 0.5))
    return first + (last - first) * quarter / 3


def invented_picks(instrument: Mapping[str, Any], question: Mapping[str, Any], role: str, rng: Generator) -> list[str]:
    """Two of the eight supports, by attraction."""
    keys = [choice["key"] for choice in instrument["scales"][question["scale"]]["choices"]]
    attraction = ATTRACTION.get(question["id"], {}).get(role, {})
    weights = np.array([attraction.get(key, FAINT_ATTRACTION) for key in keys])
    return [str(key) for key in rng.choice(keys, size=2, replace=False, p=weights / weights.sum())]


def invented_comment(question: str, quarter: int, rng: Generator) -> dict[str, Any] | None:
    """An open answer, now and then an empty phrase; None where nothing is written."""
    if rng.random() > COMMENT_RATE:
        return None
    sentences = empty_phrases() if rng.random() < EMPTY_RATE else sentences_of_theme(question, quarter, rng)
    text = re.sub(r"\{([^}]*)\}", lambda found: str(rng.choice(found[1].split("|"))), str(rng.choice(sentences)))
    return {"text": text, "may_quote": bool(rng.random() < QUOTE_RATE)}


@cache
def comment_texts() -> dict[str, Any]:
    """The invented comments, read once."""
    return tomllib.loads((FOLDER / "comments.toml").read_text("utf-8"))


def empty_phrases() -> list[str]:
    """What people write who have nothing to add."""
    return list(comment_texts()["empty"]["sentences"])


def sentences_of_theme(question: str, quarter: int, rng: Generator) -> list[str]:
    """The sentences of one theme of a question, chosen by its weight in the quarter."""
    themes = [theme for theme in comment_texts()["theme"] if theme["question"] == question]
    weights = np.array([theme["weights"][quarter] for theme in themes], dtype=float)
    return list(themes[rng.choice(len(themes), p=weights / weights.sum())]["sentences"])
