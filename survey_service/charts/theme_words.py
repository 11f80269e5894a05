"""The words that set two roles apart, from what a report or a board holds of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from survey_service.charts.contrast_words import CHANCE, LISTED, NARROW, draw_contrast_words

LAYOUTS = {"wide": LISTED, "narrow": NARROW}


def draw_role_words(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A chart of each two roles for a wide and a narrow place: "words-rep-manager-wide"; none in an old snapshot."""
    for words in snapshot.get("words", ()):
        for name, layout in LAYOUTS.items():
            yield f"{name_of(words)}-{name}", draw_contrast_words(contrast_of(words), layout)


def name_of(words: Mapping[str, Any]) -> str:
    """What the charts of two roles are called, without their layout."""
    return f"words-{words['one']}-{words['other']}"


def contrast_of(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words of two roles (analysis.theme_results.RoleWords) for a chart; z below 0 is the other's side."""
    drawn = [
        {
            "phrase": word["phrase"],
            "z": max(word["z"], CHANCE) * (1 if word["role"] == words["one"] else -1),
            "count_one": word["people"],
            "count_other": 0,
        }
        for word in words["words"]
    ]
    names = {side: f"{words[side].capitalize()}s" for side in ("one", "other")}
    roles = {f"{side}_role": words[side] for side in ("one", "other")}
    return {**names, **roles, "words": drawn, "rest": [], "tens": True}
