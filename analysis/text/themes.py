"""ThemeModel: what several comments are about, as a scikit-learn estimator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from analysis.errors import AnalysisError
from analysis.text.fitted_themes import FittedThemes, Placing, learn_themes
from analysis.text.labels import name_themes
from analysis.text.reading import Progress, Reading, SetAside, read_comments

Number: TypeAlias = int | Literal["auto"]

FIT_AT_MOST: Final = 20_000
NAME_AT_MOST: Final = 4_000
FEWEST_A_THEME: Final = 25
MOST_THEMES: Final = 16
LEAST_CLEAR: Final = 0.2
"""The share of comments, least clear first, that is left without a theme rather than given a doubtful one."""
SMALLEST: Final = 0.005
"""The share of comments below which a theme is no theme, where nobody asked for a number."""


@dataclass(frozen=True)
class Theme:
    """What several comments are about. `terms` are its typical phrases, `size` the comments assigned to it."""

    label: str
    terms: tuple[str, ...]
    size: int


def suggest_number(comments: int) -> int:
    """How many themes a reader can tell apart in so many comments: 1 below 50, 4 in 100, 9 in 600, at most 16.

    A rule of reading, not a discovery: two themes more for every doubling, and at least 25 comments a theme.
    """
    if comments < 2 * FEWEST_A_THEME:
        return min(1, comments)
    by_size = round(2 + 2 * np.log2(comments / (2 * FEWEST_A_THEME)))
    return int(min(by_size, comments // FEWEST_A_THEME, MOST_THEMES))


class ThemeModel(ClusterMixin, BaseEstimator):
    """Themes of comments, without a language model.

    TF-IDF and corpus-trained word vectors give each comment a place, k-means a start, and a mixture of words and
    directions the themes. The same comments and seed give the same themes, whatever the order of the rows or the
    number of threads. Learns from at most 20,000 comments; the rest are placed in chunks. Comments that may be quoted
    or named from should be masked first (`analysis.text.masking`).

    Args:
        n_themes: how many themes at most, or "auto" for as many as a reader can tell apart.
        random_state: the seed of every random choice.

    Attributes:
        labels_: (n,) the theme of each comment, 0 for the largest, -1 for none.
        strengths_: (n,) how clearly it belongs there beside the other themes, 0..1; 0 without a theme.
        reasons_: (n,) why a comment has no theme, values of SetAside; "" where it has one.
        themes_: list of Theme, largest first.
        repeats_: how many comments only repeat another; they are counted in its theme but do not shape it.
    """

    def __init__(self, n_themes: Number = "auto", random_state: int = 0) -> None:
        self.n_themes = n_themes
        self.random_state = random_state

    def fit(self, comments: Sequence[str], y: None = None, *, on_progress: Progress | None = None) -> Self:
        """Learn the themes of comments, a sequence of n strings; `y` is there for scikit-learn and ignored.

        Raises:
            AnalysisError: an entry is not text, or `n_themes` is neither "auto" nor a whole number from 1.
        """
        tell = on_progress or _tell_nobody
        wanted = _checked_number(self.n_themes)
        reading = read_comments(comments, self.random_state, lambda done: tell(0.5 * done))
        rows = reading.fit_rows[:FIT_AT_MOST]
        number = suggest_number(len(rows)) if wanted == "auto" else min(wanted, len(rows))
        least = max(SMALLEST * len(rows), 2) if wanted == "auto" else 1
        with threadpool_limits(limits=1):
            self._fitted = learn_themes(reading.corpus.take(rows), number, self.random_state)
            tell(0.7)
            placing = self._settle(reading, least, lambda done: tell(0.7 + 0.2 * done))
        self._keep(reading, placing)
        self._name(comments, reading)
        tell(1.0)
        return self

    def predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        """The theme of each of n other comments, (n,), -1 for none."""
        check_is_fitted(self)
        reading = read_comments(comments, self.random_state)
        with threadpool_limits(limits=1):
            placing = _place(self._fitted, reading, _tell_nobody)
        return np.where(self._clear(reading, placing), placing.labels, -1)

    def _settle(self, reading: Reading, least: float, tell: Progress) -> Placing:
        """Place every comment; themes with fewer than `least` clear ones go, and their comments are placed again."""
        while True:
            placing = _place(self._fitted, reading, tell)
            self._least_clarity = _least_clarity(placing.clarity[reading.fit_rows])
            if self._fitted is None:
                return placing
            sizes = np.bincount(placing.labels[self._clear(reading, placing)], minlength=len(self._fitted))
            order = np.argsort(-sizes, kind="stable")
            kept = order[sizes[order] >= max(1, min(least, sizes.max()))]
            enough = len(kept) == len(order)
            self._fitted = self._fitted.only(kept) if len(kept) else None
            if enough:
                return _renumbered(placing, kept)

    def _clear(self, reading: Reading, placing: Placing) -> NDArray[np.bool_]:
        clear = (reading.reasons == SetAside.KEPT) & (placing.clarity >= self._least_clarity)
        return np.asarray(clear & (placing.labels >= 0), dtype=np.bool_)

    def _keep(self, reading: Reading, placing: Placing) -> None:
        clear = self._clear(reading, placing)
        unclear = (reading.reasons == SetAside.KEPT) & ~clear
        self.labels_ = np.where(clear, placing.labels, -1)
        self.strengths_ = np.where(clear, placing.clarity, 0.0)
        self.reasons_ = np.where(unclear, SetAside.UNCLEAR, reading.reasons)
        self.repeats_ = reading.repeats

    def _name(self, comments: Sequence[str], reading: Reading) -> None:
        rows = reading.fit_rows[:NAME_AT_MOST]
        sizes = np.bincount(self.labels_[self.labels_ >= 0])
        names = name_themes([comments[row] for row in rows], self.labels_[rows], len(sizes))
        self.themes_ = [Theme(name.label, name.terms, int(size)) for name, size in zip(names, sizes, strict=True)]


def _tell_nobody(done: float) -> None:
    """No progress is shown."""


def _checked_number(number: Number) -> Number:
    whole = isinstance(number, int | np.integer) and not isinstance(number, bool)
    if number == "auto" or (whole and number >= 1):
        return number
    message = f'n_themes is {number!r}. Give "auto" or a whole number from 1.'
    raise AnalysisError(message)


def _place(fitted: FittedThemes | None, reading: Reading, tell: Progress) -> Placing:
    n = len(reading.corpus)
    return fitted.place(reading.corpus, tell) if fitted else Placing(np.full(n, -1), np.zeros(n))


def _renumbered(placing: Placing, order: NDArray[np.int64]) -> Placing:
    """The same placing with the themes numbered by their place in `order`."""
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return Placing(number[placing.labels], placing.clarity)


def _least_clarity(clarity: NDArray[np.float64]) -> float:
    """The clarity that four fifths reach; equal ones stay together on the upper side."""
    return float(np.quantile(clarity, LEAST_CLEAR, method="lower")) if len(clarity) else 0.0
