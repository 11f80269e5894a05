import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.text.contrast import contrast_shares, correct_together, share_p


def people(*groups: tuple[str, int]) -> dict[int, str]:
    names = [name for name, size in groups for _ in range(size)]
    return dict(enumerate(names))


def test_the_exact_p_is_that_worked_by_hand() -> None:
    # 3 of 4 against 0 of 4. Of the C(8, 3) = 56 ways to pick who wrote, C(4, 3) put all three on one side: 4 + 4.
    assert share_p(np.array([3, 0]), np.array([4, 4])) == pytest.approx(8 / 56)


def test_shares_count_people_not_comments() -> None:
    # Person 0 wrote twice about theme 0; of four reps two did, of four managers none.
    found = contrast_shares(
        [0, 0, 1, 2, 3, 4, 5, 6, 7],
        np.array([0, 0, 0, -1, -1, -1, -1, -1, -1]),
        people(("rep", 4), ("manager", 4)),
        1,
        groups=("rep", "manager"),
        fewest=4,
    )
    (only,) = found
    assert [(share.group, share.count, share.people, share.share) for share in only.shares] == [
        ("rep", 2, 4, 0.5),
        ("manager", 0, 4, 0.0),
    ]
    assert only.difference == 0.5
    assert (only.more, only.less) == ("rep", "manager")
    assert only.bounds.low < 0.5 < only.bounds.high


@given(st.integers(0, 12), st.integers(0, 15))
def test_the_groups_swapped_turn_the_sign(one: int, other: int) -> None:
    themes = np.array([0] * one + [-1] * (12 - one) + [0] * other + [-1] * (15 - other))
    group_of = people(("rep", 12), ("manager", 15))
    (there,) = contrast_shares(range(27), themes, group_of, 1, groups=("rep", "manager"))
    (back,) = contrast_shares(range(27), themes, group_of, 1, groups=("manager", "rep"))
    assert there.difference == pytest.approx(-back.difference)
    assert there.bounds.low == pytest.approx(-back.bounds.high)
    assert there.p == pytest.approx(back.p)


def test_groups_alike_do_not_differ() -> None:
    themes = np.array(([0] * 5 + [-1] * 15) * 2)
    (only,) = contrast_shares(range(40), themes, people(("rep", 20), ("manager", 20)), 1)
    assert only.difference == 0
    assert only.p == pytest.approx(1.0)


def test_an_empty_or_small_group_is_not_contrasted() -> None:
    themes = np.zeros(29, dtype=np.int64)
    small = people(("rep", 20), ("manager", 9))
    assert contrast_shares(range(29), themes, small, 1) == []
    assert contrast_shares(range(29), themes, small, 1, groups=("rep", "executive")) == []
    assert contrast_shares([], np.empty(0, dtype=np.int64), {}, 1) == []


def test_a_theme_with_few_people_of_a_group_is_left_out_where_asked() -> None:
    themes = np.array([0] * 15 + [1] * 5 + [0] * 3 + [1] * 17)
    group_of = people(("rep", 20), ("manager", 20))
    assert [each.theme for each in contrast_shares(range(40), themes, group_of, 2)] == [0, 1]
    assert [each.theme for each in contrast_shares(range(40), themes, group_of, 2, fewest_in_cell=4)] == [1]


def test_of_several_groups_the_furthest_apart_are_named() -> None:
    themes = np.array([0] * 5 + [-1] * 45 + [0] * 40 + [-1] * 10 + [0] * 20 + [-1] * 30)
    (only,) = contrast_shares(range(150), themes, people(("a", 50), ("b", 50), ("c", 50)), 1)
    assert (only.more, only.less) == ("b", "a")
    assert only.difference == pytest.approx(0.7)
    assert only.p == pytest.approx(1 / 10_001)


def test_draws_for_several_groups_agree_with_the_chi_square_test() -> None:
    counts, sizes = np.array([30, 22, 41]), np.array([100, 90, 110])
    expected = stats.chi2_contingency(np.array([counts, sizes - counts])).pvalue
    assert share_p(counts, sizes) == pytest.approx(expected, abs=0.03)


def test_the_same_seed_draws_the_same_p() -> None:
    counts, sizes = np.array([3, 2, 9]), np.array([20, 20, 20])
    assert share_p(counts, sizes, random_state=4) == share_p(counts, sizes, random_state=4)


def test_contrasts_of_one_report_are_corrected_together() -> None:
    themes = np.array([0] * 15 + [1] * 5 + [0] * 4 + [1] * 16)
    found = contrast_shares(range(40), themes, people(("rep", 20), ("manager", 20)), 2)
    one, other = correct_together(found, found)
    assert one == other
    assert all(each.p <= each.q <= 1 for each in one)
    assert correct_together([]) == [[]]


@pytest.mark.parametrize("sizes", [(40, 60), (30, 40, 50)])
def test_without_a_difference_p_is_small_as_often_as_it_says(sizes: tuple[int, ...]) -> None:
    chance = np.random.default_rng(5)
    of = np.array(sizes)
    ps = np.array([share_p(chance.binomial(of, 0.3), of, random_state=turn) for turn in range(400)])
    for level in (0.05, 0.2, 0.5):
        assert np.mean(ps <= level) <= level + 3 * np.sqrt(level * (1 - level) / 400)
    assert np.mean(ps <= 0.5) > 0.3
