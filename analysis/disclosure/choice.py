"""The complementary choice: which group is hidden as well, where those hidden already would be revealed by the rest."""

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.tree import Counts, GroupTree
from analysis.tables import Minimums

BELOW_THE_REPORT = "team"
"""Groups of this scope stand on pages of their own, and change nothing above them."""


def hiding_order(tree: GroupTree, people: Counts, minimums: Minimums, often: Counts | None = None) -> NDArray[np.intp]:
    """The rank of every group, (groups,): where one of several must be hidden as well, it is the lowest.

    people: (groups,) how many are in each whole group. often: (groups,) on how many questions a group is hidden anyway.
    First come groups with the fewest shown groups in them (themselves counted), then those of the fewest people, then
    those that other questions hide, then by label. One hidden group is enough: added to any rest, a group that may be
    shown makes a set that may be shown, as people and teams add up and two who differ remain two; so the first of this
    order is also the least of all choices. (Where a mean of few people alone would tell an answer, the next in the
    order follows; two groups are more than few.) The order follows from numbers of people alone: which group is hidden
    says nothing about what anybody answered.
    """
    _, labels = np.unique([group.label for group in tree.groups], return_inverse=True)
    seldom = np.zeros(len(tree.groups)) if often is None else -often
    return np.argsort(np.lexsort((labels, seldom, people, _shown_within(tree, people, minimums))))


def _shown_within(tree: GroupTree, people: Counts, minimums: Minimums) -> Counts:
    """How many groups of the report are shown in each whole group, itself counted, if it is; by people and teams."""
    n, teams = people.tolist(), tree.teams.tolist()
    teams_matter = teams[0] > 1
    shown = [0] * len(n)
    for place in range(len(n) - 1, -1, -1):
        if tree.groups[place].scope == BELOW_THE_REPORT:
            continue
        inside = [c for c in tree.children[place] if n[c] >= minimums.score and not (teams_matter and teams[c] == 1)]
        rest = n[place] - sum(n[child] for child in inside)
        rest_teams = teams[place] - sum(teams[child] for child in inside)
        one_more = rest > 0 and (rest < minimums.score or (teams_matter and rest_teams == 1))
        counted = [shown[child] for child in inside]
        shown[place] = 1 + sum(counted) - (min(counted, default=0) if one_more else 0)
    return np.array(shown)
