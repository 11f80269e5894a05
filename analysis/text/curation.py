"""Making an edit: which comments it confirms, and what cannot be done. Pages name comments by handles, not keys."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from analysis.errors import AnalysisError
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
    edit_from_json,
    edit_sentence,
    edit_to_json,
)
from analysis.text.theme_memory import KnownTheme, Placed, ThemeMemory, ThemePlacing, ThemeState, fold

__all__ = [
    "BringBack", "Confirmed", "CurationError", "Describe", "Edit", "KnownTheme", "Merge", "Move", "Pin", "Placed",
    "Rename", "SetAside", "ShowNumber", "Split", "ThemeMemory", "ThemePlacing", "ThemeState", "Unpin", "confirm",
    "edit_from_json", "edit_sentence", "edit_to_json", "fold", "handle_of", "key_of",
]  # fmt: skip

LONGEST_NAME: Final = 80
LONGEST_TEXT: Final = 500
MOST_THEMES: Final = 60
SMALLEST_HALF: Final = 2
"""Comments that each half of a split needs."""


class CurationError(AnalysisError):
    """An edit that cannot be made; the message tells the program lead what to do."""


def confirm(edit: Edit, memory: ThemeMemory) -> Edit:
    """The edit with the comments it stands for, as they are after all edits in `memory`.

    A rename, pin or set-aside confirms the clearer half of its theme, a merge the clearer halves of all its themes, a
    split the clearer half of each of its parts, a move its one comment. Where comments are confirmed, later fits obey.

    Raises:
        CurationError: the theme or the comment is not there, or the edit makes no sense.
    """
    match edit:
        case Merge():
            return _confirmed_merge(edit, memory)
        case Split(theme):
            return _confirmed_split(theme, memory)
        case ShowNumber(number):
            _check_number(number)
            return edit
        case Move(key, theme):
            _check_move(key, theme, memory)
            return edit
        case Unpin() | BringBack():
            return _back_to_open(edit, memory)
        case _:
            return _said(edit, _members(memory, edit.theme))


def _said(edit: Rename | Describe | Pin | SetAside, members: list[str]) -> Edit:
    if isinstance(edit, Describe):
        told = [_text(text, LONGEST_TEXT, "text") for text in (edit.paraphrase, edit.objective)]
        return Describe(edit.theme, *told)
    clearer = _half(members, edit.theme)
    if isinstance(edit, Rename):
        name = _text(edit.name, LONGEST_NAME, "name")
        if not name:
            raise CurationError("Give the theme a name.")
        return Rename(edit.theme, name, clearer)
    return replace(edit, confirmed=clearer)


def _check_number(number: int | None) -> None:
    if number is not None and not 1 <= number <= MOST_THEMES:
        raise CurationError(f"Choose from 1 to {MOST_THEMES} themes.")


def _check_move(key: str, theme: int, memory: ThemeMemory) -> None:
    _members(memory, theme)
    if key not in memory.placed:
        raise CurationError("This comment is not there any more. Reload the page.")


def handle_of(key: str, secret: bytes) -> str:
    """What a page calls a comment: 22 hex letters from its key and a secret of that page, which lead back to nobody."""
    return hmac.digest(secret, key.encode(), "sha256").hex()[:22]


def key_of(handle: str, placing: ThemePlacing, secret: bytes) -> str | None:
    """The comment that a page's handle stands for; None where there is none."""
    keys = (key for key in placing.placed if hmac.compare_digest(handle_of(key, secret).encode(), handle.encode()))
    return next(keys, None)


def _text(text: str, longest: int, what: str) -> str:
    plain = " ".join(text.split())
    if len(plain) > longest:
        raise CurationError(f"This {what} has {len(plain)} letters. Keep it to {longest}.")
    return plain


def _members(memory: ThemeMemory, theme: int) -> list[str]:
    keys = memory.members(theme)
    if not keys or theme == NO_THEME:
        raise CurationError("This theme is not there any more. Reload the page.")
    return keys


def _half(keys: list[str], theme: int) -> Confirmed:
    """The clearer half of keys that start with the clearest; of an odd number the larger half."""
    return tuple(sorted((key, theme) for key in keys[: (len(keys) + 1) // 2]))


def _confirmed_merge(edit: Merge, memory: ThemeMemory) -> Merge:
    if len(set(edit.themes)) < 2 or len(set(edit.themes)) < len(edit.themes):
        raise CurationError("Choose at least two different themes to merge.")
    members = {theme: _members(memory, theme) for theme in edit.themes}
    halves = [key for keys in members.values() for key, _ in _half(keys, NO_THEME)]
    confirmed = tuple(sorted((key, edit.themes[0]) for key in halves))
    return Merge(edit.themes, confirmed, _before(members))


def _confirmed_split(theme: int, memory: ThemeMemory) -> Split:
    members = _members(memory, theme)
    # Of a theme that was merged since the last fit, the parts are what it was merged from.
    since = [key for key in members if key in memory.placed and memory.placed[key].theme in memory.merged]
    second = set(since) or {key for key in members if key in memory.placed and memory.placed[key].half}
    parts = [[key for key in members if key not in second], [key for key in members if key in second]]
    larger, smaller = sorted(parts, key=len, reverse=True)
    if len(smaller) < SMALLEST_HALF:
        raise CurationError("The comments of this theme do not fall into two parts. Leave it whole.")
    new = memory.last_id + 1
    confirmed = tuple(sorted((*_half(larger, theme), *_half(smaller, new))))
    return Split(theme, new, confirmed, _before({theme: members, new: smaller}))


def _before(members: Mapping[int, list[str]]) -> Before:
    return tuple((theme, tuple(sorted(keys))) for theme, keys in sorted(members.items()))


def _back_to_open(edit: Unpin | BringBack, memory: ThemeMemory) -> Edit:
    needed, told = ("pinned", "pinned") if isinstance(edit, Unpin) else ("aside", "set aside")
    if memory.known(edit.theme).state != needed:
        raise CurationError(f"This theme is not {told}. Reload the page.")
    return edit
