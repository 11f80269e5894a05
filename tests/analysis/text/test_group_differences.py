import numpy as np

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


def grouped(values: list[str]) -> Grouped:
    names = tuple(sorted(set(values)))
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
    values = [f"region {place}" for place in range(5) for _ in range(60 - 5 * place)]
    comments = [f"We wait for {value.replace(' ', '')} prices" for value in values]
    found = word_contrasts(comments, grouped(values), ["en"] * len(values))
    assert {contrast.other for contrast in found} == {ALL_OTHERS}
    assert [contrast.one for contrast in found] == ["region 0", "region 1", "region 2"]


def test_groups_under_ten_are_not_compared() -> None:
    assert word_contrasts(["More coaching"] * 15, grouped(["rep"] * 9 + ["manager"] * 6), ["en"] * 15) == []
