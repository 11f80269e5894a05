from functools import cache

import numpy as np
import pytest
from scipy import sparse
from threadpoolctl import threadpool_limits

from analysis.text.confirmed_themes import confirmed_start
from analysis.text.reading import read_comments
from analysis.text.terms import find_terms
from analysis.text.views import Counts, Points, fit_views

SUBJECTS = ("price", "discount", "approval"), ("coaching", "feedback", "practice"), ("travel", "train", "hotel")


def some_comments() -> list[str]:
    rng = np.random.default_rng(1)
    filler = [f"word{letter}{other}" for letter in "abcdefgh" for other in "klmnopqr"]
    return [" ".join([*rng.choice(SUBJECTS[row % 3], 2, replace=False), *rng.choice(filler, 2)]) for row in range(120)]


@cache
def counted() -> tuple[Counts, Points]:
    corpus = read_comments(some_comments()).corpus
    terms = find_terms(corpus)
    counts = terms.count(corpus)
    with threadpool_limits(limits=1):
        return counts, fit_views(counts, terms.single_words, 0).points(counts)


def test_confirmed_themes_come_first_and_draw_comments_of_their_kind() -> None:
    counts, points = counted()
    confirmed = np.full(120, -1)
    confirmed[[1, 4, 7, 10]] = 0
    start = confirmed_start(counts, points, np.arange(120) % 3, confirmed, 0)
    assert (start[1::3] == 0).mean() > 0.9
    assert (start[0::3] == 0).mean() < 0.1
    assert set(start.tolist()) == {0, 1, 2}


def test_every_confirmed_comment_starts_in_its_theme() -> None:
    counts, points = counted()
    confirmed = np.where(np.arange(120) % 5 == 0, np.arange(120) % 2, -1)
    start = confirmed_start(counts, points, np.arange(120) % 3, confirmed, 0)
    assert (start[confirmed >= 0] == confirmed[confirmed >= 0]).all()


def test_one_theme_alone_takes_everything() -> None:
    counts, points = counted()
    confirmed = np.full(120, -1)
    confirmed[0] = 0
    assert set(confirmed_start(counts, points, np.zeros(120, dtype=np.int64), confirmed, 0).tolist()) == {0}


def test_more_confirmed_themes_than_found_ones_all_stay() -> None:
    counts, points = counted()
    confirmed = np.full(120, -1)
    confirmed[:4] = np.arange(4)
    start = confirmed_start(counts, points, np.zeros(120, dtype=np.int64), confirmed, 0)
    assert set(range(4)) <= set(start.tolist())


def three_subjects() -> tuple[Counts, Points, np.ndarray]:
    """Twenty comments of each subject: a word and a direction of its own, and the subject of each."""
    subject = np.repeat([0, 1, 2], 20)
    counts = sparse.csr_matrix(np.eye(3)[subject])
    return counts, np.eye(3, dtype=np.float32)[subject], subject


def test_a_confirmed_theme_takes_the_place_of_the_found_one_that_is_nearest_and_the_others_follow() -> None:
    counts, points, subject = three_subjects()
    confirmed = np.where(np.isin(np.arange(60), [20, 21, 22]), 0, -1)
    assert confirmed_start(counts, points, subject, confirmed, 0).tolist() == np.array([1, 0, 2])[subject].tolist()


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(("told", "other"), [(2, 0), (3, 1)])
def test_two_confirmed_comments_take_a_found_theme_along_and_three_stand_for_themselves(
    told: int, other: int, place: int
) -> None:
    # The theme at `place` was found of subjects 1 and 2, of which the latter shares half of its words with subject 0.
    _, _, subject = three_subjects()
    seen = np.array([[1.0, 0, 0], [0, 1.0, 0], [1.0, 0, 1.0]], dtype=np.float32)[subject]
    confirmed = np.where(np.isin(np.arange(60), np.arange(20, 20 + told)), 0, -1)
    start = confirmed_start(sparse.csr_matrix(seen), seen, np.array([1 - place, place, place])[subject], confirmed, 0)
    assert start.tolist() == np.array([1, 0, other])[subject].tolist()


def test_where_words_do_not_tell_the_others_stay_with_those_they_were_found_with() -> None:
    alike, found = np.ones((60, 1), dtype=np.float32), np.arange(60) % 2
    confirmed = np.where(np.arange(60) < 6, found, -1)
    assert confirmed_start(sparse.csr_matrix(alike), alike, found, confirmed, 0).tolist() == found.tolist()
