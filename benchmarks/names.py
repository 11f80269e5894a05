"""Whether a theme's name says what people called it, and whether a reader can tell two themes apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from statistics import fmean
from typing import Any, Final

from nltk.stem.snowball import SnowballStemmer
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from benchmarks.contestants import OURS
from benchmarks.labelled import LabelledSet, draw
from benchmarks.quality import Settings
from benchmarks.sections import Section, percent, tell
from benchmarks.trial import Answer, Run, run_trial

GOAL: Final = 0.6
WORD: Final = re.compile(r"[^\W_]+")
TELLING: Final = frozenset(
    WORD.findall(
        "amount bill bottom call cry describe detail empty fill fire front full interest mill mine move name part"
        " serious side sincere system thick thin third top"
    )
)
"""Words of content in scikit-learn's list of stop words: "bill balance" and "make call" are labels."""
STOP_WORDS: Final = ENGLISH_STOP_WORDS - TELLING


@dataclass(frozen=True)
class Naming:
    """One theme: the share of its human label's stems that its name, and its terms, hold; and how pure it is."""

    in_name: float
    in_terms: float
    purity: float


@dataclass(frozen=True)
class NamesOfSet:
    """The themes of all runs on a set; `alike` counts pairs of one run that a reader would take for one."""

    data: str
    namings: tuple[Naming, ...]
    alike: int


def measure_names(sets: Sequence[LabelledSet], settings: Settings, estimator: str = OURS.estimator) -> list[NamesOfSet]:
    """Fit each set with its true number of themes, once a seed, and read the names."""
    found = []
    for whole in sets:
        drawn = [draw(whole, settings.labels, settings.rows, seed) for seed in range(settings.seeds)]
        runs = [Run(one.comments, one.number, seed) for seed, one in enumerate(drawn)]
        answers = run_trial(estimator, runs)
        namings = [n for one, answer in zip(drawn, answers, strict=True) for n in namings_of(one, answer)]
        alike = sum(pairs_alike(answer.themes) for answer in answers)
        found.append(NamesOfSet(whole.name, tuple(namings), alike))
        tell(f"{whole.name:20} names of {len(namings)} themes")
    return found


def namings_of(drawn: LabelledSet, answer: Answer) -> list[Naming]:
    """Compare each theme's name with the label that most of its comments carry; ties go to the label by alphabet."""
    namings = []
    for place, theme in enumerate(answer.themes):
        labels = [label for label, found in zip(drawn.labels, answer.labels["all"], strict=True) if found == place]
        if not labels:
            continue
        label, count = min(Counter(labels).items(), key=lambda item: (-item[1], item[0]))
        terms = " ".join(theme["terms"])
        in_name, in_terms = (share_held(label, text) for text in (theme["label"], f"{theme['label']} {terms}"))
        namings.append(Naming(in_name, in_terms, count / len(labels)))
    return namings


def share_held(label: str, text: str) -> float:
    """The share of a label's stems, stop words left out, that are among the stems of a text."""
    wanted = stems(label)
    return len(wanted & stems(text)) / len(wanted) if wanted else 0.0


@cache
def stems(text: str) -> frozenset[str]:
    words = [word for word in WORD.findall(text.casefold().replace("_", " ")) if word not in STOP_WORDS]
    return frozenset(_stemmer().stem(word) for word in words)


@cache
def _stemmer() -> SnowballStemmer:
    return SnowballStemmer("english")


def pairs_alike(themes: Sequence[dict[str, Any]]) -> int:
    """How many pairs of themes a reader would take for one, by the stems of their names."""
    names = [list(map(_told_by, theme["label"].split(", "))) for theme in themes if theme["terms"]]
    return sum(taken_for_one(one, other) for one, other in combinations(names, 2))


def _told_by(phrase: str) -> frozenset[str]:
    """The stems of a phrase without stop words, with them if it has no others."""
    return stems(phrase) or frozenset(map(_stemmer().stem, WORD.findall(phrase.casefold())))


def taken_for_one(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    """Whether two names, by phrase, begin alike: with the same, or one inside the other's and with nothing else new."""
    short, long = sorted((one, other), key=lambda name: len(name[0]))
    if not short[0] <= long[0]:
        return False
    more = frozenset[str]().union(*short[1:])
    return short[0] == long[0] or more <= frozenset[str]().union(*long)


def names_section(found: Sequence[NamesOfSet]) -> Section:
    rows = [_row(one.data, one.namings, one.alike) for one in found]
    if len(found) > 1:
        means = [[fmean(values) for values in zip(*(_shares(one.namings) for one in found), strict=True)]]
        alike = str(sum(one.alike for one in found))
        rows += [["mean of sets", str(sum(len(one.namings) for one in found)), *map(percent, means[0]), alike]]
    text = (
        "The label that most of a theme's comments carry, looked for among the stems of the theme's name (its phrases) "
        f"and of its name and terms: one word of the label, or all of them. The goal is one word of it in "
        f"{percent(GOAL)} of the names and no pair that a reader would take for one: with the same first phrase, "
        "or with one inside the other's and nothing else that differs. Number given."
    )
    header = ("set", "themes", "name: a word", "name: all", "terms: a word", "terms: all", "purity", "pairs alike")
    return Section("Names", text, header, rows)


def _row(data: str, namings: Sequence[Naming], alike: int) -> list[str]:
    return [data, str(len(namings)), *map(percent, _shares(namings)), str(alike)]


def _shares(namings: Sequence[Naming]) -> tuple[float, float, float, float, float]:
    if not namings:
        return (0.0,) * 5
    return (
        fmean(naming.in_name > 0 for naming in namings),
        fmean(naming.in_name == 1 for naming in namings),
        fmean(naming.in_terms > 0 for naming in namings),
        fmean(naming.in_terms == 1 for naming in namings),
        fmean(naming.purity for naming in namings),
    )
