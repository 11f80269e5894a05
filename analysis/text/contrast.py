"""What sets groups of people apart in what they write: how many write about a theme, and in which words."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analysis.scores.intervals import Bounds, share_bounds, share_difference_bounds
from analysis.scores.multiplicity import q_values
from analysis.scores.permutation import TOLERANCE

DRAWS: Final = 10_000
MINIMUM: Final = 10

Ids = NDArray[np.int64]
Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True)
class GroupShare:
    """One group's part in a theme: `count` of its `people` wrote about it; share 0..1 with its 95 % interval."""

    group: str
    people: int
    count: int
    share: float
    bounds: Bounds


@dataclass(frozen=True)
class ShareContrast:
    """A theme's share of people in each group, and whether the groups differ by more than chance.

    difference, bounds: the first group's share minus the second's; of several groups, the highest minus the lowest
    (`more` and `less` are their names), whose interval is then a little too narrow, since the pair was picked.
    p: that of no difference between any of the groups. q: p corrected over all tests that were given together.
    """

    theme: int
    shares: tuple[GroupShare, ...]
    more: str
    less: str
    difference: float
    bounds: Bounds
    p: float
    q: float


def contrast_shares(
    person_ids: Sequence[Person],
    theme_of_comment: NDArray[np.int64],
    group_of_person: Mapping[Person, str],
    themes: int,
    *,
    groups: Sequence[str] = (),
    fewest: int = MINIMUM,
    fewest_in_cell: int = 0,
    random_state: int = 0,
) -> list[ShareContrast]:
    """Contrast the share of people who write about each theme between groups; nothing for fewer than two groups.

    A person counts once for a theme, however often they write about it, and belongs to one group. p by exchanging
    people between the groups (the theme's people stay as many as they are): exact for two groups, from the
    hypergeometric counts that all exchanges give; for several by 10,000 seeded draws of Pearson's chi-square. q by
    Benjamini and Hochberg over the themes; `correct_together` does so over several contrasts of one report.

    Args:
        person_ids: (n,) who wrote each comment that says something.
        theme_of_comment: (n,) its theme 0..themes-1, or -1 for none; its writer still counts in the base.
        group_of_person: each person's group; people without one, or with "", are left out.
        themes: how many themes there are.
        groups: the groups to contrast, in this order; all of them, by name, if empty.
        fewest: people a group needs; a smaller one is left out.
        fewest_in_cell: people of each group that a theme needs; one with fewer in any group is left out.
        random_state: the seed of the draws.
    """
    counts, sizes, names = _count_people(person_ids, theme_of_comment, group_of_person, themes, groups)
    kept = sizes >= max(fewest, 1)
    if kept.sum() < 2:
        return []
    counts, sizes = counts[:, kept], sizes[kept]
    names = [name for name, keep in zip(names, kept, strict=True) if keep]
    shown = [theme for theme in range(themes) if (counts[theme] >= fewest_in_cell).all()]
    found = [_contrast(theme, counts[theme], sizes, names, random_state) for theme in shown]
    return correct_together(found)[0]


def correct_together(*contrasts: Sequence[ShareContrast]) -> list[list[ShareContrast]]:
    """The same contrasts with q over all of their tests: what stands in one report is corrected as one family."""
    qs = iter(q_values([each.p for contrast in contrasts for each in contrast]))
    return [[replace(each, q=next(qs)) for each in contrast] for contrast in contrasts]


def _count_people(
    person_ids: Sequence[Person],
    theme_of_comment: Ids,
    group_of_person: Mapping[Person, str],
    themes: int,
    groups: Sequence[str],
) -> tuple[Ids, Ids, list[str]]:
    """People of each theme and group, (themes, groups), of each group, (groups,), and the groups' names."""
    group_of = {person: group_of_person.get(person, "") for person in person_ids}
    names = list(groups) or sorted({group for group in group_of.values() if group})
    place = {name: number for number, name in enumerate(names)}
    wrote = {(theme, person) for theme, person in zip(theme_of_comment.tolist(), person_ids, strict=True) if theme >= 0}
    counts = np.zeros((themes, len(names)), dtype=np.int64)
    for theme, person in wrote:
        if group_of[person] in place:
            counts[theme, place[group_of[person]]] += 1
    sizes = [sum(group == name for group in group_of.values()) for name in names]
    return counts, np.array(sizes, dtype=np.int64), names


def _contrast(theme: int, counts: Ids, sizes: Ids, names: Sequence[str], random_state: int) -> ShareContrast:
    shares = [
        GroupShare(name, int(size), int(count), float(count / size), share_bounds(int(count), int(size)))
        for name, size, count in zip(names, sizes, counts, strict=True)
    ]
    ranked = sorted(shares, key=lambda share: -share.share)
    more, less = (shares[0], shares[1]) if len(shares) == 2 else (ranked[0], ranked[-1])
    p = share_p(counts, sizes, random_state=random_state + theme)
    difference = more.share - less.share
    bounds = share_difference_bounds(more.count, more.people, less.count, less.people)
    return ShareContrast(theme, tuple(shares), more.group, less.group, difference, bounds, p, p)


def share_p(counts: Ids, sizes: Ids, *, random_state: int = 0) -> float:
    """The permutation p of equal shares in g groups; counts: (g,) people with the theme of sizes: (g,) people.

    The statistic is Pearson's chi-square, which for two groups orders all exchanges as |difference| does.
    """
    total, people = int(counts.sum()), int(sizes.sum())
    observed = float(_chi_square(counts[None, :], sizes)[0])
    if len(sizes) == 2:
        possible = np.arange(max(0, total - int(sizes[1])), min(total, int(sizes[0])) + 1)
        statistics = _chi_square(np.column_stack([possible, total - possible]), sizes)
        chances = stats.hypergeom.pmf(possible, people, total, int(sizes[0]))
        return min(float(chances[statistics >= observed - TOLERANCE].sum()), 1.0)
    drawn = np.random.default_rng(random_state).multivariate_hypergeometric(sizes, total, size=DRAWS)
    as_far = int((_chi_square(drawn, sizes) >= observed - TOLERANCE).sum())
    return (as_far + 1) / (DRAWS + 1)


def _chi_square(counts: Ids, sizes: Ids) -> NDArray[np.float64]:
    """Pearson's statistic of each row of counts, up to a factor that is the same for all with these totals."""
    expected = counts.sum(axis=1, keepdims=True) * sizes / sizes.sum()
    return np.asarray(((counts - expected) ** 2 / sizes).sum(axis=1), dtype=np.float64)
