"""ThemeModel: what several comments are about, as a scikit-learn estimator."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.base import ClusterMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from analysis.errors import AnalysisError
from analysis.text.corpus import Ids
from analysis.text.fitted_themes import learn_themes
from analysis.text.labels import NAME_AT_MOST, name_themes
from analysis.text.phrases import read_phrases
from analysis.text.reading import Progress, Reading, SetAside, read_comments, read_others
from analysis.text.text_estimator import TextEstimator, checked_seed
from analysis.text.theme_parts import Part, Parts, languages_of, share_out, spoken

Number: TypeAlias = int | Literal["auto"]

FIT_AT_MOST: Final = 20_000
"""Comments that themes are learnt from; any others are placed in what these taught."""
LEAST_CLEAR: Final = 0.2
"""The share of comments, least clear first, that is shown without a theme rather than under a doubtful one."""
SAYS_NOTHING: Final = (
    SetAside.EMPTY,
    SetAside.NO_WORDS,
    SetAside.NOT_WORDS,
    SetAside.NOTHING_TO_ADD,
    SetAside.OTHER_LANGUAGE,
)


@dataclass(frozen=True)
class Theme:
    """What several comments are about.

    terms: its typical phrases, best first. weights: of each term, the z of its log-odds. size: the comments that are
    clearly about it. stability: the share of the ensemble that found it again, 0..1. members: the rows whose best theme
    it is, the clearest first. language: ISO code. confirmed: the number under which somebody put comments into it, None
    for a theme that was found.
    """

    label: str
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    size: int
    stability: float = 0.0
    members: Ids = field(default_factory=lambda: np.empty(0, dtype=np.int64), compare=False, repr=False)
    language: str = "en"
    confirmed: int | None = None


class ThemeModel(ClusterMixin, TextEstimator):
    """Themes of comments, without a language model.

    Word vectors learned from these comments alone (the company that words keep, the letters they are spelt with) give
    each comment a place, an ensemble of small solutions a start, and a mixture of words and directions the themes. The
    same comments and seed give the same themes, whatever the order of the rows or the number of threads. Learns from
    at most 20,000 comments; the rest are placed in chunks. Comments that may be quoted or named from should be masked
    first (`analysis.text.masking`).

    Args:
        n_themes: how many themes at most, or "auto" for as many as the comments fall into. Every language, and every
            theme that somebody confirmed, has one of its own even where that makes more.
        random_state: the seed of every random choice.

    Attributes:
        labels_: (n,) the best theme of each comment that says something, 0 for the largest, -1 for the rest.
        confidence_: (n,) how clearly it belongs there, as its rank among all comments with a theme, 0..1.
        clear_labels_: (n,) the same without the least clear fifth and without comments of fewer than two words of
            content: what a reader should see.
        reasons_: (n,) why a comment has no clear theme, values of SetAside; "" where it has one.
        languages_: (n,) ISO codes; every language has themes of its own.
        themes_: list of Theme, largest first. n_themes_: how many.
        merge_tree_: MergeTree, fewer or more themes that nest with these.
        repeats_: how many comments only repeat another; they are counted in its theme but do not shape it.
    """

    def __init__(self, n_themes: Number = "auto", random_state: int = 0) -> None:
        self.n_themes = n_themes
        self.random_state = random_state

    def fit(
        self,
        comments: Sequence[str],
        y: None = None,
        *,
        confirmed: Sequence[int] | None = None,
        on_progress: Progress | None = None,
    ) -> Self:
        """Learn the themes of comments, a sequence of n strings; `y` is there for scikit-learn and ignored.

        confirmed: (n,) ints, the theme that somebody put a comment into, -1 for all others. Every number that stands
        at a comment with words becomes one theme, and all its comments are in it; the others follow a classifier that
        learns from them.

        Raises:
            AnalysisError: an entry is not text, `n_themes` is neither "auto" nor a whole number from 1, `random_state`
                is no whole number from 0, or `confirmed` is not one number a comment.
        """
        tell = on_progress or _tell_nobody
        wanted, self._seed = _checked_number(self.n_themes), checked_seed(self.random_state)
        told = _checked_confirmed(confirmed, len(comments))
        reading = read_comments(comments, self._seed, lambda done: tell(0.4 * done), confirmed=told)
        with threadpool_limits(limits=1):
            self._parts = _learn(reading, wanted, told, self._seed)
            tell(0.7)
            placing = self._parts.place(reading, lambda done: tell(0.7 + 0.2 * done))
        leaves = np.where(np.isin(reading.reasons, SAYS_NOTHING), -1, placing.leaves)
        held = self._obey(told, leaves, placing.clarity)
        self._judge(reading, leaves, placing.clarity, held)
        self._number(leaves)
        self._shares = reading.shares
        self._sample = reading.fit_rows[:NAME_AT_MOST]
        self._phrases = read_phrases([comments[row] for row in self._sample], self.languages_[self._sample].tolist())
        self.themes_ = self.themes_at(self.n_themes_)
        tell(1.0)
        return self

    def predict(self, comments: Sequence[str]) -> NDArray[np.int64]:
        """The best theme of each of n other comments, (n,), -1 for one that says nothing."""
        check_is_fitted(self)
        reading = read_others(comments, self._shares)
        with threadpool_limits(limits=1):
            labels = self._parts.labels(reading)
        return np.where(np.isin(reading.reasons, SAYS_NOTHING), -1, np.append(self._numbers, -1)[labels])

    def predict_proba(self, comments: Sequence[str]) -> NDArray[np.float64]:
        """How much of each theme is in each of n other comments, (n, n_themes_), rows sum to 1."""
        check_is_fitted(self)
        with threadpool_limits(limits=1):
            shares = self._parts.shares(read_others(comments, self._shares))
        return shares[:, np.argsort(self._numbers)]

    def themes_at(self, number: int) -> list[Theme]:
        """The themes of a level of `merge_tree_`, named, the largest first."""
        check_is_fitted(self, "merge_tree_")
        labels, groups = self.merge_tree_.labels(number), self.merge_tree_.groups(number)
        clear = np.where(self.reasons_ == SetAside.KEPT, labels, -1)
        themes = int(groups.max(initial=-1)) + 1
        sizes = np.bincount(clear[clear >= 0], minlength=themes)
        read = np.where(np.append(sizes, 1)[labels] > 0, clear, labels)  # one of unclear comments alone has a name too
        names = name_themes(self._phrases, read[self._sample], themes)
        languages, stability, _, _ = self._parts.about_leaves()
        confirmed = self._parts.confirmed_leaves()
        first = [int(np.flatnonzero(groups == theme)[0]) for theme in range(themes)]
        by_strength = self._clearest[np.argsort(labels[self._clearest], kind="stable")]
        members = np.split(by_strength, np.cumsum(np.bincount(labels + 1, minlength=themes + 1)))[1:]
        return [
            Theme(
                name.label,
                name.terms,
                name.weights,
                size=int(sizes[theme]),
                stability=float(stability[groups == theme].mean()),
                members=members[theme],
                language=languages[first[theme]],
                confirmed=next((number for number, leaf in confirmed.items() if groups[leaf] == theme), None),
            )
            for theme, name in enumerate(names)
        ]

    def _obey(self, told: Ids, leaves: Ids, clarity: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Put every confirmed comment into its theme, and say which these are, (n,)."""
        theme_of_leaf = self._parts.about_leaves()[3]
        for number, leaf in self._parts.confirmed_leaves().items():
            rows = np.flatnonzero(told == number)
            astray = rows[np.append(theme_of_leaf, -1)[leaves[rows]] != theme_of_leaf[leaf]]
            leaves[astray] = leaf
            clarity[rows] = 1.0
        return told >= 0

    def _judge(self, reading: Reading, leaves: Ids, clarity: NDArray[np.float64], held: NDArray[np.bool_]) -> None:
        """How clear each comment is beside the others, and which are not clear enough."""
        placed = leaves >= 0
        self.confidence_ = np.zeros(len(leaves))
        self.confidence_[placed] = rankdata(clarity[placed], method="max") / max(int(placed.sum()), 1)
        unclear = (reading.reasons == SetAside.KEPT) & (self.confidence_ < LEAST_CLEAR)
        self.reasons_ = reading.reasons.copy()
        self.reasons_[unclear] = SetAside.UNCLEAR
        self.reasons_[held & placed] = SetAside.KEPT
        self.languages_ = spoken(reading, self._parts.parts[0].language if self._parts.parts else "")
        self.repeats_ = reading.repeats
        self._clearest = reading.order[np.argsort(-self.confidence_[reading.order], kind="stable")]

    def _number(self, leaves: Ids) -> None:
        """Number the themes by size, and keep the levels above and below."""
        number = sum(part.leaves for part in self._parts.parts)
        sizes = np.bincount(leaves[(leaves >= 0) & (self.reasons_ == SetAside.KEPT)], minlength=number)
        self.merge_tree_ = self._parts.merge_tree(leaves, sizes)
        self.n_themes_ = self._parts.number
        self.labels_ = self.merge_tree_.labels(self.n_themes_)
        self.clear_labels_ = np.where(self.reasons_ == SetAside.KEPT, self.labels_, -1)
        self._numbers = self.merge_tree_.groups(self.n_themes_)[self._parts.about_leaves()[2]]


def _learn(reading: Reading, wanted: Number, told: Ids, random_state: int) -> Parts:
    """Learn the themes of each language by itself."""
    rows = np.append(reading.fit_rows[:FIT_AT_MOST], _told_besides(reading, told))
    languages = languages_of(reading, rows)
    of_row = spoken(reading, languages[0] if languages else "")[rows]
    each = [rows[of_row == language] for language in languages]
    whole = None if wanted == "auto" else min(wanted, len(rows))
    numbers = [None] * len(each) if whole is None else share_out(whole, [len(part) for part in each])
    return Parts(
        tuple(
            _learn_part(reading, language, part, number, told, random_state)
            for language, part, number in zip(languages, each, numbers, strict=True)
        )
    )


def _learn_part(reading: Reading, language: str, rows: Ids, number: int | None, told: Ids, random_state: int) -> Part:
    names = np.unique(told[rows][told[rows] >= 0])
    confirmed = np.where(told[rows] >= 0, np.searchsorted(names, told[rows]), -1)
    fitted = learn_themes(reading.corpus.take(rows), number, random_state, confirmed)
    return Part(language, fitted, tuple(names.tolist()) if fitted else ())


def _told_besides(reading: Reading, told: Ids) -> Ids:
    """The confirmed comments beyond those that themes are learnt from, in order; a repetition of another too."""
    confirmed = reading.order[told[reading.order] >= 0]
    confirmed = confirmed[reading.corpus.lengths[confirmed] > 0]
    return confirmed[~np.isin(confirmed, reading.fit_rows[:FIT_AT_MOST])]


def _checked_confirmed(confirmed: Sequence[int] | None, comments: int) -> Ids:
    told = np.full(comments, -1) if confirmed is None else np.asarray(confirmed)
    if told.shape == (comments,) and (not comments or np.issubdtype(told.dtype, np.integer)):
        return told.astype(np.int64)
    message = (
        f"`confirmed` has the shape {told.shape}. Give one whole number for each of {comments} comments, -1 for none."
    )
    raise AnalysisError(message)


def _tell_nobody(done: float) -> None:
    """No progress is shown."""


def _checked_number(number: Number) -> Number:
    whole = isinstance(number, int | np.integer) and not isinstance(number, bool)
    if number == "auto" or (whole and number >= 1):
        return number
    message = f'n_themes is {number!r}. Give "auto" or a whole number from 1.'
    raise AnalysisError(message)
