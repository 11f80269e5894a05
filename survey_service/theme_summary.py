"""What the command says when it is done: plain text of 80 columns, without colour, that reads well anywhere."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from survey_service.theme_sentences import counted, direction_words, is_tentative, set_aside_words, whole_percent
from survey_service.theme_values import FileOverview, themes_at

if TYPE_CHECKING:
    from survey_service.column_guesses import Guesses

WIDTH: Final = 80
NAME: Final = 36
BAR: Final = 10
HEADS: Final = ("", "", "comments", "share", "found again", "over time")
MOST_NAMED: Final = 3


def summary(overview: FileOverview, guesses: "Guesses", folder: Path) -> str:
    """Everything the command says at the end."""
    themes = themes_at(overview)
    found = f"{counted(len(themes), 'theme')} in {counted(overview['counts']['rows'], 'comment')}."
    parts = [
        [found, *paragraph(f"The comments are in column “{guesses.text}”{other_texts(guesses)}.")],
        list(theme_lines(themes, overview)),
        [line for text in notes(overview) for line in paragraph(text)],
        ["Read    " + str(folder / "report.html"), "Beside  themes.csv, assignments.csv, themes.json"],
        list(hints(overview, guesses)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def theme_lines(themes: Sequence[Any], overview: FileOverview) -> Iterator[str]:
    """One line a theme: name, bar, comments, share, how sure, over time."""
    if not themes:
        return
    most = max(theme["n"] for theme in themes) or 1
    yield line(HEADS if overview["periods"] else HEADS[:-1])
    for theme in themes:
        bar = "#" * max(1, round(BAR * theme["n"] / most))
        share = "hidden" if theme["share"]["hidden"] else whole_percent(theme["share"]["share"])
        sure = f"{theme['found_again']} of {overview['repetitions']}"
        yield line((fitting(theme["label"]), bar, f"{theme['n']:,}", share, sure, direction_words(theme)))


def line(cells: Sequence[str]) -> str:
    """Cells under each other: name and bar at the start, figures at the end, words at the start."""
    name, bar, count, share, sure, *way = cells
    return f"{name:{NAME}} {bar:{BAR}} {count:>8} {share:>6} {sure:>11}  {''.join(way)}".rstrip()


def fitting(label: str) -> str:
    """As many phrases of a name as fit on the line; one that is too long is cut."""
    phrases = label.split(", ")
    while len(phrases) > 1 and len(", ".join(phrases)) > NAME:
        phrases.pop()
    return textwrap.shorten(", ".join(phrases), NAME, placeholder="...")


def notes(overview: FileOverview) -> Iterator[str]:
    """What was set aside, how sure it is, and how the file was read."""
    aside = set_aside_words(overview)
    if aside:
        yield f"Set aside: {'; '.join(aside)}."
    themes = themes_at(overview)
    if len(themes) > 1:
        tentative = sum(is_tentative(theme["found_again"], overview["repetitions"]) for theme in themes)
        sure = f"{len(themes) - tentative} of {len(themes)} themes were found again more often than not"
        yield f"How sure: {sure}{'; read the comments of the others before you act on them' if tentative else ''}."
    yield from overview["notes"]


def hints(overview: FileOverview, guesses: "Guesses") -> Iterator[str]:
    """What else the file allows."""
    columns = overview["settings"]["columns"]
    more = [f'--by "{column}"' for column in guesses.groups if column != columns["by"]][:MOST_NAMED]
    more += [f'--period-column "{column}"' for column in guesses.periods[:1] if not columns["period"]]
    if more:
        yield from paragraph(f"The file allows more: {', '.join(more)}.")


def other_texts(guesses: "Guesses") -> str:
    """Other columns that hold text, and how to choose one."""
    if not guesses.others:
        return ""
    named = ", ".join(f"“{column}”" for column in guesses.others[:MOST_NAMED])
    return f"; choose {named} with --text-column"


def paragraph(text: str) -> list[str]:
    """A text in lines."""
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
