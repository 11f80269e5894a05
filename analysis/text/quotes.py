"""Comments that stand for a theme: the most central one, then others that add something."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.scores.scales import Floats
from analysis.text.duplicates import hash_of
from analysis.text.normalise import readable_text, words_of
from analysis.text.phrases import read_phrases

SHORTEST: Final = 6
LONGEST: Final = 45
"""A quote has 6 to 45 words: enough to say something, short enough to be read."""
RELEVANCE: Final = 0.7
"""How much being typical counts against saying something new."""
ABOUT_THE_NAME: Final = 0.4
"""How much saying what the theme is called counts against being close to its other comments."""
TOO_ALIKE: Final = 0.8
SAME_WORDS: Final = 0.5
"""Two quotes never share so much of their words: intersection over union."""
COMPARE_AT_MOST: Final = 400


def pick_quotes(comments: Sequence[str], count: int = 3, terms: Sequence[str] = (), language: str = "en") -> list[int]:
    """The places of at most `count` comments of one theme that stand for it, the most typical first.

    The medoid by cosine of TF-IDF, then by maximal marginal relevance (Carbonell & Goldstein 1998); with the theme's
    `terms`, the most telling first, a comment that says these comes before one that only resembles many others. The
    caller gives only comments that are masked and whose writers agreed to be quoted. The choice does not depend on
    their order. Of a large theme, 400 comments are compared.
    """
    eligible = [place for place, text in enumerate(comments) if _fits(text)]
    places = sorted(eligible, key=lambda place: (hash_of(comments[place]), comments[place]))[:COMPARE_AT_MOST]
    if not places:
        return []
    words = _words_of_each([comments[place] for place in places], terms, language)
    said, wanted = words[: len(places)], words[len(places) :]
    alike, shared = _cosines(said), _overlaps(said)
    chosen = _marginally_relevant(_relevance(alike, said, wanted), alike, shared, count)
    return [places[row] for row in chosen]


def _fits(text: str) -> bool:
    return SHORTEST <= len(words_of(readable_text(text))) <= LONGEST


def _words_of_each(comments: Sequence[str], terms: Sequence[str], language: str) -> Floats:
    """Which words stand in each comment and term, (comments + terms, words) of 0 and 1; filler is left out."""
    found = read_phrases([*comments, *terms], language)
    single = [place for place in range(len(found)) if len(found.phrase(place)) == 1]
    return np.asarray(found.presence[:, single].toarray(), dtype=np.float64)


def _cosines(said: Floats) -> Floats:
    """Cosine of the TF-IDF rows of n comments, (n, n); a comment without a shared word is like no other."""
    rarity = np.log((1 + len(said)) / (1 + said.sum(axis=0))) + 1
    rows = said * rarity
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows @ rows.T, dtype=np.float64)


def _overlaps(said: Floats) -> Floats:
    """Words that two of n comments share, of all that either has, (n, n)."""
    both = said @ said.T
    sizes = said.sum(axis=1)
    return np.asarray(both / np.maximum(sizes[:, None] + sizes[None, :] - both, 1), dtype=np.float64)


def _relevance(alike: Floats, said: Floats, wanted: Floats) -> Floats:
    """How well each comment stands for all, (n,), 0..1: near to the others, and saying the terms."""
    typical = alike.mean(axis=1)
    typical = typical / typical.max(initial=1e-9)
    telling = wanted[wanted.sum(axis=1) > 0]
    if not len(telling):
        return np.asarray(typical, dtype=np.float64)
    has = said @ telling.T >= telling.sum(axis=1)
    weights = 1 / np.arange(1, len(telling) + 1)
    about = has @ weights / weights.sum()
    return np.asarray((1 - ABOUT_THE_NAME) * typical + ABOUT_THE_NAME * about, dtype=np.float64)


def _marginally_relevant(relevance: Floats, alike: Floats, shared: Floats, count: int) -> list[int]:
    chosen: list[int] = []
    repeats: NDArray[np.bool_] = (alike > TOO_ALIKE) | (shared >= SAME_WORDS)
    while len(chosen) < count:
        nearest = alike[:, chosen].max(axis=1, initial=0.0)
        score = RELEVANCE * relevance - (1 - RELEVANCE) * nearest
        score[chosen] = -np.inf
        score[repeats[:, chosen].any(axis=1)] = -np.inf
        if not np.isfinite(score).any():
            break
        chosen.append(int(score.argmax()))
    return chosen
