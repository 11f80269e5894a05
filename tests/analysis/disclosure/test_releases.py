"""A snapshot read back: the figures are those that were written."""

from dataclasses import asdict, replace
from typing import Any

from analysis.disclosure.releases import comparisons, group_figures, whole_figures
from analysis.results import Cascade, Change, Figure, GroupFigure, Interval
from tests.analysis.disclosure.test_whole import make_comparison, make_figure, make_whole

CHANGE = Change("spring", 40.0, 10.0, Interval(2, 18), "It rose.")
GROUP = GroupFigure(
    "leader", "Ann and Bo", True, ("Ann", "Bo"), "rep", "I1", "K1", "mean", 12, 50.0, Interval(40.0, 60.0)
)


def snapshot(*figures: Figure) -> dict[str, Any]:
    cascade = Cascade("I1", "Coaching talks", figures[1:], ("None", "6 or more"))
    return {
        "groups": [{**asdict(one), "members": [*one.members]} for one in (GROUP, make_whole("I1", 17))],
        "comparisons": [asdict(make_comparison(figures[0]))],
        "cascades": [asdict(cascade)],
    }


def test_groups_are_read_as_they_were_written() -> None:
    assert group_figures(snapshot(make_figure("I1", 17))) == (GROUP, make_whole("I1", 17))


def test_shown_means_of_comparisons_and_cascades_are_read_without_their_change() -> None:
    shown = replace(make_figure("I1", 17), interval=Interval(40.0, 60.0), change=CHANGE)
    hidden, silent = make_figure("I1", None), replace(make_figure("I1", 7), mean=None)
    told = snapshot(shown, hidden, silent, make_figure("I3", 9))
    assert whole_figures(told) == (replace(shown, change=None), make_figure("I3", 9))


def test_comparisons_are_read_with_their_figures() -> None:
    shown = replace(make_figure("I1", 17), interval=Interval(40.0, 60.0))
    assert comparisons(snapshot(shown)) == (make_comparison(shown),)


def test_a_snapshot_without_figures_has_none() -> None:
    assert (group_figures({}), whole_figures({}), comparisons({})) == ((), (), ())
