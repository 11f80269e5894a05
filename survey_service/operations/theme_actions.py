"""What each button of the page of themes asks for, as edits."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from analysis.text.curation import (
    BringBack,
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
    key_of,
)
from survey_service.errors import ConflictError
from survey_service.models import Survey, ThemePlacing
from survey_service.operations.theme_edits import placing_of
from survey_service.texts import clean_line

ONE_THEME: Mapping[str, Callable[[int], Edit]] = {
    "split": Split,
    "pin": Pin,
    "unpin": Unpin,
    "set_aside": SetAside,
    "bring_back": BringBack,
}
"""The buttons beside one theme that need no words."""


def button_edit(action: str, theme_id: int, theme: Mapping[str, Any] | None) -> Edit:
    """What a button beside one theme asks for; a theme is split only where the page offers it.

    Raises:
        ConflictError: too few people would be in a part.
    """
    if action == "split" and theme and len(theme["split"]) < 2:
        raise ConflictError("This theme has no two parts of enough people each. Leave it whole.")
    return ONE_THEME[action](theme_id)


def words_edits(theme: Mapping[str, Any] | None, name: str, paraphrase: str, objective: str) -> list[Edit]:
    """What saving a theme's words changes: its name, its texts, both or nothing.

    Raises:
        ConflictError: the theme is not on the board any more, or its name was taken away.
    """
    if theme is None:
        raise ConflictError("This theme is not there any more. Choose another one; your words are below.")
    if not name:
        raise ConflictError("Give the theme a name.")
    edits: list[Edit] = []
    if name != clean_line(theme["name"]):
        edits.append(Rename(theme["id"], name))
    if (paraphrase, objective) != (theme["paraphrase"], theme["objective"]):
        edits.append(Describe(theme["id"], paraphrase, objective))
    return edits


def chosen_edits(action: str, themes: Sequence[int], board: Mapping[str, Any]) -> list[Edit]:
    """What is done with the ticked themes: they become one, under a name that the lead gave if there is one, or are
    set aside.

    Raises:
        ConflictError: too few are ticked.
    """
    if action == "merge":
        if len(themes) < 2:
            raise ConflictError("Tick two or more themes, then merge them. Nothing was changed.")
        named = {theme["id"] for theme in board["themes"] if theme["named_by_you"]}
        return [Merge(tuple(sorted(themes, key=lambda theme: theme not in named)))]
    if not themes:
        raise ConflictError("Tick a theme first. Nothing was changed.")
    return [SetAside(theme) for theme in themes]


def move_edit(session: Session, survey: Survey, handle: str, theme: int) -> Edit:
    """Put the comment of that handle into a theme.

    Raises:
        ConflictError: a new board has been made, and its comments have other handles.
    """
    stored = session.get(ThemePlacing, survey.id)
    key = key_of(handle, placing_of(session, survey), stored.handle_secret) if stored else None
    if key is None:
        raise ConflictError("The themes were found anew after you opened this page. Choose the comment again below.")
    return Move(key, theme)


def number_edit(number: int | None) -> Edit:
    """Work with that many themes; None for as many as suggested."""
    return ShowNumber(number)
