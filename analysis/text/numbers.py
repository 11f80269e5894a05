"""How many themes there are, where nobody says."""

from typing import Final, TypeAlias

import numpy as np
from scipy import sparse
from sklearn.neighbors import NearestNeighbors

from analysis.text.corpus import Ids
from analysis.text.reading import FEWEST_A_THEME
from analysis.text.views import Points

Graph: TypeAlias = "sparse.csr_matrix[np.float64]"

NEIGHBOURS: Final = 10
AT_MOST: Final = 2_000
"""Comments that are looked at: more find more communities, not better ones."""
AT_MOST_APART: Final = 4_000
"""Comments that are looked at for whether there are more, smaller ones, which a few comments could not show."""
SMALLEST: Final = 0.005
"""The share of comments that a community needs to count."""
MOST_THEMES: Final = 100
FINEST_RESOLUTION: Final = 4.0
MODULARITY_KEPT: Final = 0.975
"""The share of the plain communities' modularity that finer ones have to keep."""
NEIGHBOURS_KEPT: Final = 0.8
"""The share of neighbours, by weight, that finer communities have to leave together.

Of requests that are about one thing each they leave 85 % together, of running text, where one thing shades into the
next, 70 % and less.
"""


def suggest_number(points: Points, random_state: int) -> int:
    """How many themes comments have, from their places, (comments, dimensions) unit rows.

    The communities of the graph of ten nearest neighbours (Louvain; Blondel et al. 2008), those that hold half a
    percent of the comments, at two or four times the plain resolution (Reichardt and Bornholdt 2006) where they are
    nearly as good as the plain ones. At least the binary logarithm of the number of comments, since long comments that
    touch on many things hang together in few communities; at most one for 25 comments, and 100.
    """
    most = max(1, min(len(points) // FEWEST_A_THEME, MOST_THEMES))
    least = int(np.log2(max(len(points), 1)))
    distinct = len(np.unique(points[:AT_MOST].round(5), axis=0))
    if most == 1 or distinct <= NEIGHBOURS:
        return min(most, distinct)
    found = _finer_communities(_neighbours(points[:AT_MOST_APART]), random_state)
    if found is None:
        found = _communities(_neighbours(points[:AT_MOST]), 1.0, random_state)
    return min(max(_large(found), least), most)


def _finer_communities(graph: Graph, seed: int) -> Ids | None:
    """The finest communities that are nearly as good as the plain ones, (comments,); None if the plain ones are."""
    from sknetwork.clustering import get_modularity

    plain = get_modularity(graph, _communities(graph, 1.0, seed))
    finest, resolution = None, 2.0
    while resolution <= FINEST_RESOLUTION:
        found = _communities(graph, resolution, seed)
        apart = get_modularity(graph, found) < MODULARITY_KEPT * plain
        if apart or _together(graph, found) < NEIGHBOURS_KEPT:
            break
        finest, resolution = found, 2 * resolution
    return finest


def _communities(graph: Graph, resolution: float, seed: int) -> Ids:
    from sknetwork.clustering import Louvain

    return np.asarray(Louvain(resolution, random_state=seed).fit_predict(graph), dtype=np.int64)


def _together(graph: Graph, communities: Ids) -> float:
    """The share of neighbours, by weight, that are in one community."""
    edges = graph.tocoo()
    same = communities[edges.row] == communities[edges.col]
    return float(edges.data[same].sum() / edges.data.sum())


def _large(communities: Ids) -> int:
    """How many communities hold enough comments to count."""
    return int((np.bincount(communities) >= SMALLEST * len(communities)).sum())


def _neighbours(points: Points) -> Graph:
    """The graph of nearest neighbours, weighted by the cosine; an edge where either is among the other's nearest."""
    distances, places = NearestNeighbors(n_neighbors=NEIGHBOURS + 1).fit(points).kneighbors(points)
    rows = np.repeat(np.arange(len(points)), NEIGHBOURS + 1)
    columns = places.ravel()
    alike = np.maximum(1 - np.square(distances.ravel().astype(np.float64)) / 2, 0)
    apart = rows != columns
    graph = sparse.csr_matrix((alike[apart], (rows[apart], columns[apart])), shape=(len(points), len(points)))
    return graph.maximum(graph.T)
