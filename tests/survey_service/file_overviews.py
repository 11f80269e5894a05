"""Overviews of a file as plain values, for tests of what is written from them."""

from typing import Any

SHARE = {"group": "rep", "of": 40, "count": 20, "share": 0.5, "low": 0.35, "high": 0.65, "hidden": ""}
HIDDEN = {"group": "=2+2", "of": 4, "count": None, "share": None, "low": None, "high": None, "hidden": "under 10 of 40"}


def make_theme(theme_id: int = 1, **changes: Any) -> dict[str, Any]:
    """One theme that stands on the level of one theme, and on that of two."""
    theme = {
        "id": theme_id,
        "ranks": {"1": 1, "2": 1},
        "parent": 0,
        "label": "Price & approval",
        "terms": ["price", "approval"],
        "n": 20,
        "share": SHARE,
        "stability": 0.4,
        "found_again": 4,
        "confidence": 0.9,
        "language": "en",
        "quotes": ["I wait for <b>prices</b>"],
        "also": [""],
        "by_group": [SHARE, HIDDEN],
        "difference": None,
        "by_period": [{**SHARE, "group": "2024"}, {**SHARE, "group": "2025"}],
        "direction": "no clear change",
        "tone": None,
        "construct": "",
        "skill_tag": "",
    }
    return theme | changes


def make_overview(**changes: Any) -> dict[str, Any]:
    """A file with one theme that falls into two."""
    parts = [make_theme(place, ranks={"2": place - 1}, parent=1, label=f"Part {place}") for place in (2, 3)]
    overview = {
        "settings": {
            "file": "answers.csv",
            "columns": {"text": "t", "by": "role", "period": "d"},
            "themes": "auto",
            "random_state": 0,
        },
        "notes": [],
        "counts": {"rows": 44, "say_something": 44, "in_a_theme": 20, "repeats": 1},
        "set_aside": {"empty": 0, "no_words": 0, "nothing_to_add": 3, "too_few_words": 0, "unclear": 21},
        "languages": {"en": 44},
        "minimum": 10,
        "repetitions": 10,
        "period_kind": "year",
        "groups": [{**SHARE, "of": 44, "count": 40}, {**HIDDEN, "of": 44, "count": 4}],
        "periods": [{**SHARE, "group": "2024"}, {**SHARE, "group": "2025"}],
        "level": 1,
        "levels": [{"number": 1, "themes": [1]}, {"number": 2, "themes": [2, 3]}],
        "words": [],
        "themes": [make_theme(ranks={"1": 1}), *parts],
    }
    return overview | changes


def make_assigned() -> dict[str, list[Any]]:
    """Two rows: one in a theme, one without."""
    return {"theme_id": [1, ""], "confidence": [0.9, 0.1], "reason": ["", "unclear"], "theme_of_2": [2, ""]}
