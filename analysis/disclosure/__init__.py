"""What a wave may show: minimums and bands, the release plan, and the attacker who tests it."""

from analysis.disclosure.attacker import Leak
from analysis.disclosure.gate import DisclosureError, assert_safe, find_leaks
from analysis.disclosure.rules import (
    HiddenRule,
    ParticipationStep,
    comments_allowed,
    distribution_allowed,
    enough_for,
    hidden_sentence,
    participation_allowed,
    participation_step,
    score_allowed,
    share_text,
)

__all__ = [
    "DisclosureError",
    "HiddenRule",
    "Leak",
    "ParticipationStep",
    "assert_safe",
    "comments_allowed",
    "distribution_allowed",
    "enough_for",
    "find_leaks",
    "hidden_sentence",
    "participation_allowed",
    "participation_step",
    "score_allowed",
    "share_text",
]
