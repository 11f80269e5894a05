"""How well people speak of a theme: VADER's lexicon, as a mean of comments with an interval, never of one alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from analysis.scores.intervals import Bounds, mean_bounds
from analysis.text.duplicates import hash_of
from analysis.text.normalise import sentences_of

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

LANGUAGE: Final = "en"
MINIMUM: Final = 10
"""Comments a mean needs; of fewer, there is none."""
READ_AT_MOST: Final = 200
"""Comments of a theme that are read; of more, these are drawn in a way that does not depend on order."""


@dataclass(frozen=True)
class Sentiment:
    """The mean tone of n comments, -1 (all bad) to 1 (all good), 0 neither, with its 95 % interval (Student's t).

    No bounds where all are equal.
    """

    n: int
    mean: float
    bounds: Bounds | None = None


def theme_sentiment(
    comments: Sequence[str], theme_of_comment: NDArray[np.int64], themes: int, languages: Sequence[str]
) -> list[Sentiment | None]:
    """Find the mean tone of each theme 0..themes-1; None where fewer than ten comments in English are about it.

    A comment's tone is the mean of VADER's compound score over its sentences (Hutto & Gilbert 2014), which knows
    negation ("not good"), degree ("very") and contrast ("but"). Of a large theme, 200 comments are read.

    Args:
        comments: n comments.
        theme_of_comment: (n,) their themes, -1 for none.
        themes: how many themes there are.
        languages: (n,) ISO codes; comments in English count, others have no tone.
    """
    in_english = np.array([language == LANGUAGE for language in languages], dtype=np.bool_)
    return [
        _sentiment([comments[row] for row in np.flatnonzero((theme_of_comment == theme) & in_english).tolist()])
        for theme in range(themes)
    ]


def _sentiment(comments: Sequence[str]) -> Sentiment | None:
    if len(comments) < MINIMUM:
        return None
    drawn = sorted(comments, key=lambda comment: (hash_of(comment), comment))[:READ_AT_MOST]
    tones = np.array([tone_of(comment) for comment in drawn])
    return Sentiment(len(drawn), float(tones.mean()), mean_bounds(tones, -1.0, 1.0))


def tone_of(comment: str) -> float:
    """The tone of one comment, -1..1: an ingredient of a mean, never to be shown."""
    return float(np.mean([_analyser().polarity_scores(sentence)["compound"] for sentence in sentences_of(comment)]))


@cache
def _analyser() -> "SentimentIntensityAnalyzer":
    # Its lexicon takes a moment to read, and most runs need none.
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
