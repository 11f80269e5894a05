"""The lead's board of themes: everything the console shows of them, as one snapshot that may be seen whole."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal, TypeAlias

from analysis.tables import Role
from analysis.text.theme_memory import ThemeState
from analysis.theme_results import ConstructCount, Direction, Identity, RoleWords, SharePoint

BOARD_VERSION: Final = 1
BoardMode: TypeAlias = Literal["themes", "tentative", "constructs"]


@dataclass(frozen=True)
class RoleCount:
    """People of one role who wrote about a theme in this wave; numbers are None where `hidden` says why, or where
    `share_text` gives a range ("60 to 70"). trend: where its share went since the wave before, "" if not known.
    """

    role: Role
    n_people: int | None
    share: int | None
    share_text: str
    hidden: str = ""
    trend: Direction | Literal[""] = ""


@dataclass(frozen=True)
class RoleLine:
    """One role as a whole: who wrote, and what is in themes too small to show ("4 small themes, 20 people or more").

    broader: the report shows this role in broader themes than the board's.
    """

    role: Role
    n_people: int | None
    small_themes: int
    small_people: int | None
    broader: bool
    hidden: str = ""


@dataclass(frozen=True)
class Word:
    """A phrase and how much it says for a theme, or against it where the weight is below 0."""

    term: str
    weight: float


@dataclass(frozen=True)
class Movable:
    """A masked comment whose writer agreed to be quoted, under a handle that leads back to nobody.

    also: the id of another theme on the board that it is plainly about too, 0 for most.
    """

    handle: str
    text: str
    also: int = 0


@dataclass(frozen=True)
class SplitPart:
    """What one part of a split would be called."""

    label: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class HistoryLine:
    """A theme's share of one role over the waves, the oldest first."""

    role: Role
    points: tuple[SharePoint, ...]


@dataclass(frozen=True)
class BoardTheme:
    """A theme that can be edited."""

    id: int
    name: str
    named_by_you: bool
    state: ThemeState
    paraphrase: str
    objective: str
    roles: tuple[RoleCount, ...]
    words: tuple[Word, ...]
    not_words: tuple[Word, ...]
    identity: Identity
    stability: float
    tentative: bool
    construct: str = ""
    skill_tag: str = ""
    quotes: tuple[str, ...] = ()
    movable: tuple[Movable, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    split: tuple[SplitPart, ...] = ()
    contrast_p: float | None = None
    contrast_q: float | None = None


@dataclass(frozen=True)
class LevelTheme:
    """A theme of another granularity; ids: the board's themes that it holds, or the one it lies in."""

    label: str
    terms: tuple[str, ...]
    ids: tuple[int, ...]
    roles: tuple[RoleCount, ...]


@dataclass(frozen=True)
class Level:
    """One cut of the merge tree: how many themes there would be, and which."""

    number: int
    nodes: tuple[LevelTheme, ...]


@dataclass(frozen=True)
class ThemeBoard:
    """All that the console shows of a survey's themes after one fit.

    themes: those that are shown, the largest first, with lasting ids. aside: those the lead set aside. levels: every
    granularity, the coarsest first. set_aside: comments of this wave in no theme, by reason; those that change
    with the themes in tens. set_aside_few: reasons of fewer than ten. words: those that set roles apart.
    """

    wave: str
    waves: tuple[str, ...]
    minimum: int
    mode: BoardMode
    note: str
    number_suggested: int
    number_shown: int
    levels: tuple[Level, ...] = ()
    themes: tuple[BoardTheme, ...] = ()
    aside: tuple[BoardTheme, ...] = ()
    roles: tuple[RoleLine, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)
    constructs: tuple[ConstructCount, ...] = ()
    words: tuple[RoleWords, ...] = ()
    set_aside_few: tuple[str, ...] = ()
    version: int = BOARD_VERSION

    def snapshot(self) -> dict[str, Any]:
        """The board as plain JSON types."""
        return asdict(self)
