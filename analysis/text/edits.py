"""What the program lead may change about themes: each edit with the comments that it confirms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Confirmed: TypeAlias = tuple[tuple[str, int], ...]
"""Comment keys with the theme a person says they belong to, sorted by key."""
Before: TypeAlias = tuple[tuple[int, tuple[str, ...]], ...]
"""Themes with the keys of all their comments as they were before an edit: what an older page may have counted."""

VERSION: Final = 1
NO_THEME: Final = 0


@dataclass(frozen=True)
class Rename:
    """The lead calls a theme something else; its clearer half is what they mean by it."""

    theme: int
    name: str
    confirmed: Confirmed = ()


@dataclass(frozen=True)
class Describe:
    """A paraphrase and a training objective for a theme, in the lead's words."""

    theme: int
    paraphrase: str = ""
    objective: str = ""


@dataclass(frozen=True)
class Merge:
    """Themes that are one: the first keeps its id, name and state. They never come apart by themselves."""

    themes: tuple[int, ...]
    confirmed: Confirmed = ()
    before: Before = ()


@dataclass(frozen=True)
class Split:
    """One theme that is two: the larger half keeps the id; `new` is the other's, and `before` has its comments too."""

    theme: int
    new: int = NO_THEME
    confirmed: Confirmed = ()
    before: Before = ()


@dataclass(frozen=True)
class Pin:
    """A theme that stays as long as it has comments, whatever a new fit finds."""

    theme: int
    confirmed: Confirmed = ()


@dataclass(frozen=True)
class Unpin:
    """A pinned theme that may go its way again; its pinned comments are free."""

    theme: int


@dataclass(frozen=True)
class SetAside:
    """A theme that is nothing to report: counted as set aside by the lead, and not shown."""

    theme: int
    confirmed: Confirmed = ()


@dataclass(frozen=True)
class BringBack:
    """A theme that was set aside and is shown again."""

    theme: int


@dataclass(frozen=True)
class Move:
    """One comment that belongs to another theme."""

    key: str
    theme: int


@dataclass(frozen=True)
class ShowNumber:
    """How many themes the lead wants to read; None for as many as suggested."""

    number: int | None


Edit: TypeAlias = Rename | Describe | Merge | Split | Pin | Unpin | SetAside | BringBack | Move | ShowNumber


_KINDS: Final[Mapping[str, type[Edit]]] = {
    "rename": Rename,
    "describe": Describe,
    "merge": Merge,
    "split": Split,
    "pin": Pin,
    "unpin": Unpin,
    "set_aside": SetAside,
    "bring_back": BringBack,
    "move": Move,
    "show_number": ShowNumber,
}
_LINKS: Final = ("theme", "themes", "confirmed", "before")


def edit_to_json(edit: Edit) -> dict[str, Any]:
    """An edit as plain JSON: version, kind, themes, values, confirmed and before (comment keys: private)."""
    fields = vars(edit)
    kind = next(name for name, each in _KINDS.items() if isinstance(edit, each))
    return {
        "version": VERSION,
        "kind": kind,
        "themes": list(fields.get("themes", [fields["theme"]] if "theme" in fields else [])),
        "values": {name: value for name, value in fields.items() if name not in _LINKS},
        "confirmed": dict(fields.get("confirmed", ())),
        "before": {str(theme): list(keys) for theme, keys in fields.get("before", ())},
    }


def edit_from_json(stored: Mapping[str, Any]) -> Edit:
    """The edit that `edit_to_json` wrote.

    Raises:
        ValueError: it was written by a newer version, or is no edit.
    """
    if stored.get("version") != VERSION or stored.get("kind") not in _KINDS:
        raise ValueError(f"This is no edit of version {VERSION}: {stored.get('kind')!r}. Update the program first.")
    kind = _KINDS[stored["kind"]]
    wanted = kind.__dataclass_fields__
    given: dict[str, Any] = dict(stored["values"])
    if "themes" in wanted:
        given["themes"] = tuple(int(theme) for theme in stored["themes"])
    if "theme" in wanted:
        given["theme"] = int(stored["themes"][0])
    if "confirmed" in wanted:
        given["confirmed"] = tuple(sorted((key, int(theme)) for key, theme in stored["confirmed"].items()))
    if "before" in wanted:
        given["before"] = tuple((int(theme), tuple(keys)) for theme, keys in stored["before"].items())
    return kind(**given)


def edit_sentence(edit: Edit, names: Mapping[int, str]) -> str:
    """What was done, for the list of edits; `names` are what the themes are called."""
    themes = [f"“{names[at]}”" if names.get(at) else f"theme {at}" for at in edit_to_json(edit)["themes"]]
    match edit:
        case Rename(_, name):
            return f"You renamed {themes[0]} to “{name}”."
        case Merge():
            return f"You merged {' and '.join(themes[1:])} into {themes[0]}."
        case ShowNumber(number):
            return f"You chose to see {'as many themes as suggested' if number is None else f'{number} themes'}."
        case _:
            return _SENTENCES[type(edit)].replace("{}", themes[0])


_SENTENCES: Final[Mapping[type[Edit], str]] = {
    Describe: "You described {}.",
    Split: "You split {} in two.",
    Pin: "You pinned {}.",
    Unpin: "You let {} change again.",
    SetAside: "You set {} aside.",
    BringBack: "You brought {} back.",
    Move: "You moved one comment to {}.",
}
