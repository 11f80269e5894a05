"""Waves that nobody hopes for: nearly no answers, everybody alike, a roster that hides every group, six people."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from analysis import analyse_wave
from analysis.disclosure.gate import assert_safe
from analysis.tables import ROLES, Asked, WaveSettings, WaveTable
from tests.analysis.makers import People, make_wave_table

SETTINGS = WaveSettings()
ASKED = (30, 6, 5)


def snapshot(table: WaveTable) -> dict[str, Any]:
    """What a wave may show, once the attacker has found nothing in it."""
    analysis = analyse_wave(table, SETTINGS)
    assert_safe(analysis, table, SETTINGS)
    shown = analysis.snapshot()
    json.dumps(shown)
    return shown


def alike(table: WaveTable) -> WaveTable:
    """The same people, all of whom answer the highest point of everything and pick the same two."""
    highest = {
        question: np.where(np.isnan(places), np.nan, np.nanmax(places)) for question, places in table.positions.items()
    }
    same = np.arange(8) < 2
    picks = {question: np.expand_dims(picked.any(axis=1), 1) & same for question, picked in table.picks.items()}
    return replace(table, positions=highest, picks=picks)


def in_small_teams(table: WaveTable) -> WaveTable:
    """The same people in teams of three, each a region and under a leader of its own."""
    return replace(
        table,
        segments=small_segments(table.roles),
        asked=Asked(table.asked.roles, small_segments(table.asked.roles)),
    )


def small_segments(roles: NDArray[np.str_]) -> dict[str, NDArray[np.str_]]:
    places = np.concatenate([np.arange((roles == role).sum()) for role in ROLES]) // 3
    return {
        name: np.where(roles == "executive", "", np.array([f"{name} {place}" for place in places]))
        for name in ("region", "leader", "team")
    }


def means(shown: dict[str, Any]) -> list[float]:
    """Every mean that a report prints of a group below the whole."""
    return [row["mean"] for row in shown["groups"] if row["scope"] != "organisation" and row["mean"] is not None]


def test_waves_of_no_one_and_four_answers_are_told_alike() -> None:
    none, one, four = (snapshot(make_wave_table(People(n, 0, 0, ASKED))) for n in (0, 1, 4))

    assert none == one == four
    assert none["title"] == "Too few answers to show"
    assert "What would help: more answers" in none["lead"]
    assert all(side["answered"] is None for side in none["participation"])
    assert [row for row in none["groups"] if row["mean"] is not None or row["n"] is not None] == []
    assert not any("their answers count in the whole" in sentence for sentence in none["hidden_sentences"])


def test_five_answers_show_the_whole_alone() -> None:
    shown = snapshot(make_wave_table(People(5, 0, 0, ASKED)))

    assert [side["answered"] for side in shown["participation"]] == [5, None, None]
    assert means(shown) == []
    assert shown["title"] != "Too few answers to show"
    assert sum("No group of reps can be shown" in sentence for sentence in shown["hidden_sentences"]) == 1


@pytest.mark.parametrize("people", [People(4, 1, 1, (4, 1, 1)), People(2, 1, 0, (4, 1, 1)), People(0, 0, 0, (0, 0, 0))])
def test_six_people_and_nobody_get_a_report_without_a_figure(people: People) -> None:
    shown = snapshot(make_wave_table(people))

    assert shown["title"] == "Too few answers to show"
    assert "a talk instead of a survey" in shown["lead"]
    assert all(side["asked"] is None and side["answered"] is None for side in shown["participation"])
    figures = [figure for comparison in shown["comparisons"] for figure in comparison["figures"]]
    assert [figure for figure in figures if figure["n"] is not None or figure["mean"] is not None] == []
    assert all(comparison["verdict"] == "not_enough_evidence" for comparison in shown["comparisons"])


def test_where_a_roster_hides_every_group_the_report_says_what_would_help() -> None:
    shown = snapshot(in_small_teams(make_wave_table(People(60, 8, 3, (70, 9, 4)), comments=False)))

    assert means(shown) == []
    told = [sentence for sentence in shown["hidden_sentences"] if sentence.startswith("No group of reps")]
    assert len(told) == 1
    assert "Small teams become a larger group under one leader, or in one region, of the roster." in told[0]


def test_everybody_alike_tells_no_single_answer() -> None:
    table = alike(make_wave_table(People(40, 12, 5, (50, 14, 6)), comments=False))
    shown, other = snapshot(table), snapshot(but_for_one_executive(table))

    assert {comparison["verdict"] for comparison in shown["comparisons"]} == {"aligned", "not_enough_evidence"}
    few = [row for row in shown["groups"] if row["n"] is not None and row["n"] < 10 and row["mean"] is not None]
    assert few == []
    assert told_of_executives(shown) == told_of_executives(other)
    assert (shown["title"], shown["lead"]) == (other["title"], other["lead"])


def but_for_one_executive(table: WaveTable) -> WaveTable:
    """The same answers, but that one executive answers one point lower."""
    one = int(np.flatnonzero(table.roles == "executive")[0])
    lower = {question: places.copy() for question, places in table.positions.items()}
    for places in lower.values():
        places[one] -= 1
    return replace(table, positions=lower)


def told_of_executives(shown: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What is said of every comparison of executives: its verdict and words."""
    return sorted(
        (each["id"], each["verdict"], each["statement"], each["lines"], each["caption"])
        for each in shown["comparisons"]
        if any(figure["role"] == "executive" for figure in each["figures"]) and each["kind"] == "perception_gap"
    )
