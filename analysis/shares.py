"""Two-sided questions as three shares: never a mean, and only from a group large enough for a distribution."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from analysis.audiences import places
from analysis.comparison_plan import PlannedSide, general_name
from analysis.disclosure.rules import distribution_allowed, hidden_sentence, score_allowed, share_text
from analysis.instruments import entries, questions_of, scale_of
from analysis.results import Shares
from analysis.tables import Minimums, WaveTable
from analysis.wording import ORDER, people

SPLIT = 20
"""Percent on both sides from which an audience is called split, and on one side from which that side is told."""
MOST_SENTENCES = 2


def hands_on(table: WaveTable, minimums: Minimums) -> tuple[tuple[Shares, ...], str]:
    """The shares of every two-sided question, and the sentence above them."""
    found = [(three_shares(table, side, minimums), words) for side, words in _asked(table)]
    sentences = dict.fromkeys(_lead_of_role(role, found) for role in ORDER)
    told = [sentence for sentence in sentences if sentence][:MOST_SENTENCES]
    if found and not told:
        told = [f"Shares need {minimums.distribution} answers of one role; fewer were given."]
    return tuple(shares for shares, _ in found), " ".join(told)


def three_shares(table: WaveTable, side: PlannedSide, minimums: Minimums) -> Shares:
    """A two-sided question of one role: below the middle point, on it, above it."""
    found = places(table, side.role, side.question)
    n = len(found)
    if not distribution_allowed(n, minimums):
        rule = hidden_sentence("shares" if score_allowed(n, minimums) else "score", minimums)
        return Shares(side.question, side.role, side.label, n if score_allowed(n, minimums) else None, "", "", "", rule)
    middle = (len(scale_of(table.instrument, side.role, side.question).points) + 1) / 2
    counts = (int(np.sum(found < middle)), int(np.sum(found == middle)), int(np.sum(found > middle)))
    low, equal, high = (share_text(count, n, minimums) for count in counts)
    return Shares(side.question, side.role, side.label, n, low, equal, high)


def _asked(table: WaveTable) -> Iterator[tuple[PlannedSide, Mapping[str, Any]]]:
    for entry in entries(table.instrument, "shares"):
        yield from ((PlannedSide(**side), entry) for side in entry["sides"])
    named = {side["question"] for entry in table.instrument.get("comparisons", ()) for side in entry["sides"]}
    for role in ORDER:
        for asked in questions_of(table.instrument, role):
            scale = scale_of(table.instrument, role, asked["id"])
            if scale.kind == "two_sided" and asked["id"] not in named:
                label = f"{people(role, None).capitalize()}: {general_name(table.instrument, asked)}"
                yield PlannedSide("said", role, asked["id"], label), {}


def _lead_of_role(role: str, found: list[tuple[Shares, Mapping[str, Any]]]) -> str:
    """One sentence on the question where most of a role lean to one side."""
    shown = [(shares, words) for shares, words in found if shares.role == role and not shares.hidden]
    if not shown:
        return ""
    shares, words = max(shown, key=lambda each: max(int(each[0].low), int(each[0].high)))
    low, high, who = int(shares.low), int(shares.high), people(role, None)
    if min(low, high) >= SPLIT:
        return f"{who.capitalize()} are split {words['split']}." if words else f"{who.capitalize()} are split."
    if max(low, high) < SPLIT or not words:
        return f"Most {who} say it is about right." if max(low, high) < SPLIT else ""
    share, told = (high, words["too_much"]) if high > low else (low, words["too_little"])
    return f"Of {who}, {share} % say {told}."
