"""The wave table: the answers of one closed wave as arrays, with nothing in it that leads to a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.text.first_fit import FirstFit
from analysis.text.theme_memory import ThemeMemory

Role: TypeAlias = Literal["rep", "manager", "executive"]
Texts: TypeAlias = NDArray[np.str_]
Instrument: TypeAlias = Mapping[str, Any]

ROLES = ("rep", "manager", "executive")
SEGMENTS = ("region", "leader", "team")


@dataclass(frozen=True)
class Comment:
    """One open answer: the row of its response, the question, the text as written, and whether it may be quoted.

    `key` names it from one analysis to the next ("<response key hex>:<question>"). It stays private: no result has it.
    """

    row: int
    question: str
    text: str
    may_quote: bool
    key: str = ""


@dataclass(frozen=True)
class EarlierWave:
    """The comments of a wave that closed before: roles of its responses (responses,), names to mask.

    minimum_comments: how many people its themes need, fixed when it opened; the larger of it and this wave's holds.
    """

    name: str
    roles: Texts
    comments: tuple[Comment, ...]
    names: tuple[str, ...] = ()
    minimum_comments: int = 0


@dataclass(frozen=True)
class Asked:
    """Everyone who was asked: shape (invited,) each; `segments` maps region, leader and team to labels, "" for none.

    Where that is not `known`, as of answers collected elsewhere, those who answered stand here in their place.
    people: a number for each person, the same in every wave; answered: whether they answered. Both are for the auditor
    of reports alone, who knows whatever colleagues could know of each other; empty where that is not known.
    """

    roles: Texts
    segments: Mapping[str, Texts]
    known: bool = True
    people: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    answered: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=np.bool_))


@dataclass(frozen=True)
class WaveTable:
    """The responses of one wave, one row a response, in random order.

    roles: (n,) of ROLES. segments: each of SEGMENTS to (n,) labels, "" for none.
    positions: a question to (n,) places on its scale, 1..L as floats, nan where missing or apart; a question of five
        ("n of m") is 1 + 5 * n / m.
    apart: a question to (n,) keys such as "not_sure", "" where the answer is not apart.
    picks: a question to (n, choices) booleans; a row of only False where the question was not answered.
    """

    instrument: Instrument
    roles: Texts
    segments: Mapping[str, Texts]
    positions: Mapping[str, NDArray[np.float64]]
    apart: Mapping[str, Texts]
    picks: Mapping[str, NDArray[np.bool_]]
    comments: tuple[Comment, ...]
    asked: Asked
    names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.roles)


@dataclass(frozen=True)
class Minimums:
    """How many people a figure needs; fixed when a wave opens, never lowered (floor of `score`: 4)."""

    score: int = 5
    comments: int = 10
    distribution: int = 10
    participation: int = 5


@dataclass(frozen=True)
class LoopCounts:
    """The monthly check-in in aggregate, counted by the service from work records, not from answers.

    `recorded` of `recordable` reps have a priority; `answered` of `asks` were answered, `supported` of them agreed to;
    `median_days` is the median wait in working days, None where nothing was answered.
    """

    month: str
    recorded: int
    recordable: int
    asks: int
    answered: int
    supported: int
    median_days: float | None


@dataclass(frozen=True)
class Release:
    """One published report, and what everybody in the company may know of whom it speaks.

    order: waves of one survey in order; all reports of one wave share it. snapshot: what the report was made from, as
    it is stored. asked: everyone who was asked, with a number for each that is the same in every wave.
    """

    wave: str
    order: int
    snapshot: Mapping[str, Any]
    instrument: Instrument
    asked: Asked
    minimums: Minimums


@dataclass(frozen=True)
class WaveSettings:
    """What an analysis needs beside the answers. `previous` is the wave before, for trends.

    earlier: the comments of all waves of the survey before this one that still exist, the oldest first; where it is
    empty, those of `previous`. memory: what earlier fits and the program lead say of themes. first_fit: how the first
    fit of the same comments began, if there was one. handle_secret: random
    bytes that hide comment keys on a board; without them a board has no comments that can be moved. beside: reports
    that are published already: of this wave, of the one before and of the one after it, each with its `order`.
    cross: the one scope that was declared before launch to be shown also where it lies across those above it.
    """

    minimums: Minimums = field(default_factory=Minimums)
    random_state: int = 0
    previous: WaveTable | None = None
    previous_name: str = ""
    loop: LoopCounts | None = None
    wave_name: str = ""
    earlier: tuple[EarlierWave, ...] = ()
    memory: ThemeMemory = field(default_factory=ThemeMemory)
    first_fit: FirstFit | None = None
    handle_secret: bytes = b""
    order: int = 0
    beside: tuple[Release, ...] = ()
    cross: str = ""
