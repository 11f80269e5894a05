"""What a report gives away in plain sight: figures of too few, and figures that differ by too few."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attacker import Leak
from analysis.disclosure.few import MOST_PEOPLE, Support, countable, leaves_open, ways_of_mean
from analysis.disclosure.published_sets import ScoreKey, name_of, support
from analysis.disclosure.releases import comparisons, group_figures, whole_figures
from analysis.disclosure.whole import pair_leaks, question_leaks
from analysis.results import Figure, GroupFigure, Interval
from analysis.scores.intervals import mean_bounds
from analysis.tables import Minimums, Release

Snapshot = Mapping[str, Any]


def plain_leaks(release: Release) -> Iterator[Leak]:
    """Every figure of one report that alone, or beside another of the same question, tells of too few people."""
    snapshot, minimums = release.snapshot, release.minimums
    groups, wholes = group_figures(snapshot), whole_figures(snapshot)
    yield from _participation(snapshot, minimums)
    yield from _score_leaks(release, (*groups, *wholes))
    yield from _share_leaks(snapshot, minimums)
    yield from _theme_leaks(snapshot, minimums)
    yield from question_leaks([*wholes, *groups], minimums)
    yield from pair_leaks(comparisons(snapshot), minimums)


def _few(who: str, n: int, what: str) -> Leak:
    people = "one person" if n == 1 else f"{n} people"
    return Leak("few", who, f"{what} of {people} is shown: {who}")


def _participation(snapshot: Snapshot, minimums: Minimums) -> Iterator[Leak]:
    for line in snapshot.get("participation", ()):
        for count, what in ((line["asked"], "how many were asked"), (line["answered"], "how many answered")):
            if count is not None and count < minimums.participation:
                yield _few(f"{line['role']}s, {what}", count, "the count")


def _score_leaks(release: Release, figures: tuple[Figure | GroupFigure, ...]) -> Iterator[Leak]:
    for one in figures:
        if one.mean is None or one.n is None:
            continue
        who = name_of(one) if isinstance(one, GroupFigure) else f"{one.role}s, {one.question}"
        if one.n < release.minimums.score:
            yield _few(who, one.n, "the mean")
        elif one.n <= MOST_PEOPLE and one.n < release.minimums.distribution and not _open(release, one):
            yield Leak("alike", who, f"how many of {one.n} people gave an answer follows: {who}")


def _open(release: Release, one: Figure | GroupFigure) -> bool:
    """Whether mean and interval of few people leave every answer open, to one who lists all ways to answer."""
    key: ScoreKey = (one.question, one.measure if isinstance(one, GroupFigure) else "mean")
    n, mean, scores = one.n or 0, one.mean or 0.0, support(release.instrument, one.role, key)
    return not scores or not countable(n, scores) or _left_open(n, scores, mean, one.interval)


@lru_cache(maxsize=4096)
def _left_open(n: int, scores: Support, mean: float, shown: Interval | None) -> bool:
    """Whether the ways to answer with this mean, and with an interval that fits, disagree about every answer."""
    ways = ways_of_mean(n, scores, mean).counts
    return leaves_open(ways if shown is None else ways[[_fits(way, scores, shown) for way in ways]])


def _fits(way: NDArray[np.int8], scores: Support, shown: Interval) -> bool:
    """Whether the interval of one way, out to tens, lies within the one that is shown."""
    own = mean_bounds(np.repeat(np.asarray(scores), way), scores[0], scores[-1])
    return own is not None and own.low >= shown.low and own.high <= shown.high


def _share_leaks(snapshot: Snapshot, minimums: Minimums) -> Iterator[Leak]:
    swoop_ins = snapshot.get("swoop_ins") or {"effects": (), "at_least_once": ()}
    for shares in (*snapshot.get("hands_on", ()), *swoop_ins["effects"]):
        told = [shares[name] for name in ("low", "middle", "high")]
        yield from _exact_shares(f"{shares['role']}s, {shares['question']}", shares["n"], told, minimums)
    for role, n, share, _ in swoop_ins["at_least_once"]:
        yield from _exact_shares(f"{role}s, leaders who join", n, [share], minimums)
    mix = snapshot.get("mix") or {"rows": (), "n_managers": None, "n_executives": None}
    for columns, n in ((("wanted", "got"), mix["n_managers"]), (("given", "guessed"), mix["n_executives"])):
        told = [row[column] for row in mix["rows"] for column in columns]
        yield from _exact_shares(f"the support mix, {columns[0]}", n, told, minimums)


def _exact_shares(who: str, n: int | None, told: list[str], minimums: Minimums) -> Iterator[Leak]:
    """A share in bands needs the score minimum, an exact one the distribution minimum."""
    shown, exact = any(told), any(share.isdigit() for share in told)
    if shown and (n is None or n < minimums.score or (exact and n < minimums.distribution)):
        yield Leak("few", who, f"shares of fewer than {minimums.distribution} people are shown: {who}")


def _theme_leaks(snapshot: Snapshot, minimums: Minimums) -> Iterator[Leak]:
    for role in snapshot.get("themes", ()):
        for theme in role["themes"]:
            n, who = theme["n_people"], f"{theme['role']}s, theme “{theme['label']}”"
            if n is not None and n < minimums.comments:
                yield _few(who, n, "a theme")
            elif n is not None and role["n_people"] is not None and 0 < role["n_people"] - n < minimums.score:
                yield _few(f"{who}, without it", role["n_people"] - n, "the count")
