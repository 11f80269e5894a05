"""Themes of a new fit are matched with the old ones on the comments both contain."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.identity import Ids, Match, found_again, match_themes


def comments(*counts: tuple[int, int, int]) -> tuple[Ids, Ids]:
    """So many comments with an old id and a new theme each: (count, old, new)."""
    old = [known for count, known, _ in counts for _ in range(count)]
    new = [theme for count, _, theme in counts for _ in range(count)]
    return np.array(old), np.array(new)


def matched(*counts: tuple[int, int, int], themes: int, last_id: int = 0) -> list[Match]:
    return match_themes(*comments(*counts), themes, last_id=last_id)


def test_a_worked_example() -> None:
    # Theme 1 keeps 9 of its 10 comments; one goes to theme 2. New theme 2 has only comments of this wave.
    first, second, third = matched((9, 1, 0), (1, 1, 1), (10, 2, 1), (5, 0, 2), themes=3)
    assert (first.id, first.verdict, first.kept, first.had, first.similarity) == (1, "kept", 9, 10, 9 / 10)
    assert (second.id, second.verdict, second.kept, second.had, second.similarity) == (2, "kept", 10, 10, 10 / 11)
    assert third == Match(3, "new")


def test_a_theme_that_falls_in_two_is_split_and_the_larger_part_keeps_the_id() -> None:
    larger, smaller = matched((18, 4, 0), (12, 4, 1), themes=2, last_id=7)
    assert (larger.id, larger.verdict, larger.origins) == (4, "split", (4,))
    assert (smaller.id, smaller.verdict, smaller.origins) == (8, "split", (4,))
    assert (smaller.kept, smaller.had) == (12, 30)


def test_themes_that_come_together_are_merged_under_the_larger_ones_id() -> None:
    (merged,) = matched((18, 4, 0), (12, 6, 0), themes=1)
    assert (merged.id, merged.verdict, merged.origins, merged.kept, merged.had) == (4, "merged", (4, 6), 30, 30)


def test_a_theme_made_of_a_little_of_everything_is_uncertain() -> None:
    found = matched((6, 1, 0), (5, 1, 1), (5, 1, 2), (6, 2, 1), (5, 2, 0), (5, 2, 2), (6, 3, 2), (5, 3, 1), themes=3)
    assert {match.verdict for match in found} == {"uncertain"}
    assert len({match.id for match in found}) == 3


def test_one_match_above_all_others_is_kept_and_low_ones_are_not() -> None:
    found = matched((40, 1, 0), (40, 2, 1), (5, 3, 2), (9, 3, 0), (9, 3, 1), (9, 0, 2), themes=3)
    assert [match.verdict for match in found[:2]] == ["kept", "kept"]
    assert found[2].verdict != "kept"


def test_an_id_is_never_used_twice() -> None:
    found = matched((10, 0, 0), (10, 0, 1), (10, 3, 2), themes=3, last_id=9)
    assert [match.id for match in found] == [10, 11, 3]


def test_a_confirmed_theme_keeps_its_id_whatever_the_comments_say() -> None:
    old, new = comments((20, 1, 0), (2, 5, 0), (20, 2, 1))
    found = match_themes(old, new, 2, fixed={0: 5})
    assert (found[0].id, found[0].verdict) == (5, "kept")
    assert found[1].id == 2


def test_a_confirmed_theme_without_a_past_was_split_off() -> None:
    old, new = comments((20, 1, 0), (10, 1, 1))
    found = match_themes(old, new, 2, fixed={1: 6})
    assert (found[1].id, found[1].verdict, found[1].origins) == (6, "split", (1,))
    assert found[0].id == 1


@pytest.mark.parametrize("themes", [0, 1, 3])
def test_without_a_past_everything_is_new(themes: int) -> None:
    new = np.arange(3 * themes) % max(themes, 1)
    found = match_themes(np.zeros(3 * themes, dtype=np.int64), new, themes)
    assert [(match.id, match.verdict) for match in found] == [(each + 1, "new") for each in range(themes)]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 3)), min_size=1, max_size=60), st.randoms())
def test_the_order_of_the_comments_does_not_matter(pairs: list[tuple[int, int]], random: Random) -> None:
    moved = [*pairs]
    random.shuffle(moved)

    def found(each: list[tuple[int, int]]) -> list[Match]:
        old, new = np.array(each).T
        return match_themes(old, new, 4)

    assert found(pairs) == found(moved)
    assert len({match.id for match in found(pairs)}) == 4


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 4), min_size=20, max_size=60))
def test_the_same_themes_again_are_all_kept(old: list[int]) -> None:
    ids, new = np.unique(np.array(old), return_inverse=True)
    found = match_themes(np.array(old) + 1, new, len(ids))
    assert [match.id for match in found] == [int(known) + 1 for known in ids]
    assert {(match.verdict, match.similarity) for match in found} == {("kept", 1.0)}


def test_how_well_old_themes_are_found_again_is_a_mean_by_their_comments() -> None:
    # Theme 1: 8 of 10 in theme 0 of 8, Jaccard .8. Theme 2: 30 in theme 1 of 32, 30/32. By 10 and 30 comments.
    old, new = comments((8, 1, 0), (2, 1, 1), (30, 2, 1))
    assert found_again(old, new) == pytest.approx((10 * 8 / 10 + 30 * 30 / 32) / 40)
    assert found_again(old, np.full(40, -1)) == 0.0


def test_a_confirmed_id_is_given_to_no_other_theme() -> None:
    old, new = comments((20, 1, 0), (2, 1, 1))
    found = match_themes(old, new, 2, fixed={1: 1})
    assert (found[1].id, found[0].id) == (1, 2)


def test_a_confirmed_theme_takes_no_other_old_theme_away() -> None:
    old, new = comments((12, 2, 0), (20, 2, 1), (2, 5, 1))
    found = match_themes(old, new, 2, fixed={1: 5})
    assert (found[0].id, found[0].similarity) == (2, 12 / 32)


def test_a_confirmed_theme_without_a_past_comes_from_what_it_is_mostly_made_of() -> None:
    old, new = comments((20, 1, 0), (10, 1, 1), (3, 2, 1), (9, 2, 0))
    assert match_themes(old, new, 2, fixed={1: 6})[1].origins == (1,)


def test_a_match_between_a_third_and_a_half_is_kept_in_the_upper_half_of_all_matches() -> None:
    table = [(18, 2, 9, 0), (8, 17, 2, 7), (4, 8, 19, 2), (4, 2, 6, 19)]
    pairs = [(count, old + 1, new) for old, row in enumerate(table) for new, count in enumerate(row)]
    found = matched(*pairs, themes=4)
    assert [match.verdict for match in found] == ["kept", "uncertain", "uncertain", "kept"]
    assert [match.id for match in found] == [1, 2, 3, 4]


def test_a_theme_with_a_comment_of_each_of_many_old_ones_is_new_and_of_a_few_uncertain() -> None:
    many = [(1, old, 5) for old in range(1, 6)]
    large = [(30, old, old - 1) for old in range(1, 6)]
    assert matched(*large, *many, themes=6)[5].verdict == "new"
    few = [(2, old, 5) for old in range(1, 4)]
    assert matched(*large, *few, themes=6)[5].verdict == "uncertain"


def test_a_tenth_of_a_theme_is_no_part_that_it_was_split_into() -> None:
    kept, small = matched((50, 1, 0), (4, 1, 1), themes=2)
    assert (kept.verdict, small.verdict) == ("kept", "uncertain")


def test_a_jaccard_of_a_half_is_enough_however_well_the_others_are_found_again() -> None:
    found = matched(
        (12, 1, 0), *[(4, 1, other) for other in (1, 2, 3)], *[(40, each + 1, each) for each in (1, 2, 3)], themes=4
    )
    assert (found[0].verdict, found[0].similarity) == ("kept", 0.5)
    assert min(match.similarity for match in found[1:]) > 0.9


def test_an_old_theme_that_is_gone_and_a_new_one_are_no_match_that_others_are_measured_by() -> None:
    # Of two matches, .4 and .7, the lower is uncertain: theme 3 and the new theme 2 share nothing.
    tables = [(10, 1, 0), (10, 1, 1), (5, 2, 0), (60, 2, 1), (10, 3, 1), (5, 0, 2)]
    found = matched(*tables, themes=3)
    assert [(match.id, match.verdict) for match in found] == [(1, "uncertain"), (2, "kept"), (4, "new")]
    assert found[2].similarity == 0


def test_a_match_by_itself_is_in_the_upper_half_of_all() -> None:
    old, new = comments((10, 1, 0), (10, 1, 1), (5, 2, 0), (60, 2, 1))
    found = match_themes(old, new, 2, fixed={1: 2})
    assert (found[0].verdict, found[0].similarity) == ("kept", 0.4)


@pytest.mark.parametrize(("kept", "known"), [(10, 1), (9, 20)])
def test_a_fifth_of_both_themes_is_enough_for_the_id(kept: int, known: int) -> None:
    # Jaccard of theme 0 with old theme 1: 10 of 50, or 9 of 50.
    spread = [(2, 1, other) for other in range(1, 11)] + [(30 - 20 - kept, 1, 11)]
    others = [(2, old, 0) for old in range(2, 12)] + [(40, each + 1, each) for each in range(1, 12)]
    found = matched((kept, 1, 0), *spread, *others, themes=12, last_id=19)
    assert found[0].id == known


def test_a_quarter_of_a_theme_makes_it_merged_or_no_new_one() -> None:
    (merged,) = matched((14, 1, 0), (16, 2, 0), (10, 3, 0), themes=1)
    assert (merged.verdict, merged.origins) == ("merged", (1, 2, 3))
    large = [(30, old, old - 1) for old in range(1, 7)]
    others = [(3, old, 6) for old in range(2, 7)]
    assert matched(*large, (5, 1, 6), *others, themes=7)[6].verdict == "uncertain"
    assert matched(*large, (4, 1, 6), (1, 2, 6), *others, themes=7)[6].verdict == "new"
