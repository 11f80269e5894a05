"""A second attacker, who shares no code with the first: integer programming over everybody's answers.

It knows even how many of each smallest group answered, and asks, of every group that is hidden, every team and every
smallest group, whether only one sum of its answers is left.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.planning import PlannedMeasure, plan_wave
from analysis.disclosure.release_plan import PlanRule
from analysis.groups import measure_figures
from analysis.results import GroupFigure
from analysis.tables import SEGMENTS, Minimums, WaveTable
from benchmarks.organisations import two_waves

FIVE = np.arange(0.0, 101.0, 25.0)
ORGANISATIONS = 24
QUESTIONS = ("I1",)
STEP = 25.0
SLACK = 1e-6
SOLVED, IMPOSSIBLE = 0, 2
"""What milp says of a problem."""


class Attack:
    """One role and question: unknown are the counts (cells, answers) of people, cells being the smallest groups."""

    def __init__(self, table: WaveTable, planned: PlannedMeasure) -> None:
        there = table.roles == planned.role
        values = planned.measure.values
        paths = np.stack([table.segments[scope][there][~np.isnan(values)] for scope in SEGMENTS], axis=1)
        self.cells, places = np.unique(paths, axis=0, return_inverse=True)
        self.n = np.bincount(places.ravel(), minlength=len(self.cells))
        given = np.searchsorted(FIVE, values[~np.isnan(values)])
        self.truth = np.bincount(5 * places.ravel() + given, minlength=5 * len(self.cells))
        self.rows: list[NDArray[np.float64]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for cell, n in enumerate(self.n):
            self.know(np.arange(len(self.cells)) == cell, np.ones(5), float(n), float(n))

    def know(self, cells: NDArray[np.bool_], weights: NDArray[np.float64], low: float, high: float) -> None:
        row = np.outer(cells, weights).ravel()
        assert low - SLACK <= row @ self.truth <= high + SLACK
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def people(self, one: GroupFigure) -> NDArray[np.bool_]:
        if one.scope == "organisation":
            return np.ones(len(self.cells), dtype=np.bool_)
        column = SEGMENTS.index(one.scope)
        labels = [label for label in (one.members or (one.group,)) if not label.startswith("people without")]
        found = np.isin(self.cells[:, column], labels)
        if len(labels) < len(one.members):
            above = {tuple(path[:column]) for path in self.cells[found]}
            beside = [tuple(path[:column]) in above and not path[column] for path in self.cells]
            found |= np.array(beside)
        return np.asarray(found)

    def learn(self, one: GroupFigure) -> None:
        n, mean = one.n or 0, one.mean or 0.0
        self.know(self.people(one), FIVE, n * (mean - 0.5), n * (mean + 0.5))

    def is_certain(self, cells: NDArray[np.bool_]) -> bool:
        """Whether only the true sum of these cells' answers fits everything that is known."""
        aim = np.outer(cells, FIVE).ravel()
        true = float(aim @ self.truth)
        return not (self.fits(aim, -np.inf, true - STEP) or self.fits(aim, true + STEP, np.inf))

    def fits(self, aim: NDArray[np.float64], low: float, high: float) -> bool:
        """Whether some answers of everybody have a sum within these limits and fit everything that is known."""
        rows, lows, highs = np.array([*self.rows, aim]), np.array([*self.low, low]), np.array([*self.high, high])
        known = LinearConstraint(rows, lows - SLACK, highs + SLACK)
        whole = np.ones(len(aim), dtype=np.int64)
        found = milp(np.zeros(len(aim)), constraints=known, bounds=Bounds(0, np.repeat(self.n, 5)), integrality=whole)
        assert found.status in (SOLVED, IMPOSSIBLE)
        return int(found.status) == SOLVED


def certain(seed: int, switched_off: tuple[PlanRule, ...] = ()) -> Iterator[str]:
    table, _ = two_waves(seed, QUESTIONS)
    for planned in plan_wave(table, Minimums(), switched_off=switched_off):
        attack = Attack(table, planned)
        figures = measure_figures(planned, Minimums())
        for one in figures:
            if one.mean is not None:
                attack.learn(one)
        hidden = [attack.people(one) for one in figures if one.mean is None]
        smallest = list(np.eye(len(attack.cells), dtype=np.bool_))
        shown = [attack.people(one) for one in figures if one.mean is not None]
        for cells in [*hidden, *smallest]:
            if cells.any() and not any((cells == each).all() for each in shown) and attack.is_certain(cells):
                yield f"organisation {seed}: {planned.role}s {attack.cells[cells].tolist()}"


def test_no_answer_of_a_hidden_group_is_certain() -> None:
    assert [found for seed in range(ORGANISATIONS) for found in certain(seed)] == []


def test_where_the_rest_beside_shown_groups_is_not_judged_some_answers_are_certain() -> None:
    assert any(True for seed in range(ORGANISATIONS) for _ in certain(seed, ("complementary",)))
