import numpy as np
import pytest
from sklearn.preprocessing import normalize

from analysis.text.numbers import MOST_THEMES, suggest_number
from analysis.text.views import Points


def heaps(number: int, each: int, spread: float = 0.05) -> Points:
    """Unit rows around as many corners."""
    rng = np.random.default_rng(number)
    corners = np.repeat(np.eye(number, max(number, 60)), each, axis=0)
    rows = normalize(corners + rng.normal(0, spread, corners.shape))
    return np.asarray(rows[rng.permutation(len(rows))], dtype=np.float32)


def shaded(number: int, each: int) -> Points:
    """Heaps that lie so wide that one shades into the next."""
    return heaps(number, each, spread=0.35)


@pytest.mark.parametrize("number", [10, 16, 25, 70])
def test_well_parted_heaps_are_counted(number: int) -> None:
    assert suggest_number(heaps(number, 50), 0) == number


def test_many_heaps_whose_edges_touch_are_counted_at_a_finer_resolution() -> None:
    assert suggest_number(heaps(80, 30, spread=0.17), 0) == 80  # the plain resolution finds 69


def test_what_shades_into_each_other_is_not_taken_apart() -> None:
    assert suggest_number(shaded(60, 50), 0) < 30


def test_there_are_at_least_as_many_themes_as_the_logarithm_says() -> None:
    assert suggest_number(heaps(2, 512), 0) == 10


def test_there_is_at_most_one_theme_for_twenty_five_comments() -> None:
    assert suggest_number(heaps(12, 10), 0) == 4
    assert suggest_number(heaps(12, 4), 0) == 1


def test_there_are_never_more_than_a_reader_can_scroll_through() -> None:
    assert suggest_number(heaps(130, 30), 0) == MOST_THEMES


def test_comments_that_are_all_alike_are_one_theme() -> None:
    assert suggest_number(np.ones((200, 3), dtype=np.float32), 0) == 1


def test_heaps_that_are_too_small_to_matter_do_not_count() -> None:
    rows = np.vstack([heaps(10, 150), normalize(np.eye(4, 60, 40) + 0.01)]).astype(np.float32)
    assert suggest_number(rows, 0) == 10
