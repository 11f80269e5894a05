"""The whole analysis of a wave: what it says, what it hides, and that the order of rows does not matter."""

import json
import subprocess
import sys
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from analysis import AnalysisError, LoopCounts, WaveAnalysis, WaveSettings, analyse_wave
from analysis.disclosure.gate import assert_safe
from tests.analysis.makers import People, make_wave_table, shipped_instrument, shuffled, small_instrument

LOOP = LoopCounts("2026-09", recorded=162, recordable=168, asks=38, answered=33, supported=24, median_days=3.0)


@cache
def quarter() -> WaveAnalysis:
    """A quarterly wave with one before it."""
    before = make_wave_table(People(120, 17, 6), seed=4)
    settings = WaveSettings(previous=before, previous_name="Quarter 2", loop=LOOP)
    return analyse_wave(make_wave_table(seed=3), settings)


def every_text(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for child in children for text in every_text(child)]


def test_a_quarter_reads_as_a_report() -> None:
    found = quarter()
    assert found.title == "Where support and need part ways"
    assert found.lead == (
        "Eight comparisons: three disconnects, one to watch, one aligned, three without enough evidence."
    )
    assert found.statements == ("D3", "D8", "D4")
    assert [line.share for line in found.participation] == [78, 82, 86]


def test_the_need_for_coaching_stands_beside_what_was_got_and_given() -> None:
    found = quarter().comparisons[0]
    assert (found.id, found.verdict) == ("D3", "disconnect")
    assert found.statement == "Managers need far more coaching on how they coach than they get."
    assert found.lines[0] == "The gap is 44 points, likely between 26 and 63."
    assert found.caption == "n 18 managers, 6 executives · gave v got: .30 (−.22 to .67)"
    assert [figure.side for figure in found.figures] == ["needed", "got", "given"]
    assert found.change is not None
    assert found.change.sentence == "Since quarter 2: gap was 54, no clear change (−35 to +15)"


def test_managers_and_reps_are_compared_in_shares_where_there_are_enough() -> None:
    found = next(each for each in quarter().comparisons if each.id == "D4")
    assert found.statement == "Managers count more coaching talks than their reps do."
    assert found.lines == (
        "Of managers, 50 % say 4 or more talks in four weeks with a typical rep. Of reps, 19 % say so.",
    )
    assert found.caption == "n 18 managers, 131 reps · difference .45 (.22 to .62)"


def test_the_side_that_the_statement_names_first_stands_first() -> None:
    found = next(each for each in quarter().comparisons if each.id == "D8")
    assert found.statement.startswith("Managers see")
    assert [figure.role for figure in found.figures] == ["manager", "executive"]
    assert found.effect is not None
    assert found.effect < 0


def test_a_snapshot_is_plain_json() -> None:
    snapshot = quarter().snapshot()
    assert json.loads(json.dumps(snapshot))["title"] == snapshot["title"]
    assert set(snapshot) == {field.name for field in fields(WaveAnalysis)}


def test_the_order_of_rows_changes_nothing() -> None:
    table, before = make_wave_table(People(40, 12, 6), seed=1), make_wave_table(People(30, 11, 6), seed=2)
    settings = WaveSettings(previous=before, previous_name="Quarter 2")
    moved = WaveSettings(previous=shuffled(before), previous_name="Quarter 2")
    assert analyse_wave(table, settings).snapshot() == analyse_wave(shuffled(table), moved).snapshot()


def test_no_text_uses_a_word_we_do_not_use() -> None:
    texts = " ".join(every_text({**quarter().snapshot(), "themes": []})).lower()
    for word in ("significant", "anonymous", "users", "submit", "!", "nan", "none,"):
        assert word not in texts


@pytest.mark.parametrize(
    "people",
    [
        People(0, 0, 0, (10, 6, 5)), People(0, 0, 0, (0, 0, 0)), People(30, 0, 0, (40, 0, 0)),
        People(0, 12, 0, (0, 12, 0)), People(8, 6, 2, (8, 6, 2)), People(12, 5, 3, (20, 6, 4)),
    ],
)  # fmt: skip
def test_small_and_empty_waves_say_what_is_missing(people: People) -> None:
    found = analyse_wave(make_wave_table(people, seed=1))
    assert len(found.comparisons) == 8
    assert all(each.statement and each.lines for each in found.comparisons)
    assert all(figure.hidden for each in found.comparisons for figure in each.figures if figure.mean is None)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("people", [People(), People(30, 9, 6, (40, 11, 8)), People(14, 7, 5, (14, 8, 6))])
def test_the_attacker_finds_nothing(people: People, seed: int) -> None:
    table = make_wave_table(people, seed=seed, comments=False)
    assert_safe(analyse_wave(table), table, WaveSettings())


def test_nobody_below_the_minimum_has_a_number() -> None:
    found = analyse_wave(make_wave_table(People(30, 12, 4, (30, 12, 5)), seed=1))
    executives = [figure for each in found.comparisons for figure in each.figures if figure.role == "executive"]
    assert executives
    assert all(figure.n is None and figure.mean is None and figure.hidden for figure in executives)
    with_executives = [each for each in found.comparisons if each.id in ("D8", "D9", "D10", "D4b")]
    assert all(each.effect is None and each.p is None and each.hidden for each in with_executives)
    assert "4 executives" not in " ".join(every_text(found.snapshot()))


def test_two_executives_are_never_pooled() -> None:
    found = analyse_wave(make_wave_table(People(30, 12, 2, (30, 12, 2)), seed=1))
    with_executives = [each for each in found.comparisons if each.id in ("D8", "D9", "D10", "D4b")]
    assert {each.verdict for each in with_executives} == {"not_enough_evidence"}
    assert all(each.lines == ("It takes 3 executives and 5 managers; fewer answered.",) for each in with_executives)


def test_nearly_equal_answers_of_a_few_have_no_number() -> None:
    alike = {("executive", "I13"): (0, 0, 1, 0, 0), ("executive", "I7"): (1, 0, 0, 0, 0)}
    found = analyse_wave(make_wave_table(chances=alike, seed=2))
    given = next(figure for figure in found.comparisons[0].figures if figure.side == "given")
    assert (given.n, given.mean, given.interval) == (6, None, None)
    joins = next(each for each in found.comparisons if each.id == "D8")
    assert joins.effect is None
    assert joins.hidden == "Hidden to protect people: almost everyone answered alike."
    assert found.swoop_ins is not None
    assert found.swoop_ins.on_average == ()


def test_who_was_not_sure_is_missing_and_counted() -> None:
    table = make_wave_table(comments=False)
    unsure = np.flatnonzero(table.roles == "rep")[:19]
    places, keys = table.positions["I3"].copy(), table.apart["I3"].copy()
    places[unsure], keys[unsure] = np.nan, "there_were_none"
    moved = replace(table, positions={**table.positions, "I3": places}, apart={**table.apart, "I3": keys})
    found = next(each for each in analyse_wave(moved).comparisons if each.id == "D11b")
    reps = next(figure for figure in found.figures if figure.role == "rep")
    assert (reps.n, reps.n_apart) == (112, 19)
    assert found.caption.startswith("n 18 managers, 112 reps · 19 reps gave no figure · difference ")


def test_imported_answers_are_compared_in_general_words() -> None:
    frozen = small_instrument("rep", "manager", "executive")
    apart = {("executive", "R1"): (0, 0.1, 0.2, 0.3, 0.4), ("manager", "R1"): (0.4, 0.3, 0.2, 0.1, 0)}
    table = make_wave_table(People(90, 40, 20, (90, 40, 20)), instrument=frozen, chances=apart, comments=False)
    found = analyse_wave(table)
    assert [each.id for each in found.comparisons] == ["R1-executive-manager", "R1-manager-rep"]
    assert found.comparisons[0].statement == "Executives rate “Satisfaction” far higher than managers do."
    assert found.comparisons[0].title == "Satisfaction: executives, managers"
    assert [figure.role for figure in found.cascades[0].figures] == ["executive", "manager", "rep"]
    assert (found.mix, found.swoop_ins, found.loop) == (None, None, None)


def test_one_role_alone_has_nothing_to_compare() -> None:
    table = make_wave_table(People(30, 0, 0, (30, 0, 0)), instrument=small_instrument("rep"), comments=False)
    found = analyse_wave(table)
    assert found.title == "What people answered"
    assert found.lead == "This survey asks nothing that two sides answer, so nothing is compared."
    assert found.comparisons == ()


def test_the_half_yearly_survey_compares_its_own_questions() -> None:
    found = analyse_wave(make_wave_table(instrument=shipped_instrument("half_yearly"), comments=False))
    assert {each.id for each in found.comparisons} == {"D9b", "D16c", "D13c", "D13d", "D17", "D17b", "D18", "D18b"}


def test_the_tests_of_the_report_are_counted_and_its_power_told() -> None:
    method = quarter().method
    assert method.n_tests == 11
    assert method.power_sentence == (
        "With 6 executives and 18 managers this report finds a large difference (.474) about 2 times in 10, "
        "a medium one (.33) about 1 time in 10. "
        "Within 18 managers it finds a large need gap about 4 times in 10, a medium one about 1 time in 10."
    )
    assert "false-discovery rate of 10 % over all eight comparisons (eleven tests)" in method.sentence
    assert method.sentence.endswith("Differences show perception, not proof of cause.")


def test_limits_are_said_first_and_last() -> None:
    sentences = quarter().hidden_sentences
    assert sentences[0] == "Scores need 5 people; shares, comments and themes need 10."
    assert sentences[-1].startswith("The limits were fixed before the survey opened")


def test_a_role_that_there_is_not_is_refused() -> None:
    table = make_wave_table(People(5, 5, 5), comments=False)
    strange = replace(table, roles=np.where(table.roles == "rep", "coach", table.roles))
    with pytest.raises(AnalysisError, match="not 'coach'"):
        analyse_wave(strange)


def test_a_column_that_does_not_fit_is_refused() -> None:
    table = make_wave_table(People(5, 5, 5), comments=False)
    with pytest.raises(AnalysisError, match="I1 has 3 rows and the table 15"):
        analyse_wave(replace(table, positions={"I1": np.ones(3)}))


def test_the_analysis_is_imported_without_the_web_and_without_scikit_learn() -> None:
    script = (
        "import sys, analysis; assert not {'flask', 'sqlalchemy', 'sklearn', 'scipy'} & set(sys.modules); "
        "from analysis import analyse_wave, ThemeModel; assert not {'flask', 'sqlalchemy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_an_unknown_name_is_told_with_the_names_there_are() -> None:
    import analysis

    with pytest.raises(AttributeError, match="It has AnalysisError"):
        _ = analysis.analyze_wave
    assert "analyse_wave" in dir(analysis)


def test_a_manager_who_answered_only_half_of_a_need_is_not_given_away() -> None:
    table = make_wave_table(instrument=shipped_instrument("half_yearly"), comments=False)
    got = table.positions["I29b"].copy()
    got[np.flatnonzero(table.roles == "manager")[0]] = np.nan
    moved = replace(table, positions={**table.positions, "I29b": got})
    found = analyse_wave(moved)
    need = next(each for each in found.comparisons if each.id == "D17b")
    assert [figure.n for figure in need.figures[:2]] == [17, 17]
    assert_safe(found, moved, WaveSettings())
