"""The merge tree cut at a number of themes, with themes that a person confirmed whole and apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.text.themes import ThemeModel

Ids: TypeAlias = NDArray[np.int64]

A_THEME_EACH: Final = 25
FEW: Final = 300
"""Up to so many comments there is at most one theme for every 25."""
FINEST: Final = 40


@dataclass(frozen=True)
class Cut:
    """Nested levels of themes of n comments.

    leaf: (n,) the finest part each comment is in, -1 for none. levels: a number of themes to the theme of each leaf,
    (leaves,). number: the level that is shown. confirmed: themes of that level to the id that a person gave them.
    whole: (leaves,) the confirmed id that a leaf stands for, -1 for parts of themes that were found.
    stability: (leaves,) of the model's theme that each leaf belongs to.
    """

    leaf: Ids
    levels: Mapping[int, Ids]
    number: int
    suggested: int
    whole: Ids
    stability: NDArray[np.float64]

    @property
    def theme(self) -> Ids:
        """The theme of each comment at the level that is shown, (n,), -1 for none."""
        return np.append(self.levels[self.number], -1)[self.leaf]

    @property
    def confirmed(self) -> dict[int, int]:
        """Themes of the level that is shown to the ids that a person gave them."""
        theme_of = self.levels[self.number]
        return {int(theme_of[leaf]): int(known) for leaf, known in enumerate(self.whole) if known >= 0}

    def largest_leaf(self, theme: int) -> int:
        """The leaf with most comments of a theme at the level that is shown."""
        leaves = np.flatnonzero(self.levels[self.number] == theme)
        sizes = np.bincount(self.leaf[self.leaf >= 0], minlength=len(self.whole))
        return int(leaves[sizes[leaves].argmax()])

    def with_one_more(self) -> "Cut":
        """The same with one more theme, of one leaf, that stands apart at every level and has no comments yet."""
        levels = {number + 1: np.append(groups, groups.max(initial=-1) + 1) for number, groups in self.levels.items()}
        return Cut(
            self.leaf,
            levels,
            self.number + 1,
            self.suggested,
            np.append(self.whole, -1),
            np.append(self.stability, 1.0),
        )


def cut_tree(model: ThemeModel, n: int, wanted: int | None = None) -> Cut:
    """Cut a fitted model's tree at the number of themes wanted, or else suggested; n: comments that say something.

    A confirmed theme is one leaf: at the level that is shown, and at finer ones, it stands whole and apart; at coarser
    ones it is part of a broader theme as any other is.
    """
    tree = model.merge_tree_
    suggested = min(model.n_themes_, max(n // A_THEME_EACH, 1)) if n <= FEW else model.n_themes_
    if not tree.numbers:
        nothing = np.empty(0, dtype=np.int64)
        return Cut(np.full(len(model.labels_), -1, dtype=np.int64), {0: nothing}, 0, suggested, nothing, np.empty(0))
    number = int(np.clip(wanted or suggested, tree.numbers[0], tree.numbers[-1]))
    finest = max(number, min(max(2 * number, n // A_THEME_EACH), FINEST))
    ids = np.array([-1 if theme.confirmed is None else theme.confirmed for theme in model.themes_] + [-1])
    leaf, first = _leaves(tree.labels(finest), ids[model.labels_])
    anchor = np.array([np.bincount(tree.finest[leaf == each]).argmax() for each in range(len(first))])
    whole = ids[model.labels_[first]]
    levels: dict[int, Ids] = {}
    shown = 0
    for each in (each for each in tree.numbers if each <= finest):
        groups = tree.groups(each)[anchor]
        apart = np.where(whole >= 0, len(tree.sizes) + whole, groups) if each >= number else groups
        groups = np.unique(apart, return_inverse=True)[1]
        levels.setdefault(int(groups.max()) + 1, groups)
        if each == number:
            shown = int(groups.max()) + 1
    stability = np.array([model.themes_[theme].stability for theme in model.labels_[first]])
    return Cut(leaf, levels, shown, suggested, whole, stability)


def _leaves(finest: Ids, whole: Ids) -> tuple[Ids, Ids]:
    """The leaf of each comment, (n,), one for each confirmed theme; and a comment of each leaf, (leaves,)."""
    apart = np.where((whole >= 0) & (finest >= 0), finest.max(initial=-1) + 1 + whole, finest)
    leaf = np.full(len(finest), -1, dtype=np.int64)
    placed = np.flatnonzero(apart >= 0)
    _, first, leaf[placed] = np.unique(apart[placed], return_index=True, return_inverse=True)
    return leaf, placed[first]
