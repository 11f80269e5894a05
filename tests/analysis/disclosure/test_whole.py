"""Figures of a whole role that rest on almost the same people."""

from dataclasses import replace

from analysis.disclosure.whole import pair_leaks, question_leaks
from analysis.results import Comparison, Figure, GroupFigure, Role, Side
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


def between_means(*figures: Figure | GroupFigure) -> list[str]:
    return [leak.sentence for leak in question_leaks(figures, STANDARD)]


def test_two_means_of_one_question_may_not_differ_by_a_few_people() -> None:
    assert between_means(make_figure("I1", 17), make_figure("I1", 18)) == [
        "the answers of one person follow from figures of 17 and 18: managers, I1"
    ]
    assert between_means(make_figure("I1", 21), make_figure("I1", 17)) == [
        "the answers of 4 people follow from figures of 17 and 21: managers, I1"
    ]


def test_each_step_between_means_is_judged_for_itself() -> None:
    steps = between_means(*(make_figure("I1", n) for n in (30, 12, 20, 19, 12)))
    assert steps == ["the answers of one person follow from figures of 19 and 20: managers, I1"]


def test_the_organisations_own_row_is_compared_too() -> None:
    assert between_means(make_figure("I1", 17), make_whole("I1", 20))
    assert not between_means(make_figure("I1", 17), make_whole("I1", 17))


def test_rows_of_groups_and_gaps_are_not_of_everyone() -> None:
    region = replace(make_whole("I1", 18), scope="region", group="North")
    assert not between_means(make_figure("I1", 17), region)
    assert not between_means(make_figure("I1", 17), replace(make_whole("I1", 18), measure="gap"))


def test_means_that_differ_by_the_minimum_are_no_leak() -> None:
    assert between_means(make_figure("I1", 13), make_figure("I1", 18)) == []


def test_hidden_figures_other_roles_and_other_questions_are_not_subtracted() -> None:
    others = [make_figure("I1", None), make_figure("I3", 17), make_figure("I1", 17, role="executive")]
    assert between_means(make_figure("I1", 18), *others) == []
    assert between_means(make_figure("", 18), make_figure("", 17)) == []
    assert between_means(make_figure("I1", 18), replace(make_figure("I1", 17), mean=None)) == []


def pairs(*figures: Figure, gap: float | None = 49) -> list[str]:
    return [leak.sentence for leak in pair_leaks([make_comparison(*figures, gap=gap)], STANDARD)]


def test_need_and_support_beside_their_gap_must_be_of_the_same_people() -> None:
    need = make_figure("I12", 18, "needed")
    told = "the answers of one person follow from figures of 17 and 18: Coaching for managers: need, got"
    assert pairs(need, make_figure("I13", 17, "got")) == [told]
    assert pairs(need, make_figure("I13", 14, "got")) != []
    assert pairs(need, make_figure("I13", 13, "got")) == []
    assert pairs(need, make_figure("I13", 18, "got")) == []
    assert pairs(need, make_figure("I13", 17, "got"), gap=None) == []


def test_a_gap_that_is_hidden_tells_nothing_of_who_answered_both() -> None:
    sides = (make_figure("I12", 18, "needed"), make_figure("I13", 17, "got"))
    assert list(pair_leaks([replace(make_comparison(*sides, gap=49), gap=None)], STANDARD)) == []


def test_what_another_role_gave_may_be_of_fewer_people() -> None:
    sides = (make_figure("I12", 9, "needed"), make_figure("I13", 9, "got"), make_figure("I13", 6, "given", "executive"))
    assert pairs(*sides) == []


def test_where_one_side_is_hidden_nothing_can_be_subtracted() -> None:
    assert pairs(make_figure("I12", 18, "needed"), make_figure("I13", None, "got")) == []
