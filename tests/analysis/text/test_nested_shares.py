import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.text.nested_shares import POSSIBLE, NestedCounts, Shown, nested_shares, reach, what_may_be_shown
from analysis.text.shares import MINIMUM

GROUPS = ("rep", "manager", "executive")


def make_nested(counts: list[list[int]], parents: list[int], unclear: tuple[int, ...] = (200, 60, 30)) -> NestedCounts:
    table = np.array(counts, dtype=np.int64)
    sizes = table[np.array(parents) == -1].sum(axis=0) + np.array(unclear[: table.shape[1]])
    return NestedCounts(table, table.sum(axis=1), np.array(parents), sizes, int(sizes.sum()))


def test_shares_are_exact_where_no_count_is_small() -> None:
    nested = make_nested([[90, 40], [60, 25], [30, 15]], [-1, 0, 0])
    shown = nested_shares(nested, GROUPS[:2])
    assert [[share.count for share in row] for row in shown] == [[90, 40], [60, 25], [30, 15]]


def test_a_small_count_is_hidden_and_all_others_are_whole_percents_without_a_count() -> None:
    shown = nested_shares(make_nested([[673, 161, 4], [500, 90, 30]], [-1, -1], (4553, 802, 142)), GROUPS)
    rep, manager, executive = shown[0]
    assert (rep.count, rep.share, manager.share) == (None, 0.12, 0.15)
    assert executive.hidden == "under 10 of 176"
    assert all(share.count is None for row in shown for share in row)


def test_a_rounded_interval_says_no_more_than_the_rounded_share() -> None:
    one = nested_shares(make_nested([[601, 300, 4]], [-1], (4399, 700, 146)), GROUPS)[0][0]
    other = nested_shares(make_nested([[619, 300, 4]], [-1], (4381, 700, 146)), GROUPS)[0][0]
    assert one == other


def test_a_share_that_rounds_to_nothing_may_be_nothing() -> None:
    share = nested_shares(make_nested([[15, 40, 3]], [-1], (9_000, 300, 90)), GROUPS)[0][0]
    assert (share.share, share.low) == (0.0, 0.0)


def test_a_small_part_is_not_the_difference_of_its_theme_and_the_other_part() -> None:
    nested = make_nested([[400, 120, 33], [300, 80, 29], [100, 40, 4]], [-1, 0, 0], (600, 200, 60))
    theme, other, part = nested_shares(nested, GROUPS)
    assert part[2].hidden == "under 10 of 93"
    assert other[2].hidden == "to keep a smaller one hidden"
    assert theme[2].share is not None


def test_a_small_group_is_not_what_the_other_groups_leave() -> None:
    rep, manager = nested_shares(make_nested([[40, 3]], [-1], (80, 17)), GROUPS[:2])[0]
    assert manager.hidden == "under 10 of 20"
    assert rep.hidden == "to keep a smaller one hidden"


def test_a_group_of_fewer_than_ten_is_hidden_everywhere() -> None:
    shown = nested_shares(make_nested([[40, 4], [30, 2]], [-1, -1], (50, 1)), GROUPS[:2])
    assert {row[1].hidden for row in shown} == {"fewer than 10 comments in all"}


@st.composite
def nested_counts(draw: st.DrawFn) -> NestedCounts:
    """Two to three levels over two to three groups, of files small and large."""
    groups, most = draw(st.integers(2, 3)), draw(st.sampled_from([15, 60, 900]))
    leaves = draw(st.lists(st.lists(st.integers(0, most), min_size=groups, max_size=groups), min_size=3, max_size=6))
    cut = draw(st.integers(2, len(leaves) - 1))
    counts = [np.sum(leaves[:cut], axis=0).tolist(), *leaves]
    parents = [-1, *([0] * cut), *([-1] * (len(leaves) - cut))]
    unclear = tuple(draw(st.lists(st.integers(0, most), min_size=groups, max_size=groups)))
    return make_nested(counts, parents, unclear)


def drawn_counts(seed: int, comments: int) -> NestedCounts:
    """Four themes of three parts each, as three groups of very different size write about them."""
    rng = np.random.default_rng(seed)
    odds = rng.dirichlet(np.ones(36)).reshape(12, 3) * (1, 0.35, 0.12)
    parts = rng.multinomial(comments, (odds / odds.sum()).ravel()).reshape(12, 3)
    counts = np.vstack([parts.reshape(4, 3, 3).sum(axis=1), parts])
    sizes = parts.sum(axis=0) + comments // 10
    parents = np.append([-1] * 4, np.repeat(range(4), 3))
    return NestedCounts(counts, counts.sum(axis=1), parents, sizes, int(sizes.sum()))


def test_little_more_is_hidden_than_what_is_small() -> None:
    drawn = [drawn_counts(seed, comments) for seed in range(20) for comments in (800, 2000)]
    small = sum(int((nested.counts < MINIMUM).sum()) for nested in drawn)
    hidden = sum(int((what_may_be_shown(nested) == Shown.HIDDEN).sum()) for nested in drawn)
    assert small > 500
    assert hidden - small <= 95  # 92 of 1,920 now; to hide whatever is smallest on the page takes 331


def as_shown(nested: NestedCounts, inside: int | Shown | None = None) -> np.ndarray:
    """What a reader sees of the whole table; `inside` for the page's own part instead of what is shown."""
    table = nested.table()
    shown = np.full(table.counts.shape, Shown.HIDDEN, dtype=np.int8)
    shown[:-2, :-1] = what_may_be_shown(nested) if inside is None else inside
    shown[-1] = Shown.EXACT
    return shown


@given(nested_counts())
@settings(max_examples=60, deadline=None)
def test_no_small_count_is_shown_and_five_remain_possible_for_it(nested: NestedCounts) -> None:
    shown = what_may_be_shown(nested)
    small = nested.counts < MINIMUM
    assert (shown[small] == Shown.HIDDEN).all()
    least, most = reach(nested.table(), as_shown(nested))
    lowest, highest = reach(nested.table(), as_shown(nested, Shown.HIDDEN))
    room, without = (most - least)[:-2, :-1], (highest - lowest)[:-2, :-1]
    assert (room[small] >= np.minimum(without[small], POSSIBLE - 1)).all()


@given(nested_counts())
@settings(max_examples=25, deadline=None)
def test_solving_all_sums_at_once_pins_down_no_small_count(nested: NestedCounts) -> None:
    shown = as_shown(nested)
    for theme, group in np.argwhere(nested.counts < MINIMUM)[:4].tolist():
        least, most = attacked(nested, shown, theme, group)
        lowest, highest = attacked(nested, as_shown(nested, Shown.HIDDEN), theme, group)
        assert most - least >= min(1, highest - lowest) - 1e-6


def attacked(nested: NestedCounts, shown: np.ndarray, theme: int, group: int) -> tuple[float, float]:
    """The least and the most of one count by linear programming over every sum of the table."""
    table = nested.table()
    rows, columns = table.counts.shape
    least, most = published(table.counts, shown)
    sums, totals = [], []
    for row in range(rows):
        sums.append([float(at // columns == row) for at in range(rows * columns)])
        totals.append(float(table.counts[row].sum()))
    for parent in {int(each) for each in table.parents if each >= 0}:
        for column in range(columns):
            parts = {row * columns + column for row in range(rows) if table.parents[row] == parent}
            whole = parent * columns + column
            sums.append([1.0 if at in parts else -1.0 if at == whole else 0.0 for at in range(rows * columns)])
            totals.append(0.0)
    bounds = list(zip(least.ravel(), most.ravel(), strict=True))
    ends = []
    for sign in (1.0, -1.0):
        aim = np.zeros(rows * columns)
        aim[theme * columns + group] = sign
        ends.append(sign * float(linprog(aim, A_eq=np.array(sums), b_eq=np.array(totals), bounds=bounds).fun or 0.0))
    return ends[0], ends[1]


def published(counts: np.ndarray, shown: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What one share alone says about its count: itself, any that rounds to the same percent, or any at all."""
    sizes = np.broadcast_to(counts[-1], counts.shape).astype(float)
    percents = np.round(counts / np.maximum(sizes, 1), 2)
    exact, hidden = shown == Shown.EXACT, shown == Shown.HIDDEN
    least = np.where(exact, counts, np.where(hidden, 0, (percents - 0.005) * sizes))
    most = np.where(exact, counts, np.where(hidden, sizes, (percents + 0.005) * sizes))
    return np.maximum(least, 0), np.minimum(most, sizes)


@pytest.mark.parametrize("groups", [0, 1])
def test_without_groups_to_compare_nothing_fails(groups: int) -> None:
    nested = make_nested([[30] * groups, [20] * groups], [-1, 0], (10,) * groups)
    assert [len(row) for row in nested_shares(nested, GROUPS[:groups])] == [groups, groups]


def test_what_is_reckoned_with_holds_the_true_count_and_agrees_with_the_share_that_is_shown() -> None:
    for count in range(10, 195):  # 115, 131 and 133 of 200 lie between two percents
        nested = make_nested([[count, 4]], [-1], (200 - count, 196))
        least, most = reach(nested.table(), as_shown(nested, Shown.PERCENT))
        assert least[0, 0] <= count <= most[0, 0]
        shown = nested_shares(make_nested([[count, 4, 90]], [-1], (200 - count, 196, 300)), GROUPS)[0][0].share
        assert shown is None or abs(shown * 200 - (least[0, 0] + most[0, 0]) / 2) <= 0.51


def test_the_table_adds_up_in_every_group_and_over_all() -> None:
    nested = make_nested([[90, 40, 12], [60, 25, 7], [30, 15, 5], [11, 3, 2]], [-1, 0, 0, -1])
    counts = nested.table().counts
    assert counts[-2].tolist() == [200, 60, 30, 0]  # no clear theme
    assert counts[-1].tolist() == [*nested.sizes.tolist(), 0]
    assert (counts[0] + counts[3] + counts[-2] == counts[-1]).all()


def test_a_rounded_share_stands_for_the_counts_that_round_to_it() -> None:
    # 25 of 250 is 10 %: so are 24, 25 and 26, and neither 23 (9.2) nor 27 (10.8).
    table = make_nested([[25, 40]], [-1], (225, 60)).table()
    shown = np.full(table.counts.shape, Shown.HIDDEN, dtype=np.int8)
    shown[-1] = Shown.EXACT
    shown[0, 0] = Shown.PERCENT
    least, most = reach(table, shown)
    assert (least[0, 0], most[0, 0]) == (24, 26)


def test_what_one_sum_tells_is_carried_on_to_the_next() -> None:
    # The part's row gives its managers, these and the theme's give the other part's: 20 - (45 - 30).
    table = make_nested([[40, 20], [30, 15], [10, 5]], [-1, 0, 0]).table()
    shown = np.full(table.counts.shape, Shown.HIDDEN, dtype=np.int8)
    shown[-1] = shown[0, 1] = shown[1, 0] = Shown.EXACT
    least, most = reach(table, shown)
    assert (least[2].tolist(), most[2].tolist()) == ([10, 5, 0], [10, 5, 0])


def test_a_count_of_ten_is_no_small_one() -> None:
    shown = what_may_be_shown(make_nested([[10, 40], [90, 60]], [-1, -1]))
    assert (shown == Shown.EXACT).all()
