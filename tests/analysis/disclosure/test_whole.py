"""Figures of a whole role that rest on almost the same people."""

from analysis.disclosure.whole import whole_leaks
from analysis.results import Cascade, Comparison, Figure, GroupFigure, Role, Side
from analysis.tables import Minimums

STANDARD = Minimums()


def make_figure(question: str, n: int | None, side: Side = "said", role: Role = "manager") -> Figure:
    return Figure(role, side, "Managers say", n, None if n is None else 50.0, None, question=question)


def make_comparison(*figures: Figure, gap: float | None = None) -> Comparison:
    return Comparison(
        id="K6",
        construct="K6",
        construct_name="Coaching the coach",
        title="Coaching for managers: need, got",
        kind="perception_gap" if gap is None else "need_gap",
        figures=figures,
        scale_words=("None", "", "A great deal"),
        effect=None,
        effect_interval=None,
        gap=gap,
        gap_interval=None,
        p=None,
        q=None,
        verdict="not_enough_evidence",
        statement="",
        lines=(),
        caption="",
    )


def make_whole(question: str, n: int) -> GroupFigure:
    return GroupFigure("organisation", "organisation", False, (), "manager", question, "K6", "mean", n, 50.0, None)


def test_two_means_of_one_question_may_not_differ_by_a_few_people() -> None:
    cascade = Cascade("I1", "Coaching talks", (make_figure("I1", 18),), ("None", "6 or more"))
    found = whole_leaks([make_comparison(make_figure("I1", 17))], [cascade], [], STANDARD)
    assert [leak.sentence for leak in found] == [
        "the answers of one person follow from figures of 17 and 18: managers, I1"
    ]


def test_the_organisations_own_row_is_compared_too() -> None:
    assert whole_leaks([make_comparison(make_figure("I1", 17))], [], [make_whole("I1", 20)], STANDARD)
    assert not whole_leaks([make_comparison(make_figure("I1", 17))], [], [make_whole("I1", 17)], STANDARD)


def test_means_that_differ_by_the_minimum_are_no_leak() -> None:
    comparisons = [make_comparison(make_figure("I1", 13)), make_comparison(make_figure("I1", 18))]
    assert whole_leaks(comparisons, [], [], STANDARD) == []


def test_hidden_figures_other_roles_and_other_questions_are_not_subtracted() -> None:
    others = [make_figure("I1", None), make_figure("I3", 17), make_figure("I1", 17, role="executive")]
    assert whole_leaks([make_comparison(make_figure("I1", 18), *others)], [], [], STANDARD) == []


def test_need_and_support_beside_their_gap_must_be_of_the_same_people() -> None:
    need, got = make_figure("I12", 18, "needed"), make_figure("I13", 17, "got")
    assert [leak.kind for leak in whole_leaks([make_comparison(need, got, gap=49)], [], [], STANDARD)] == ["few"]
    assert whole_leaks([make_comparison(need, got)], [], [], STANDARD) == []


def test_what_another_role_gave_may_be_of_fewer_people() -> None:
    sides = (make_figure("I12", 9, "needed"), make_figure("I13", 9, "got"), make_figure("I13", 6, "given", "executive"))
    assert whole_leaks([make_comparison(*sides, gap=49)], [], [], STANDARD) == []
