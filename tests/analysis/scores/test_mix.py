import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.scores.mix import Picks, paired_mismatch, picked_by, unpaired_mismatch


def picked(*people: set[int], choices: int = 8) -> Picks:
    return np.array([[choice in person for choice in range(choices)] for person in people], dtype=np.bool_)


def at_random(n: int, rng: np.random.Generator) -> Picks:
    return picked(*({int(each) for each in rng.choice(8, 2, replace=False)} for _ in range(n)))


def test_the_raw_mismatch_by_hand() -> None:
    # wanted: 2 of 4 picks on 0, 1 on 1, 1 on 2; got: 1 on 0, 3 on 3: 50 (1/4 + 1/4 + 1/4 + 3/4) = 75
    wanted, got = picked({0, 1}, {0, 2}), picked({0, 3}, {3}, {3})
    assert unpaired_mismatch(wanted, got).raw == pytest.approx(75)


def test_the_paired_chance_by_hand() -> None:
    # one person swapped or not: T is 100 either way, so chance gives all of it and the excess is 0
    found = paired_mismatch(picked({0}), picked({1}))
    assert (found.raw, found.by_chance, found.excess, found.p) == (100, 100, 0, 1)


def test_two_people_who_want_alike_and_get_alike_show_half_the_mismatch_by_chance() -> None:
    # swapping both or none gives T = 100, swapping one gives 0: E0 near 50, excess near 100, p near a half
    found = paired_mismatch(picked({0}, {0}), picked({1}, {1}))
    assert found.by_chance == pytest.approx(50, abs=2)
    assert found.excess == pytest.approx(100)
    assert found.p == pytest.approx(0.5, abs=0.02)


def test_raw_mismatch_of_twelve_managers_and_five_executives_is_large_without_any_difference() -> None:
    rng = np.random.default_rng(2)
    found = [unpaired_mismatch(at_random(12, rng), at_random(5, rng), seed) for seed in range(60)]
    assert 28 < np.mean([each.raw for each in found]) < 40
    assert np.mean([each.excess for each in found]) < 8
    assert np.mean([each.p < 0.05 for each in found]) < 0.12


def test_a_real_mismatch_is_found() -> None:
    wanted, got = picked(*[{0, 3}] * 9, *[{0, 1}] * 9), picked(*[{4, 7}] * 12, *[{4, 3}] * 6)
    found = paired_mismatch(wanted, got)
    assert found.excess > 60
    assert found.p < 0.001


@given(st.lists(st.tuples(st.integers(1, 254), st.integers(1, 254)), min_size=2, max_size=6))
@settings(max_examples=20, deadline=None)
def test_a_mismatch_does_not_care_which_mix_is_named_first(pairs: list[tuple[int, int]]) -> None:
    one, other = (
        picked(*({bit for bit in range(8) if code >> bit & 1} for code in side)) for side in zip(*pairs, strict=True)
    )
    there, back = unpaired_mismatch(one, other), unpaired_mismatch(other, one)
    assert there.raw == pytest.approx(back.raw)
    assert there.excess == pytest.approx(back.excess, abs=3)


def test_equal_mixes_have_no_excess() -> None:
    same = picked({0, 1}, {2, 3}, {4, 5})
    assert paired_mismatch(same, same).excess == 0
    assert unpaired_mismatch(same, same).excess == 0


def test_the_mix_of_many_people_stays_within_memory() -> None:
    rng = np.random.default_rng(0)
    many = rng.random((20_000, 8)) < 0.2
    many = many[many.any(axis=1)]
    assert paired_mismatch(many, many[::-1]).excess == pytest.approx(0, abs=0.5)


def test_who_picked_nothing_is_left_out_of_a_mix() -> None:
    assert picked_by(picked({0, 1}, set(), {3})).tolist() == picked({0, 1}, {3}).tolist()
    assert picked_by(picked(set(), set())).shape == (0, 8)


def distance(one: Picks, other: Picks) -> float:
    shares = [mix.sum(axis=0) / mix.sum() for mix in (one, other)]
    return float(50 * np.abs(shares[0] - shares[1]).sum())


patterns = st.sets(st.integers(0, 3), min_size=1, max_size=3)


@given(st.lists(st.tuples(patterns, patterns), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_the_paired_chance_is_that_of_every_way_to_swap(people: list[tuple[set[int], set[int]]]) -> None:
    wanted, got = (picked(*side, choices=4) for side in zip(*people, strict=True))
    drawn = np.array(
        [
            distance(np.where(swap[:, None], got, wanted), np.where(swap[:, None], wanted, got))
            for swap in map(np.array, itertools.product([False, True], repeat=len(people)))
        ]
    )
    found = paired_mismatch(wanted, got)
    assert found.raw == pytest.approx(distance(wanted, got))
    assert found.by_chance == pytest.approx(drawn.mean(), abs=1.5)
    assert found.p == pytest.approx(np.mean(drawn >= distance(wanted, got) - 1e-9), abs=0.02)


@given(st.lists(patterns, min_size=1, max_size=4), st.lists(patterns, min_size=1, max_size=4))
@settings(max_examples=15, deadline=None)
def test_the_unpaired_chance_is_that_of_every_way_to_deal_people_out(
    one: list[set[int]], other: list[set[int]]
) -> None:
    together = picked(*one, *other, choices=4)
    everyone = set(range(len(together)))
    drawn = [
        distance(together[list(chosen)], together[sorted(everyone - {*chosen})])
        for chosen in itertools.combinations(sorted(everyone), len(one))
    ]
    found = unpaired_mismatch(picked(*one, choices=4), picked(*other, choices=4))
    assert found.by_chance == pytest.approx(np.mean(drawn), abs=1.5)
    assert found.p == pytest.approx(np.mean(np.array(drawn) >= drawn[0] - 1e-9), abs=0.02)


def test_the_more_answers_differ_the_fewer_draws_there_are_but_never_under_two_thousand() -> None:
    # p is a multiple of 1 over one more than the draws
    few = paired_mismatch(picked({0}, {0}), picked({1}, {1}))
    assert 0.4 < few.p < 0.6
    assert few.p * 10_001 == pytest.approx(round(few.p * 10_001), abs=1e-6)
    rng = np.random.default_rng(0)
    wanted, got = (picked_by(rng.random((4_000, 8)) < 0.5) for _ in range(2))
    many = paired_mismatch(wanted[:3_900], got[:3_900])
    assert many.p * 2_001 == pytest.approx(round(many.p * 2_001))


def test_the_paired_chance_of_forty_who_agree_is_binomial() -> None:
    # k of 40 swapped leave T = 100 |40 - 2k| / 40; over k with chance 1/2 each: 12.54
    k = np.arange(41)
    expected = float(stats.binom(40, 0.5).pmf(k) @ np.abs(40 - 2 * k)) * 100 / 40
    assert expected == pytest.approx(12.54, abs=0.01)
    found = paired_mismatch(picked(*[{0}] * 40), picked(*[{1}] * 40))
    assert found.by_chance == pytest.approx(expected, abs=0.4)
