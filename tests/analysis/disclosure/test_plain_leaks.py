"""What a report gives away in plain sight."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest

from analysis.disclosure.plain_leaks import plain_leaks
from analysis.results import Figure, GroupFigure, Interval
from analysis.tables import Asked, Minimums, Release
from tests.analysis.disclosure.test_whole import make_comparison, make_figure, make_whole
from tests.analysis.disclosure.waves import INSTRUMENT

STANDARD = Minimums()
NOBODY = Asked(np.array([], dtype=np.str_), {})


def told(snapshot: dict[str, Any], minimums: Minimums = STANDARD) -> list[str]:
    return [leak.sentence for leak in plain_leaks(Release("spring", 1, snapshot, INSTRUMENT, NOBODY, minimums))]


def group(n: int, mean: float, interval: Interval | None = None, question: str = "I1") -> GroupFigure:
    return replace(make_whole(question, n), scope="region", group="North", role="rep", mean=mean, interval=interval)


def of_groups(*groups: GroupFigure) -> dict[str, Any]:
    return {"groups": [asdict(one) for one in groups]}


def of_figures(*figures: Figure) -> dict[str, Any]:
    return {"cascades": [{"figures": [asdict(one) for one in figures]}]}


def test_an_empty_report_tells_nothing() -> None:
    assert told({}) == []


@pytest.mark.parametrize(
    ("asked", "answered", "sentences"),
    [
        (5, 5, []),
        (None, None, []),
        (4, None, ["the count of 4 people is shown: executives, how many were asked"]),
        (7, 1, ["the count of one person is shown: executives, how many answered"]),
    ],
)
def test_participation_of_too_few_is_seen(asked: int | None, answered: int | None, sentences: list[str]) -> None:
    assert told({"participation": [{"role": "executive", "asked": asked, "answered": answered}]}) == sentences


def test_means_of_too_few_are_seen() -> None:
    assert told(of_groups(group(4, 50.0))) == ["the mean of 4 people is shown: region North (reps, I1)"]
    assert told(of_groups(group(5, 50.0))) == []
    assert told(of_groups(group(5, 50.0)), Minimums(score=6)) != []
    assert told(of_figures(make_figure("I1", 3))) == ["the mean of 3 people is shown: managers, I1"]


def test_hidden_figures_are_not_read() -> None:
    hidden = replace(group(4, 50.0), n=None, mean=None)
    assert told(of_groups(hidden, replace(group(4, 50.0), mean=None))) == []


@pytest.mark.parametrize(("n", "is_seen"), [(5, True), (9, True), (10, False)])
def test_a_mean_at_an_end_of_the_scale_tells_that_few_people_are_alike(n: int, is_seen: bool) -> None:
    sentence = f"how many of {n} people gave an answer follows: region North (reps, I1)"
    assert told(of_groups(group(n, 100.0))) == [sentence] * is_seen
    assert told(of_groups(group(n, 100.0)), Minimums(distribution=15)) == [sentence] * is_seen


def test_means_of_a_whole_role_are_judged_too() -> None:
    seen = "how many of 6 people gave an answer follows: managers, I1"
    assert told(of_figures(replace(make_figure("I1", 6), mean=100.0))) == [seen]


def test_below_a_smaller_distribution_minimum_alone_people_are_few() -> None:
    assert told(of_groups(group(8, 100.0)), Minimums(distribution=8)) == []
    assert told(of_groups(group(7, 100.0)), Minimums(distribution=8)) != []


@pytest.mark.parametrize(
    ("interval", "is_seen"),
    [(None, False), (Interval(0.0, 100.0), False), (Interval(20.0, 80.0), True), (Interval(40.0, 60.0), True)],
)
def test_an_interval_that_few_ways_to_answer_fit_tells_an_answer(interval: Interval | None, is_seen: bool) -> None:
    # By hand: of the ways five people can have a mean of 50, only 25, 50, 50, 50, 75 has its interval (28 to 72)
    # within 20 to 80, and none within 40 to 60.
    assert bool(told(of_groups(group(5, 50.0, interval)))) is is_seen


def test_an_interval_must_hold_that_of_the_way_at_both_ends() -> None:
    assert told(of_groups(group(5, 40.0, Interval(0.0, 100.0)))) == []
    assert told(of_groups(group(5, 40.0, Interval(0.0, 62.0)))) != []
    assert told(of_groups(group(5, 60.0, Interval(38.0, 100.0)))) != []


def test_an_interval_that_ends_with_the_scale_holds_those_that_end_there_too() -> None:
    assert told(of_groups(group(5, 20.0, Interval(0.0, 60.0)))) == []
    assert told(of_groups(group(5, 80.0, Interval(40.0, 100.0)))) == []


def test_a_gap_is_judged_on_its_own_scale() -> None:
    gap = replace(group(5, 0.0, question="I12-I13"), role="manager", measure="gap")
    assert told(of_groups(gap)) == []
    assert told(of_groups(replace(gap, mean=100.0))) != []


def test_of_a_question_that_the_instrument_does_not_have_no_way_to_answer_is_known() -> None:
    assert told(of_figures(replace(make_figure("I99", 6), mean=100.0))) == []


def test_where_there_are_too_many_ways_to_list_a_mean_tells_none_of_them() -> None:
    assert told(of_groups(replace(group(9, 100.0, question="I3"), measure="gap"))) == []
    assert told(of_groups(group(9, 100.0, question="I3"))) != []


SHARES = "shares of fewer than 10 people are shown: "


@pytest.mark.parametrize(
    ("n", "share", "is_seen"),
    [
        (9, "58", True),
        (10, "58", False),
        (9, "20 to 40", False),
        (5, "20 to 40", False),
        (4, "20 to 40", True),
        (None, "20 to 40", True),
        (4, "", False),
        (None, "", False),
    ],
)
def test_shares_need_the_minimum_of_their_kind(n: int | None, share: str, is_seen: bool) -> None:
    shares = {"question": "I2", "role": "rep", "n": n, "low": "", "middle": share, "high": ""}
    seen = [f"{SHARES}reps, I2"] * is_seen
    assert told({"hands_on": [shares]}) == seen
    assert told({"swoop_ins": {"effects": [shares], "at_least_once": []}}) == seen
    once = {"effects": [], "at_least_once": [("rep", n, share, "")]}
    assert told({"swoop_ins": once}) == [f"{SHARES}reps, leaders who join"] * is_seen


@pytest.mark.parametrize("column", ["low", "middle", "high"])
def test_each_of_three_shares_is_looked_at(column: str) -> None:
    bare = {"question": "I2", "role": "rep", "n": 9, "low": "", "middle": "", "high": ""}
    assert told({"hands_on": [{**bare, column: "58"}]}) == [f"{SHARES}reps, I2"]


@pytest.mark.parametrize(
    ("column", "managers", "executives", "who"),
    [
        ("wanted", 9, 12, "wanted"),
        ("got", 9, 12, "wanted"),
        ("given", 12, 9, "given"),
        ("guessed", 12, None, "given"),
    ],
)
def test_the_support_mix_is_looked_at_by_role(column: str, managers: int, executives: int | None, who: str) -> None:
    row = {"wanted": "", "got": "", "given": "", "guessed": "", column: "43"}
    mix = {"rows": [row], "n_managers": managers, "n_executives": executives}
    assert told({"mix": mix}) == [f"{SHARES}the support mix, {who}"]
    assert told({"mix": {**mix, "n_managers": 10, "n_executives": 10}}) == []


def of_theme(people: int | None, writers: int | None) -> dict[str, Any]:
    themes = [{"role": "rep", "label": "Prices", "n_people": people}]
    return {"themes": [{"n_people": writers, "themes": themes}]}


@pytest.mark.parametrize(
    ("people", "writers", "sentences"),
    [
        (9, 30, ["a theme of 9 people is shown: reps, theme “Prices”"]),
        (10, 30, []),
        (10, 15, []),
        (10, 14, ["the count of 4 people is shown: reps, theme “Prices”, without it"]),
        (10, 11, ["the count of one person is shown: reps, theme “Prices”, without it"]),
        (10, 10, []),
        (10, None, []),
        (None, 12, []),
    ],
)
def test_themes_and_what_is_left_beside_them_need_their_minimum(
    people: int | None, writers: int | None, sentences: list[str]
) -> None:
    assert told(of_theme(people, writers)) == sentences


def test_means_of_one_question_and_a_gap_with_its_sides_are_compared() -> None:
    seen = told({**of_figures(make_figure("I1", 17)), **of_groups(make_whole("I1", 18))})
    assert seen == ["the answers of one person follow from figures of 17 and 18: managers, I1"]
    sides = (make_figure("I12", 18, "needed"), make_figure("I13", 17, "got"))
    seen = told({"comparisons": [asdict(make_comparison(*sides, gap=49))]})
    assert seen == ["the answers of one person follow from figures of 17 and 18: Coaching for managers: need, got"]
