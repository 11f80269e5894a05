"""A published report as its readers have it: what it says in figures, and who it says it of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.results import Comparison, Figure, GroupFigure, Interval


def group_figures(snapshot: Mapping[str, Any]) -> tuple[GroupFigure, ...]:
    """The scores by group, whether shown or hidden."""
    return tuple(_group_figure(row) for row in snapshot.get("groups", ()))


def whole_figures(snapshot: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The means of whole roles that are shown: of comparisons, and of what each role tells of the same thing."""
    rows = [*_sides(snapshot.get("comparisons", ())), *_sides(snapshot.get("cascades", ()))]
    return tuple(_figure(row) for row in rows if row["mean"] is not None and row["n"] is not None)


def comparisons(snapshot: Mapping[str, Any]) -> tuple[Comparison, ...]:
    """Everything compared, with its figures."""
    return tuple(
        Comparison(**{**row, "figures": tuple(map(_figure, row["figures"]))}) for row in snapshot.get("comparisons", ())
    )


def _sides(parts: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for part in parts:
        yield from part["figures"]


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(**{**row, "interval": _interval(row["interval"]), "change": None})


def _group_figure(row: Mapping[str, Any]) -> GroupFigure:
    return GroupFigure(**{**row, "interval": _interval(row["interval"]), "members": tuple(row["members"])})


def _interval(row: Mapping[str, float] | None) -> Interval | None:
    return None if row is None else Interval(**row)
