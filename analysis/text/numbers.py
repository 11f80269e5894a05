"""How many themes there are, where nobody says."""

from typing import Final

import numpy as np
from scipy import sparse
from sklearn.neighbors import NearestNeighbors

from analysis.text.reading import FEWEST_A_THEME
from analysis.text.views import Points

NEIGHBOURS: Final = 10
AT_MOST: Final = 2_000
"""Comments that are looked at: more find more communities, not better ones."""
AT_MOST_APART: Final = 4_000
"""Comments that are looked at for whether there are more, smaller ones, which a few comments could not show."""
SMALLEST: Final = 0.005
"""The share of comments that a community needs to count."""
MOST_THEMES: Final = 100
FINEST_RESOLUTION: Final = 4.0
STANDS_STILL: Final = 1.38
"""How many times as many communities there may be at twice the resolution, for them to be taken as they are there.

In running text, where one thing shades into the next, twice the resolution finds 1.5 times as many and more; of
requests that are about one thing each, 1.1 to 1.35 times.
"""


def suggest_number(points: Points, random_state: int) -> int:
    """How many themes comments have, from their places, (comments, dimensions) unit rows.

    The communities of the graph of ten nearest neighbours (Louvain; Blondel et al. 2008), those that hold half a
    percent of the comments, at the finest resolution (Reichardt and Bornholdt 2006) around which their number stands
    nearly still, else at the plain one. At least the binary logarithm of the number of comments, since long comments
    that touch on many things hang together in few communities; at most one for 25 comments, and 100.
    """
    most = max(1, min(len(points) // FEWEST_A_THEME, MOST_THEMES))
    least = int(np.log2(max(len(points), 1)))
    distinct = len(np.unique(points[:AT_MOST].round(5), axis=0))
    if most == 1 or distinct <= NEIGHBOURS:
        return min(most, distinct)
    apart = _Communities(points[:AT_MOST_APART], random_state)
    resolution = 1.0
    while resolution < FINEST_RESOLUTION and apart.stand_still(2 * resolution):
        resolution *= 2
    found = _Communities(points[:AT_MOST], random_state) if resolution == 1 else apart
    return min(max(found.number(resolution), least), most)


class _Communities:
    """The graph of some points, (comments, dimensions), and how many communities it falls into."""

    def __init__(self, points: Points, random_state: int) -> None:
        self._graph = _neighbours(points)
        self._seed = random_state

    def number(self, resolution: float) -> int:
        """How many hold enough comments."""
        from sknetwork.clustering import Louvain

        sizes = np.bincount(Louvain(resolution, random_state=self._seed).fit_predict(self._graph))
        return int((sizes >= SMALLEST * self._graph.shape[0]).sum())

    def stand_still(self, resolution: float) -> bool:
        """Whether there are hardly more of them half an octave above a resolution than half an octave below it."""
        return self.number(resolution * 2**0.5) <= STANDS_STILL * self.number(resolution / 2**0.5)


def _neighbours(points: Points) -> "sparse.csr_matrix[np.float64]":
    """The graph of nearest neighbours, weighted by the cosine; an edge where either is among the other's nearest."""
    distances, places = NearestNeighbors(n_neighbors=NEIGHBOURS + 1).fit(points).kneighbors(points)
    rows = np.repeat(np.arange(len(points)), NEIGHBOURS + 1)
    columns = places.ravel()
    alike = np.maximum(1 - np.square(distances.ravel().astype(np.float64)) / 2, 0)
    apart = rows != columns
    graph = sparse.csr_matrix((alike[apart], (rows[apart], columns[apart])), shape=(len(points), len(points)))
    return graph.maximum(graph.T)
