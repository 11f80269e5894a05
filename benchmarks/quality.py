"""How well themes agree with human labels, ours beside the peers, number given and unknown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Final

import numpy as np

from benchmarks.contestants import BERTOPIC, MINILM, Contestant, Mode
from benchmarks.labelled import LabelledSet, draw
from benchmarks.measures import Scores, mean_scores, score
from benchmarks.sections import Section, decimals, percent, seconds, tell
from benchmarks.trial import Answer, Run, run_trial

BERTOPIC_RUNS: Final = 5
"""BERTopic is random: one run says little, and whoever stands beside it runs as often."""
MODE_NAMES: Final = {"true": "number given", "auto": "number unknown"}


@dataclass(frozen=True)
class Settings:
    """What to draw from each set and how often; `peers_python` runs what needs the peers' environment."""

    seeds: int
    labels: int
    rows: int
    peers_python: Path | None = None


@dataclass(frozen=True)
class Result:
    """One contestant on one set: means over its runs, the median of their seconds, MiB of its process."""

    data: str
    mode: Mode
    contestant: str
    reading: str
    scores: Scores
    seconds: float
    memory: float
    runs: int


@dataclass(frozen=True)
class Bar:
    """What bar.md asks of the ratio of our mean over sets to a peer's."""

    mode: Mode
    peer: str
    ari: tuple[float, float]
    ami: tuple[float, float]


BARS: Final = (
    Bar("true", MINILM.name, ari=(1.0, 1.1), ami=(0.95, 1.0)),
    Bar("auto", BERTOPIC.name, ari=(1.6, 1.8), ami=(1.1, 1.15)),
)


def measure(
    sets: Sequence[LabelledSet], contestants: Sequence[Contestant], modes: Sequence[Mode], settings: Settings
) -> list[Result]:
    """Run every contestant on every set in every mode it knows, each in a process of its own."""
    beside = BERTOPIC in contestants and "auto" in modes
    seeds = max(settings.seeds, BERTOPIC_RUNS) if beside else settings.seeds
    results: list[Result] = []
    for whole in sets:
        drawn = [draw(whole, settings.labels, settings.rows, seed) for seed in range(seeds)]
        for contestant in contestants:
            for mode in [mode for mode in modes if mode in contestant.modes]:
                found = measure_one(drawn, contestant, mode, settings.peers_python)
                tell(_progress(found[0]))
                results += found
    return results


def measure_one(drawn: list[LabelledSet], contestant: Contestant, mode: Mode, python: Path | None) -> list[Result]:
    """Return one result for each way of reading the contestant's answers."""
    runs = [Run(one.comments, one.number if mode == "true" else None, seed) for seed, one in enumerate(drawn)]
    answers = run_trial(contestant.estimator, runs, python if contestant.embeds else None)
    took = median(answer.seconds for answer in answers)
    return [
        Result(
            drawn[0].name,
            mode,
            contestant.name,
            reading,
            mean_scores([_scored(one, answer, reading) for one, answer in zip(drawn, answers, strict=True)]),
            took,
            answers[-1].peak_memory,
            len(runs),
        )
        for reading in answers[0].labels
    ]


def _scored(drawn: LabelledSet, answer: Answer, reading: str) -> Scores:
    labels = answer.labels[reading]
    themes = np.array([-1 if label is None else label for label in labels], dtype=np.int64)
    return score(drawn.comments, drawn.labels, themes, np.array([label is not None for label in labels]))


def _progress(result: Result) -> str:
    agreement = f"ARI {decimals(result.scores.ari)}  AMI {decimals(result.scores.ami)}"
    return f"{result.data:20} {MODE_NAMES[result.mode]:15} {result.contestant:18} {agreement}  {result.seconds:.1f} s"


def sections(results: Sequence[Result], contestants: Sequence[Contestant]) -> list[Section]:
    """The tables of a measurement: means over sets, each set, and the ratios that are the bar."""
    names = {contestant.name: contestant for contestant in contestants}
    modes: list[Mode] = [mode for mode in ("true", "auto") if any(result.mode == mode for result in results)]
    tables = [table for mode in modes for table in (_means(results, mode, names), _by_set(results, mode, names))]
    ratios = _ratios(results, contestants[0])
    return tables + ([ratios] if ratios.rows else [])


def _means(results: Sequence[Result], mode: Mode, names: dict[str, Contestant]) -> Section:
    count = len({result.data for result in results})
    header = ("method", "ARI", "AMI", "NMI", "NPMI", "diversity", "found", "unplaced", "compared", "seconds", "MiB")
    rows = [_mean_row(names[name].named(reading), group) for (name, reading), group in _grouped(results, mode)]
    text = (
        f"Means over {count} {'set' if count == 1 else 'sets'}. A comment without a theme (-1) is a class of its own. "
        "NPMI and diversity are of each theme's ten most typical words, found the same way for all. Seconds: the "
        "median of the runs of one process; MiB: the most it held."
    )
    return Section(f"Themes and human labels, {MODE_NAMES[mode]}", text, header, rows)


def _mean_row(name: str, group: Sequence[Result]) -> list[str]:
    mean = mean_scores([result.scores for result in group])
    agreement = [decimals(value) for value in (mean.ari, mean.ami, mean.nmi, mean.coherence, mean.diversity)]
    shares = [f"{mean.number:.1f}", percent(mean.unplaced), percent(mean.kept)]
    cost = [seconds(fmean(result.seconds for result in group)), f"{max(result.memory for result in group):.0f}"]
    return [name, *agreement, *shares, *cost]


def _by_set(results: Sequence[Result], mode: Mode, names: dict[str, Contestant]) -> Section:
    groups = _grouped(results, mode)
    found = [{result.data: _agreement(result.scores, mode) for result in group} for _, group in groups]
    data = dict.fromkeys(result.data for result in results)
    rows = [[one, *(of_group.get(one, "-") for of_group in found)] for one in data]
    header = ["set", *(names[name].shortly_named(reading) for (name, reading), _ in groups)]
    text = "ARI / AMI" + (" (number found)." if mode == "auto" else ".")
    return Section(f"Each set, {MODE_NAMES[mode]}", text, header, rows)


def _agreement(scores: Scores, mode: Mode) -> str:
    number = f" ({scores.number:.1f})" if mode == "auto" else ""
    return f"{decimals(scores.ari)} / {decimals(scores.ami)}{number}"


def _ratios(results: Sequence[Result], ours: Contestant) -> Section:
    means = {(mode, *key): _mean(group) for mode in MODE_NAMES for key, group in _grouped(results, mode)}
    rows = [
        [ours.named(mine), f"{bar.peer}, {MODE_NAMES[bar.mode]}", *_compared(means[own], means[other], bar)]
        for bar in BARS
        for mine in ("all", "clear")
        if (own := (bar.mode, ours.name, mine)) in means and (other := (bar.mode, bar.peer, "all")) in means
    ]
    text = "Our mean over the sets divided by the peer's in the same run, and the floor and aim set for it."
    return Section(
        "Ratios", text, ("ours", "peer", "ARI", "floor, aim", "reached", "AMI", "floor, aim", "reached"), rows
    )


def _compared(ours: Scores, peer: Scores, bar: Bar) -> list[str]:
    ratios = ((ours.ari / peer.ari, bar.ari), (ours.ami / peer.ami, bar.ami))
    return [
        cell for ratio, goal in ratios for cell in (f"{ratio:.2f}", f"{goal[0]:g}, {goal[1]:g}", _reached(ratio, goal))
    ]


def _reached(ratio: float, goal: tuple[float, float]) -> str:
    floor, aim = goal
    return "aim" if ratio >= aim else "floor" if ratio >= floor else "below"


def _mean(group: Sequence[Result]) -> Scores:
    return mean_scores([result.scores for result in group])


def _grouped(results: Iterable[Result], mode: str) -> list[tuple[tuple[str, str], list[Result]]]:
    """The results of a mode by contestant and reading, in the order they came."""
    groups: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        if result.mode == mode:
            groups.setdefault((result.contestant, result.reading), []).append(result)
    return list(groups.items())


def write_results(results: Sequence[Result], path: Path) -> None:
    """Leave the results as JSON, one object each."""
    path.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n")
