"""What may be shown of themes, on a report and on the lead's board: people counted, small numbers hidden."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.tables import Role

Direction: TypeAlias = Literal["rising", "fading", "steady", "new", "tentative"]
IdentityVerdict: TypeAlias = Literal["kept", "new", "split", "merged", "fading", "uncertain"]
Sureness: TypeAlias = Literal["sure", "likely", "unsure", ""]


@dataclass(frozen=True)
class Identity:
    """Whether a theme is one that was there before.

    origins: ids of the themes it comes from. share: of the comments that theme had, percent in steps of five that are
    still in it, with Wilson's interval for that share of whole tens of comments; None for a new theme. sentence: the
    same for a reader.
    """

    verdict: IdentityVerdict
    origins: tuple[int, ...] = ()
    share: int | None = None
    low: int | None = None
    high: int | None = None
    sure: Sureness = ""
    sentence: str = ""


@dataclass(frozen=True)
class SharePoint:
    """A theme's share of the people of one role who wrote in one wave: whole percents, or why it is hidden."""

    wave: str
    share: int | None = None
    low: int | None = None
    high: int | None = None
    hidden: str = ""


@dataclass(frozen=True)
class RoleWord:
    """A word that one role writes more than another. people: of that role who wrote it, in tens, rounded down.

    z: how clear the difference is, in half steps, rounded down.
    """

    phrase: str
    role: Role
    people: int
    z: float


@dataclass(frozen=True)
class RoleWords:
    """The words that set two roles apart in one wave, the clearest of each first; n: people who wrote something."""

    one: Role
    other: Role
    n_one: int
    n_other: int
    words: tuple[RoleWord, ...]


@dataclass(frozen=True)
class ConstructCount:
    """How many people of a role wrote about a construct of the instrument, where too few wrote for themes."""

    construct: str
    role: Role
    n_people: int | None
    share: int | None
    share_text: str
    hidden: str = ""


@dataclass(frozen=True)
class ThemeShown:
    """A theme for one role: people, not comments; quotes are masked and consented.

    theme_id stays the same over waves. n_people and share are None where all but a few wrote about it: then
    `share_text` alone ("75 or more") may stand. parts: the ids of the themes in it; more than one where a small role
    is shown in broader themes. history: its share in each wave, the oldest first. contrast_p and contrast_q: of no
    difference between the roles that are shown it, None where fewer than two are.
    """

    theme_id: int
    label: str
    terms: tuple[str, ...]
    role: Role
    n_people: int | None
    share: int | None
    direction: Direction
    before: str
    quotes: tuple[str, ...]
    construct: str = ""
    share_text: str = ""
    skill_tag: str = ""
    parts: tuple[int, ...] = ()
    history: tuple[SharePoint, ...] = ()
    identity: Identity | None = None
    stability: float | None = None
    tentative: bool = False
    contrast_p: float | None = None
    contrast_q: float | None = None
    paraphrase: str = ""
    objective: str = ""


@dataclass(frozen=True)
class ThemesOfRole:
    """What one role wrote about; small themes are counted together, and hidden.

    n_small_themes and small_people (at least so many, in steps of five) are 0 and None where even together they are
    few. broader: a sentence where this role is shown in broader themes than others. constructs: instead of themes,
    where too few wrote.
    """

    role: Role
    n_people: int | None
    themes: tuple[ThemeShown, ...]
    n_small_themes: int
    hidden: str = ""
    small_people: int | None = None
    broader: str = ""
    constructs: tuple[ConstructCount, ...] = ()
