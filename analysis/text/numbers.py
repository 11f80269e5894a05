"""How many themes there are, where nobody says."""

from typing import Final

import numpy as np
from scipy import sparse
from sklearn.neighbors import NearestNeighbors

from analysis.text.views import Points

NEIGHBOURS: Final = 10
AT_MOST: Final = 2_000
"""Comments that are looked at: more find more communities, not better ones."""
SMALLEST: Final = 0.005
"""The share of comments that a community needs to count."""
FEWEST_A_THEME: Final = 25
"""Comments per theme, below which nobody could tell whether it is one."""
MOST_THEMES: Final = 40


def suggest_number(points: Points, random_state: int) -> int:
    """How many themes comments have, from their places, (comments, dimensions) unit rows.

    The communities of the graph of ten nearest neighbours (Louvain; Blondel et al. 2008), those that hold half a
    percent of the comments: within a factor of 1.4 of the number of human codes, on average over our labelled sets. At
    least the binary logarithm of their number, since long comments that touch on many things hang together in few
    communities; at most one for 25 comments, and 40.
    """
    most = max(1, min(len(points) // FEWEST_A_THEME, MOST_THEMES))
    least = int(np.log2(max(len(points), 1)))
    few = points[:AT_MOST]
    if most == 1 or len(np.unique(few.round(5), axis=0)) <= NEIGHBOURS:
        return min(most, len(np.unique(few.round(5), axis=0)))
    from sknetwork.clustering import Louvain

    communities = np.bincount(Louvain(random_state=random_state).fit_predict(_neighbours(few)))
    return int(min(max((communities >= SMALLEST * len(few)).sum(), least), most))


def _neighbours(points: Points) -> "sparse.csr_matrix[np.float64]":
    """The graph of nearest neighbours, weighted by the cosine; an edge where either is among the other's nearest."""
    distances, places = NearestNeighbors(n_neighbors=NEIGHBOURS + 1).fit(points).kneighbors(points)
    rows = np.repeat(np.arange(len(points)), NEIGHBOURS + 1)
    columns = places.ravel()
    alike = np.maximum(1 - np.square(distances.ravel().astype(np.float64)) / 2, 0)
    apart = rows != columns
    graph = sparse.csr_matrix((alike[apart], (rows[apart], columns[apart])), shape=(len(points), len(points)))
    return graph.maximum(graph.T)
