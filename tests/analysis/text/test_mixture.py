import numpy as np
import pytest
from scipy import sparse

from analysis.text.mixture import COSINE_WEIGHT, Mixture, fit_mixture


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
