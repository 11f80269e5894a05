import pytest

from analysis.scores.power import power_of_delta, times_in_ten


def test_power_grows_with_the_people_and_falls_with_the_tests() -> None:
    assert power_of_delta(6, 18, 8) < power_of_delta(18, 131, 8) < power_of_delta(100, 100, 8)
    assert power_of_delta(18, 131, 30) < power_of_delta(18, 131, 1)


def test_many_people_find_a_large_difference_nearly_always() -> None:
    assert power_of_delta(5_000, 90_000, 8) > 0.99


def test_no_difference_is_seldom_found() -> None:
    assert power_of_delta(12, 40, 1, effect=0.0) <= 0.10


def test_power_is_the_same_each_time() -> None:
    power_of_delta.cache_clear()
    first = power_of_delta(6, 18, 8)
    power_of_delta.cache_clear()
    assert power_of_delta(6, 18, 8) == first


@pytest.mark.parametrize(
    ("power", "words"),
    [
        (0.01, "less than 1 time in 10"), (0.1, "about 1 time in 10"), (0.62, "about 6 times in 10"),
        (0.97, "nearly always"),
    ],
)  # fmt: skip
def test_power_reads_as_times_in_ten(power: float, words: str) -> None:
    assert times_in_ten(power) == words
