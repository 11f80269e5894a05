"""Undoing: whatever the program lead did, without it the board is the one that was there before, figures included."""

from collections.abc import Callable
from functools import cache

import pytest

from analysis.tables import WaveSettings
from analysis.text.curation import (
    Edit,
    Merge,
    Move,
    Pin,
    Rename,
    SetAside,
    ShowNumber,
    Split,
    ThemePlacing,
    confirm,
    fold,
    key_of,
)
from analysis.text.first_fit import FirstFit
from analysis.wave_themes import ThemeReading, read_themes
from tests.analysis.test_theme_board import SECRET, wave_of

REPS = {"coaching": 30, "reports": 30, "price": 30, "discount": 30, "quote": 30}
Edits = tuple[Edit, ...]


@cache
def first() -> ThemeReading:
    return read_after((), ThemePlacing())


def read_after(edits: Edits, placing: ThemePlacing, found: str = "") -> ThemeReading:
    """The board of some edits; `placing` is what the fit before left, `found` what the first one did."""
    again = FirstFit(ThemePlacing(), (), edits, found) if found else None
    return read_themes(
        wave_of({"rep": REPS}),
        WaveSettings(memory=fold(edits, placing), first_fit=again, handle_secret=SECRET),
    )


@cache
def edited() -> tuple[tuple[Edits, ThemeReading], ...]:
    """All edits up to each form, made on the board that the form before left, and the board after it."""
    steps, edits, left = list[tuple[Edits, ThemeReading]](), Edits(), first()
    for form in FORMS:
        for edit in form(left):
            edits = (*edits, confirm(edit, fold(edits, left.placing)))
        left = read_after(edits, left.placing, first().first)
        steps.append((edits, left))
    return tuple(steps)


def ids(reading: ThemeReading) -> list[int]:
    """The themes of a board, the largest first."""
    return [theme.id for theme in reading.board.themes]


def one_moved(reading: ThemeReading) -> Edit:
    source, target = reading.board.themes[:2]
    return Move(key_of(source.movable[0].handle, reading.placing, SECRET) or "", target.id)


FORMS: tuple[Callable[[ThemeReading], Edits], ...] = (
    lambda board: (Rename(ids(board)[1], "What we call it"), Split(ids(board)[0])),
    lambda board: (one_moved(board), ShowNumber(len(ids(board)) + 2)),
    lambda board: (Merge((ids(board)[1], ids(board)[0])), Pin(ids(board)[-1]), SetAside(ids(board)[2])),
)


@pytest.mark.parametrize("form", range(len(FORMS)))
def test_the_board_without_a_form_is_the_one_before_it(form: int) -> None:
    edits, before = edited()[form - 1] if form else ((), first())
    after = edited()[form][1]
    assert after.board != before.board
    undone = read_after(edits, after.placing, first().first)
    assert undone.board == before.board
    assert undone.shown == before.shown
    assert undone.placing.placed == before.placing.placed
