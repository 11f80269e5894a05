"""The merge tree cut at a number of themes, with themes that a person confirmed whole and apart."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.text.identity import found_again
from analysis.text.merge_tree import MergeTree
from analysis.text.themes import ThemeModel

Ids: TypeAlias = NDArray[np.int64]

FINER: Final = 12
FINEST: Final = 40
"""Levels go to twice the number that is shown, at least to 12 and at most to 40."""
ONE_SPLIT: Final = 0.5
"""How much less of the themes before is found again where one of so many falls in two halves, times their number."""
MOSTLY: Final = 0.5
SHARED: Final = 0.25
"""Of a leaf's comments, the share that was there before from which these say where it belongs."""


@dataclass(frozen=True)
class Cut:
    """Nested levels of themes of n comments.

    leaf: (n,) the finest part each comment is in, -1 for none. levels: a number of themes to the theme of each leaf,
    (leaves,). number: the level that is shown. confirmed: themes of that level to the id that a person gave them.
    whole: (leaves,) the confirmed id that a leaf stands for, -1 for parts of themes that were found.
    stability: (leaves,) of the model's theme that each leaf belongs to. of_tree: the number of the tree's own themes
    that is suggested, of which `suggested` are left once confirmed ones stand apart.
    """

    leaf: Ids
    levels: Mapping[int, Ids]
    number: int
    suggested: int
    whole: Ids
    stability: NDArray[np.float64]
    of_tree: int = 0

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
        return replace(
            self,
            levels={at + 1: np.append(groups, groups.max(initial=-1) + 1) for at, groups in self.levels.items()},
            number=self.number + 1,
            whole=np.append(self.whole, -1),
            stability=np.append(self.stability, 1.0),
        )


def cut_tree(model: ThemeModel, clear: NDArray[np.bool_], old: Ids, *, most: int, wanted: int | None = None) -> Cut:
    """Cut a fitted model's tree at the number of themes wanted, or else suggested.

    clear: (n,) whether a comment is clearly in its theme; the others are in no leaf. old: (n,) the ids of the fit
    before, 0 for none. most: at most so many themes are suggested. A confirmed theme is one leaf: at the level that is
    shown, and at finer ones, it stands whole and apart; at coarser ones it is part of a broader theme as any other is.
    """
    ids = np.array([-1 if theme.confirmed is None else theme.confirmed for theme in model.themes_] + [-1])
    finest = np.where(clear, model.merge_tree_.finest, -1)
    whole = _kept_together(finest, np.where(clear, ids[model.labels_], -1), old, ids)
    growth = _Growth.of(model, finest, whole)
    suggested = _suggested(growth, old, min(model.n_themes_, most)) if len(growth.whole) else 0
    return _cut(growth, suggested, wanted)


def cut_again(
    model: ThemeModel,
    clear: NDArray[np.bool_],
    old: Ids,
    made: Collection[int],
    *,
    suggested: int,
    wanted: int | None = None,
) -> Cut:
    """Cut the same fit's tree anew after edits: where nothing was edited, themes are what they were.

    old: (n,) the theme of each comment after the edits. made: the ids that a person confirmed; these themes stand whole
    and apart, all others as the tree has them. suggested: the `of_tree` of the cut before.
    """
    finest = np.where(clear, model.merge_tree_.finest, -1)
    whole = np.where((finest >= 0) & np.isin(old, list(made)), old, -1)
    return _cut(_Growth.of(model, finest, whole), suggested, wanted)


def _cut(growth: "_Growth", suggested: int, wanted: int | None) -> Cut:
    if not len(growth.whole):
        nothing = np.empty(0, dtype=np.int64)
        return Cut(growth.leaf, {0: nothing}, 0, 0, nothing, np.empty(0))
    number = growth.nearest(wanted or suggested)
    finest = max(number, min(max(2 * number, FINER), FINEST))
    levels: dict[int, Ids] = {}
    for each in (each for each in growth.numbers if each <= finest):
        groups = growth.groups(each, apart=each >= number)
        levels.setdefault(_count(groups), groups)
    shown, usual = (_count(growth.groups(each, apart=True)) for each in (number, suggested))
    return _coarsened(Cut(growth.leaf, levels, shown, usual, growth.whole, growth.stability, suggested))


def _suggested(growth: "_Growth", old: Ids, most: int) -> int:
    """How many themes to show: the model's number, or one between the number there was and that.

    At that number the old themes are found again about as well as at any: more comments alone split one at most. Where
    there were not half as many themes as there could be, they are not worth keeping to.
    """
    before = len(np.unique(old[old > 0]))
    if 2 * before <= most:
        return growth.nearest(most)
    numbers = range(min(before, most), max(before, most) + 1)
    labels = [np.append(growth.groups(number, apart=True), -1)[growth.leaf] for number in numbers]
    agreement = [found_again(old, each) for each in labels]
    return growth.nearest(
        max(k for k, each in zip(numbers, agreement, strict=True) if each >= max(agreement) - ONE_SPLIT / before)
    )


@dataclass(frozen=True)
class _Growth:
    """The tree with a leaf for each confirmed theme. anchor: the tree's own leaf that each leaf mostly consists of."""

    leaf: Ids
    anchor: Ids
    whole: Ids
    stability: NDArray[np.float64]
    tree: MergeTree

    @classmethod
    def of(cls, model: ThemeModel, finest: Ids, whole: Ids) -> "_Growth":
        """finest: (n,) the tree's leaf of each comment, -1 for none. whole: (n,) its confirmed theme, -1 for none."""
        tree = model.merge_tree_
        leaf, first = _leaves(finest, whole)
        anchor = [np.bincount(tree.finest[leaf == each]).argmax() for each in range(len(first))]
        stability = np.array([model.themes_[theme].stability for theme in model.labels_[first]])
        return cls(leaf, np.array(anchor, dtype=np.int64), whole[first], stability, tree)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of themes that can be had."""
        return self.tree.numbers

    def nearest(self, number: int) -> int:
        """The nearest number that can be had."""
        return int(np.clip(number, self.numbers[0], self.numbers[-1]))

    def groups(self, number: int, *, apart: bool) -> Ids:
        """The theme of each leaf, (leaves,), with or without confirmed themes apart."""
        groups = self.tree.groups(self.nearest(number))[self.anchor]
        held = np.where(self.whole >= 0, len(self.tree.sizes) + self.whole, groups) if apart else groups
        return np.unique(held, return_inverse=True)[1].astype(np.int64)


def _count(groups: Ids) -> int:
    return int(groups.max()) + 1


def _kept_together(finest: Ids, whole: Ids, old: Ids, ids: Ids) -> Ids:
    """The confirmed theme of each comment, (n,), -1 for none, with all comments that were in it before.

    What a person made one theme does not come apart because the fit finds a part of it again: leaves that were mostly
    such a theme go to it with their new comments too.
    """
    whole = whole.copy()
    for leaf in np.unique(finest[(finest >= 0) & (whole < 0)]):
        rows = np.flatnonzero((finest == leaf) & (whole < 0))
        known = old[rows][old[rows] > 0]
        if len(known) >= SHARED * len(rows):
            theme, count = max(zip(*np.unique(known, return_counts=True), strict=True), key=lambda each: each[1])
            if theme in ids and count >= MOSTLY * len(known):
                whole[rows] = theme
    return np.where((finest >= 0) & (whole < 0) & np.isin(old, ids[ids >= 0]), old, whole)


def _leaves(finest: Ids, whole: Ids) -> tuple[Ids, Ids]:
    """The leaf of each comment, (n,), one for each confirmed theme; and a comment of each leaf, (leaves,)."""
    apart = np.where((whole >= 0) & (finest >= 0), finest.max(initial=-1) + 1 + whole, finest)
    leaf = np.full(len(finest), -1, dtype=np.int64)
    placed = np.flatnonzero(apart >= 0)
    _, first, leaf[placed] = np.unique(apart[placed], return_index=True, return_inverse=True)
    return leaf, placed[first]


def _coarsened(cut: Cut) -> Cut:
    """The same with leaves that no level tells apart put together."""
    finest = cut.levels[max(cut.levels)]
    _, first = np.unique(finest, return_index=True)
    return replace(
        cut,
        leaf=np.append(finest, -1)[cut.leaf],
        levels={number: groups[first] for number, groups in cut.levels.items()},
        whole=cut.whole[first],
        stability=np.array([cut.stability[finest == each].mean() for each in range(len(first))]),
    )
