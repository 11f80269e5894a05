"""The points of comments as a part of scikit-learn's pipelines."""

from collections.abc import Callable

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks, get_tags
from sklearn.utils.validation import NotFittedError

from analysis.errors import AnalysisError
from analysis.text.comment_points import CommentPoints
from tests.analysis.text.test_theme_estimator import APPLY, read_comments

ABOUT = {
    "coaching": ("coaching sessions help", "my coach listens in one to one sessions", "weekly coaching with feedback"),
    "pay": ("salary and bonus are low", "better pay and a bonus", "my salary did not rise"),
}
COMMENTS = [f"{text} {more}" for texts in ABOUT.values() for text in texts for more in ("here", "as ever", "truly")]
TOPICS = [topic for topic, texts in ABOUT.items() for _ in range(3 * len(texts))]


@pytest.mark.parametrize("name", APPLY)
def test_scikit_learns_own_check_passes(name: str) -> None:
    check: Callable[[str, CommentPoints], None] = getattr(estimator_checks, name)
    check("CommentPoints", CommentPoints())


def test_its_tags_say_that_it_reads_text() -> None:
    tags = get_tags(CommentPoints())
    assert tags.input_tags.string
    assert not tags.input_tags.two_d_array


def test_before_fitting_it_says_so() -> None:
    with pytest.raises(NotFittedError):
        CommentPoints().transform(["More coaching"])


def test_a_point_is_a_direction_and_a_comment_of_unknown_words_has_none() -> None:
    points = CommentPoints().fit(read_comments()).transform(["More coaching, please", "", "zyx"])
    assert np.linalg.norm(points, axis=1) == pytest.approx([1, 0, 0], abs=1e-5)


def test_clusters_of_the_points_are_what_comments_are_about() -> None:
    found = make_pipeline(CommentPoints(), KMeans(2, n_init=5, random_state=0)).fit_predict(COMMENTS)
    assert adjusted_rand_score(TOPICS, found) == 1


def test_a_classifier_learns_from_the_points_and_a_search_sets_what_stands_behind_them() -> None:
    pipeline = make_pipeline(CommentPoints(), LogisticRegression())
    search = GridSearchCV(pipeline, {"logisticregression__C": [1, 10], "commentpoints__random_state": [0, 1]}, cv=3)
    assert search.fit(COMMENTS, TOPICS).predict(["a bonus on my salary", "feedback in coaching"]).tolist() == [
        "pay",
        "coaching",
    ]


def test_a_clone_gives_the_same_points_and_their_names() -> None:
    points = CommentPoints(random_state=3)
    again = clone(points)
    assert np.array_equal(points.fit_transform(COMMENTS), again.fit(COMMENTS).transform(COMMENTS))
    names = again.get_feature_names_out()
    assert len(names) == again.transform(COMMENTS).shape[1]
    assert names[0] == "commentpoints0"


def test_the_points_do_not_hang_on_the_order_of_the_comments() -> None:
    comments = read_comments()
    turned = CommentPoints().fit(comments[::-1]).transform(comments)
    assert np.allclose(CommentPoints().fit_transform(comments), turned, atol=1e-5)


@pytest.mark.parametrize("comments", [[], ["", "…"], ["42", "!!!"]])
def test_without_words_it_says_what_to_give(comments: list[str]) -> None:
    with pytest.raises(AnalysisError, match="two words or more"):
        CommentPoints().fit(comments)


@pytest.mark.parametrize("seed", [-1, 0.5, None])
def test_a_wrong_seed_is_refused(seed: object) -> None:
    with pytest.raises(AnalysisError, match="whole number from 0"):
        CommentPoints(random_state=seed).fit(COMMENTS)  # type: ignore[arg-type]
