"""What a lead's confirmed comments are worth: themes that learn from them, beside a classifier alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score
from sklearn.pipeline import make_pipeline

from analysis.text.themes import ThemeModel
from benchmarks.labelled import LabelledSet, draw
from benchmarks.quality import Settings
from benchmarks.sections import Section, decimals, tell

CONFIRMED: Final = (0, 50, 100, 200, 600)
Ids: TypeAlias = NDArray[np.int64]
Labeller: TypeAlias = Callable[[LabelledSet, Ids, int], Ids]
"""Learns from (n,) confirmed classes of n comments, -1 where unknown, with a seed; labels all n."""


def curation_section(sets: Sequence[LabelledSet], settings: Settings) -> Section:
    """Tell the model the labels of some comments, drawn at random, and judge it on the rest."""
    rows = [row for whole in sets for row in _rows(whole, settings)]
    text = (
        "ARI / AMI on the comments that were not confirmed, number given, means of the seeds. The classifier is "
        "logistic regression on TF-IDF, which knows the confirmed comments only."
    )
    return Section("Confirmed comments", text, ("set and method", *(f"{known} known" for known in CONFIRMED)), rows)


def _rows(whole: LabelledSet, settings: Settings) -> list[list[str]]:
    drawn = [draw(whole, settings.labels, settings.rows, seed) for seed in range(settings.seeds)]
    ours = [
        _cell([agreement(one, known, seed, _model_labels) for seed, one in enumerate(drawn)]) for known in CONFIRMED
    ]
    tell(f"{whole.name:20} confirmed {ours}")
    alone = [
        _cell([agreement(one, known, seed, _classifier_labels) for seed, one in enumerate(drawn)]) if known else "-"
        for known in CONFIRMED
    ]
    return [[f"{whole.name}, ThemeModel", *ours], [f"{whole.name}, classifier", *alone]]


def _cell(scores: Sequence[tuple[float, float] | None]) -> str:
    possible = [score for score in scores if score]
    if not possible:
        return "-"
    return " / ".join(decimals(fmean(values)) for values in zip(*possible, strict=True))


def _model_labels(drawn: LabelledSet, confirmed: Ids, seed: int) -> Ids:
    model = ThemeModel(drawn.number, random_state=seed)
    return model.fit(drawn.comments, confirmed=confirmed.tolist()).labels_


def _classifier_labels(drawn: LabelledSet, confirmed: Ids, seed: int) -> Ids:
    known = np.flatnonzero(confirmed >= 0).tolist()
    classifier = make_pipeline(
        TfidfVectorizer(sublinear_tf=True, stop_words="english"),
        LogisticRegression(C=10, class_weight="balanced", max_iter=500, random_state=seed),
    )
    classifier.fit([drawn.comments[row] for row in known], confirmed[known])
    return np.asarray(classifier.predict(drawn.comments), dtype=np.int64)


def agreement(drawn: LabelledSet, known: int, seed: int, label: Labeller) -> tuple[float, float] | None:
    """ARI and AMI on what is not among `known` random comments; None if hardly anything would be left to judge."""
    classes = np.unique(drawn.labels, return_inverse=True)[1]
    if known > 0.75 * len(classes):
        return None
    chosen = np.random.default_rng(seed).permutation(len(classes))[:known]
    confirmed = np.full(len(classes), -1)
    confirmed[chosen] = classes[chosen]
    rest = confirmed < 0
    found = label(drawn, confirmed, seed)[rest]
    return float(adjusted_rand_score(classes[rest], found)), float(adjusted_mutual_info_score(classes[rest], found))
