"""How well people speak of a theme: VADER's lexicon, as a mean of people with an interval, never of one comment."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from analysis.scores.intervals import Bounds, mean_bounds
from analysis.text.duplicates import hash_of
from analysis.text.normalise import readable_text

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

LANGUAGE: Final = "en"
MINIMUM: Final = 10
"""People a mean needs; of fewer, nothing is shown."""
READ_AT_MOST: Final = 500
"""People of a theme who are read, of each group; of more, these are drawn in a way that does not depend on order."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Sentiment:
    """The mean tone of n people, -1 (all bad) to 1 (all good), 0 neither, with its 95 % interval (Student's t).

    No bounds where all are equal. No mean where `hidden` says why.
    """

    n: int
    mean: float | None = None
    bounds: Bounds | None = None
    hidden: str = ""


@dataclass(frozen=True)
class ThemeSentiment:
    """The tone of a theme: of everybody who wrote about it, and of each group."""

    theme: int
    everybody: Sentiment
    by_group: tuple[tuple[str, Sentiment], ...] = ()


def theme_sentiment(
    comments: Sequence[str],
    theme_of_comment: NDArray[np.int64],
    themes: int,
    *,
    person_ids: Sequence[Hashable] | None = None,
    groups: Sequence[str] | None = None,
    names: Sequence[str] = (),
    languages: str | Sequence[str] = LANGUAGE,
    fewest: int = MINIMUM,
) -> list[ThemeSentiment]:
    """Find the mean tone of each theme 0..themes-1 and group; comments in English count, others have no tone.

    A comment's tone is the mean of VADER's compound score over its sentences (Hutto & Gilbert 2014), which knows
    negation ("not good"), degree ("very") and contrast ("but"); a person's is the mean of their comments on the theme.

    Args:
        comments: n comments.
        theme_of_comment: (n,) their themes, -1 for none.
        themes: how many themes there are.
        person_ids: (n,) who wrote each; if not given, each comes from somebody else.
        groups: (n,) the group of each comment's writer, "" for none.
        names: the groups to tell apart, in this order.
        languages: one ISO code for all comments, or that of each.
        fewest: people that a mean needs.
    """
    people = person_ids or range(len(comments))
    in_english = np.array([language == LANGUAGE for language in _each(languages, len(comments))], dtype=np.bool_)
    group_of = dict(zip(people, groups or [""] * len(comments), strict=True))
    tone = cache(tone_of)
    found = []
    for theme in range(themes):
        written: dict[Hashable, list[str]] = {}
        for row in np.flatnonzero((theme_of_comment == theme) & in_english).tolist():
            written.setdefault(people[row], []).append(comments[row])
        of_group = {name: [texts for who, texts in written.items() if group_of[who] == name] for name in names}
        everybody = _sentiment(list(written.values()), fewest, tone)
        by_group = [(name, _sentiment(texts, fewest, tone)) for name, texts in of_group.items()]
        found.append(ThemeSentiment(theme, everybody, _without_leaks(everybody.n, by_group, fewest)))
    return found


def _each(languages: str | Sequence[str], n: int) -> Sequence[str]:
    return [languages] * n if isinstance(languages, str) else languages


def _sentiment(written: Sequence[Sequence[str]], fewest: int, tone: Callable[[str], float]) -> Sentiment:
    if len(written) < max(fewest, 1):
        return Sentiment(len(written), hidden=f"Fewer than {max(fewest, 1)} people.")
    texts = sorted(map(sorted, written), key=lambda parts: (hash_of(parts[0]), parts))
    tones = np.array([np.mean([tone(part) for part in parts]) for parts in texts[:READ_AT_MOST]])
    return Sentiment(len(written), float(tones.mean()), mean_bounds(tones, -1.0, 1.0))


def _without_leaks(
    people: int, by_group: Sequence[tuple[str, Sentiment]], fewest: int
) -> tuple[tuple[str, Sentiment], ...]:
    """The groups, less those whose mean, with everybody's, would give away that of fewer people than are needed."""
    shown = sorted((each for _, each in by_group if not each.hidden), key=lambda each: -each.n)
    while shown and 0 < people - sum(each.n for each in shown) < fewest:
        shown.pop()
    why = "It would give a smaller group away."
    kept = {id(each) for each in shown}
    return tuple(
        (name, each if each.hidden or id(each) in kept else Sentiment(each.n, hidden=why)) for name, each in by_group
    )


def tone_of(comment: str) -> float:
    """The tone of one comment, -1..1: an ingredient of a mean, never to be shown."""
    sentences = _SENTENCE_END.split(readable_text(comment))
    return float(np.mean([_analyser().polarity_scores(sentence)["compound"] for sentence in sentences]))


@cache
def _analyser() -> "SentimentIntensityAnalyzer":
    # Its lexicon takes a moment to read, and most runs need none.
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
