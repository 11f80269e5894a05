"""What page and paper both set as tables and notes, read from a report's snapshot."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from survey_service.charts.wording import share_bounds, share_percent

Snapshot = Mapping[str, Any]

COUNT_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
MIX_KEYS = (
    ("wanted", "manager", "full", "managers wanted"),
    ("got", "manager", "hollow", "managers got"),
    ("given", "executive", "hollow", "executives gave"),
    ("guessed", "executive", "full", "executives guessed"),
)


@dataclass(frozen=True)
class GroupTable:
    """Groups as rows; at most one measure of each role as columns; a cell is a figure of the snapshot, or None."""

    columns: tuple[tuple[str, str], ...]
    """(role, what it measures)"""
    rows: tuple[tuple[str, tuple[Mapping[str, Any] | None, ...]], ...]


def group_table(snapshot: Snapshot, scope: str) -> GroupTable | None:
    """The groups of one scope ("region") on what separates two sides most; None where no group may be shown."""
    figures = [figure for figure in snapshot["groups"] if figure["scope"] == scope]
    columns = group_columns(snapshot["comparisons"], figures)
    cells = {(figure["group"], figure["role"], figure["question"]): figure for figure in figures}
    kept = [figure for figure in figures if (figure["role"], figure["question"]) in columns]
    names = dict.fromkeys(figure["group"] for figure in sorted(kept, key=lambda figure: bool(figure["merged"])))
    rows = tuple((name, tuple(cells.get((name, *column)) for column in columns)) for name in names)
    heads = tuple((role, label) for (role, _), label in columns.items())
    return GroupTable(heads, rows) if rows else None


def group_columns(
    comparisons: Sequence[Mapping[str, Any]], figures: Sequence[Mapping[str, Any]]
) -> dict[tuple[str, str], str]:
    """For reps and for managers the first compared question that some group may show, with its label."""
    shown = {(figure["role"], figure["question"]): figure["measure"] for figure in figures if not figure["hidden"]}
    found: dict[str, tuple[tuple[str, str], str]] = {}
    for comparison in comparisons:
        asked = {(figure["role"], figure["question"]) for figure in comparison["figures"]}
        for (role, question), measure in shown.items():
            if any((role, part) in asked for part in question.split("-")):
                name = comparison["title"].partition(":")[0]
                name = f"{name.removesuffix(f' for {role}s')} gap" if measure == "gap" else name
                found.setdefault(role, ((role, question), f"{name}, {role}s"))
    return dict(found[role] for role in ("rep", "manager") if role in found)


def days_asked(wave: Mapping[str, Any]) -> str:
    """When a wave was open: "14 to 25 September", with the year where the wave's name does not say it."""
    opened, closed = date.fromisoformat(wave["opened"]), date.fromisoformat(wave["closed"])
    last = f"{closed.day} {closed:%B}" + ("" if str(closed.year) in wave["name"] else f" {closed.year}")
    if opened == closed:
        return last
    if (opened.year, opened.month) == (closed.year, closed.month):
        return f"{opened.day} to {last}"
    first_year = f" {opened.year}" if opened.year != closed.year else ""
    return f"{opened.day} {opened:%B}{first_year} to {last}"


def statements(snapshot: Snapshot) -> list[Mapping[str, Any]]:
    """The comparisons that are the report's statements, in their order, at most three."""
    by_id = {comparison["id"]: comparison for comparison in snapshot["comparisons"]}
    return [by_id[key] for key in snapshot["statements"] if key in by_id][:3]


def compared_on(snapshot: Snapshot, construct: str) -> Mapping[str, Any] | None:
    """What a report compares on a construct: a statement before all others; None where it compares nothing on it."""
    order = [*snapshot["statements"], *(comparison["id"] for comparison in snapshot["comparisons"])]
    found = [comparison for comparison in snapshot["comparisons"] if construct and comparison["construct"] == construct]
    return min(found, key=lambda comparison: order.index(comparison["id"]), default=None)


def written_about(snapshot: Snapshot, construct: str) -> str:
    """The themes that people wrote about a construct: "In their words: “Sit in, then tell me” (11 managers)."."""
    found = [theme for side in snapshot["themes"] for theme in side["themes"] if theme["construct"] == construct]
    named = [f"“{theme['label']}” ({who_wrote(theme)})" for theme in found]
    return f"In their words: {', '.join(named)}." if named else ""


def who_wrote(theme: Mapping[str, Any]) -> str:
    """How many people of which role: "11 managers", or the range of the share that may be shown."""
    if theme["n_people"] is None:
        return f"{share_percent(theme['share_text'])} of the {theme['role']}s who wrote"
    return f"{theme['n_people']} {theme['role']}s"


def count_word(count: int) -> str:
    """A small number as a word at the start of a title: "Three"."""
    return COUNT_WORDS[count] if count < len(COUNT_WORDS) else str(count)


def words_beyond_name(theme: Mapping[str, Any], count: int = 4) -> list[str]:
    """The words of a theme that its name does not say already."""
    name = theme["label"].casefold()
    return [word for word in theme["terms"] if word.casefold() not in name][:count]


def mix_legend(mix: Mapping[str, Any]) -> list[dict[str, str]]:
    """The marks of the mix that are in use."""
    used = [entry for entry in MIX_KEYS if any(row[entry[0]] for row in mix["rows"])]
    return [{"key": key, "role": role, "form": form, "text": text} for key, role, form, text in used]


def mix_note(mix: Mapping[str, Any]) -> str:
    """What the mix counts, whom, and what its two special signs mean where they occur."""
    bases = [
        f"{word} n {mix[key]}" for key, word in (("n_managers", "managers"), ("n_executives", "executives")) if mix[key]
    ]
    parts = ["Percent of people who picked it, up to two each" + (f" · {', '.join(bases)}" if bases else "") + "."]
    bounds = [share_bounds(row[key]) for row in mix["rows"] for key, *_ in MIX_KEYS]
    if any(each and each[0] != each[1] for each in bounds):
        parts.append("Dashed: only a range may be shown for a group under 10 (thick: guessed, thin: given).")
    pairs = [(row[one], row[other]) for row in mix["rows"] for one, other in (("wanted", "got"), ("guessed", "given"))]
    if any(one and one == other and one.isdigit() for one, other in pairs):
        parts.append("A ring around a mark: the same share twice.")
    return " ".join(parts)


DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
NUMBER_AND_SIGN = re.compile(r"(?<=\d) (?=%)|(?<=\bn) (?=\d)")


def readable(value: Any) -> Any:
    """The same JSON value as it is set: "58 %" and "n 18" do not break, and no text turns what stands around it."""
    if isinstance(value, str):
        return NUMBER_AND_SIGN.sub("\u00a0", DIRECTION_CONTROLS.sub("", value))
    if isinstance(value, Mapping):
        return {key: readable(each) for key, each in value.items()}
    return [readable(each) for each in value] if isinstance(value, list) else value


def theme_bases(themes: Sequence[Mapping[str, Any]]) -> str:
    """How many people wrote: "104 reps and 16 managers wrote something."; "" where that is hidden for all."""
    counted = [f"{side['n_people']} {side['role']}s" for side in themes if side["n_people"]]
    return f"{' and '.join(counted)} wrote something." if counted else ""
