"""The codebook: which of our fifteen constructs comments are about, and which one a theme is nearest to.

Seeds that we write (analysis/data/codebook_en.toml) and weights learned from examples that we write
(analysis/data/codebook_examples_en.csv). A comment may carry several constructs, or none. English only.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.codebook_explain import Hit, explain
from analysis.text.codebook_hits import seed_hits
from analysis.text.codebook_model import settings, shipped_model
from analysis.text.codebook_seeds import Strength, codebook
from analysis.text.codebook_words import read_for_codebook

__all__ = [
    "Hit",
    "TagOfTheme",
    "base_rates",
    "construct_codes",
    "construct_scores",
    "explain",
    "seed_tags",
    "tag_comments",
    "tag_theme",
]

USUAL_SHARES: Final = {"K3": 0.10, "K5": 0.28, "K12": 0.16, "K14": 0.18}
"""How many comments of any corpus at work are about a construct, where the caller gives no base rates."""
_USUAL_SHARE: Final = 0.08
LEAST_SHARE: Final = 0.3
"""Of a theme's members, how many must be about a construct before it can name the theme."""
CLEARLY_ABOVE: Final = 1.25
"""How many times the base rate the lower bound of that share must be: people mention their manager in every theme."""
LEAST_MEMBERS: Final = 3
_WILSON_Z: Final = 1.2816
"""One-sided 90 %."""


@dataclass(frozen=True)
class TagOfTheme:
    """The construct a theme is nearest to, the support that training would answer it with, and how sure, 0 to 1.

    construct and skill_tag are "" where none is near.
    """

    construct: str
    skill_tag: str
    sure: float


def tag_comments(texts: Sequence[str]) -> list[frozenset[str]]:
    """The codes of the constructs that each comment is about, one set per comment; empty where it is about none."""
    tagged = construct_scores(texts) >= settings().thresholds
    codes = np.array(codebook().constructs)
    return [frozenset(codes[row].tolist()) for row in tagged]


def seed_tags(texts: Sequence[str]) -> list[frozenset[str]]:
    """The constructs whose strong seeds stand in each comment: what the codebook finds without learned weights."""
    codes = construct_codes()
    return [
        frozenset(codes[hit.construct] for hit in hits if hit.strength is Strength.STRONG)
        for hits in seed_hits(shipped_model().read(texts))
    ]


def construct_scores(texts: Sequence[str]) -> NDArray[np.float64]:
    """(texts, constructs) how probable it is that a comment is about a construct, in the order of `construct_codes`."""
    return shipped_model().scores(texts)


def construct_codes() -> tuple[str, ...]:
    """The constructs' codes in the order of every column here: K1 to K15."""
    return codebook().constructs


def base_rates(texts: Sequence[str]) -> dict[str, float]:
    """The share of all comments of a corpus that are about each construct, for `tag_theme`."""
    counts = Counter(code for codes in tag_comments(texts) for code in codes)
    return {code: counts[code] / max(len(texts), 1) for code in construct_codes()}


def tag_theme(
    member_texts: Sequence[str], terms: Sequence[str], *, base: Mapping[str, float] | None = None
) -> TagOfTheme:
    """The construct nearest to a theme, from its members' tags and its own words.

    A construct is near when at least LEAST_SHARE of the members are about it and the lower 90 % bound of that share
    (Wilson 1927) is above CLEARLY_ABOVE times the corpus's base rate; among those the one that stands out most, in
    units of the base rate's standard error, is taken. The theme's terms count as one more member. `sure` is that lower
    bound; base: a share per construct, as `base_rates` gives it.
    """
    if len(member_texts) < LEAST_MEMBERS:
        return TagOfTheme("", "", 0.0)
    tagged = tag_comments([*member_texts, *([". ".join(terms)] if terms else [])])
    counts = Counter(code for codes in tagged for code in codes)
    near = [(_stands_out(counts[code], len(tagged), _base(code, base)), code) for code in construct_codes()]
    best, construct = max(near, key=lambda entry: (entry[0], -int(entry[1][1:])))
    if best <= 0:
        return TagOfTheme("", "", 0.0)
    return TagOfTheme(construct, _skill_tag(construct, member_texts, terms), _lower(counts[construct], len(tagged)))


def _base(code: str, base: Mapping[str, float] | None) -> float:
    return base.get(code, 0.0) if base is not None else USUAL_SHARES.get(code, _USUAL_SHARE)


def _stands_out(count: int, members: int, base: float) -> float:
    """Standard errors between a construct's share and its base rate; 0 where it is not clearly near."""
    share = count / members
    if share < LEAST_SHARE or _lower(count, members) <= CLEARLY_ABOVE * base:
        return 0.0
    return float((share - base) / np.sqrt((base + 1 / members) / members))


def _lower(count: int, members: int) -> float:
    """The lower one-sided 90 % bound of a share (Wilson 1927)."""
    share, square = count / members, _WILSON_Z**2
    spread = _WILSON_Z * np.sqrt(share * (1 - share) / members + square / (4 * members**2))
    return max(0.0, float((share + square / (2 * members) - spread) / (1 + square / members)))


def _skill_tag(construct: str, member_texts: Sequence[str], terms: Sequence[str]) -> str:
    """The construct's own support, or for the support mix the one whose words most members use."""
    named = codebook().supports[construct]
    if named or construct != "K5":
        return named
    counts = _supports_in([*member_texts, *terms])
    support, count = max(counts.items(), key=lambda entry: entry[1])
    return support if count >= LEAST_SHARE / 2 * len(member_texts) else ""


def _supports_in(texts: Sequence[str]) -> dict[str, int]:
    """How many texts use words of each of the eight supports."""
    comments = read_for_codebook(texts, shipped_model().known)
    joined = [" ".join(comments.words(row)) for row in range(len(comments))]
    patterns = codebook().support_patterns
    return {key: sum(bool(pattern.search(text)) for text in joined) for key, pattern in patterns.items()}
