"""What is remembered of themes from one fit to the next: where comments went, and what the lead said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self, TypeAlias

from analysis.text.edits import (
    NO_THEME,
    Before,
    BringBack,
    Confirmed,
    Describe,
    Edit,
    Merge,
    Move,
    Pin,
    Rename,
    SetAside,
    ShowNumber,
    Split,
    Unpin,
)
from analysis.text.told_figures import ToldFigures, told_from_json, told_to_json

ThemeState: TypeAlias = Literal["open", "pinned", "aside"]


@dataclass(frozen=True)
class KnownTheme:
    """What the lead said of a theme; `name` is "" where they leave it to the comments."""

    id: int
    name: str = ""
    state: ThemeState = "open"
    paraphrase: str = ""
    objective: str = ""


@dataclass(frozen=True)
class Placed:
    """Where the last fit put a comment: theme (0 for none), how clearly (0..1), and in which half of it (0 or 1)."""

    theme: int
    confidence: float
    half: int = 0


@dataclass(frozen=True)
class ThemePlacing:
    """What a fit leaves for the next one: where each comment went, by key, and the last theme id ever given.

    usual: the number of themes each wave was first read at, by the wave's name. told: whose figures were told of each
    wave, by its name. Private: it knows response keys.
    """

    placed: Mapping[str, Placed] = field(default_factory=dict)
    last_id: int = 0
    usual: Mapping[str, int] = field(default_factory=dict)
    told: ToldFigures = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, sorted by key, so that it keeps no order of arrival."""
        rows = {key: [at.theme, round(at.confidence, 4), at.half] for key, at in sorted(self.placed.items())}
        told = {wave: told_to_json(figures) for wave, figures in self.told.items()}
        return {"version": 1, "last_id": self.last_id, "usual": dict(self.usual), "placed": rows, "told": told}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The placing that `to_json` wrote; an empty mapping is an empty placing."""
        rows = {key: Placed(int(row[0]), float(row[1]), int(row[2])) for key, row in stored.get("placed", {}).items()}
        usual = {name: int(at) for name, at in stored.get("usual", {}).items()}
        told = {wave: told_from_json(figures) for wave, figures in stored.get("told", {}).items()}
        return cls(rows, int(stored.get("last_id", 0)), usual, told)


@dataclass(frozen=True)
class ThemeMemory:
    """All that earlier fits and edits say: given to the next fit.

    themes: what the lead said, by id. placed: the last fit. confirmed: comment key to theme, to be obeyed. moved: the
    keys among them that were moved one by one. merged: a theme to the one it went into. made_of: comments of
    themes that were merged or split, to the theme they went to. before: comments of themes as
    they were before a merge or split. last_id: the highest id in use. usual: the number of themes each wave was first
    read at, by name. told: whose figures were told of each wave, by name. number: how many themes the lead wants.
    """

    themes: Mapping[int, KnownTheme] = field(default_factory=dict)
    placed: Mapping[str, Placed] = field(default_factory=dict)
    confirmed: Mapping[str, int] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    merged: Mapping[int, int] = field(default_factory=dict)
    made_of: Mapping[str, int] = field(default_factory=dict)
    before: tuple[frozenset[str], ...] = ()
    last_id: int = 0
    usual: Mapping[str, int] = field(default_factory=dict)
    told: ToldFigures = field(default_factory=dict)
    number: int | None = None

    def survivor(self, theme: int) -> int:
        """The theme that this one went into; itself where it was not merged."""
        while theme in self.merged:
            theme = self.merged[theme]
        return theme

    def theme_of(self, key: str) -> int:
        """Where a comment belongs now: where a person put it, else where the last fit did; 0 for nowhere."""
        if key in self.confirmed:
            return self.confirmed[key]
        at = self.placed.get(key)
        return self.survivor(at.theme if at and at.theme else self.made_of.get(key, NO_THEME))

    def members(self, theme: int) -> list[str]:
        """The keys of a theme's comments, those that a person put there first, then the clearest."""
        keys = [key for key in sorted({*self.placed, *self.confirmed, *self.made_of}) if self.theme_of(key) == theme]
        return sorted(keys, key=lambda key: -self._confidence(key))

    def known(self, theme: int) -> KnownTheme:
        """What the lead said of a theme, which may be nothing."""
        return self.themes.get(theme, KnownTheme(theme))

    def _confidence(self, key: str) -> float:
        if key in self.confirmed:
            return 2.0
        return self.placed[key].confidence if key in self.placed else 0.0


def fold(edits: Iterable[Edit], placing: ThemePlacing | None = None) -> ThemeMemory:
    """The memory after these edits, oldest first; an edit that was undone is left out by the caller."""
    placing = placing or ThemePlacing()
    memory = ThemeMemory(placed=placing.placed, last_id=placing.last_id, usual=placing.usual, told=placing.told)
    pinned: dict[int, frozenset[str]] = {}
    for edit in edits:
        if isinstance(edit, Pin):
            pinned[edit.theme] = frozenset(key for key, _ in edit.confirmed if key not in memory.confirmed)
        memory = _after(memory, edit, pinned)
    return memory


def _after(memory: ThemeMemory, edit: Edit, pinned: Mapping[int, frozenset[str]]) -> ThemeMemory:
    memory = _confirming(memory, _confirmed_by(edit))
    match edit:
        case ShowNumber(number):
            return replace(memory, number=number)
        case Move(key):
            return replace(memory, moved=memory.moved | {key})
        case Merge():
            return _merged(memory, edit)
        case Split():
            return _split(memory, edit)
        case Unpin(theme):
            return _saying(
                _released(memory, theme, pinned.get(theme, frozenset())), replace(memory.known(theme), state="open")
            )
        case _:
            return _saying(memory, _known_after(memory.known(edit.theme), edit))


def _confirmed_by(edit: Edit) -> Confirmed:
    if isinstance(edit, Move):
        return ((edit.key, edit.theme),)
    return () if isinstance(edit, Describe | Unpin | BringBack | ShowNumber) else edit.confirmed


def _confirming(memory: ThemeMemory, confirmed: Confirmed) -> ThemeMemory:
    new = {key: memory.survivor(theme) for key, theme in confirmed}
    return replace(memory, confirmed={**memory.confirmed, **new})


def _released(memory: ThemeMemory, theme: int, free: frozenset[str]) -> ThemeMemory:
    """The memory without the comments that only a pin confirmed."""
    held = {key: at for key, at in memory.confirmed.items() if key not in free or at != theme}
    return replace(memory, confirmed=held)


def _known_after(known: KnownTheme, edit: Rename | Describe | Pin | SetAside | BringBack) -> KnownTheme:
    match edit:
        case Rename(_, name):
            return replace(known, name=name)
        case Describe(_, paraphrase, objective):
            return replace(known, paraphrase=paraphrase, objective=objective)
        case Pin():
            return replace(known, state="pinned")
        case SetAside():
            return replace(known, state="aside")
        case BringBack():
            return replace(known, state="open")


def _merged(memory: ThemeMemory, edit: Merge) -> ThemeMemory:
    first, *others = edit.themes
    into = {**memory.merged, **dict.fromkeys(others, first)}
    made_of = {**memory.made_of, **{key: first for _, keys in edit.before for key in keys}}
    joined = replace(memory, merged=into, made_of=made_of, before=_with(memory.before, edit.before))
    confirmed = {key: joined.survivor(theme) for key, theme in memory.confirmed.items()}
    themes = {theme: known for theme, known in memory.themes.items() if theme not in others}
    return replace(joined, confirmed=confirmed, themes=themes)


def _split(memory: ThemeMemory, edit: Split) -> ThemeMemory:
    """The memory with the smaller part under its new id, also those of its comments that were not confirmed."""
    parted = dict(edit.before).get(edit.new, ())
    moved = {key: at for key in parted if (at := memory.placed.get(key)) and memory.survivor(at.theme) == edit.theme}
    placed = {**memory.placed, **{key: replace(at, theme=edit.new) for key, at in moved.items()}}
    before = _with(memory.before, tuple(each for each in edit.before if each[0] != edit.new))
    made_of = {**memory.made_of, **{key: theme for theme, keys in edit.before for key in keys}}
    return replace(memory, placed=placed, made_of=made_of, before=before, last_id=max(memory.last_id, edit.new))


def _with(before: tuple[frozenset[str], ...], more: Before) -> tuple[frozenset[str], ...]:
    return (*before, *(frozenset(keys) for _, keys in more))


def _saying(memory: ThemeMemory, said: KnownTheme) -> ThemeMemory:
    return replace(memory, themes={**memory.themes, said.id: said}, last_id=max(memory.last_id, said.id))
