"""What the analysis found in a file, as plain values: nothing behind this module knows the analysis."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from survey_service.theme_sentences import asked_note

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analysis.text.described_themes import ThemeFound
    from analysis.text.overview import Assignments, Overview
    from analysis.text.word_contrast import WordContrasts

DECIMALS: Final = 4


@dataclass(frozen=True)
class Asked:
    """What somebody asked for. by: the column to compare by; period_kind: how its dates were grouped."""

    file: str
    text: str
    by: str | None
    period: str | None
    period_kind: str
    themes: int | None
    notes: tuple[str, ...] = ()


def overview_values(overview: "Overview", asked: Asked) -> dict[str, Any]:
    """The overview as plain, rounded values, without the place of each comment."""
    values = {
        "settings": {
            "file": asked.file,
            "columns": {"text": asked.text, "by": asked.by, "period": asked.period},
            "themes": asked.themes or "auto",
            "random_state": 0,
        },
        "notes": (*asked.notes, *asked_note(asked.themes, len(overview.themes_at(overview.level)))),
        "counts": {
            "rows": overview.rows,
            "say_something": overview.base,
            "in_a_theme": int((overview.assignments.theme_ids > 0).sum()),
            "repeats": overview.repeated,
        },
        "set_aside": overview.set_aside,
        "languages": overview.languages,
        "minimum": overview.minimum,
        "repetitions": overview.repetitions,
        "period_kind": asked.period_kind,
        "groups": [asdict(group) for group in overview.groups],
        "periods": [asdict(group) for group in overview.periods],
        "level": overview.level,
        "levels": [
            {"number": level, "themes": [theme.id for theme in overview.themes_at(level)]} for level in overview.levels
        ],
        "words": [words_values(contrast) for contrast in overview.words],
        "themes": [theme_values(theme, overview.repetitions) for theme in overview.themes],
    }
    return {key: rounded(value) for key, value in values.items()}


def theme_values(theme: "ThemeFound", repetitions: int) -> dict[str, Any]:
    """One theme; `found_again` is its stability as a whole number of repetitions, `difference` without its exact q.

    An exact q would give away counts that are hidden or rounded.
    """
    values = asdict(theme)
    if theme.difference:
        values["difference"] = {
            "more": theme.difference.more,
            "less": theme.difference.less,
            "clear": theme.difference.clear,
        }
    ranks = {str(level): rank + 1 for level, rank in theme.ranks.items()}
    return values | {"ranks": ranks, "found_again": round(repetitions * theme.stability)}


def words_values(contrast: "WordContrasts") -> dict[str, Any]:
    """The words of two groups, each with how many of both wrote it together."""
    words = [
        {"phrase": word.phrase, "z": round(word.z, 1), "n": word.count_one + word.count_other}
        for word in contrast.words
    ]
    return {
        "one": contrast.one,
        "other": contrast.other,
        "people_one": contrast.people_one,
        "people_other": contrast.people_other,
        "words": words,
    }


def rounded(value: Any) -> Any:
    """The same values with fractions to four decimals, and tuples as lists."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return round(value, DECIMALS) if isinstance(value, float) else value


def assigned_values(assignments: "Assignments") -> dict[str, list[Any]]:
    """Where each comment belongs, column by column; no theme is empty."""
    levels = {f"theme_of_{level}": _or_empty(themes) for level, themes in assignments.by_level.items()}
    return {
        "theme_id": _or_empty(assignments.theme_ids),
        "confidence": assignments.confidence.round(DECIMALS).tolist(),
        "nearest_theme_id": _or_empty(assignments.nearest),
        "reason": assignments.reasons.tolist(),
        "language": assignments.languages.tolist(),
        **levels,
    }


def _or_empty(numbers: "NDArray[np.int64]") -> list[object]:
    return ["" if number == 0 else number for number in numbers.tolist()]
