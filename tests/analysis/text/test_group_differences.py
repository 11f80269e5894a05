import numpy as np
import pytest

from analysis.text.group_differences import ALL_OTHERS, group_differences, word_contrasts
from analysis.text.grouping import Grouped, Grouping
from analysis.text.levels import NestedTheme
from analysis.text.shares import Share, share_of

LEVEL = [NestedTheme(frozenset({0}), {2: 0}), NestedTheme(frozenset({1}), {2: 1})]


def shares(*counts: int, of: int = 200) -> list[Share]:
    return [share_of(name, count, of) for name, count in zip(("rep", "manager"), counts, strict=True)]


def test_a_clear_difference_names_who_writes_more() -> None:
    counts = np.array([[20, 70], [40, 44]])
    wide, narrow = group_differences(LEVEL, [shares(20, 70), shares(40, 44)], counts, 2)
    assert wide is not None
    assert narrow is not None
    assert (wide.more, wide.less, wide.clear) == ("manager", "rep", True)
    assert not narrow.clear
    assert narrow.q >= wide.q


def test_a_theme_with_one_group_shown_has_no_difference() -> None:
    hidden = [share_of("rep", 20, 200), Share("manager", 200, hidden="under 10 of 200")]
    found = group_differences(LEVEL, [hidden, shares(40, 44)], np.array([[20, 3], [40, 44]]), 2)
    assert found[0] is None
    assert found[1] is not None


def q_of(levels: list[NestedTheme], *rows: list[Share]) -> list[float | None]:
    counts = np.array([[share.count or 3 for share in row] for row in rows])
    return [each.q if each else None for each in group_differences(levels, rows, counts, 2)]


def test_a_difference_is_corrected_for_the_themes_of_its_level_that_are_tested_and_for_no_others() -> None:
    alone = q_of(LEVEL, shares(20, 35), shares(40, 44))
    hidden = [share_of("rep", 20, 200), Share("manager", 200, hidden="under 10 of 200")]
    finer = NestedTheme(frozenset({0}), {3: 0})
    with_others = [*LEVEL, NestedTheme(frozenset({2}), {2: 2}), finer, finer]
    assert q_of(with_others, shares(20, 35), shares(40, 44), hidden, shares(10, 80), shares(10, 80))[:3] == [
        *alone,
        None,
    ]


@pytest.mark.parametrize("few", [1, 9])
def test_a_hidden_group_has_no_part_in_what_is_said_of_the_others(few: int) -> None:
    rows = [
        [*shares(20, 50), Share("executive", 60, hidden="under 10 of 60")],
        [*shares(40, 44), share_of("executive", 20, 60)],
    ]
    found = group_differences(LEVEL, rows, np.array([[20, 50, few], [40, 44, 20]]), 2)
    assert [each and (each.more, each.less) for each in found] == [("manager", "rep"), ("executive", "rep")]
    assert found[0] == group_differences(LEVEL, rows, np.array([[20, 50, 5], [40, 44, 20]]), 2)[0]


def grouped(values: list[str]) -> Grouped:
    names = tuple(sorted(set(values) - {""}))
    return Grouped.of(Grouping(values, names), np.ones(len(values), dtype=bool))


def test_two_groups_are_compared_by_their_words_whatever_the_order_of_the_rows() -> None:
    comments = ["Slow price approval again"] * 40 + ["More coaching talks please"] * 40
    values = ["rep"] * 40 + ["manager"] * 40
    forward = word_contrasts(comments, grouped(values), ["en"] * 80)
    backward = word_contrasts(comments[::-1], grouped(values[::-1]), ["en"] * 80)
    assert forward == backward
    assert (forward[0].one, forward[0].other) == ("manager", "rep")
    assert all(("price" in word.phrase or "slow" in word.phrase) == (word.z < 0) for word in forward[0].words)


def test_of_many_groups_the_three_largest_are_compared_with_all_others() -> None:
    values = [f"region {place}" for place in range(5) for _ in range(60 - 5 * place)] + [""] * 30
    comments = [f"We wait for {value.replace(' ', '')} prices" for value in values]
    found = word_contrasts(comments, grouped(values), ["en"] * len(values))
    assert {contrast.other for contrast in found} == {ALL_OTHERS}
    assert [contrast.one for contrast in found] == ["region 0", "region 1", "region 2"]
    assert [(contrast.people_one, contrast.people_other) for contrast in found] == [(60, 190), (55, 195), (50, 200)]


def test_groups_under_ten_are_not_compared() -> None:
    assert word_contrasts(["More coaching"] * 15, grouped(["rep"] * 9 + ["manager"] * 6), ["en"] * 15) == []


def test_three_groups_are_compared_two_by_two_though_there_is_a_very_small_one() -> None:
    said = {"executive": "The budget is late", "manager": "More coaching talks", "rep": "Slow price approval"}
    values = [name for name in said for _ in range(40)] + ["board"] * 9
    found = word_contrasts([said.get(value, "Fine as it is") for value in values], grouped(values), ["en"] * 129)
    assert [(each.one, each.other) for each in found] == [
        ("executive", "manager"),
        ("executive", "rep"),
        ("manager", "rep"),
    ]
    assert {(each.people_one, each.people_other) for each in found} == {(40, 40)}


def test_comments_are_read_in_their_own_language() -> None:
    values = ["rep"] * 40 + ["manager"] * 40
    comments = ["Schulung, Budget"] * 20 + ["Schulungen, Termine"] * 20 + ["Weil die Preise zu hoch sind"] * 40
    (found,) = word_contrasts(comments, grouped(values), ["de"] * 80)
    assert [word.count_other for word in found.words if word.phrase.lower().startswith("schulung")] == [40]


def test_of_a_large_group_some_are_read_whatever_the_order_of_the_rows() -> None:
    values = ["rep"] * 1_200 + ["manager"] * 40
    comments = [f"Price approval {'early' if row < 600 else 'later'} for deal{row}" for row in range(1_200)]
    comments += ["More coaching talks please"] * 40
    forward = word_contrasts(comments, grouped(values), ["en"] * 1_240)
    assert forward == word_contrasts(comments[::-1], grouped(values[::-1]), ["en"] * 1_240)
    assert (forward[0].people_one, forward[0].people_other) == (40, 1_000)
    assert max(word.count_other for word in forward[0].words if "later" in word.phrase) > 400
