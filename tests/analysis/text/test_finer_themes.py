import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

from analysis.text.finer_themes import FINEST, SMALLEST_PART, split_finer
from analysis.text.views import Counts, Points


def rows(heaps: int, each: int) -> tuple[Counts, Points]:
    """Comments in heaps: one word and one corner each."""
    rng = np.random.default_rng(heaps)
    places = normalize(np.repeat(np.eye(heaps, 30), each, axis=0) + rng.normal(0, 0.02, (heaps * each, 30)))
    return sparse.csr_matrix(np.repeat(np.eye(heaps), each, axis=0)), np.asarray(places, dtype=np.float32)


def test_a_theme_of_two_heaps_splits_into_them() -> None:
    counts, points = rows(4, 20)
    labels = np.repeat([0, 0, 1, 1], 20)
    finer = split_finer(counts, points, labels, 2, 0)
    assert finer.theme_of.tolist()[:2] == [0, 1]
    parts = finer.place(counts, points, labels)
    assert (finer.theme_of[parts] == labels).all()
    heaps = [set(parts[heap * 20 : heap * 20 + 20].tolist()) for heap in range(4)]
    assert all(len(heap) == 1 for heap in heaps)
    assert len(set.union(*heaps)) == 4
    assert finer.merges.shape == (len(finer.theme_of) - 1, 2)


def test_the_first_merges_make_the_themes_whole_again() -> None:
    counts, points = rows(6, 30)
    labels = np.repeat([0, 0, 0, 1, 1, 1], 30)
    finer = split_finer(counts, points, labels, 2, 0)
    group = np.arange(len(finer.theme_of))
    for one, other in finer.merges[: len(group) - 2]:
        group[group == group[other]] = group[one]
    assert all(len(set(group[finer.theme_of == theme].tolist())) == 1 for theme in (0, 1))
    assert group[0] != group[1]


def test_a_theme_too_small_to_halve_stays_whole() -> None:
    counts, points = rows(2, SMALLEST_PART - 1)
    finer = split_finer(counts, points, np.zeros(2 * SMALLEST_PART - 2, dtype=np.int64), 1, 0)
    assert finer.theme_of.tolist() == [0]
    assert finer.merges.shape == (0, 2)


def test_there_are_at_most_forty_parts() -> None:
    counts, points = rows(20, 60)
    finer = split_finer(counts, points, np.zeros(1200, dtype=np.int64), 1, 0)
    assert len(finer.theme_of) <= FINEST


def split(heaps: list[int], labels: list[int], corners: np.ndarray | None = None) -> tuple[list[int], list[list[int]]]:
    """The theme of each part, and the parts of each heap: so many comments, all in the same place."""
    places = np.repeat(np.eye(len(heaps)) if corners is None else corners, heaps, axis=0).astype(np.float32)
    counts = sparse.csr_matrix(np.repeat(np.eye(len(heaps), dtype=np.float32), heaps, axis=0))
    of = np.repeat(labels, heaps)
    finer = split_finer(counts, places, of, max(labels) + 1, 0)
    parts = np.split(finer.place(counts, places, of), np.cumsum(heaps)[:-1])
    return finer.theme_of.tolist(), [np.unique(each).tolist() for each in parts]


def test_the_theme_that_spreads_widest_is_split_first_and_of_equals_the_first() -> None:
    near = np.array([[1, 0, 0, 0], [0.98, 0.2, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    assert split([40, 40, 20, 20], [0, 0, 1, 1], near)[0] == [0, 1, 1, 0]
    assert split([20, 20, 20, 20], [0, 0, 1, 1])[0] == [0, 1, 0, 1]
    large = np.array([[1, 0, 0, 0], [0.8, 0.6, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    assert split([100, 100, 12, 12], [0, 0, 1, 1], large)[0] == [0, 1, 0, 1]  # distances of all are summed


def test_the_smaller_half_is_the_new_part() -> None:
    assert split([30, 15], [0, 0]) == ([0, 0], [[0], [1]])
    assert split([15, 30], [0, 0]) == ([0, 0], [[1], [0]])


def test_a_part_has_twelve_comments_or_is_none() -> None:
    assert split([12, 12], [0, 0])[0] == [0, 0]
    assert split([40, 11], [0, 0])[0] == [0]


def test_comments_in_one_place_do_not_come_apart() -> None:
    assert split([60], [0])[0] == [0]
