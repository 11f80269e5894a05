"""The invented roster: a chief, five leaders with a region or two each, 24 managers, 160 reps."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
DOMAIN = "tarnbrook.example"

LEADER_REGIONS = ("North", "North", "Central", "South", "Coast")
MANAGERS_OF_LEADER = (5, 4, 7, 5, 3)
REPS = 160


@dataclass(frozen=True)
class Person:
    """One invented person; `manager` is the e-mail of who they report to, "" for the chief."""

    name: str
    email: str
    role: str
    region: str
    manager: str
    team: int
    """Which manager's team, counted from 0; -1 above the managers."""


def invented_people(seed: int, *, reps: int = REPS) -> list[Person]:
    """Everybody, managers before their people; fewer reps are the first of them."""
    names = invented_names(seed)
    chief = person(next(names), "executive", "", "", -1)
    leaders = [person(next(names), "executive", region, chief.email, -1) for region in LEADER_REGIONS]
    of_leaders = [leader for leader, size in zip(leaders, MANAGERS_OF_LEADER, strict=True) for _ in range(size)]
    managers = [person(next(names), "manager", top.region, top.email, team) for team, top in enumerate(of_leaders)]
    teams = np.arange(reps) % len(managers)
    sellers = [person(next(names), "rep", managers[team].region, managers[team].email, int(team)) for team in teams]
    return [chief, *leaders, *managers, *sellers]


def invented_names(seed: int) -> Iterator[str]:
    """Every pair of a first and a family name once, in an order the seed gives."""
    parts = tomllib.loads((FOLDER / "names.toml").read_text("utf-8"))
    pairs = [f"{first} {family}" for first in parts["first"] for family in parts["family"]]
    order = np.random.default_rng(seed).permutation(len(pairs))
    return iter([pairs[place] for place in order])


def person(name: str, role: str, region: str, manager: str, team: int) -> Person:
    """Give somebody an address at the invented company."""
    return Person(name, f"{name.lower().replace(' ', '.')}@{DOMAIN}", role, region, manager, team)
