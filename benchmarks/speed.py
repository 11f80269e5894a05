"""Seconds beside BERTopic: both warm, in turn, number unknown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from benchmarks.contestants import BERTOPIC, OURS
from benchmarks.labelled import LabelledSet
from benchmarks.sections import Section, seconds, tell
from benchmarks.trial import EstimatorProcess, Run

COMMENTS: Final = 2_000
FLOOR, AIM = 1 / 5, 1 / 10


def speed_section(sets: Sequence[LabelledSet], rounds: int, peers_python: Path) -> Section:
    """Time both on the same 2,000 comments in each round, after one round that is not counted."""
    rows = []
    for whole in [one for one in sets if len(one.comments) >= COMMENTS]:
        ours, peer = timed(whole, rounds, peers_python)
        ratio = median(ours) / median(peer)
        rows.append([whole.name, *map(seconds, (median(ours), median(peer))), f"{ratio:.3f}", f"{FLOOR:g}, {AIM:g}"])
        tell(f"{whole.name:20} seconds {rows[-1][1:]}")
    text = (
        f"{COMMENTS:,} comments, number unknown: medians of {rounds} rounds, both sides warm and in turn, two threads "
        "each. BERTopic's seconds include encoding with MiniLM on the processor."
    )
    return Section("Time beside BERTopic", text, ("set", "ThemeModel", "BERTopic", "ratio", "floor, aim"), rows)


def timed(whole: LabelledSet, rounds: int, peers_python: Path) -> tuple[list[float], list[float]]:
    """The seconds of each round, ours and BERTopic's."""
    ours: list[float] = []
    peer: list[float] = []
    with EstimatorProcess(OURS.estimator) as first, EstimatorProcess(BERTOPIC.estimator, peers_python) as second:
        for turn in range(rounds + 1):
            run = Run(comments_of_turn(whole, turn), None, turn)
            sides = [(ours, first), (peer, second)]
            for taken, process in sides if turn % 2 else sides[::-1]:
                taken.append(process.run(run).seconds)
    return ours[1:], peer[1:]


def comments_of_turn(whole: LabelledSet, turn: int) -> Sequence[str]:
    """Other comments, or the same in another order, every time: nothing is left over from the round before."""
    return Random(turn).sample(whole.comments, COMMENTS)
