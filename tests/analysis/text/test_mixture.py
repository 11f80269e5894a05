import numpy as np
import pytest
from scipy import sparse

from analysis.text.mixture import COSINE_WEIGHT, Learning, Mixture, first_mixture, fit_mixture


def test_the_log_joint_is_the_one_worked_by_hand() -> None:
    mixture = Mixture(np.log([[0.5, 0.5], [0.9, 0.1]]), np.eye(2, dtype=np.float32), np.log([3.0, 1.0]))
    joint = mixture.log_joint(
        sparse.csr_matrix(np.array([[2, 1]], dtype=np.float32)), np.array([[1.0, 0.0]], dtype=np.float32)
    )
    assert joint[0, 0] == pytest.approx(3 * np.log(0.5) + np.log(3) + COSINE_WEIGHT, rel=1e-6)
    assert joint[0, 1] == pytest.approx(2 * np.log(0.9) + np.log(0.1), rel=1e-6)


def test_a_comment_on_the_wrong_side_at_the_start_finds_its_theme() -> None:
    counts = sparse.csr_matrix(np.repeat([[3.0, 0.0], [0.0, 3.0]], 10, axis=0).astype(np.float32))
    points = np.repeat(np.eye(2, dtype=np.float32), 10, axis=0)
    start = np.repeat([0, 1], 10)
    start[0] = 1
    labels, clarity = fit_mixture(counts, points, start).place(counts, points)
    assert labels.tolist() == [0] * 10 + [1] * 10
    assert ((clarity > 0.5) & (clarity <= 1)).all()


def test_many_rare_terms_do_not_let_one_theme_swallow_the_others() -> None:
    rng = np.random.default_rng(0)
    themes = np.arange(240) % 6
    own = np.eye(6)[themes] * 3
    counts = sparse.csr_matrix(np.hstack([own, rng.random((240, 3_000)) < 0.004]).astype(np.float32))
    points = np.eye(6, dtype=np.float32)[themes]
    labels, _ = fit_mixture(counts, points, themes).place(counts, points)
    assert np.bincount(labels, minlength=6).tolist() == [40] * 6


TWO = sparse.csr_matrix(np.array([[3, 0], [0, 1]], dtype=np.float32))
PLACES = np.array([[1, 0], [0.6, 0.8]], dtype=np.float32)


def test_words_directions_and_sizes_of_a_start_are_those_worked_by_hand() -> None:
    # All comments use the words 3 and 1 times, and a tenth; two words' worth of that is what each theme starts with.
    smoothing = 2 * np.array([3.1, 1.1]) / 4.2
    words = (np.array([[3, 0], [0, 1]]) + smoothing) / [[5], [3]]
    for found in (first_mixture(TWO, PLACES, np.arange(2), 2), fit_mixture(TWO, PLACES, np.arange(2), Learning(0))):
        assert np.exp(found.log_words) == pytest.approx(words)
        assert found.directions == pytest.approx(PLACES)
        assert np.exp(found.log_sizes) == pytest.approx([2, 2])
    flat = fit_mixture(TWO, PLACES, np.arange(2), Learning(0, flat=True))
    assert np.exp(flat.log_words) == pytest.approx(np.array([[4 / 5, 1 / 5], [1 / 3, 2 / 3]]))


def test_of_many_themes_each_starts_with_fewer_words() -> None:
    counts = sparse.csr_matrix(np.eye(50, dtype=np.float32))
    found = first_mixture(counts, np.eye(50, dtype=np.float32), np.arange(50), 50)
    assert np.exp(found.log_words[0, :2]) == pytest.approx([1.5 / 26, 0.5 / 26])


def test_a_theme_without_a_comment_is_possible_and_the_largest_is_likelier() -> None:
    found = first_mixture(TWO, PLACES, np.array([1, 1]), 3)
    assert np.exp(found.log_sizes) == pytest.approx([1, 3, 1])
    assert found.directions[1] == pytest.approx(np.array([1.6, 0.8]) / np.hypot(1.6, 0.8))


def test_how_clear_a_comment_is_depends_on_itself_alone_and_less_on_a_long_one() -> None:
    mixture = Mixture(np.log([[0.5, 0.5], [0.9, 0.1]]), np.zeros((2, 1), dtype=np.float32), np.log([1.0, 1.0]))
    counts = sparse.csr_matrix(np.array([[4, 0], [0, 1], [0, 0]], dtype=np.float32))
    labels, clarity = mixture.place(counts, np.zeros((3, 1), dtype=np.float32))
    assert labels.tolist() == [1, 0, 0]
    assert clarity == pytest.approx([0.9**2 / (0.9**2 + 0.5**2), 0.5 / 0.6, 0.5])  # four words count as two
    assert mixture.posterior(counts, np.zeros((3, 1), dtype=np.float32))[0] == pytest.approx(
        np.array([0.5**4, 0.9**4]) / (0.5**4 + 0.9**4)
    )


@pytest.mark.parametrize("theme", [0, 1])
def test_a_comment_that_is_held_stays_in_its_theme_and_draws_others_like_it(theme: int) -> None:
    # Comments of the second word begin in one theme; what most of them are held in, the others follow.
    counts = sparse.csr_matrix(np.repeat([[3.0, 0, 0], [0, 3.0, 0], [0, 0, 3.0]], 6, axis=0).astype(np.float32))
    points = np.zeros((18, 2), dtype=np.float32)
    start = np.repeat([1 - theme, 1 - theme, theme], 6)
    held = np.full(18, -1)
    assert fit_mixture(counts, points, start).likeliest(counts, points).tolist() == start.tolist()
    held[6:11] = theme
    assert fit_mixture(counts, points, start, held=held).likeliest(counts, points)[6:12].tolist() == [theme] * 6


def test_a_mixture_of_some_themes_has_these_in_their_order() -> None:
    found = first_mixture(TWO, PLACES, np.arange(2), 2)
    turned = found.only(np.array([1, 0]))
    assert turned.log_joint(TWO, PLACES) == pytest.approx(found.log_joint(TWO, PLACES)[:, ::-1])
