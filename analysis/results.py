"""What an analysis gives: only what may be shown. Page, PDF and export read nothing else.

A figure that may not be shown has no value here, but says why in `hidden`, one sentence for the reader.
Scores run from 0 to 100; effects from -1 to 1; shares are whole percents as text ("58", "20 or less", "80 or more").
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

from analysis import tables, theme_results

Role: TypeAlias = tables.Role
Verdict: TypeAlias = Literal["disconnect", "watch", "aligned", "not_enough_evidence"]
Side: TypeAlias = Literal["needed", "got", "given", "guessed", "said"]
Direction: TypeAlias = theme_results.Direction
ThemeShown: TypeAlias = theme_results.ThemeShown
ThemesOfRole: TypeAlias = theme_results.ThemesOfRole


@dataclass(frozen=True)
class Interval:
    """A 95 % interval in the units of what it belongs to."""

    low: float
    high: float


@dataclass(frozen=True)
class Participation:
    """Who answered, of one role. `asked` is None below the participation minimum; `answered` is exact once a
    wave is closed, and None where it is small or would reveal one that is.
    """

    role: Role
    asked: int | None
    answered: int | None
    share: int | None
    hidden: str = ""


@dataclass(frozen=True)
class Change:
    """A figure or an effect beside the wave before: what it was, the difference now minus then, and a plain sentence.

    For a figure, `effect` is Cliff's delta of now over then, and `verdict` judges it as any other effect is judged
    (`q` over all changes of figures in the report): a disconnect here is a change.
    """

    since: str
    before: float
    difference: float
    interval: Interval
    sentence: str
    effect: float | None = None
    q: float | None = None
    verdict: Verdict = "not_enough_evidence"


@dataclass(frozen=True)
class Figure:
    """A mean score of one audience. `label` reads in a chart ("Managers need"); `words` puts the mean in the
    scale's own words. Where fewer than 10 answered (nearly) alike, mean is None too. `n_apart` counts who answered
    "not sure" or "there were none": missing in the mean, None where they are few.
    """

    role: Role
    side: Side
    label: str
    n: int | None
    mean: float | None
    interval: Interval | None
    words: str = ""
    hidden: str = ""
    question: str = ""
    change: Change | None = None
    n_apart: int | None = None


@dataclass(frozen=True)
class Comparison:
    """Two audiences, or need and support, on one construct; one row of "everything compared".

    kind "need_gap": `gap` is in points with its interval, `effect` is d_w; `given_...` is Cliff's delta of what the
    giver says was given over what the receiver says they got. kind "perception_gap": `effect` is Cliff's delta (giver
    minus receiver). `index` is DI where both parts are shown; it orders and is never a headline. No `change` says why
    in `change_note` ("First asked this time.").
    """

    id: str
    construct: str
    construct_name: str
    title: str
    kind: Literal["need_gap", "perception_gap"]
    figures: tuple[Figure, ...]
    scale_words: tuple[str, str, str]
    effect: float | None
    effect_interval: Interval | None
    gap: float | None
    gap_interval: Interval | None
    p: float | None
    q: float | None
    verdict: Verdict
    statement: str
    lines: tuple[str, ...]
    caption: str
    index: float | None = None
    change: Change | None = None
    hidden: str = ""
    given_effect: float | None = None
    given_interval: Interval | None = None
    given_p: float | None = None
    given_q: float | None = None
    index_interval: Interval | None = None
    scale_points: tuple[str, ...] = ()
    change_note: str = ""


@dataclass(frozen=True)
class MixRow:
    """One of the eight supports: shares of people who picked it, as text; "" where nobody was asked."""

    key: str
    label: str
    wanted: str
    got: str
    given: str
    guessed: str


@dataclass(frozen=True)
class Mix:
    """Support wanted, got, given, guessed, sorted by wanted; `excess` is the mismatch above chance in percent.

    `hidden` says why there is no mix at all, `hidden_executives` why only managers' shares are there.
    """

    rows: tuple[MixRow, ...]
    excess: float | None
    p: float | None
    guess_excess: float | None
    guess_p: float | None
    n_managers: int | None
    n_executives: int | None
    sentence: str
    hidden: str = ""
    hidden_executives: str = ""


@dataclass(frozen=True)
class Cascade:
    """The same talks, as each side tells them: executive belief, manager, rep, on one scale."""

    question: str
    title: str
    figures: tuple[Figure, ...]
    scale_words: tuple[str, str]


@dataclass(frozen=True)
class Shares:
    """A two-sided or better/worse question as three shares (too little, about right, too much), text percents."""

    question: str
    role: Role
    label: str
    n: int | None
    low: str
    middle: str
    high: str
    hidden: str = ""


@dataclass(frozen=True)
class SwoopIns:
    """How often leaders join unasked: share at least once by role, stage, and what difference it made."""

    at_least_once: tuple[tuple[Role, int | None, str, str], ...]
    """(role, n, share as text, reason it is hidden)"""
    stages: str
    effects: tuple[Shares, ...]
    sentence: str
    on_average: tuple[tuple[Role, str], ...] = ()
    """(role, the mean in words) where too few answered for a share"""


@dataclass(frozen=True)
class Loop:
    """The monthly loop: recorded, known, answered, supported. `known` is from answers, the rest from work records."""

    month: str
    recorded: int
    recordable: int
    known_share: str
    known_n: int | None
    asks: int
    answered: int
    supported: int
    median_days: float | None
    sentence: str
    known_hidden: str = ""


@dataclass(frozen=True)
class GroupFigure:
    """A score of one group of the release plan (or of several, merged): one question, one role."""

    scope: Literal["organisation", "region", "leader", "team"]
    group: str
    merged: bool
    members: tuple[str, ...]
    role: Role
    question: str
    construct: str
    measure: str
    n: int | None
    mean: float | None
    interval: Interval | None
    hidden: str = ""


@dataclass(frozen=True)
class Suppression:
    """One line of the suppression log: what is not shown, and the rule."""

    scope: str
    what: str
    rule: Literal["minimum", "complementary", "parent_hidden", "homogeneity", "merged", "earlier_wave"]
    sentence: str


@dataclass(frozen=True)
class Method:
    """What the footer says: thresholds, instrument, number of tests, power at this report's own n."""

    instrument_version: str
    n_tests: int
    minimums: Mapping[str, int]
    power_sentence: str
    sentence: str


@dataclass(frozen=True)
class WaveAnalysis:
    """Everything a wave may show. `statements` are ids of at most three comparisons, ordered; words set roles apart."""

    title: str
    lead: str
    participation: tuple[Participation, ...]
    comparisons: tuple[Comparison, ...]
    statements: tuple[str, ...]
    mix: Mix | None
    cascades: tuple[Cascade, ...]
    hands_on: tuple[Shares, ...]
    hands_on_sentence: str
    swoop_ins: SwoopIns | None
    loop: Loop | None
    themes: tuple[ThemesOfRole, ...]
    set_aside: Mapping[str, int]
    groups: tuple[GroupFigure, ...]
    hidden_sentences: tuple[str, ...]
    suppressions: tuple[Suppression, ...]
    method: Method
    wave: Mapping[str, str] = field(default_factory=dict)
    words: tuple[theme_results.RoleWords, ...] = ()
    set_aside_few: tuple[str, ...] = ()

    def snapshot(self) -> dict[str, Any]:
        """The analysis as plain JSON types, the only thing a report stores."""
        return asdict(self)
