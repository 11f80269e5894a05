"""Comments that stand for a theme: the most central one, then others that add something."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.duplicates import hash_of
from analysis.text.normalise import readable_text, words_of
from analysis.text.reading import read_comments
from analysis.text.terms import find_terms

SHORTEST: Final = 6
LONGEST: Final = 45
"""A quote has 6 to 45 words: enough to say something, short enough to be read."""
RELEVANCE: Final = 0.7
"""How much being typical counts against saying something new."""
TOO_ALIKE: Final = 0.8
COMPARE_AT_MOST: Final = 1_000


def pick_quotes(comments: Sequence[str], count: int = 3) -> list[int]:
    """The places of at most `count` comments of one theme that stand for it, the most typical first.

    The medoid by cosine of TF-IDF, then by maximal marginal relevance (Carbonell & Goldstein 1998). The caller gives
    only comments that are masked and whose writers agreed to be quoted. The choice does not depend on their order.
    """
    eligible = [place for place, text in enumerate(comments) if _fits(text)]
    places = sorted(eligible, key=lambda place: hash_of(comments[place]))[:COMPARE_AT_MOST]
    if not places:
        return []
    alike = _similarity([comments[place] for place in places])
    return [places[chosen] for chosen in _marginally_relevant(alike, count)]


def _fits(text: str) -> bool:
    return SHORTEST <= len(words_of(readable_text(text))) <= LONGEST


def _similarity(comments: Sequence[str]) -> NDArray[np.float64]:
    """Cosine of the TF-IDF rows of n comments, (n, n)."""
    from sklearn.feature_extraction.text import TfidfTransformer

    corpus = read_comments(comments).corpus
    terms = find_terms(corpus, commonest=1.0)
    if not len(terms):
        return np.ones((len(comments), len(comments)))
    rows = TfidfTransformer(sublinear_tf=True).fit_transform(terms.count(corpus))
    return np.asarray((rows @ rows.T).toarray(), dtype=np.float64)


def _marginally_relevant(alike: NDArray[np.float64], count: int) -> list[int]:
    typical = alike.mean(axis=1)
    chosen = [int(typical.argmax())]
    while len(chosen) < count:
        nearest = alike[:, chosen].max(axis=1)
        score = RELEVANCE * typical / typical.max(initial=1e-9) - (1 - RELEVANCE) * nearest
        score[(nearest > TOO_ALIKE) | np.isin(np.arange(len(alike)), chosen)] = -np.inf
        if not np.isfinite(score).any():
            break
        chosen.append(int(score.argmax()))
    return chosen
