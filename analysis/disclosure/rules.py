"""The small rules of disclosure control: minimums, bands, steps, and the sentences for what is hidden."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from analysis.tables import Minimums

HiddenRule: TypeAlias = Literal[
    "score",
    "shares",
    "comments",
    "each",
    "participation",
    "complementary",
    "parent_hidden",
    "homogeneity",
    "earlier_wave",
]

SENTENCES: dict[HiddenRule, str] = {
    "score": "Hidden to protect people: fewer than {minimums.score} answered.",
    "shares": "Hidden to protect people: shares need {minimums.distribution} answers.",
    "comments": "Hidden to protect people: comments need {minimums.comments} people.",
    "each": "Hidden to protect people: fewer than {minimums.comments} in each.",
    "participation": "Hidden to protect people: fewer than {minimums.participation} were asked.",
    "complementary": "Hidden to protect people: showing it would reveal a smaller group or single answers.",
    "parent_hidden": "Hidden to protect people: the group it belongs to is hidden.",
    "homogeneity": "Hidden to protect people: almost everyone answered alike.",
    "earlier_wave": "Hidden to protect people: beside an earlier report it would reveal a few people.",
}

STEP_COUNTS = (10, 5, 4, 3, 2)


def score_allowed(n: int, minimums: Minimums) -> bool:
    """Whether a mean, an effect or a banded share of `n` people may be shown."""
    return n >= minimums.score


def distribution_allowed(n: int, minimums: Minimums) -> bool:
    """Whether shares of `n` people may be shown in whole percents."""
    return n >= max(minimums.distribution, minimums.score)


def comments_allowed(n: int, minimums: Minimums) -> bool:
    """Whether comments and themes of `n` people may be shown."""
    return n >= minimums.comments


def participation_allowed(asked: int, minimums: Minimums) -> bool:
    """Whether it may be shown how many of `asked` people answered."""
    return asked >= minimums.participation


@lru_cache(maxsize=256)
def hidden_sentence(rule: HiddenRule, minimums: Minimums | None = None) -> str:
    """The sentence for the reader where a figure is hidden by `rule`."""
    return SENTENCES[rule].format(minimums=minimums or Minimums())


def share_text(count: int, n: int, minimums: Minimums, step: int = 1) -> str:
    """The share of `count` in `n` people as it may be shown, without the percent sign.

    From the distribution minimum a percent rounded to `step` points ("58"); below it a band of fifths ("20 to 40"),
    where all, or all but one, alike give the outermost band; below the score minimum "" (`hidden_sentence("score")`
    says why). Source: disconnect.md, section 3 (minimums, homogeneity).

    Raises:
        ValueError: `count` is not within 0..n.
    """
    if not 0 <= count <= n:
        raise ValueError(f"A share needs a count from 0 to {n}, not {count}.")
    if not score_allowed(n, minimums):
        return ""
    if distribution_allowed(n, minimums):
        return str(step * math.floor(100 * count / (n * step) + 0.5))
    return _band(count, n)


def _band(count: int, n: int) -> str:
    # The edges 40 and 60 belong to the middle, so that with 5 people no band stands for one count alone.
    if count <= 1 or 5 * count <= n:
        return "20 or less" if n >= 5 else "40 or less"
    if n - count <= 1 or 5 * count >= 4 * n:
        return "80 or more" if n >= 5 else "60 or more"
    if 5 * count < 2 * n:
        return "20 to 40"
    return "40 to 60" if 5 * count <= 3 * n else "60 to 80"


@dataclass(frozen=True)
class ParticipationStep:
    """Participation of an open wave: `filled` of `steps` blocks, each of at least the minimum of people.

    `at_least` people have answered; `text` says so. `steps` is 0, and `text` the reason, where nothing may be shown.
    """

    steps: int
    filled: int
    at_least: int
    text: str


def participation_step(answered: int, asked: int, minimums: Minimums | None = None) -> ParticipationStep:
    """How far an open wave has come, in steps; never an exact count, so the last block stays open until the close.

    Raises:
        ValueError: `answered` is not within 0..asked.
    """
    if not 0 <= answered <= asked:
        raise ValueError(f"Answered needs a count from 0 to {asked}, not {answered}.")
    limits = minimums or Minimums()
    if not participation_allowed(asked, limits):
        return ParticipationStep(0, 0, 0, hidden_sentence("participation", limits))
    steps = next((count for count in STEP_COUNTS if asked >= count * limits.participation), 1)
    if steps == 1:
        return _single_step(answered, asked, limits.participation)
    return _counted_step(answered, asked, steps)


def _single_step(answered: int, asked: int, minimum: int) -> ParticipationStep:
    # With exactly the minimum asked, "5 or more" would be an exact count.
    if answered < minimum or asked == minimum:
        return ParticipationStep(1, 0, 0, f"fewer than {minimum}" if asked > minimum else "shown when the wave closes")
    return ParticipationStep(1, 1, minimum, f"{minimum} or more")


def _counted_step(answered: int, asked: int, steps: int) -> ParticipationStep:
    filled = min(answered * steps // asked, steps - 1)
    percent = 100 // steps
    if filled == 0:
        return ParticipationStep(steps, 0, 0, f"under {percent} %")
    return ParticipationStep(steps, filled, math.ceil(filled * asked / steps), f"{filled * percent} % or more")


def enough_for(step: ParticipationStep, minimums: Minimums) -> str:
    """What the people who have surely answered are enough for: "comments", "scores" or "not yet"."""
    if comments_allowed(step.at_least, minimums):
        return "comments"
    return "scores" if score_allowed(step.at_least, minimums) else "not yet"
