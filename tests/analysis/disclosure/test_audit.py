"""The attacker over random organisations of two waves, and over what a report could get wrong."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from analysis.disclosure.audit import audit_releases
from analysis.tables import Release, WaveSettings
from analysis.wave_analysis import analyse_wave
from benchmarks.disclosure import OFF, scores_alone, whole_reports
from benchmarks.organisations import two_waves

ORGANISATIONS = 2_000
WHOLE = 25
FEW_QUESTIONS = ("I1", "I12", "I13")
SEEN_WITHOUT = 40
"""Organisations in which every rule, if it is left out, must leave a leak; that of single teams needs more of them."""


def test_nothing_follows_from_the_scores_of_two_waves_of_many_organisations() -> None:
    found = scores_alone(range(ORGANISATIONS), questions=FEW_QUESTIONS)
    assert (found.leaks.total(), found.first) == (0, "")
    assert (found.organisations, found.figures > 15 * ORGANISATIONS) == (ORGANISATIONS, True)


def test_nothing_follows_from_whole_reports() -> None:
    found = whole_reports(range(WHOLE))
    assert (found.leaks.total(), found.first) == (0, "")


@pytest.mark.parametrize("rule", OFF)
def test_without_any_one_rule_something_follows(rule: str) -> None:
    assert scores_alone(range(SEEN_WITHOUT), rule).leaking > 0


@cache
def report() -> Release:
    table, _ = two_waves(3)
    settings = WaveSettings(wave_name="wave 1")
    return Release(
        "wave 1", 1, analyse_wave(table, settings).snapshot(), table.instrument, table.asked, settings.minimums
    )


def changed(**parts: Any) -> list[str]:
    release = replace(report(), snapshot={**report().snapshot, **parts})
    return [leak.sentence for leak in audit_releases([release]).leaks]


def shares(**told: Any) -> dict[str, Any]:
    return {"question": "I2", "role": "manager", "n": 7, "low": "", "middle": "", "high": "", **told}


def test_an_honest_report_passes() -> None:
    assert changed() == []


PLAIN: list[tuple[Callable[[], list[str]], str]] = [
    (lambda: changed(participation=[{"role": "executive", "asked": 3, "answered": None}]), "how many were asked"),
    (lambda: changed(hands_on=[shares(low="14", middle="43", high="43")]), "shares of fewer than 10 people"),
    (lambda: changed(hands_on=[shares(n=4, low="20 to 40")]), "shares of fewer than 10 people"),
    (lambda: changed(swoop_ins={"effects": [], "at_least_once": [("rep", 7, "43", "")]}), "leaders who join"),
    (lambda: changed(mix={"rows": [mix_row()], "n_managers": 7, "n_executives": None}), "the support mix, wanted"),
    (lambda: changed(themes=[role_themes(9, 20)]), "a theme of 9 people is shown"),
    (lambda: changed(themes=[role_themes(18, 20)]), "without it"),
]


def mix_row() -> dict[str, str]:
    return {"wanted": "43", "got": "", "given": "", "guessed": ""}


def role_themes(people: int, writers: int) -> dict[str, Any]:
    return {"n_people": writers, "themes": [{"role": "rep", "label": "Prices", "n_people": people}]}


@pytest.mark.parametrize(("look", "said"), PLAIN, ids=[said for _, said in PLAIN])
def test_what_is_plain_to_see_is_seen(look: Callable[[], list[str]], said: str) -> None:
    found = look()
    assert any(said in sentence for sentence in found), found


def test_what_was_shown_once_and_is_hidden_now_is_no_news() -> None:
    older, groups = report(), report().snapshot["groups"]
    hidden = [{**one, "n": None, "mean": None, "interval": None, "hidden": "later"} for one in groups]
    assert audit_releases([older, replace(older, snapshot={**older.snapshot, "groups": hidden})]).leaks == ()


def test_an_audit_counts_what_it_read() -> None:
    found = audit_releases([report(), replace(report(), order=2)])
    assert (found.waves, found.reports) == (2, 2)
    assert found.figures >= found.sums > 0
