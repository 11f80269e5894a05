"""The short texts in charts and tables: numbers as they are written, and one sentence for who cannot see a chart."""

from collections.abc import Mapping, Sequence
from typing import Any

Figure = Mapping[str, Any]
"""A figure of the snapshot (analysis.results.Figure): role, side, label, n, mean, interval, hidden."""


def shown(figure: Figure) -> bool:
    """Whether the figure may be seen."""
    return figure["mean"] is not None and not figure["hidden"]


def whole(number: float) -> str:
    """A score without decimals."""
    return f"{number:.0f}"


def between(interval: Mapping[str, float] | None) -> str:
    """An interval of scores: "70–88"; nothing where there is none. Scores end at 0 and 100, so an interval does too."""
    return f"{whole(max(interval['low'], 0))}–{whole(min(interval['high'], 100))}" if interval else ""


def people(n: int | None) -> str:
    """How many answered: "n 18"."""
    return "" if n is None else f"n {n}"


def basis(figure: Figure) -> str:
    """What stands behind a figure: "70–88 · n 18"."""
    return " · ".join(part for part in (between(figure["interval"]), people(figure["n"])) if part)


def spoken(figure: Figure) -> str:
    """A figure in words: "Managers need 79, likely 70–88"."""
    if not shown(figure):
        return f"{figure['label']}: hidden"
    likely = between(figure["interval"])
    return f"{figure['label']} {whole(figure['mean'])}" + (f", likely {likely}" if likely else "")


def sentence(title: str, figures: Sequence[Figure]) -> str:
    """One sentence that stands for a chart of scores."""
    return f"{title}, on a scale from 0 to 100: {'; '.join(spoken(figure) for figure in figures)}."


def short_share(share: str) -> str:
    """A share for a narrow column: "≤20" for "20 or less", "≥80" for "80 or more", "20–40" for "20 to 40"."""
    if share.endswith(" or less"):
        return f"≤{share.removesuffix(' or less')}"
    if share.endswith(" or more"):
        return f"≥{share.removesuffix(' or more')}"
    return share.replace(" to ", "–")


def share_percent(share: str) -> str:
    """A share in a sentence: "56 %", "20 to 30 %", "80 % or more"."""
    number, *rest = share.split(" or ")
    return " or ".join([f"{number} %", *rest])


def share_bounds(share: str) -> tuple[float, float] | None:
    """The least and the most a share may be, in percent: "56" is (56, 56), "20 or less" is (0, 20); None for ""."""
    numbers = [float(word) for word in share.split() if word.isdigit()]
    if not numbers:
        return None
    if share.endswith(" or less"):
        return 0.0, numbers[0]
    return numbers[0], 100.0 if share.endswith(" or more") else numbers[-1]


def share_width(share: str) -> float:
    """How long the bar of a share is, in percent; the middle of a band where only that may be shown."""
    bounds = share_bounds(share) or (0.0, 0.0)
    return sum(bounds) / 2
