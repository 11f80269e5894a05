"""ThemeModel beside scikit-learn: its own checks where they apply to text, and a place in a pipeline."""

import csv
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone, is_clusterer
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import estimator_checks, get_tags
from sklearn.utils.validation import NotFittedError

from analysis.errors import AnalysisError
from analysis.text.masking import mask_comments
from analysis.text.themes import ThemeModel

FILES = Path(__file__).parents[2] / "files"
APPLY = (
    "check_estimator_cloneable",
    "check_estimator_repr",
    "check_estimator_tags_renamed",
    "check_get_params_invariance",
    "check_mixin_order",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_set_params",
    "check_valid_tag_types",
)
"""The checks that give no arrays of numbers to the estimator."""


def read_comments() -> list[str]:
    with (FILES / "comments.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("name", APPLY)
def test_scikit_learns_own_check_passes(name: str) -> None:
    check: Callable[[str, ThemeModel], None] = getattr(estimator_checks, name)
    check("ThemeModel", ThemeModel())


def test_its_tags_say_that_it_reads_text() -> None:
    tags = get_tags(ThemeModel())
    assert tags.input_tags.string
    assert not tags.input_tags.two_d_array
    assert is_clusterer(ThemeModel())


def test_before_fitting_it_says_so() -> None:
    with pytest.raises(NotFittedError):
        ThemeModel().predict(["More coaching"])
    with pytest.raises(NotFittedError):
        ThemeModel().predict_proba(["More coaching"])


def test_fitting_again_forgets_what_was_before() -> None:
    comments = read_comments()
    model = ThemeModel(n_themes=3).fit(comments[:60])
    assert model.fit(comments).labels_.tolist() == ThemeModel(n_themes=3).fit(comments).labels_.tolist()


def test_known_labels_are_never_looked_at() -> None:
    comments = read_comments()
    given = ThemeModel(n_themes=3).fit_predict(comments, np.arange(len(comments)))
    assert given.tolist() == ThemeModel(n_themes=3).fit_predict(comments).tolist()


def test_a_clone_finds_the_same_themes() -> None:
    comments = read_comments()
    model = ThemeModel(n_themes=3, random_state=2).fit(comments)
    assert clone(model).fit_predict(comments).tolist() == model.labels_.tolist()


def test_a_sentence_that_hundreds_repeat_is_a_theme_of_its_own() -> None:
    copies = ["Please answer the phone when a customer calls."] * 400
    model = ThemeModel().fit(read_comments() + copies)
    theme = model.themes_[0]
    assert set(model.labels_[-400:].tolist()) == {0}
    assert 400 <= theme.size <= 410
    assert "phone" in theme.label.lower()
    assert model.repeats_ >= 399


def test_it_can_be_stored_and_read_again() -> None:
    comments = read_comments()
    model = ThemeModel(n_themes=3).fit(comments)
    again: ThemeModel = pickle.loads(pickle.dumps(model))
    assert again.predict(comments).tolist() == model.labels_.tolist()


def test_it_stands_at_the_end_of_a_pipeline() -> None:
    comments = read_comments()
    pipeline = make_pipeline(FunctionTransformer(mask_comments), ThemeModel(n_themes=4))
    assert adjusted_mutual_info_score(pipeline.fit_predict(comments), ThemeModel(4).fit(comments).labels_) > 0.9


@pytest.mark.parametrize("number", [0, -3, 2.5, "many", True, None])
def test_a_wrong_number_of_themes_is_refused(number: object) -> None:
    with pytest.raises(AnalysisError, match="whole number from 1"):
        ThemeModel(n_themes=number).fit(["More coaching"])  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [-1, 2**31, 0.5, None, True])
def test_a_wrong_seed_is_refused(seed: object) -> None:
    with pytest.raises(AnalysisError, match="whole number from 0"):
        ThemeModel(random_state=seed).fit(["More coaching"])  # type: ignore[arg-type]


def test_numbers_of_numpy_are_numbers_too() -> None:
    comments = read_comments()
    fitted = ThemeModel(np.int64(3), np.int64(2)).fit(comments)  # type: ignore[arg-type]
    assert fitted.labels_.tolist() == ThemeModel(3, 2).fit_predict(comments).tolist()


def test_one_text_alone_is_refused() -> None:
    with pytest.raises(AnalysisError, match="a list of strings"):
        ThemeModel().fit("More coaching, please")


@pytest.mark.parametrize("confirmed", [[0], [0.5, 1.0], [[1], [2]]])
def test_confirmed_must_be_one_number_a_comment(confirmed: list[int]) -> None:
    with pytest.raises(AnalysisError, match="one whole number for each of 2 comments"):
        ThemeModel().fit(["More coaching", "Less waiting"], confirmed=confirmed)
