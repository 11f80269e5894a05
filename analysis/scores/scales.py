"""From places on a scale to scores of 0 to 100, and from a mean back to the scale's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

ON_A_POINT = 0.125
"""A mean this close to a point of the scale, in points, is worded as that point."""


@dataclass(frozen=True)
class Scale:
    """A scale of an instrument: its kind, and the words of its points from low to high."""

    kind: str
    points: tuple[str, ...]

    @property
    def is_scored(self) -> bool:
        """Whether a mean of its answers means anything: two-sided scales and categories are never averaged."""
        return self.kind in ("ordered", "of_five") and len(self.points) > 1

    @property
    def ends(self) -> tuple[str, str, str]:
        """The words at 0, in the middle and at 100."""
        low, high = self.points[0], self.points[-1]
        middle = self.points[len(self.points) // 2] if len(self.points) % 2 else ""
        return (f"{low} of 5", "", f"{high} of 5") if self.kind == "of_five" else (low, middle, high)


def scale_named(scales: Mapping[str, Any], code: str) -> Scale:
    """The scale `code` of a frozen instrument; one without points where it has none (picks, ticks)."""
    frozen = scales.get(code, {})
    return Scale(str(frozen.get("kind", "")), tuple(_words(point) for point in frozen.get("points", ())))


def _words(point: Any) -> str:
    return str(point["label"]) if isinstance(point, Mapping) else str(point)


def scores(positions: Floats, n_points: int) -> Floats:
    """Scores of 0 to 100 from places 1..n_points, any shape; missing stays missing.

    `x = 100 (k - 1) / (L - 1)`: equal steps between neighbouring points.
    """
    return 100.0 * (positions - 1.0) / (n_points - 1)


def support_of(scale: Scale) -> tuple[float, ...]:
    """Every score of 0..100 that one answer can have, from low to high; "n of m" has all parts of up to five."""
    n_points = len(scale.points)
    if scale.kind != "of_five":
        return tuple(100.0 * point / (n_points - 1) for point in range(n_points))
    return tuple(sorted({100.0 * part / whole for whole in range(1, n_points) for part in range(whole + 1)}))


def mean_in_words(mean: float, scale: Scale) -> str:
    """Where a mean of 0..100 lies, in the scale's own words: "once", or "between none and once"."""
    place = mean / 100.0 * (len(scale.points) - 1)
    nearest = round(place)
    if abs(place - nearest) <= ON_A_POINT:
        return _in_a_sentence(scale.points[nearest], scale)
    below, above = scale.points[int(place)], scale.points[int(place) + 1]
    if scale.kind == "of_five":
        return f"between {below} and {above} of 5"
    return f"between {uncapitalised(below)} and {uncapitalised(above)}"


def _in_a_sentence(point: str, scale: Scale) -> str:
    return f"{point} of 5" if scale.kind == "of_five" else uncapitalised(point)


def uncapitalised(words: str) -> str:
    """The words as they read inside a sentence: "None" becomes "none"; "CRM" and "2–3 times" stay."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def at_least(positions: Floats, point: int) -> NDArray[np.bool_]:
    """Which of the answers given (missing left out) reach a point of the scale, counted from 1."""
    return np.asarray(positions[~np.isnan(positions)] >= point, dtype=np.bool_)
