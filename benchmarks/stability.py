"""Whether another seed finds the same themes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks.contestants import OURS
from benchmarks.labelled import LabelledSet
from benchmarks.sections import Section, decimals, seconds, tell
from benchmarks.trial import Answer, Run, run_trial


def stability_section(sets: Sequence[LabelledSet], seeds: int, estimator: str = OURS.estimator) -> Section:
    """Fit each whole set with several seeds, number unknown, and compare every pair of fits."""
    rows = []
    for whole in sets:
        answers = run_trial(estimator, [Run(whole.comments, None, seed) for seed in range(seeds)])
        rows.append([whole.name, str(len(whole.comments)), *_cells(answers)])
        tell(f"{whole.name:20} stability {rows[-1][2:]}")
    text = (
        f"The mean agreement of every pair of {seeds} seeds on all comments of a set, number unknown; and on the "
        "comments that both find clear, the least clear fifth of each left out."
    )
    header = ("set", "comments", "ARI", "AMI", "ARI, clear", "AMI, clear", "found", "seconds")
    return Section("Stability", text, header, rows)


def _cells(answers: Sequence[Answer]) -> list[str]:
    everything = [np.array(answer.labels["all"], dtype=np.float64) for answer in answers]
    clear = [np.array(answer.labels.get("clear", answer.labels["all"]), dtype=np.float64) for answer in answers]
    found = sorted({len(np.unique(labels[labels >= 0])) for labels in everything})
    agreement = [*pair_agreement(everything), *pair_agreement(clear)]
    took = seconds(fmean(answer.seconds for answer in answers))
    return [*map(decimals, agreement), "-".join(dict.fromkeys(map(str, (found[0], found[-1])))), took]


def pair_agreement(runs: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    """The mean ARI and AMI of all pairs of labellings (n,), over the comments that both label; nan is none."""
    agreed = [
        (one[both], other[both]) for one, other in combinations(runs, 2) if (both := ~np.isnan(one + other)).any()
    ]
    if not agreed:
        return 0.0, 0.0
    return (
        fmean(float(adjusted_rand_score(one, other)) for one, other in agreed),
        fmean(float(adjusted_mutual_info_score(one, other)) for one, other in agreed),
    )
