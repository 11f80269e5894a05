"""Names for themes: the short phrases that set a theme's comments apart from all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.phrases import Phrase, PhraseCounts, count_phrases, surface_forms
from analysis.text.words import is_content_word

COMMONEST: Final = 0.4
"""A phrase in more than this share of all comments names nothing."""
PRIOR: Final = 500.0
"""How many comments' worth of the corpus's own word use is the prior."""
PHRASES_IN_NAME: Final = 3
TERMS: Final = 8
MOSTLY_LONGER: Final = 0.5
"""A phrase gives way to a longer one that holds it, when at least this share of its comments have the longer one."""
WORTH_NAMING: Final = 0.3
"""Share of the first phrase's score that a third phrase needs."""


@dataclass(frozen=True)
class Name:
    """What a theme is called (2-3 phrases on one line), and up to eight phrases that are typical of it."""

    label: str
    terms: tuple[str, ...]


def name_themes(comments: Sequence[str], labels: NDArray[np.int64], themes: int, fewest: int = 2) -> list[Name]:
    """A name for each of the themes 0..themes-1, from comments (n,) and the theme of each, -1 for none.

    Phrases rank by log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008) times the root of
    their coverage of the theme. No two themes share a first phrase. A common word names only a theme that has no other.
    A phrase stands in at least `fewest` comments of its theme, or in all of a smaller one.
    """
    counts = count_phrases(comments, labels, themes)
    scores = phrase_scores(counts, fewest)
    scores = np.where(_nameless(scores)[:, None], phrase_scores(counts, fewest, commonest=1.0), scores)
    ranked = [_typical(counts, scores, theme) for theme in range(themes)]
    chosen = _own_first(ranked, scores, counts)
    surfaces = surface_forms(comments, frozenset(counts.phrases[place] for places in chosen for place in places))
    return [
        _name([surfaces[counts.phrases[place]] for place in places], scores[theme, places], theme)
        for theme, places in enumerate(chosen)
    ]


def phrase_scores(counts: PhraseCounts, fewest: int = 2, commonest: float = COMMONEST) -> NDArray[np.float64]:
    """The z of each phrase's log-odds against all other comments, times its root coverage: (themes, phrases).

    -inf where a phrase is too common to name anything, or stands in fewer than `fewest` comments of the theme.
    """
    prior_size = min(PRIOR, counts.comments)
    prior = np.maximum(prior_size * counts.everywhere / max(counts.comments, 1), 1e-9)
    inside, sizes = counts.by_theme, counts.sizes[:, None]
    outside = counts.everywhere - inside
    odds = _log_odds(inside + prior, sizes + prior_size) - _log_odds(
        outside + prior, counts.comments - sizes + prior_size
    )
    z = odds / np.sqrt(1 / (inside + prior) + 1 / (outside + prior))
    scores = np.round(z * np.sqrt(inside / np.maximum(sizes, 1)), 9)
    scores[inside < np.minimum(fewest, sizes)] = -np.inf
    names_nothing = counts.everywhere > max(commonest * counts.comments, 2)
    scores[:, names_nothing] = -np.inf
    return scores


def _nameless(scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Themes without any phrase that may name them, (themes,): one theme of few, or comments that all share a word."""
    return np.asarray((scores < 0).all(axis=1), dtype=np.bool_)


def _log_odds(count: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log(count) - np.log(np.maximum(size - count, 0.5))


def _typical(counts: PhraseCounts, scores: NDArray[np.float64], theme: int) -> list[int]:
    """Places of the theme's most typical phrases, best first, no content word twice; 4 more than are shown."""
    by_score = np.lexsort((-counts.by_theme[theme], -scores[theme]))
    best = [int(place) for place in by_score[: 20 * TERMS] if np.isfinite(scores[theme, place])]
    found: list[int] = []
    named: set[str] = set()
    for place in best:
        longer = _longest_form(place, best, counts, theme)
        stems = _content(counts.phrases[longer])
        if not stems & named and scores[theme, longer] >= 0:
            found.append(longer)
            named |= stems
    return found[: TERMS + 4]


def _longest_form(place: int, others: Sequence[int], counts: PhraseCounts, theme: int) -> int:
    """The longest phrase that holds this one in at least half of its comments in the theme; else the phrase itself."""
    inside = counts.by_theme[theme]
    longer = [
        other
        for other in others
        if inside[other] >= MOSTLY_LONGER * inside[place] and _holds(counts.phrases[other], counts.phrases[place])
    ]
    return max(longer, key=lambda other: (len(counts.phrases[other]), inside[other], -other), default=place)


def _holds(longer: Phrase, shorter: Phrase) -> bool:
    size = len(shorter)
    return len(longer) > size and any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


def _content(phrase: Phrase) -> set[str]:
    return {stem for stem in phrase if is_content_word(stem)} or set(phrase)


def _own_first(ranked: list[list[int]], scores: NDArray[np.float64], counts: PhraseCounts) -> list[list[int]]:
    """Each theme's phrases with a first one that no other theme starts with; the theme it fits best keeps it."""

    def strength(theme: int) -> tuple[float, float, int]:
        best = scores[theme, ranked[theme][0]] if ranked[theme] else -np.inf
        return -best, -counts.sizes[theme], theme

    taken: set[int] = set()
    chosen: list[list[int]] = [[] for _ in ranked]
    for theme in sorted(range(len(ranked)), key=strength):
        free = [place for place in ranked[theme] if place not in taken]
        if free:
            taken.add(free[0])
            chosen[theme] = [free[0], *(place for place in ranked[theme] if place != free[0])]
    return chosen


def _name(phrases: list[str], scores: NDArray[np.float64], theme: int) -> Name:
    """The line a theme is called by. Without any shared phrase it has a number, which claims nothing."""
    if not phrases:
        return Name(f"Theme {theme + 1}", ())
    worth = [phrase for phrase, score in zip(phrases, scores, strict=True) if score >= WORTH_NAMING * scores[0]]
    label = ", ".join(worth[:PHRASES_IN_NAME] if len(worth) >= 2 else phrases[:2])
    return Name(label[:1].upper() + label[1:], tuple(phrases[:TERMS]))
