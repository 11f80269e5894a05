import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.scores.mix import Picks, paired_mismatch, unpaired_mismatch


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
