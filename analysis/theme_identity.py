"""Whether a theme is one that was there before, for a reader; and whether it is going away."""

from typing import Final

from analysis.disclosure.rules import comments_allowed
from analysis.scores.intervals import share_bounds
from analysis.text.identity import Match
from analysis.theme_counts import ThemeCounts
from analysis.theme_plan import Leaves
from analysis.theme_results import Identity, IdentityVerdict
from analysis.wording import ORDER, whole

SURE: Final = 0.6
LIKELY: Final = 0.5
NEXT_TO_NOTHING: Final = 0.02
"""The share of people up to which a theme that was larger is fading."""
STEP: Final = 5
COMMENTS: Final = 10
"""A share of comments is told in fives, its interval as of so many tens of comments: both exactly say how many."""

SENTENCES: Final[dict[str, str]] = {
    "kept": "The same theme as before: about {share} % of its comments are still in it ({low} to {high}).",
    "merged": "Made of themes that stood apart before: about {share} % of their comments are in it ({low} to {high}).",
    "split": "Part of a larger theme before: about {share} % of its comments are in it ({low} to {high}).",
    "uncertain": "Perhaps a theme from before: about {share} % of its comments are in it ({low} to {high}).",
    "fading": "The same theme as before, and far fewer people wrote about it this time.",
    "new": "New: no theme before had its comments.",
    "made": "You made this theme; the comments you confirmed are in it.",
}


def identity_of(counts: ThemeCounts, place: int) -> Identity:
    """How a theme of the level that is shown was found again, and how sure that is."""
    found = counts.history.themes[place]
    match = found.match
    if not match.had:
        verdict: IdentityVerdict = "kept" if found.confirmed else "new"
        return Identity(verdict, sure="sure", sentence=SENTENCES["made" if found.confirmed else "new"])
    if match.verdict == "kept" and is_fading(counts, counts.themes[place]):
        return told(match, "fading", sure=found.confirmed)
    return told(match, match.verdict, sure=found.confirmed)


def told(match: Match, verdict: IdentityVerdict, *, sure: bool) -> Identity:
    """A match as a reader may know it: how many comments a theme had in all would give smaller roles away."""
    share = STEP * whole(100 * match.kept / match.had / STEP)
    comments = max(COMMENTS * (match.had // COMMENTS), 1)
    bounds = share_bounds(whole(share * comments / 100), comments)
    low, high = whole(100 * bounds.low), whole(100 * bounds.high)
    return Identity(
        verdict,
        match.origins,
        share,
        low,
        high,
        sure="sure" if sure or bounds.low >= SURE else "likely" if share >= 100 * LIKELY else "unsure",
        sentence=SENTENCES[verdict].format(share=share, low=low, high=high),
    )


def is_fading(counts: ThemeCounts, theme: Leaves) -> bool:
    """Whether a theme that enough people wrote about before has far fewer now, by more than chance.

    Too few to be shown count as the most that these can be, so that nobody learns how few; nobody counts as nobody.
    """
    *before, (size, n) = [_people(counts, theme, wave) for wave in range(len(counts.written.waves))]
    most = max((each for each in before if comments_allowed(each[0], counts.minimums)), default=None, key=_share)
    few = min(counts.minimums.comments - 1, n)
    if most is None or not n or size > max(NEXT_TO_NOTHING * n, few):
        return False
    return share_bounds(max(size, few) if size else 0, n).high < share_bounds(*most).low


def _people(counts: ThemeCounts, theme: Leaves, wave: int) -> tuple[int, int]:
    """How many wrote about a theme in a wave, and how many wrote, over all roles."""
    plans = [counts.plans[role, wave] for role in ORDER]
    return sum(len(each.people(theme)) for each in plans), sum(len(each.counted.everyone) for each in plans)


def _share(people: tuple[int, int]) -> float:
    return people[0] / people[1]
