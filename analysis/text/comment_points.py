"""The first part of ThemeModel by itself: comments as points, for a pipeline of one's own."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from sklearn.base import ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from analysis.errors import AnalysisError
from analysis.text.reading import read_comments, read_others
from analysis.text.terms import find_terms
from analysis.text.text_estimator import TextEstimator, checked_seed
from analysis.text.themes import FIT_AT_MOST
from analysis.text.views import Points, fit_views


class CommentPoints(ClassNamePrefixFeaturesOutMixin, TransformerMixin, TextEstimator):
    """Comments as the points in which ThemeModel looks for themes: `make_pipeline(CommentPoints(), KMeans(8))`.

    Comments whose words keep the same company, or are spelt alike, lie close by the cosine. Learns from at most 20,000
    comments; other than in ThemeModel, all languages lie in one space.

    Args:
        random_state: the seed of every random choice.

    Attributes:
        dimensions_: how many numbers a point has.
    """

    def __init__(self, random_state: int = 0) -> None:
        self.random_state = random_state

    def fit(self, comments: Sequence[str], y: object = None) -> Self:
        """Learn where words lie from comments, a sequence of n strings; `y` is there for scikit-learn and ignored.

        Raises:
            AnalysisError: an entry is not text, no word is there to learn from, or `random_state` is no whole number
                from 0.
        """
        seed = checked_seed(self.random_state)
        reading = read_comments(comments, seed)
        corpus = reading.corpus.take(reading.fit_rows[:FIT_AT_MOST])
        self._languages, self._terms = reading.shares, find_terms(corpus)
        if not len(self._terms):
            raise AnalysisError("These comments hold no words to learn from. Give comments of two words or more.")
        counts = self._terms.count(corpus)
        with threadpool_limits(limits=1), np.errstate(invalid="ignore", divide="ignore"):
            self._views = fit_views(counts, self._terms.single_words, seed)
        self.dimensions_: int = self._views.points(counts[:1]).shape[1]
        return self

    @property
    def _n_features_out(self) -> int:
        return self.dimensions_

    def transform(self, comments: Sequence[str]) -> Points:
        """The place of each of n comments, (n, dimensions) rows of length 1, of length 0 where no word is known."""
        check_is_fitted(self)
        with threadpool_limits(limits=1):
            return self._views.points(self._terms.count(read_others(comments, self._languages).corpus))
