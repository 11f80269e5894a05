"""Themes split further, each into parts of its own, so that a reader can look closer without losing the place."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize

from analysis.text.corpus import Ids
from analysis.text.mixture import Mixture, first_mixture
from analysis.text.views import Counts, Points

FINEST: Final = 40
"""The most parts that all themes together are split into."""
SMALLEST_PART: Final = 12
"""Comments that a part needs."""
LEARN_FROM: Final = 4_000
"""Comments of a theme that its halves are learnt from."""


@dataclass(frozen=True)
class Finer:
    """The parts of themes. mixture: one component a part. theme_of: (parts,) the theme of each.

    merges: (parts - 1, 2) as in MergeTree: first those that make the themes whole again, then those of whole themes.
    """

    mixture: Mixture
    theme_of: Ids
    merges: Ids

    def place(self, counts: Counts, points: Points, labels: Ids) -> Ids:
        """The likeliest part of each comment, (comments,), among those of its theme `labels` (comments,)."""
        joint = self.mixture.log_joint(counts, points)
        return np.asarray(np.where(self.theme_of == labels[:, None], joint, -np.inf).argmax(axis=1), dtype=np.int64)


def split_finer(counts: Counts, points: Points, labels: Ids, themes: int, random_state: int) -> Finer:
    """Split themes in two, the one that spreads widest first, until there are 40 parts or none is large enough.

    labels: (comments,) of 0..themes-1. Themes merge by Ward's criterion on their directions
    (Ward 1963).
    """
    parts = labels.copy()
    splits: list[tuple[int, int]] = []
    waiting = {part: _spread(points[parts == part]) for part in range(themes)}
    while waiting and themes + len(splits) < FINEST:
        widest = max(waiting, key=lambda part: (waiting[part], -part))
        rows = np.flatnonzero(parts == widest)
        half = _half(points[rows], random_state)
        del waiting[widest]
        if min(half.sum(), (~half).sum()) >= SMALLEST_PART:
            new = themes + len(splits)
            splits.append((widest, new))
            parts[rows[half]] = new
            waiting |= {part: _spread(points[parts == part]) for part in (widest, new)}
    mixture = first_mixture(counts, points, parts, themes + len(splits))
    return Finer(mixture, _themes_of(splits, themes), _merges(splits, points, labels, themes))


def _spread(points: Points) -> float:
    """The squared distances of unit rows to their mean, summed; rounded, so that a tie is a tie everywhere."""
    return round(float(len(points) - np.square(points.sum(axis=0)).sum() / max(len(points), 1)), 3)


def _half(points: Points, random_state: int) -> NDArray[np.bool_]:
    """The smaller of two parts, (rows,)."""
    if len(points) < 2 * SMALLEST_PART or len(np.unique(points.round(5), axis=0)) < 2:
        return np.zeros(len(points), dtype=bool)
    sides = KMeans(2, n_init=3, random_state=random_state).fit(points[:LEARN_FROM]).predict(points)
    smaller = 1 if sides.mean() <= 0.5 else 0
    return np.asarray(sides == smaller, dtype=np.bool_)


def _themes_of(splits: list[tuple[int, int]], themes: int) -> Ids:
    theme_of = list(range(themes))
    for part, _ in splits:
        theme_of.append(theme_of[part])
    return np.array(theme_of, dtype=np.int64)


def _merges(splits: list[tuple[int, int]], points: Points, labels: Ids, themes: int) -> Ids:
    holds = list(range(themes))  # a part of each theme that linkage makes, its new ones included
    merges = splits[::-1]
    if themes > 1:
        directions = normalize(np.array([points[labels == theme].sum(axis=0) for theme in range(themes)]))
        for one, other in linkage(directions, method="ward")[:, :2].astype(int).tolist():
            merges.append((holds[one], holds[other]))
            holds.append(holds[one])
    return np.array(merges, dtype=np.int64).reshape(-1, 2)
